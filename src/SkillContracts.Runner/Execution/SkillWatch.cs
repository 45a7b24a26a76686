using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SkillContracts.Runner.Snapshots;

namespace SkillContracts.Runner.Execution;

/// <summary>Sees what changes in a skill's own folder while its experiments run, several at a time.</summary>
internal sealed class SkillWatch(LoadedSkill skill)
{
    private readonly Lock _gate = new();
    private readonly List<int> _running = [];
    private FileTree _last = Capture(skill);

    /// <summary>Call it before a command starts.</summary>
    /// <param name="number">The experiment's number.</param>
    public Span Begin(int number)
    {
        lock (_gate)
        {
            _running.Add(number);
        }

        return new Span(this, number);
    }

    private SkillChange End(int number)
    {
        lock (_gate)
        {
            var now = Capture(skill);
            IReadOnlyList<FileChange> changes = [.. _last.ChangesTo(now).Where(change => !SnapshotFolder.IsOwn(skill, change.Path))];
            _last = now;
            return new SkillChange(changes, [.. _running.Where(other => other != number).Distinct().Order()]);
        }
    }

    private static FileTree Capture(LoadedSkill skill) =>
        FileTree.Capture(skill.Path, hashed: false, skip: [".git", "tmp", "bin", "obj", "node_modules", "TestResults"], skipOnlyTop: true);

    /// <summary>The time of one command.</summary>
    internal sealed class Span(SkillWatch watch, int number) : IDisposable
    {
        /// <summary>What changed since anyone looked.</summary>
        public SkillChange End() => watch.End(number);

        public void Dispose()
        {
            lock (watch._gate)
            {
                watch._running.Remove(number);
            }
        }
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
