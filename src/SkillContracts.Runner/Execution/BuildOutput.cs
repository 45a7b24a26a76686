using System;
using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Runner.Execution;

/// <summary>Tells what builds and package managers write beside the sources from what belongs to a repository.</summary>
/// <remarks>What git tracks belongs to it, and so does what appears right beside it: many skills have their scripts in <c>bin</c>.</remarks>
internal sealed class BuildOutput
{
    /// <summary>The folders that a build with tests writes.</summary>
    public static readonly string[] Names = ["bin", "obj", "TestResults"];

    private readonly HashSet<string> _folders;
    private readonly HashSet<string> _files;

    /// <summary>Of a repository or a folder in it.</summary>
    /// <param name="tracked">What git tracks there, at least in folders of these names; relative to it.</param>
    public BuildOutput(IEnumerable<string> tracked)
    {
        _files = tracked.ToHashSet(StringComparer.Ordinal);
        _folders = _files.Select(FolderOf).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>True for what git neither tracks nor tracks a neighbour of.</summary>
    /// <param name="path">A path in a folder of these names.</param>
    public bool Holds(string path) => !_files.Contains(path) && !_folders.Contains(FolderOf(path));

    private static string FolderOf(string path) => path[..Math.Max(path.LastIndexOf('/'), 0)];
}
