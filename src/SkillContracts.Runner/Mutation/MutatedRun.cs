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
        mutator.TryAgain((step, file) => RunAltered(step, file, result.Observations, watch, cancellation));
        return result with { Mutants = [.. idle, .. mutator.Mutants] };
    }

    private Mutant RunIdle(int step, IReadOnlyList<Observation> observations, SkillWatch watch, CancellationToken cancellation) => Mutator.MutantOf(
        experiment, step, MutantKind.Nothing, "the command replaced by nothing", Alterations.CureForNothing(observations[step]), RunAltered(step, null, observations, watch, cancellation));

    private bool? RunAltered(int step, FileAlteration? file, IReadOnlyList<Observation> observations, SkillWatch watch, CancellationToken cancellation)
    {
        var folder = observations[0].Folder;
        try
        {
            return plain.Run(watch, cancellation, altered: new AlteredStep(step, folder.MakeIdle(), file)).Verdict.Kind switch
            {
                VerdictKind.Pass => false,
                VerdictKind.Fail => true,
                _ => null,
            };
        }
        finally
        {
            folder.RemoveIdle();
        }
    }
}

/// <summary>A step of a run of its own in which something is made wrong.</summary>
/// <param name="Index">The step, from 0.</param>
/// <param name="Folder">Where this is tried; the folder of the real run stays as it is.</param>
/// <param name="File">The file that the step's successors find changed; null when the command itself is replaced by nothing.</param>
internal sealed record AlteredStep(int Index, WorkFolder Folder, FileAlteration? File);
