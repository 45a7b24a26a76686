using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;
using SkillContracts.Runner.Mutation;

namespace SkillContracts.Runner;

/// <summary>Runs experiments as black boxes and judges them: the one way for the command line and for tests.</summary>
/// <remarks>
/// Each experiment gets a fresh folder. Experiments run in parallel, as many as there are processors; runs of other programs on the same
/// skill wait. Linux, macOS and Windows.
/// </remarks>
/// <param name="jobs">How many experiments may run at a time, from 1; null for the number of processors, together with all other runners of the process.</param>
/// <param name="isolation">What keeps runs away from the rest of the machine.</param>
/// <param name="mutate">Whether each experiment that passes is tried again with something made wrong: <see cref="ExperimentResult.Mutants"/>.</param>
public sealed class SkillRunner(int? jobs = null, IsolationChoice isolation = IsolationChoice.Auto, bool mutate = false)
{
    private static readonly Workers Shared = new(Environment.ProcessorCount);

    private readonly Workers _workers = jobs is { } most ? new Workers(most) : Shared;

    private readonly HeldSkills _held = new();
    private readonly Lazy<RunFolder> _runFolder = new(RunFolder.Create);

    /// <summary>Runs some experiments of a skill.</summary>
    /// <param name="skill">The skill.</param>
    /// <param name="filter">Which experiments; null for all.</param>
    /// <param name="notice">Takes what a waiting person should know, such as another run that must end first. May be called from any thread.</param>
    /// <param name="cancellation">Ends the running experiments with everything they started.</param>
    /// <returns>A task for each chosen experiment, in the contract's order. A cancelled one throws <see cref="OperationCanceledException"/>.</returns>
    public IReadOnlyList<Task<ExperimentResult>> Start(
        LoadedSkill skill, Func<Experiment, bool>? filter, Action<string> notice, CancellationToken cancellation)
    {
        var chosen = skill.Contract.Experiments.Where(experiment => filter is null || filter(experiment)).ToList();
        if (chosen.Count == 0)
        {
            return [];
        }

        _held.Announce(skill, chosen.Count);
        return [.. chosen.Select(experiment => _workers.Run(() => RunOne(skill, experiment, notice, cancellation)))];
    }

    private ExperimentResult RunOne(LoadedSkill skill, Experiment experiment, Action<string> notice, CancellationToken cancellation)
    {
        HeldSkills.HeldSkill? held = null;
        var start = DateTime.UtcNow;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            held = _held.Take(skill, () => notice($"{Model.Visible.OneLine(skill.Contract.Folder)}: another run on this skill goes first; waiting for it"), cancellation);
            var run = new ExperimentRun(skill, experiment, _runFolder, held.Links, Isolation.Of(isolation));
            var result = mutate ? new MutatedRun(run, experiment).Run(held.Watch, cancellation) : run.Run(held.Watch, cancellation);
            foreach (var observation in result.Observations)
            {
                observation.Release(isReported: result.Verdict.Kind != VerdictKind.Pass);
            }

            return result;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return NotJudged(experiment, $"the run failed: {Model.Visible.OneLine(exception.Message)}", "free the path or resource that it names");
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // One experiment must not take the results of all others with it.
            return NotJudged(experiment, $"the tool failed: {exception.GetType().Name}: {Model.Visible.OneLine(exception.Message)}", "please report it with the contract");
        }
        finally
        {
            if (held is null)
            {
                _held.Drop(skill);
            }
            else
            {
                if (Isolation.Of(isolation).Level == IsolationLevel.Folder && !experiment.Allowed.HasFlag(Allowances.Outside))
                {
                    RepositoryWatch.Ran(skill, experiment.Name, start);
                }

                held.Dispose();
            }
        }
    }

    /// <summary>The tools that a skill's experiments require and that are not on PATH. Required commands are not run.</summary>
    public static IReadOnlyList<string> MissingTools(LoadedSkill skill) =>
    [
        .. skill.Contract.Experiments.SelectMany(experiment => experiment.Requires).Distinct(StringComparer.Ordinal)
            .Where(tool => !tool.Any(char.IsWhiteSpace) && Programs.Find(tool) is null),
    ];

    private static ExperimentResult NotJudged(Experiment experiment, string fault, string cure) =>
        new(experiment, [], Verdict.NotJudged(experiment.Place, fault, cure));
}
