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

    /// <summary>The experiments that expect one of the row's codes of the row's script.</summary>
    public static IReadOnlyList<Experiment> Experiments(SkillContract contract, string rowName) =>
        [.. contract.Experiments.Where(experiment => Claims(contract, rowName).Any(claim =>
            claim.Script == experiment.Script && claim.Codes.Overlaps(experiment.Expected.Exit)))];

    /// <summary>Judges the row: red when an experiment that expects the code ended otherwise.</summary>
    /// <param name="claim">The row.</param>
    /// <param name="results">The results of <see cref="Experiments"/>; not empty.</param>
    public static Verdict Judge(ExitCodeClaim claim, IReadOnlyList<ExperimentResult> results)
    {
        var ended = results.Where(result => result.Verdict.Kind != VerdictKind.Inconclusive && result.Observation?.ExitCode is not null).ToList();
        if (ended.Find(result => !result.Experiment.Expected.Exit.Contains(result.Observation!.ExitCode!.Value)) is { } wrong)
        {
            var code = wrong.Observation!.ExitCode!.Value.ToString(CultureInfo.InvariantCulture);
            var failure = new CheckFailure(claim.Place, $"exit code {wrong.Experiment.Expected.Exit} of experiment '{wrong.Experiment.Name}'", code);
            return new Verdict(VerdictKind.Fail, $"{claim.Place}: {failure}; correct the script or the sentence", [failure]);
        }

        // An experiment may expect several codes: the row held only where its own was seen.
        var seen = ended.Where(result => claim.Codes.Contains(result.Observation!.ExitCode!.Value)).Select(result => $"'{result.Experiment.Name}'").ToList();
        return seen.Count == 0
            ? Verdict.NotJudged(claim.Place, $"no experiment ended with {claim.Codes}", "see the experiments: " + FailureText.List(results.Select(result => result.Experiment.Name)))
            : new Verdict(VerdictKind.Pass, $"{claim.Place}: held in {FailureText.List(seen)}", []);
    }
}
