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
    /// <summary>Names of the rows that tests judge, in order of the document, each once.</summary>
    /// <remarks>
    /// Left out: what is mentioned only, "other", which names no code, and codes of no script that no experiment without a script expects.
    /// </remarks>
    public EquatableArray<string> ExitCodeRows =>
        ExitCodes.Where(IsJudged).Select(claim => claim.RowName).Distinct(StringComparer.Ordinal).ToEquatableArray();

    private bool IsJudged(ExitCodeClaim claim) => claim.IsDeclared
        && !claim.Codes.IsOther
        && (claim.Script is not null
            || Experiments.Any(experiment => experiment.Script is null && experiment.Expected.Exit.Overlaps(claim.Codes)));
}
