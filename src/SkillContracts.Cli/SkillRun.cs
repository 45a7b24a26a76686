using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model;
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

    /// <summary>What is worth knowing of an experiment that passed, each as the end of a sentence.</summary>
    public IEnumerable<string> NotesOf(ExperimentResult result) => result.Verdict.Kind != VerdictKind.Pass ? [] : result.Observations
        .SelectMany(seen => seen.IsolationNotes).Distinct()
        .Concat(result.UncalledFakes.Where(name => IsNeverCalled(result, name)).Select(name => $"nothing called its stand-in for '{Visible.OneLine(name, 80)}'"));

    /// <summary>What was made wrong and no check noticed.</summary>
    public IEnumerable<(Experiment Experiment, Mutant Mutant)> Unnoticed =>
        from result in Results
        from mutant in result.Mutants ?? []
        where mutant.IsNoticed == false
        select (result.Experiment, mutant);

    /// <summary>A row of <c>each</c>, or an experiment with the same default of the contract, may call what another does not; the first one tells it.</summary>
    private bool IsNeverCalled(ExperimentResult result, string name)
    {
        var fake = result.Experiment.Fakes.First(fake => fake.Name == name);
        var users = Skill.Contract.Experiments.Where(other => other.Place == result.Experiment.Place || other.Fakes.Contains(fake))
            .Where(other => other.Fakes.Any(own => own.Name == name)).ToList();
        var runs = Results.Where(other => users.Contains(other.Experiment) && other.Verdict.Kind == VerdictKind.Pass).ToList();
        return runs.Count == users.Count && runs.TrueForAll(other => other.UncalledFakes.Contains(name)) && ReferenceEquals(runs[0], result);
    }

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
