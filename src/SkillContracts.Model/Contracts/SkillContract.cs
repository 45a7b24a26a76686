using System;
using System.Linq;

namespace SkillContracts.Model.Contracts;

/// <summary>What a SKILL.md promises: its frontmatter, its exit codes and the experiments of <c>evals/contract.yaml</c>.</summary>
/// <param name="Folder">The skill's folder relative to the repository's root; <c>.</c> for the root itself.</param>
/// <param name="Name">The frontmatter's name; the folder's where it has none.</param>
/// <param name="Description">The frontmatter's description; empty where it has none.</param>
/// <param name="ExitCodes">What SKILL.md says of exit codes, in order of the document, then what each script's own words say.</param>
/// <param name="Experiments">Declared experiments with <c>each</c> spread out, in order of the contract.</param>
/// <param name="Scripts">Paths of the skill's scripts, relative to its folder, sorted.</param>
public sealed record SkillContract(
    string Folder,
    string Name,
    string Description,
    EquatableArray<ExitCodeClaim> ExitCodes,
    EquatableArray<Experiment> Experiments,
    EquatableArray<string> Scripts)
{
    /// <summary>Claims that are left out on purpose.</summary>
    public EquatableArray<UntestedClaim> Untested { get; init; } = EquatableArray<UntestedClaim>.Empty;


    /// <summary>Names of the rows that tests judge, in order of the document, each once.</summary>
    /// <remarks>
    /// Left out: what is mentioned only, "other", which names no code, and codes of no script that no experiment without a script expects.
    /// </remarks>
    public EquatableArray<string> ExitCodeRows =>
        ExitCodes.Where(IsJudged).Select(claim => claim.RowName).Distinct(StringComparer.Ordinal).ToEquatableArray();

    /// <summary>True when a command that does nothing would pass the experiment, and no other experiment shows that its script can fail.</summary>
    /// <remarks>A step that runs no script of the skill, such as <c>cmp</c>, judges what the others did.</remarks>
    /// <param name="experiment">One of <see cref="Experiments"/>.</param>
    public bool IsWeak(Experiment experiment) => experiment.Snapshots.Count == 0
        && experiment.Steps.All(step => step.Expected.Exit.Contains(0) && !step.Expected.NeedsOutput(experiment.Fixtures))
        && !experiment.Steps.All(IsBacked)
        && !(experiment.Steps.Count > 1 && experiment.Steps.Any(step => step.Script is null) && experiment.Steps.Any(step => step.Script is not null));

    private bool IsBacked(ExperimentStep step) => step.Script is not null
        && Experiments.SelectMany(experiment => experiment.Steps).Any(other => other.Script == step.Script && !other.Expected.Exit.Contains(0));

    private bool IsJudged(ExitCodeClaim claim) => claim.IsDeclared
        && !claim.Codes.IsOther
        && (claim.Script is not null
            || Experiments.Any(experiment => experiment.StepsFor(null, claim.Codes).Any()));
}

/// <summary>A claim that has no experiment on purpose. Source: <c>untested</c> of contract.yaml.</summary>
/// <param name="Quote">The claim's words, and where a document holds them.</param>
/// <param name="Reason">Why there is no experiment.</param>
/// <param name="Place">Where the contract says so.</param>
public sealed record UntestedClaim(Quote Quote, string Reason, Place Place);
