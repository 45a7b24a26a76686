using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner;

/// <summary>Sees what experiments changed in the repository around the skills, from its making to <see cref="Touched"/>.</summary>
/// <remarks>
/// Git is asked once before and once after a whole run. A path counts when it changed while an experiment ran that could write there:
/// edits of people between experiments are theirs.
/// </remarks>
public sealed class RepositoryWatch
{
    /// <summary>The kernel's clock for files is this coarse.</summary>
    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(10);

    private static readonly ConcurrentBag<Span> Spans = [];

    private readonly string _root;
    private readonly TreeState _before;
    private readonly DateTime _start = DateTime.UtcNow;

    /// <summary>Looks at the repository as it is now.</summary>
    /// <param name="root">Its root.</param>
    public RepositoryWatch(string root)
    {
        _root = Path.TrimEndingDirectorySeparator(root);
        _before = Repository.StateOf(_root);
    }

    /// <summary>What changed, and which experiments ran meanwhile, a line for each path; nothing where git cannot tell.</summary>
    public IReadOnlyList<string> Touched()
    {
        var spans = Spans.Where(span => span.Root == _root && span.End >= _start).ToList();
        if (_before.Unknown is not null || spans.Count == 0 || Repository.StateOf(_root) is not { Unknown: null } after)
        {
            return [];
        }

        var lines = new List<string>();
        if (after.Head != _before.Head)
        {
            lines.Add($"{Visible.OneLine(_root)}: the repository's commit or branch changed from {Visible.OneLine(_before.Head)} to {Visible.OneLine(after.Head)} while {Names(spans)} ran; a script must not touch the repository around it");
        }

        var built = new Lazy<BuildOutput>(() => new BuildOutput(Repository.TrackedFiles(_root) ?? new HashSet<string>()));
        bool IsBuilt(string path) => path.Split('/').Any(BuildOutput.Names.Contains)
            && (after.Untracked.Contains(path) || _before.Untracked.Contains(path)) && built.Value.Holds(path);
        foreach (var path in after.Changes.Concat(_before.Changes.Except(after.Changes)).Where(path => !path.EndsWith("snapshots/.gitignore", StringComparison.Ordinal) && !IsBuilt(path)))
        {
            var meanwhile = ChangedAt(Path.Combine(_root, path)) is { } time ? spans.Where(span => span.Start - ClockStep <= time && time <= span.End).ToList() : [];
            if (meanwhile.Count > 0)
            {
                lines.Add($"{Visible.OneLine(LoadedSkill.Unmistakable(path))}: changed while {Names(meanwhile)} ran; a script must not touch the repository around it");
            }
        }

        return lines;
    }

    /// <summary>Notes an experiment that could write to the repository.</summary>
    internal static void Ran(LoadedSkill skill, string name, DateTime start) => Spans.Add(new Span(skill.Root, $"{skill.Contract.Folder}/{name}", start, DateTime.UtcNow));

    private static string Names(IEnumerable<Span> spans) => FailureText.List(spans.Select(span => $"'{span.Name}'").Distinct().Order(StringComparer.Ordinal));

    /// <summary>The change time, which a script cannot set; of the nearest folder for a path that is gone.</summary>
    private static unsafe DateTime? ChangedAt(string path)
    {
        Posix.StatX stat;
        for (var looked = path; looked is not null; looked = Path.GetDirectoryName(looked))
        {
            if (OperatingSystem.IsLinux() && Posix.statx(Posix.CurrentFolder, looked, Posix.NoFollow, Posix.BasicStats, &stat) == 0)
            {
                return DateTime.UnixEpoch.AddSeconds(stat.ChangedSeconds).AddTicks(stat.ChangedNanoseconds / 100);
            }

            if (!OperatingSystem.IsLinux() && Path.Exists(looked))
            {
                return File.GetLastWriteTimeUtc(looked);
            }
        }

        return null;
    }

    private sealed record Span(string Root, string Name, DateTime Start, DateTime End);
}
