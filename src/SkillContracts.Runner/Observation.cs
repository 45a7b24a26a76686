using System;
using System.Collections.Generic;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner;

/// <summary>What happened in one run; no judgement.</summary>
public sealed class Observation
{
    internal Observation(ChildEnd end, string command, WorkFolder folder, Isolation isolation, FileTree after, IReadOnlyList<FileChange> changes, IReadOnlyList<FileChange> skillChanges)
    {
        (End, Command, Folder, Isolation, After, Changes, SkillChanges) = (end, command, folder, isolation, after, changes, skillChanges);
    }

    /// <summary>0–255; 128 + n when signal n ended the program; null when the time limit did.</summary>
    public int? ExitCode => End.TimedOut ? null : End.Signal is { } signal ? 128 + signal : End.ExitCode;

    /// <summary>True when the time limit ended the run.</summary>
    public bool TimedOut => End.TimedOut;

    /// <summary>From start to end of the command.</summary>
    public TimeSpan Duration => End.Duration;

    /// <summary>The command after all references were filled in.</summary>
    public string Command { get; }

    /// <summary>What kept the run away from the rest of the machine.</summary>
    public Isolation Isolation { get; }

    /// <summary>What the isolation did to the run, a sentence for each; none as a rule.</summary>
    public IReadOnlyList<string> IsolationNotes => SandboxNotes.Of(End, Isolation);

    /// <summary>The work folder, which is kept.</summary>
    public string WorkPath => Folder.Work;

    /// <summary>What the run created, changed and removed in the work folder.</summary>
    public IReadOnlyList<FileChange> Changes { get; }

    /// <summary>What the run changed in the skill's own folder.</summary>
    public IReadOnlyList<FileChange> SkillChanges { get; }

    internal ChildEnd End { get; }

    internal WorkFolder Folder { get; }

    internal FileTree After { get; }
}

/// <summary>An experiment with what was seen and how it was judged.</summary>
/// <param name="Experiment">What was declared.</param>
/// <param name="Observation">Null when the command was never started.</param>
/// <param name="Verdict">The judgement.</param>
public sealed record ExperimentResult(Model.Contracts.Experiment Experiment, Observation? Observation, Verdict Verdict);
