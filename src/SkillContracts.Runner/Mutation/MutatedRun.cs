using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner.Mutation;

/// <summary>An experiment with its mutants: strength of its part of the contract.</summary>
/// <param name="plain">The experiment as it is.</param>
/// <param name="experiment">What was declared.</param>
internal sealed class MutatedRun(ExperimentRun plain, Experiment experiment)
{
    /// <summary>Runs it, and when it passes, once more for each step with the command replaced by nothing.</summary>
    /// <param name="watch">Sees changes of the skill's folder.</param>
    /// <param name="cancellation">Ends the run.</param>
    public ExperimentResult Run(SkillWatch watch, CancellationToken cancellation)
    {
        var mutator = new Mutator(experiment, cancellation);
        var result = plain.Run(watch, cancellation, mutator);
        if (result.Verdict.Kind != VerdictKind.Pass)
        {
            return result;
        }

        var idle = Enumerable.Range(0, experiment.Steps.Count).Select(step => RunIdle(step, result.Observations, watch, cancellation)).ToList();
        return result with { Mutants = [.. idle, .. mutator.Mutants] };
    }

    private Mutant RunIdle(int step, IReadOnlyList<Observation> observations, SkillWatch watch, CancellationToken cancellation)
    {
        var folder = observations[0].Folder;
        try
        {
            var verdict = plain.Run(watch, cancellation, idle: new IdleStep(step, folder.MakeIdle())).Verdict;
            bool? isNoticed = verdict.Kind switch
            {
                VerdictKind.Pass => false,
                VerdictKind.Fail => true,
                _ => null,
            };
            return Mutator.MutantOf(experiment, step, MutantKind.Nothing, "the command replaced by nothing", Alterations.CureForNothing(observations[step]), isNoticed);
        }
        finally
        {
            folder.RemoveIdle();
        }
    }
}

/// <summary>A step whose command is replaced by nothing.</summary>
/// <param name="Index">The step, from 0.</param>
/// <param name="Folder">Where this is tried; the folder of the real run stays as it is.</param>
internal sealed record IdleStep(int Index, WorkFolder Folder);
