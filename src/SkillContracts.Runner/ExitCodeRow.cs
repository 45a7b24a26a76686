using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner;

/// <summary>A documented exit code of a script, judged by the experiments that expect it.</summary>
public static class ExitCodeRow
{
    /// <summary>The declared rows of the documents with this name; several when they say several things of one code.</summary>
    /// <param name="contract">The skill's contract.</param>
    /// <param name="rowName">Such as <c>convert.py:2</c>.</param>
    public static IReadOnlyList<ExitCodeClaim> Claims(SkillContract contract, string rowName) =>
        [.. contract.ExitCodes.Where(claim => claim.Confidence == ExitCodeConfidence.Declared && claim.RowName == rowName)];

    /// <summary>The experiments with a step that expects one of the row's codes of the row's script.</summary>
    public static IReadOnlyList<Experiment> Experiments(SkillContract contract, string rowName)
    {
        var claims = Claims(contract, rowName);
        return [.. contract.Experiments.Where(experiment => claims.Any(claim => experiment.StepsFor(claim.Script, claim.Codes).Any()))];
    }

    /// <summary>Why the contract leaves the row out on purpose; null when it does not say so.</summary>
    public static string? UntestedReason(SkillContract contract, ExitCodeClaim claim) =>
        contract.Untested.FirstOrDefault(untested => untested.Quote.Place is { } place && place.Path == claim.Place.Path && place.Line == claim.Place.Line)?.Reason;

    /// <summary>Judges the row: red when a step that expects the code ended otherwise.</summary>
    /// <param name="claim">The row.</param>
    /// <param name="results">The results of <see cref="Experiments"/>; not empty.</param>
    public static Verdict Judge(ExitCodeClaim claim, IReadOnlyList<ExperimentResult> results)
    {
        var ended = results.Where(result => result.Verdict.Kind != VerdictKind.Inconclusive)
            .SelectMany(result => result.Observations.Select(seen => (Result: result, Seen: seen)))
            .Where(pair => pair.Seen.ExitCode is not null && pair.Result.Experiment.StepsFor(claim.Script, claim.Codes).Contains(pair.Seen.Step))
            .ToList();
        var wrong = ended.Where(pair => !pair.Seen.Step.Expected.Exit.Contains(pair.Seen.ExitCode!.Value)).ToList();
        if (wrong.Count > 0)
        {
            var (result, seen) = wrong.OrderBy(pair => pair.Result.Verdict.Kind == VerdictKind.Broken).First();
            var code = seen.ExitCode!.Value.ToString(CultureInfo.InvariantCulture);
            var failure = new CheckFailure(claim.Place, $"exit code {seen.Step.Expected.Exit} of experiment '{result.Experiment.Name}'", code);
            return result.Verdict.Kind == VerdictKind.Broken
                ? new Verdict(VerdictKind.Broken, $"{claim.Place}: {failure}; known to be false: {result.Experiment.Broken}", [failure])
                : new Verdict(VerdictKind.Fail, $"{claim.Place}: {failure}; correct the script or the sentence", [failure]);
        }

        // A step may expect several codes: the row held only where its own was seen, and not by accident.
        var own = ended.Where(pair => claim.Codes.Contains(pair.Seen.ExitCode!.Value)).ToList();
        if (own.Find(pair => pair.Result.Verdict.Accident is not null && pair.Seen == pair.Result.Observation) is { Result: { } accident })
        {
            return new Verdict(VerdictKind.Fail, $"{claim.Place}: '{accident.Experiment.Name}' ended with {claim.Codes} for another reason: {accident.Verdict.Accident}; correct the script or the experiment", accident.Verdict.Failures);
        }

        return own.Count == 0
            ? Verdict.NotJudged(claim.Place, $"no experiment ended with {claim.Codes}", "see the experiments: " + FailureText.List(results.Select(result => result.Experiment.Name)))
            : new Verdict(VerdictKind.Pass, $"{claim.Place}: held in {FailureText.List(own.Select(pair => $"'{pair.Result.Experiment.Name}'").Distinct())}", []);
    }
}
