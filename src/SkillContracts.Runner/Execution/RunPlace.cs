using System;
using System.Collections.Generic;
using System.IO;

namespace SkillContracts.Runner.Execution;

/// <summary>Where an experiment runs, as its script sees it: the real paths, or those inside the sandbox.</summary>
internal sealed class RunPlace
{
    private readonly WorkFolder _folder;
    private readonly SandboxView? _view;

    /// <summary>Decides how the script will see its folders.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="skillPath">The skill's folder.</param>
    /// <param name="root">The repository's root.</param>
    /// <param name="level">The level of isolation.</param>
    public RunPlace(WorkFolder folder, string skillPath, string root, IsolationLevel level)
    {
        _folder = folder;
        _view = level == IsolationLevel.Sandbox ? new SandboxView(folder, skillPath, root) : null;
        Links = new WorkLinks([(folder.Work, Work), (folder.Home, Home), (folder.Temporary, Temporary)], IsNeutral);
    }

    /// <summary>Follows links as the script saw them.</summary>
    public WorkLinks Links { get; }

    /// <summary>True when the script sees other paths than the real ones.</summary>
    public bool IsNeutral => _view is not null;

    /// <summary>The work folder.</summary>
    public string Work => Inside(_folder.Work);

    /// <summary>The home.</summary>
    public string Home => Inside(_folder.Home);

    /// <summary>The folder for temporary files.</summary>
    public string Temporary => Inside(_folder.Temporary);

    /// <summary>A real path as the script sees it.</summary>
    public string Inside(string path) => _view is null ? path : _view.Inside(path);

    /// <summary>The folder that git must not look above.</summary>
    public string Ceiling => Path.GetDirectoryName(Work)!;

    /// <summary>What starts a program there.</summary>
    /// <param name="program">Its real path.</param>
    /// <param name="arguments">Its arguments, with paths as it sees them.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="inputPath">The real path of its standard input; null for none.</param>
    /// <param name="limit">How long it may last.</param>
    public ChildStart Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string? inputPath, TimeSpan limit) =>
        new(Inside(program), arguments, environment, _folder.Work, inputPath, limit) { Sandbox = _view };
}
