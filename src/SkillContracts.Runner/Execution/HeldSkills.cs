using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace SkillContracts.Runner.Execution;

/// <summary>The skills that a runner holds against other runs, in this process and in others.</summary>
/// <remarks>
/// A skill stays held between two of its experiments, but is given back before a thread waits for another one: otherwise two
/// programs could wait for each other, and so could two runners of one program, which share their threads.
/// </remarks>
internal sealed class HeldSkills
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);

    private static readonly Lock Gate = new();

    /// <summary>Those that are held, by all runners of the process.</summary>
    private static readonly HashSet<HeldSkill> Held = [];

    private readonly Dictionary<string, HeldSkill> _skills = new(StringComparer.Ordinal);

    /// <summary>Announces experiments; each must be taken and disposed once, or dropped.</summary>
    public void Announce(LoadedSkill skill, int count)
    {
        lock (Gate)
        {
            Find(skill).Expected += count;
        }
    }

    /// <summary>An announced experiment will not be run.</summary>
    public void Drop(LoadedSkill skill)
    {
        lock (Gate)
        {
            Find(skill).Expected--;
            Leave(Find(skill));
        }
    }

    /// <summary>Holds the skill for one announced experiment.</summary>
    /// <param name="skill">The skill.</param>
    /// <param name="waiting">Called once when another run holds it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public HeldSkill Take(LoadedSkill skill, Action waiting, CancellationToken cancellation)
    {
        while (true)
        {
            lock (Gate)
            {
                var held = Find(skill);
                if (TryOpen(held))
                {
                    held.Expected--;
                    held.Running++;
                    return held;
                }

                if (!held.IsAwaited)
                {
                    held.IsAwaited = true;
                    waiting();
                }
            }

            if (cancellation.WaitHandle.WaitOne(Turn))
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private static bool TryOpen(HeldSkill held)
    {
        if (held.Lock is not null)
        {
            return true;
        }

        held.Lock = SkillLock.TryTake(held.Skill.Path);
        if (held.Lock is null)
        {
            foreach (var idle in Held.Where(other => other.Running == 0).ToList())
            {
                idle.Release();
            }

            return false;
        }

        Held.Add(held);
        try
        {
            held.Open();
            return true;
        }
        catch
        {
            held.Release();
            throw;
        }
    }

    private HeldSkill Find(LoadedSkill skill)
    {
        if (!_skills.TryGetValue(skill.Path, out var held))
        {
            _skills.Add(skill.Path, held = new HeldSkill(skill, this));
        }

        return held;
    }

    private void Leave(HeldSkill held)
    {
        if (held is { Running: 0, Expected: <= 0 })
        {
            held.Release();
            _skills.Remove(held.Skill.Path);
        }
    }

    /// <summary>A skill while an experiment runs.</summary>
    internal sealed class HeldSkill(LoadedSkill skill, HeldSkills owner) : IDisposable
    {
        public LoadedSkill Skill => skill;

        /// <summary>The folder of its links; null when there can be none.</summary>
        public string? Links { get; private set; }

        /// <summary>Sees changes of its folder.</summary>
        public SkillWatch Watch { get; private set; } = null!;

        public SkillLock? Lock { get; set; }

        /// <summary>Somebody has been told that another run goes first.</summary>
        public bool IsAwaited { get; set; }

        /// <summary>How many announced experiments have not started.</summary>
        public int Expected { get; set; }

        public int Running { get; set; }

        public void Open() => (IsAwaited, Links, Watch) = (false, EvalFolder.LinksFor(skill.Root, skill.Path), new SkillWatch(skill));

        public void Release()
        {
            Held.Remove(this);
            Lock?.Dispose();
            Lock = null;
        }

        /// <summary>The experiment has ended.</summary>
        public void Dispose()
        {
            lock (Gate)
            {
                Running--;
                owner.Leave(this);
            }
        }
    }
}
