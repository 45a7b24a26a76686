using System;
using System.Collections.Generic;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;
using SkillContracts.Runner.Snapshots;

namespace SkillContracts.Runner.Oracles;

/// <summary>Judges the steps of one run, and the run as a whole.</summary>
/// <param name="skill">The skill.</param>
/// <param name="experiment">What was declared.</param>
/// <param name="start">The work folder before the first step.</param>
/// <param name="fill">Fills <c>$WORK</c> and <c>$SKILL_DIR</c> of an expected text.</param>
internal sealed class ExperimentJudge(LoadedSkill skill, Experiment experiment, FileTree start, Func<string, string> fill)
{
    /// <summary>Everything of a step that does not hold.</summary>
    public IReadOnlyList<CheckFailure> OfStep(Observation observation) => Judge.Failures(experiment, observation, skill.Contract, fill);

    /// <summary>What all steps together do not show: the changes of the experiment, and when these hold, its snapshots.</summary>
    /// <param name="observations">One for each step.</param>
    /// <param name="keep">Whether to write what was given for snapshots, for <c>accept</c>.</param>
    public IReadOnlyList<CheckFailure> OfWhole(IReadOnlyList<Observation> observations, bool keep) =>
        FilesOracle.JudgeChanges(experiment.Place, experiment.Changes, start.ChangesTo(observations[^1].After)) is { } excess
            ? [experiment.Steps.Count > 1 ? excess with { Expected = "over all steps, " + excess.Expected } : excess]
            : new SnapshotOracle(skill, experiment).Judge(observations, keep);
}
