using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SkillContracts.Runner.Snapshots;

namespace SkillContracts.Runner.Execution;

/// <summary>Sees what changes in a skill's own folder while its experiments run, several at a time.</summary>
/// <remarks>Nobody can tell which of several running commands made a change: all of them answer for it.</remarks>
internal sealed class SkillWatch(LoadedSkill skill)
{
    private readonly Lock _gate = new();
    private readonly List<Span> _running = [];
    private readonly LoadedSkill _skill = skill;
    private FileTree _last = Capture(skill);

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

    private static FileTree Capture(LoadedSkill skill) =>
        FileTree.Capture(skill.Path, hashed: false, skip: [".git", "tmp", "bin", "obj", "node_modules", "TestResults"], skipOnlyTop: true);

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
                var now = Capture(watch._skill);
                var changes = watch._last.ChangesTo(now).Where(change => !SnapshotFolder.IsOwn(watch._skill, change.Path)).ToList();
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
