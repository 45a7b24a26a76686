using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Oracles;

namespace SkillContracts.Runner.Mutation;

/// <summary>Tries alterations of an experiment while it runs: a file that a step created may be another one when the next step has ended.</summary>
internal sealed class Mutator(Experiment experiment, CancellationToken cancellation)
{
    private const int MostRuns = 20;

    private readonly List<Trial> _trials = [];

    /// <summary>What was tried; to be read when the experiment has passed.</summary>
    public IReadOnlyList<Mutant> Mutants => [.. _trials.Select(trial => MutantOf(experiment, trial.Step, trial.Alteration.Kind, trial.Alteration.Change, trial.Alteration.Cure, trial.IsNoticed))];

    /// <summary>A mutant at its place; with several steps the step is named.</summary>
    public static Mutant MutantOf(Experiment experiment, int step, MutantKind kind, string change, string cure, bool? isNoticed) => experiment.Steps.Count == 1
        ? new Mutant(kind, experiment.Place, change, cure, isNoticed)
        : new Mutant(kind, experiment.Steps[step].Place, FormattableString.Invariant($"in step {step + 1}, {change}"), cure, isNoticed);

    /// <summary>True when a check failed, false when all held, null when one could not be made.</summary>
    public static bool? IsNoticed(IReadOnlyList<CheckFailure> failures) =>
        failures.Any(failure => !failure.Undecidable) ? true : failures.Count == 0 ? false : null;

    /// <summary>Judges the last of the steps so far by its own expectations.</summary>
    public void AfterStep(IReadOnlyList<Observation> observations, ExperimentJudge judge)
    {
        var step = observations.Count - 1;
        foreach (var alteration in Alterations.Of(observations[step]))
        {
            cancellation.ThrowIfCancellationRequested();
            if (alteration.Judge(observations, step, changed => judge.OfStep(changed[step])) is { } failures)
            {
                _trials.Add(new Trial(step, alteration, IsNoticed(failures)));
            }
        }
    }

    /// <summary>Judges what no step noticed by what the experiment says of all steps: its files, changes and snapshots.</summary>
    public void AfterAll(IReadOnlyList<Observation> observations, ExperimentJudge judge)
    {
        for (var i = 0; i < _trials.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_trials[i] is { IsNoticed: not true } trial && !IsReplaced(trial, observations))
            {
                var failures = trial.Alteration.Judge(observations, trial.Step, changed => [.. judge.OfStep(changed[^1]), .. judge.OfWhole(changed, keep: false)]);
                _trials[i] = trial with { IsNoticed = Either(trial.IsNoticed, IsNoticed(failures ?? [])) };
            }
        }
    }

    /// <summary>Runs again what only a later command can notice: files of all steps but the last.</summary>
    /// <param name="run">Runs the experiment with a file changed after a step; true when that is noticed, null when it cannot be judged.</param>
    public void TryAgain(Func<int, FileAlteration, bool?> run)
    {
        var left = MostRuns;
        for (var i = 0; i < _trials.Count; i++)
        {
            if (_trials[i] is { IsNoticed: not true, Alteration: FileAlteration file } trial && trial.Step < experiment.Steps.Count - 1)
            {
                _trials[i] = trial with { IsNoticed = left-- > 0 ? run(trial.Step, file) : null };
            }
        }
    }

    /// <summary>A later step has changed or removed the file: what it would have made of another one is not known.</summary>
    private static bool IsReplaced(Trial trial, IReadOnlyList<Observation> observations) =>
        trial.Alteration is FileAlteration { File: var file }
        && observations[trial.Step].After.ChangesTo(observations[^1].After).Any(change => change.Path == file);

    private static bool? Either(bool? first, bool? second) => first == true || second == true ? true : first is null || second is null ? null : false;

    private sealed record Trial(int Step, Alteration Alteration, bool? IsNoticed);
}
