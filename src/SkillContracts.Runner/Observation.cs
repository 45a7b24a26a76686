using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;
using SkillContracts.Runner.Mutation;

namespace SkillContracts.Runner;

/// <summary>What happened in one step; no judgement.</summary>
public sealed class Observation
{
    private IReadOnlyList<string>? _notes;
    private string? _output;

    internal Observation(
        ExperimentStep step, ChildEnd end, string command, WorkFolder folder, WorkLinks links, Isolation isolation, FileTree after, IReadOnlyList<FileChange> changes, SkillChange skillChange)
    {
        (Step, End, Command, Folder, Links, Isolation, After, Changes, SkillChange) = (step, end, command, folder, links, isolation, after, changes, skillChange);
    }

    /// <summary>What was declared.</summary>
    public ExperimentStep Step { get; }

    /// <summary>0–255; 128 + n when signal n ended the program; on Windows any number; null when the time limit did.</summary>
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
    public IReadOnlyList<string> IsolationNotes => _notes ?? SandboxNotes.Of(End, Isolation);

    /// <summary>The work folder, which is kept.</summary>
    public string WorkPath => Folder.Work;

    /// <summary>What the step created, changed and removed in the work folder.</summary>
    public IReadOnlyList<FileChange> Changes { get; }

    /// <summary>What changed meanwhile in the skill's own folder.</summary>
    public IReadOnlyList<FileChange> SkillChanges => SkillChange.Changes;

    /// <summary>What lies beside the work folder and was not put there by the runner.</summary>
    internal IReadOnlyList<string> Strays { get; init; } = [];

    /// <summary>Follows links of the work folder as the command saw them.</summary>
    internal WorkLinks Links { get; }

    /// <summary>The PATH of the command where stand-ins or hidden tools made it another one; else null.</summary>
    internal string? SearchPath { get; init; }

    /// <summary>The variables that the contract gave to the command, with real paths.</summary>
    internal IReadOnlyList<Variable> Variables { get; init; } = [];

    /// <summary>The servers that ran beside the command.</summary>
    internal IReadOnlyList<StartedService> Services { get; init; } = [];

    internal SkillChange SkillChange { get; }

    internal ChildEnd End { get; private set; }

    /// <summary>The output as reports show it.</summary>
    internal string Output => _output ?? FailureText.OutputOf(End);

    internal WorkFolder Folder { get; }

    internal FileTree After { get; private set; }

    /// <summary>The same with another end, as if the command had ended so.</summary>
    internal Observation With(ChildEnd end) => new(Step, end, Command, Folder, Links, Isolation, After, Changes, SkillChange) { Strays = Strays, SearchPath = SearchPath, Variables = Variables, Services = Services };

    /// <summary>Keeps of the output what a report shows: a thousand experiments may have written 16 MiB each.</summary>
    /// <param name="isReported">False when nobody will read it.</param>
    internal void Release(bool isReported)
    {
        (_notes, _output) = (IsolationNotes, isReported ? Output : "");
        End = End with { Stdout = End.Stdout.WithoutBytes(), Stderr = End.Stderr.WithoutBytes() };
        After = FileTree.Empty;
    }
}

/// <summary>An experiment with what was seen and how it was judged.</summary>
/// <param name="Experiment">What was declared.</param>
/// <param name="Observations">One for each step that was run: steps after one that failed are not. Empty when none was started.</param>
/// <param name="Verdict">The judgement.</param>
public sealed record ExperimentResult(Experiment Experiment, IReadOnlyList<Observation> Observations, Verdict Verdict)
{
    /// <summary>The last step that was run, which is the one that failed if any did; null when none was started.</summary>
    public Observation? Observation => Observations.Count == 0 ? null : Observations[^1];

    /// <summary>What was made wrong to see whether a check notices; null when that was not asked for, or the experiment did not pass.</summary>
    public IReadOnlyList<Mutant>? Mutants { get; init; }

    /// <summary>The stand-ins of <c>fake</c> that no command called.</summary>
    public IReadOnlyList<string> UncalledFakes { get; init; } = [];

    /// <summary>A folder as the first of several steps found it, to try them again by hand; null for a single command, and where none could be made.</summary>
    internal WorkFolder? Fresh { get; init; }

    /// <summary>The time of all steps.</summary>
    public TimeSpan Duration => Observations.Aggregate(TimeSpan.Zero, (sum, observation) => sum + observation.Duration);
}
