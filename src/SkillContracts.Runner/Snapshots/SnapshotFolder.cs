using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;
using SkillContracts.Runner.Oracles;

namespace SkillContracts.Runner.Snapshots;

/// <summary>The folder <c>snapshots</c> beside a contract. No link in it is followed.</summary>
public sealed class SnapshotFolder
{
    private const string Ignored = "*" + SnapshotNames.Received + "\n/.gitignore\n";

    private readonly LoadedSkill _skill;
    private readonly string _path;

    /// <summary>The folder of a skill's contract; it need not exist.</summary>
    /// <param name="skill">The skill.</param>
    public SnapshotFolder(LoadedSkill skill)
    {
        _skill = skill;
        _path = Path.Combine(skill.ContractFolder, SnapshotNames.Folder);
    }

    /// <summary>Takes what the last run gave over as what the next must give.</summary>
    /// <param name="filter">Of which experiments; null for all.</param>
    /// <returns>The files, relative to the repository's root, sorted.</returns>
    /// <exception cref="IOException">A file cannot be moved, or the folder is a link.</exception>
    public IReadOnlyList<string> Accept(Func<Experiment, bool>? filter)
    {
        var names = SnapshotNames.Of(_skill.Contract.Experiments);
        var parts = _skill.Contract.Experiments.Where(experiment => experiment.Snapshots.Count > 0 && (filter is null || filter(experiment)))
            .Select(experiment => names[experiment.Name]).ToHashSet(StringComparer.Ordinal);
        var accepted = new List<string>();
        var orphans = Orphans().ToHashSet(StringComparer.Ordinal);
        foreach (var file in Files(SnapshotNames.Received).Where(file => parts.Contains(file.Split('.')[0]) && !orphans.Contains(file)))
        {
            var verified = file[..^SnapshotNames.Received.Length] + SnapshotNames.Verified;
            File.Move(Path.Combine(_path, file), Path.Combine(_path, verified), overwrite: true);
            accepted.Add(Shown(verified));
        }

        return accepted;
    }

    /// <summary>Removes the snapshots that no experiment asks for.</summary>
    /// <returns>The files, relative to the repository's root, sorted.</returns>
    /// <exception cref="IOException">A file cannot be removed, or the folder is a link.</exception>
    public IReadOnlyList<string> Prune()
    {
        var removed = new List<string>();
        foreach (var file in Orphans())
        {
            File.Delete(Path.Combine(_path, file));
            removed.Add(Shown(file));
        }

        return removed;
    }

    /// <summary>True for what this tool writes there itself while experiments run.</summary>
    /// <param name="skill">The skill.</param>
    /// <param name="path">Relative to the skill's folder.</param>
    internal static bool IsOwn(LoadedSkill skill, string path)
    {
        var folder = Path.GetRelativePath(skill.Path, Path.Combine(skill.ContractFolder, SnapshotNames.Folder)).Replace('\\', '/');
        return path == folder || path == folder + "/.gitignore"
            || (path.StartsWith(folder + "/", StringComparison.Ordinal) && path.EndsWith(SnapshotNames.Received, StringComparison.Ordinal));
    }

    /// <summary>Why the folder cannot be used; null when it can, or is not there.</summary>
    internal string? Fault => FileKind.Of(_path) is { Exists: true, IsFolder: false } ? $"'{Shown("")}' is no folder of the skill itself; put a folder in its place" : null;

    /// <summary>A file's path relative to the repository's root.</summary>
    internal string Shown(string file) => LoadedSkill.RelativeTo(_skill.Root, Path.Combine(_path, file));

    /// <summary>A kept snapshot with LF line ends and without its last one; null when there is none.</summary>
    internal string? Read(string name)
    {
        var path = Path.Combine(_path, name + SnapshotNames.Verified);
        if (FileKind.Of(path) is not { IsRegular: true })
        {
            return FileKind.Of(path).Exists ? throw new IOException($"'{Shown(name + SnapshotNames.Verified)}' is no regular file") : null;
        }

        return StreamText.WithoutLastLineEnd(File.ReadAllText(path, Encoding.UTF8).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    /// <summary>Keeps what a run gave.</summary>
    internal void WriteReceived(string name, string text)
    {
        Directory.CreateDirectory(_path);
        var ignore = Path.Combine(_path, ".gitignore");
        if (!FileKind.Of(ignore).Exists)
        {
            File.WriteAllText(ignore, Ignored);
        }

        DropReceived(name);
        using var writer = new StreamWriter(new FileStream(Path.Combine(_path, name + SnapshotNames.Received), FileMode.CreateNew));
        writer.Write(text.Length == 0 ? "" : text + "\n");
    }

    /// <summary>Removes what an earlier run of the experiment gave: only what the last one gave can be taken over.</summary>
    internal void DropReceived(Experiment experiment)
    {
        if (!FileKind.Of(_path).IsFolder || experiment.Snapshots.Count == 0)
        {
            return;
        }

        var part = SnapshotNames.Of(_skill.Contract.Experiments)[experiment.Name];
        foreach (var file in Files(SnapshotNames.Received).Where(file => file.Split('.')[0] == part))
        {
            File.Delete(Path.Combine(_path, file));
        }
    }

    /// <summary>Removes what an earlier run gave.</summary>
    internal void DropReceived(string name)
    {
        if (FileKind.Of(_path).IsFolder)
        {
            File.Delete(Path.Combine(_path, name + SnapshotNames.Received));
        }
    }

    private IEnumerable<string> Orphans() => !SnapshotNames.IsOwner(_skill.Source.Contract?.Path ?? "", _skill.Source.Fixtures) ? [] :
        SnapshotNames.Orphans(_skill.Contract.Experiments, Files(SnapshotNames.Verified).Concat(Files(SnapshotNames.Received)).Select(file => $"{SnapshotNames.Folder}/{file}"))
            .Select(file => file[(SnapshotNames.Folder.Length + 1)..]);

    private IReadOnlyList<string> Files(string end)
    {
        if (Fault is { } fault)
        {
            throw new IOException(fault);
        }

        return !Directory.Exists(_path) ? [] : [.. Directory.EnumerateFiles(_path).Select(file => Path.GetFileName(file))
            .Where(file => file.EndsWith(end, StringComparison.Ordinal) && FileKind.Of(Path.Combine(_path, file)).IsRegular).Order(StringComparer.Ordinal)];
    }
}
