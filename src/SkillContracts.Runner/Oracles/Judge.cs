using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner.Oracles;

/// <summary>Puts the oracles' answers together to one verdict.</summary>
internal static partial class Judge
{
    private const int CannotExecute = 126;
    private const int CommandNotFound = 127;

    /// <summary>Judges a run by everything that its experiment declares.</summary>
    public static Verdict Of(Experiment experiment, Observation observation, SkillContract contract, Func<string, string> fill)
    {
        var place = FailureText.PlaceOf(experiment, contract);
        if (NotStarted(experiment, observation) is { } words)
        {
            return Verdict.NotJudged(place, $"the command did not start: {Visible.OneLine(words, 200)}", "correct its path, or install what it needs and name it under requires");
        }

        var failures = Failures(experiment, observation, contract, fill).ToList();
        if (failures.Find(failure => !failure.Undecidable) is { } first)
        {
            return new Verdict(VerdictKind.Fail, $"{place}: {first}; correct the script or the sentence", failures);
        }

        return failures.Count > 0
            ? new Verdict(VerdictKind.Inconclusive, $"{place}: {failures[0]}; judge less, or make it smaller", failures)
            : new Verdict(VerdictKind.Pass, $"{place}: held; judged were {string.Join(", ", Judged(experiment.Expected))}", []);
    }

    private static IEnumerable<CheckFailure> Failures(Experiment experiment, Observation observation, SkillContract contract, Func<string, string> fill)
    {
        var found = new List<CheckFailure?> { ExitCodeOracle.Judge(experiment, observation, contract) };
        found.AddRange(JudgeStream("stdout", experiment.Expected.Stdout, observation.End.Stdout, experiment, fill));
        found.AddRange(JudgeStream("stderr", experiment.Expected.Stderr, observation.End.Stderr, experiment, fill));
        found.AddRange(FilesOracle.Judge(experiment, observation, fill));
        found.Add(FilesOracle.JudgeChanges(experiment, observation));
        if (observation.SkillChanges.Count > 0)
        {
            var changes = FailureText.List(observation.SkillChanges.Select(change => change.ToString()));
            found.Add(new CheckFailure(experiment.Place, "the skill's own folder to stay as it is", changes));
        }

        return found.OfType<CheckFailure>();
    }

    private static IEnumerable<CheckFailure> JudgeStream(
        string name, EquatableArray<Check> checks, CapturedStream stream, Experiment experiment, Func<string, string> fill)
    {
        if (checks.Count == 0)
        {
            return [];
        }

        return stream.IsTruncated
            ? [new CheckFailure(experiment.Place, $"{name} of at most {OutputPipe.Capacity} bytes to judge", FormattableString.Invariant($"{stream.Length} bytes"), Undecidable: true)]
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

    /// <summary>What a shell or interpreter says that found no program or script: its exit code is no answer, unless exactly 126 or 127 is the claim.</summary>
    private static string? NotStarted(Experiment experiment, Observation observation)
    {
        var expected = experiment.Expected.Exit;
        var isNamed = expected.Ranges.Any(range => range.Low == range.High && range.Low == observation.ExitCode);
        var pattern = observation.ExitCode switch
        {
            CannotExecute or CommandNotFound when !isNamed => ShellMessage(),
            { } code when code != 0 && expected.Contains(code) => InterpreterMessage(),
            _ => null,
        };
        return pattern?.Match(StreamText.Of(observation.End.Stderr)) is { Success: true } match ? match.Value : null;
    }

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

    [GeneratedRegex(@"^.*(?:not found|No such file or directory|Permission denied|cannot execute.*)$", RegexOptions.Multiline)]
    private static partial Regex ShellMessage();

    [GeneratedRegex(@"^(?:\S*python[\d.]*: can't open file .*|Error: Cannot find module .*)$", RegexOptions.Multiline)]
    private static partial Regex InterpreterMessage();
}
