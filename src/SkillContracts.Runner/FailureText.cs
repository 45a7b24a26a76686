using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;
using SkillContracts.Runner.Oracles;

namespace SkillContracts.Runner;

/// <summary>Tells an author what was not true: sentence, expected and got, output, and how to try it again.</summary>
public static class FailureText
{
    private const int MostFailures = 7;
    private const int StderrLines = 12;
    private const int StdoutLines = 8;
    private const int LongestCommand = 8000;

    /// <summary>The place that a red row opens: the quoted sentence, the document's row for the exit code, or the experiment.</summary>
    public static Place PlaceOf(Experiment experiment, SkillContract contract)
    {
        var row = contract.ExitCodes.FirstOrDefault(claim => claim.Confidence == ExitCodeConfidence.Declared && experiment.StepsFor(claim.Script, claim.Codes).Any());
        return experiment.Claim?.Place ?? row?.Place ?? experiment.Place;
    }

    /// <summary>The whole report of one experiment that did not pass.</summary>
    /// <param name="result">The experiment.</param>
    /// <param name="skill">Its skill.</param>
    /// <param name="again">The command line that runs only this experiment.</param>
    public static string Of(ExperimentResult result, LoadedSkill skill, string again)
    {
        var text = new StringBuilder();
        text.Append(Sentence(result.Experiment, skill.Contract)).Append('\n');
        var failures = result.Verdict.Failures;
        if (failures.Count == 0)
        {
            text.Append("  ").Append(Visible.OneLine(result.Verdict.Reason, 1000)).Append('\n');
        }

        foreach (var failure in failures.Take(MostFailures))
        {
            text.Append("  ").Append(Visible.OneLine(failure.ToString(), 2000)).Append('\n');
            foreach (var line in failure.Diff)
            {
                text.Append("  | ").Append(line).Append('\n');
            }
        }

        if (failures.Count > MostFailures)
        {
            text.Append(FormattableString.Invariant($"  and {failures.Count - MostFailures} more: "))
                .Append(List(failures.Skip(MostFailures).Select(failure => failure.Expected))).Append('\n');
        }

        if (result.Verdict.Kind == VerdictKind.Broken)
        {
            text.Append("  known to be false: ").Append(Visible.OneLine(result.Experiment.Broken ?? "", 200)).Append('\n');
        }

        if (result.Observation is { } observation)
        {
            text.Append(observation.Output);
            text.Append("  changed: ").Append(observation.Changes.Count == 0 ? "nothing" : List(observation.Changes.Select(change => change.ToString()))).Append('\n');
            text.Append("  level:   ").Append(Visible.OneLine(observation.Isolation.ToString()))
                .Append(observation.Isolation.Level == IsolationLevel.Sandbox ? "; by hand there is none\n" : "\n");
            foreach (var note in observation.IsolationNotes)
            {
                text.Append("  sandbox: ").Append(note).Append('\n');
            }

            text.Append("  kept:    ").Append(Visible.OneLine(Kept(observation, skill))).Append('\n');
            var byHand = new ByHand(result, skill);
            foreach (var service in byHand.Services)
            {
                text.Append("  service: ").Append(Visible.OneLine(service, LongestCommand)).Append('\n');
            }

            text.Append("  by hand: ").Append(Visible.OneLine(byHand.Commands, LongestCommand)).Append('\n');
        }

        text.Append("  from:    ").Append(Visible.OneLine((result.Observation?.Step.Place ?? result.Experiment.Place).ToString())).Append('\n');
        return text.Append("  again:   ").Append(Visible.OneLine(again, 1000)).ToString();
    }

    /// <summary>The whole report of an exit-code row that did not pass.</summary>
    public static string Of(ExitCodeClaim claim, Verdict verdict, string again) =>
        $"{Visible.OneLine(claim.Place.ToString())}: \"{Visible.OneLine(claim.Sentence, 200)}\"\n"
        + (verdict.Failures.Count == 0 ? $"  {Visible.OneLine(verdict.Reason, 1000)}\n" : string.Concat(verdict.Failures.Select(failure => $"  {Visible.OneLine(failure.ToString(), 2000)}\n")))
        + $"  again:   {Visible.OneLine(again, 1000)}";

    /// <summary>Some items of a list, and how many there are more.</summary>
    internal static string List(IEnumerable<string> items)
    {
        const int most = 6;
        var all = items.ToList();
        var shown = string.Join(", ", all.Take(most).Select(item => Visible.OneLine(item, 120)));
        return all.Count <= most ? shown : FormattableString.Invariant($"{shown} and {all.Count - most} more");
    }

    private static string Sentence(Experiment experiment, SkillContract contract)
    {
        var place = PlaceOf(experiment, contract);
        var sentence = experiment.Claim?.Sentence
            ?? contract.ExitCodes.FirstOrDefault(claim => claim.Place == place)?.Sentence
            ?? experiment.Name;
        return $"{Visible.OneLine(place.ToString())}: \"{Visible.OneLine(sentence, 200)}\"";
    }

    /// <summary>The end of stderr and the start of stdout, each line behind <c>| </c>.</summary>
    internal static string OutputOf(ChildEnd end)
    {
        var text = new StringBuilder();
        Append(text, "stderr, its end", StreamText.WithoutLastLineEnd(StreamText.Of(end.Stderr)), end.Stderr, StderrLines, fromEnd: true);
        Append(text, "stdout, its start", StreamText.WithoutLastLineEnd(StreamText.Of(end.Stdout)), end.Stdout, StdoutLines, fromEnd: false);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, string stream, CapturedStream captured, int most, bool fromEnd)
    {
        var lines = stream.Length == 0 ? [] : stream.Split('\n');
        if (lines.Length == 0)
        {
            return;
        }

        var note = captured.IsTruncated ? FormattableString.Invariant($", {captured.Length} bytes of which the first {captured.Bytes.Length} were kept") : "";
        text.Append("  ").Append(title).Append(FormattableString.Invariant($" ({lines.Length} {(lines.Length == 1 ? "line" : "lines")}{note}):\n"));
        foreach (var line in fromEnd ? lines[^Math.Min(most, lines.Length)..] : lines[..Math.Min(most, lines.Length)])
        {
            text.Append("  | ").Append(Visible.OneLine(line, 200)).Append('\n');
        }
    }

    private static string Kept(Observation observation, LoadedSkill skill) =>
        observation.Folder.Link is { } link ? LoadedSkill.RelativeTo(skill.Root, link) : observation.WorkPath;
}
