using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner;
using SkillContracts.Runner.Mutation;

namespace SkillContracts.Cli;

/// <summary>A skill with the results of its experiments.</summary>
internal sealed record SkillRun(LoadedSkill Skill, List<ExperimentResult> Results)
{
    /// <summary>Declared exit codes that nothing has shown, each row once, with the reason.</summary>
    public IEnumerable<(ExitCodeClaim Claim, string Reason)> NotTested =>
        from claim in Skill.Contract.ExitCodes.Where(claim => claim.Confidence == ExitCodeConfidence.Declared).DistinctBy(claim => claim.RowName)
        where !claim.Codes.IsOther && Skill.Contract.Scripts.Count > 0
        let reason = ReasonFor(claim)
        where reason is not null
        select (claim, reason);

    /// <summary>Claims left out on purpose that are no exit codes.</summary>
    public IEnumerable<UntestedClaim> OtherUntested => Skill.Contract.Untested.Where(untested => untested.Quote.Place is { } place
        && !Skill.Contract.ExitCodes.Any(claim => claim.IsDeclared && claim.Place.Path == place.Path && claim.Place.Line == place.Line));

    /// <summary>Experiments that passed and that a command doing nothing would pass as well.</summary>
    public IEnumerable<Experiment> Weak => Results
        .Where(result => result.Verdict.Kind == VerdictKind.Pass && Skill.Contract.IsWeak(result.Experiment))
        .Select(result => result.Experiment);

    /// <summary>What was made wrong and no check noticed.</summary>
    public IEnumerable<(Experiment Experiment, Mutant Mutant)> Unnoticed =>
        from result in Results
        from mutant in result.Mutants ?? []
        where mutant.IsNoticed == false
        select (result.Experiment, mutant);

    private string? ReasonFor(ExitCodeClaim claim)
    {
        var experiments = ExitCodeRow.Experiments(Skill.Contract, claim.RowName);
        if (experiments.Count == 0)
        {
            return ExitCodeRow.UntestedReason(Skill.Contract, claim) is { } purpose ? "left out on purpose: " + purpose
                : claim.Script is null ? "the document does not tell whose exit code this is" : "no experiment expects this exit code";
        }

        var results = Results.Where(result => experiments.Contains(result.Experiment)).ToList();
        return results.Count > 0 && ExitCodeRow.Judge(claim, results).Kind == VerdictKind.Inconclusive
            ? "no experiment that expects this exit code ended with it"
            : null;
    }
}
