using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SkillContracts.Runner.Execution;

/// <summary>Follows the links of an experiment's folders as its script saw them: in a sandbox <c>/work/x</c> is another file than on the machine.</summary>
/// <remarks>Nothing outside the experiment's work folder, home and temporary folder is ever the answer.</remarks>
internal sealed class WorkLinks
{
    /// <summary>As the kernel.</summary>
    private const int MostLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    private readonly IReadOnlyList<(string Real, string Seen)> _own;
    private readonly bool _isNeutral;

    /// <summary>Make it before a command runs: later the folders themselves may be links.</summary>
    /// <param name="own">The experiment's folders, the work folder first: where they are, and as the script sees them.</param>
    /// <param name="isNeutral">True when the script sees other paths than the real ones.</param>
    public WorkLinks(IReadOnlyList<(string Real, string Seen)> own, bool isNeutral)
    {
        _own = isNeutral ? own : [.. own.Select(folder => RealPath.Of(folder.Real)).Select(real => (real, real))];
        _isNeutral = isNeutral;
    }

    /// <summary>What a path of the work folder leads to.</summary>
    /// <param name="path">Relative to the work folder.</param>
    public FoundFile Follow(string path)
    {
        var (seen, linkCount) = (RootOf(_own[0].Seen), 0);
        var left = new Stack<string>(Parts(_own[0].Seen).Concat(Parts(path)).Reverse());
        while (left.TryPop(out var part))
        {
            if (part == "." || part == "..")
            {
                if (RealOf(seen) is { } folder && !FileKind.Of(folder).IsFolder)
                {
                    return linkCount > 0 ? Dangling(path, seen) : FoundFile.Nothing(path);
                }

                seen = part == "." ? seen : Path.GetDirectoryName(seen) ?? seen;
                continue;
            }

            var next = Path.Combine(seen, part);
            if (RealOf(next) is not { } real || new FileInfo(real).LinkTarget is not { } target)
            {
                seen = next;
                continue;
            }

            if (++linkCount > MostLinks)
            {
                return new FoundFile(path, null, "a link that leads in a circle");
            }

            seen = Path.IsPathRooted(target) ? RootOf(target) : seen;
            foreach (var step in Parts(target).Reverse())
            {
                left.Push(step);
            }
        }

        return OwnOf(seen) is not { } found ? new FoundFile(path, null, $"a link to '{seen}', outside the work folder")
            : FileKind.Of(found).Exists ? new FoundFile(path, found, null)
            : linkCount > 0 ? Dangling(path, seen)
            : FoundFile.Nothing(path);
    }

    private static FoundFile Dangling(string path, string seen) => new(path, null, $"a link to '{seen}', where nothing is");

    /// <summary>Where a path is that the script saw; null for one that the sandbox alone had.</summary>
    private string? RealOf(string seen) => _isNeutral ? OwnOf(seen) : seen;

    private string? OwnOf(string seen)
    {
        foreach (var (real, inside) in _own)
        {
            if (RealPath.IsBelow(seen, inside))
            {
                return real + seen[inside.Length..];
            }
        }

        return null;
    }

    private string RootOf(string path) => _isNeutral ? "/" : Path.GetPathRoot(path)!;

    private static string[] Parts(string path) =>
        path[(Path.GetPathRoot(path)?.Length ?? 0)..].Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What a path of the work folder leads to.</summary>
/// <param name="Path">Relative to the work folder.</param>
/// <param name="Real">The file or folder without any link, within the experiment's own folders; null when there is none.</param>
/// <param name="Fault">What is there instead, such as a link out of the work folder; null when nothing is, or all is well.</param>
internal sealed record FoundFile(string Path, string? Real, string? Fault)
{
    /// <summary>The fault of a folder, which some checks take.</summary>
    public const string Folder = "a folder";

    /// <summary>True when nothing is at the path, not even a link.</summary>
    public bool IsAbsent => Real is null && Fault is null;

    /// <summary>Why it is not read; null for a regular file.</summary>
    public string? ReadFault => Fault ?? (Real is null ? "nothing" : FileKind.Of(Real) switch
    {
        { IsFolder: true } => Folder,
        { IsRegular: true } => null,
        _ => "something that is not a regular file",
    });

    public static FoundFile Nothing(string path) => new(path, null, null);
}
