using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using SkillContracts.Runner.Snapshots;

namespace SkillContracts.Runner.Execution;

/// <summary>Sees what changes in a skill's own folder while its experiments run, several at a time.</summary>
/// <remarks>Nobody can tell which of several running commands made a change: all of them answer for it.</remarks>
internal sealed class SkillWatch
{
    /// <summary>At the top of a skill these are watched as far as git tracks something there.</summary>
    private static readonly string[] OftenBuilt = [.. BuildOutput.Names, "node_modules", "tmp"];

    private readonly Lock _gate = new();
    private readonly List<Span> _running = [];
    private readonly LoadedSkill _skill;
    private readonly BuildOutput? _built;
    private readonly List<string> _skipped = [".git"];
    private FileTree _last;

    /// <summary>Looks at the folder as it is now.</summary>
    public SkillWatch(LoadedSkill skill)
    {
        _skill = skill;
        var there = OftenBuilt.Where(name => Directory.Exists(Path.Combine(skill.Path, name))).ToList();
        var tracked = there.Count == 0 ? [] : Tracked(skill, there);
        _built = tracked is null ? null : new BuildOutput(tracked);
        _skipped.AddRange(OftenBuilt.Where(name => tracked is null ? name is "node_modules" or "tmp" || IsProject(skill.Path) : !tracked.Exists(file => IsIn(file, name))));
        _last = Capture();
    }

    /// <summary>Call it before a command starts.</summary>
    /// <param name="number">The experiment's number.</param>
    public Span Begin(int number)
    {
        lock (_gate)
        {
            var span = new Span(this, number);
            _running.ForEach(other => other.Meets(span));
            _running.Add(span);
            return span;
        }
    }

    private FileTree Capture() => FileTree.Capture(_skill.Path, hashed: false, _skipped, skipOnlyTop: true);

    private bool IsBuilt(string path) => _built is not null && OftenBuilt.Any(name => IsIn(path, name)) && _built.Holds(path);

    private static bool IsIn(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>What git tracks in some folders of the skill, relative to it; null when it cannot be told.</summary>
    private static List<string>? Tracked(LoadedSkill skill, List<string> folders)
    {
        var prefix = RealPath.IsBelow(skill.Path, skill.Root) ? RealPath.Slashed(skill.Path[skill.Root.Length..]).Trim('/') : null;
        var start = prefix is null or "" ? "" : prefix + "/";
        return prefix is null ? null : Repository.TrackedFiles(skill.Root, folders.Select(folder => start + folder))?.Select(file => file[start.Length..]).ToList();
    }

    /// <summary>Without git only a project of .NET beside the folders tells that a build fills them.</summary>
    private static bool IsProject(string folder) => Directory.EnumerateFiles(folder, "*.*proj").Any();

    /// <summary>The time of one command.</summary>
    internal sealed class Span(SkillWatch watch, int number) : IDisposable
    {
        private readonly List<FileChange> _changes = [];
        private readonly SortedSet<int> _others = [];

        /// <summary>What changed while the command ran. Call it when the command has ended.</summary>
        public SkillChange End()
        {
            lock (watch._gate)
            {
                var now = watch.Capture();
                var changes = watch._last.ChangesTo(now).Where(change => !SnapshotFolder.IsOwn(watch._skill, change.Path) && !watch.IsBuilt(change.Path)).ToList();
                watch._last = now;
                watch._running.ForEach(span => span._changes.AddRange(changes));
                return new SkillChange([.. _changes.Distinct()], [.. _others]);
            }
        }

        public void Meets(Span other)
        {
            _others.Add(other.Number);
            other._others.Add(number);
        }

        public void Dispose()
        {
            lock (watch._gate)
            {
                watch._running.Remove(this);
            }
        }

        private int Number => number;
    }
}

/// <summary>What changed in a skill's folder during a command.</summary>
/// <param name="Changes">Relative to the skill's folder.</param>
/// <param name="Others">Numbers of the experiments that ran at the same time.</param>
internal sealed record SkillChange(IReadOnlyList<FileChange> Changes, IReadOnlyList<int> Others)
{
    public override string ToString() => FailureText.List(Changes.Select(change => change.ToString()))
        + (Others.Count == 0 ? "" : $" (while {string.Join(", ", Others.Select(number => FormattableString.Invariant($"E{number}")))} ran, too; run it alone to tell whose it is)");
}
