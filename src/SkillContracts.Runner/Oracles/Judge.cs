using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner.Oracles;

/// <summary>Puts the oracles' answers together to one verdict.</summary>
internal static class Judge
{
    /// <summary>Everything of a step that does not hold.</summary>
    public static IReadOnlyList<CheckFailure> Failures(Experiment experiment, Observation observation, SkillContract contract, Func<string, string> fill)
    {
        var (step, expected) = (observation.Step, observation.Step.Expected);
        var found = new List<CheckFailure?> { ExitCodeOracle.Judge(experiment, observation, contract), AccidentOracle.Judge(experiment, observation, contract) };
        found.AddRange(JudgeStream("stdout", expected.Stdout, observation.End.Stdout, experiment, fill));
        found.AddRange(JudgeStream("stderr", expected.Stderr, observation.End.Stderr, experiment, fill));
        found.AddRange(FilesOracle.Judge(observation, fill));
        found.Add(FilesOracle.JudgeChanges(PlaceOf(experiment, step), expected.Changes, observation.Changes));
        if (observation.SkillChanges.Count > 0 && !experiment.Allowed.HasFlag(Allowances.Outside))
        {
            found.Add(new CheckFailure(PlaceOf(experiment, step), "the skill's own folder to stay as it is", observation.SkillChange.ToString()));
        }

        if (!experiment.Allowed.HasFlag(Allowances.Outside) && observation.Strays.Count > 0)
        {
            found.Add(new CheckFailure(PlaceOf(experiment, step), "nothing to change outside the work folder", FailureText.List(observation.Strays)));
        }

        var failures = found.OfType<CheckFailure>();
        return experiment.Steps.Count == 1
            ? [.. failures]
            : [.. failures.Select(failure => failure with { Expected = FormattableString.Invariant($"in step {experiment.Steps.TakeWhile(other => other != step).Count() + 1}, {failure.Expected}") })];
    }

    /// <summary>The verdict on an experiment whose steps were run.</summary>
    /// <param name="experiment">What was declared.</param>
    /// <param name="failures">What did not hold.</param>
    /// <param name="contract">The contract that it stands in.</param>
    public static Verdict Of(Experiment experiment, IReadOnlyList<CheckFailure> failures, SkillContract contract)
    {
        var place = FailureText.PlaceOf(experiment, contract);
        var failure = failures.FirstOrDefault(failure => !failure.Undecidable);
        if (failure is null && failures.Count > 0)
        {
            return new Verdict(VerdictKind.Inconclusive, $"{place}: {failures[0]}; judge less, or make it smaller", failures);
        }

        return (failure, experiment.Broken) switch
        {
            (null, null) => new Verdict(VerdictKind.Pass, $"{place}: held; judged were {string.Join(", ", experiment.Steps.SelectMany(step => Judged(step.Expected)).Concat(experiment.Snapshots.Count > 0 ? ["snapshots"] : []).Distinct())}", []),
            (null, { } reason) => Holds(experiment, reason),
            (_, null) => new Verdict(VerdictKind.Fail, $"{place}: {failure}; correct the script or the sentence", failures),
            (_, { } reason) => new Verdict(VerdictKind.Broken, $"{place}: {failure}; known to be false: {Visible.OneLine(reason, 200)}", failures),
        };
    }

    private static Verdict Holds(Experiment experiment, string reason)
    {
        var failure = new CheckFailure(experiment.Place, $"a failure, since it is marked as broken ({Visible.OneLine(reason, 200)})", "everything held");
        return new Verdict(VerdictKind.Fail, $"{experiment.Place}: {failure}; take the key 'broken' out of the contract", [failure]);
    }

    private static Place PlaceOf(Experiment experiment, ExperimentStep step) => experiment.Steps.Count == 1 ? experiment.Place : step.Place;

    private static IEnumerable<CheckFailure> JudgeStream(
        string name, EquatableArray<Check> checks, CapturedStream stream, Experiment experiment, Func<string, string> fill)
    {
        if (checks.Count == 0)
        {
            return [];
        }

        return stream.IsTruncated
            ? [new CheckFailure(experiment.Place, $"{name} of at most {KeptOutput.Capacity} bytes to judge", FormattableString.Invariant($"{stream.Length} bytes"), Undecidable: true)]
            : TextOracle.Judge(name, StreamText.Of(stream), checks.Where(check => !AsksForEscapes(check)), fill)
                .Concat(TextOracle.Judge(name, StreamText.Raw(stream), checks.Where(AsksForEscapes), fill));
    }

    /// <summary>Terminal escapes are removed before a text is judged, unless the check is about them.</summary>
    private static bool AsksForEscapes(Check check) => check switch
    {
        IsCheck wanted => wanted.Text.Contains('\e', StringComparison.Ordinal),
        HasCheck wanted => wanted.Text.Contains('\e', StringComparison.Ordinal),
        LacksCheck unwanted => unwanted.Text.Contains('\e', StringComparison.Ordinal),
        MatchesCheck wanted => wanted.Pattern.Contains('\e', StringComparison.Ordinal) || wanted.Pattern.Contains(@"\e", StringComparison.Ordinal) || wanted.Pattern.Contains(@"\x1b", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static IEnumerable<string> Judged(Expectation expected)
    {
        yield return $"exit code {expected.Exit}";
        if (expected.Stdout.Count > 0)
        {
            yield return "stdout";
        }

        if (expected.Stderr.Count > 0)
        {
            yield return "stderr";
        }

        if (expected.Files.Count > 0)
        {
            yield return "files";
        }

        if (expected.Changes is not null)
        {
            yield return "changes";
        }
    }
}
