using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner;
using SkillContracts.Runner.Mutation;

namespace SkillContracts.Cli;

/// <summary>The results as one JSON object, <c>formatVersion</c> 1. Paths are relative to the repository's root.</summary>
internal static class JsonReport
{
    /// <param name="runs">The skills with their results.</param>
    /// <param name="touched">What the run changed in the repository.</param>
    /// <param name="mutate">Whether mutants were asked for; otherwise there is no <c>strength</c>.</param>
    /// <param name="output">Takes the text.</param>
    public static void Write(IReadOnlyList<SkillRun> runs, IReadOnlyList<string> touched, bool mutate, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", 1);
            json.WriteStartArray("experiments");
            foreach (var run in runs)
            {
                foreach (var result in run.Results)
                {
                    Write(run, result, json);
                }
            }

            json.WriteEndArray();
            json.WriteStartArray("notTested");
            foreach (var (run, (claim, reason)) in runs.SelectMany(run => run.NotTested.Select(row => (run, row))))
            {
                json.WriteStartObject();
                json.WriteString("skill", run.Skill.Contract.Folder);
                json.WriteString("name", claim.RowName);
                Write("place", claim.Place, json);
                json.WriteString("text", claim.Sentence);
                json.WriteString("reason", reason);
                json.WriteEndObject();
            }

            foreach (var (run, untested) in runs.SelectMany(run => run.OtherUntested.Select(row => (run, row))))
            {
                json.WriteStartObject();
                json.WriteString("skill", run.Skill.Contract.Folder);
                json.WriteNull("name");
                Write("place", untested.Quote.Place!, json);
                json.WriteString("text", untested.Quote.Sentence);
                json.WriteString("reason", untested.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("touched");
            foreach (var line in touched)
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
            if (mutate)
            {
                Write(Strength.Of(runs), json);
            }

            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>The verdict as reports have it.</summary>
    public static string Word(VerdictKind kind) => kind switch
    {
        VerdictKind.Pass => "pass",
        VerdictKind.Fail => "fail",
        VerdictKind.Broken => "broken",
        _ => "inconclusive",
    };

    private static void Write(SkillRun run, ExperimentResult result, Utf8JsonWriter json)
    {
        var skill = run.Skill;
        json.WriteStartObject();
        json.WriteString("skill", skill.Contract.Folder);
        json.WriteNumber("number", result.Experiment.Number);
        json.WriteString("name", result.Experiment.Name);
        json.WriteString("bucket", result.Experiment.Bucket);
        json.WriteString("verdict", Word(result.Verdict.Kind));
        json.WriteString("reason", result.Verdict.Reason);
        json.WriteStartArray("notes");
        foreach (var note in result.Verdict.Kind == VerdictKind.Pass ? run.NotesOf(result) : result.Observations.SelectMany(seen => seen.IsolationNotes).Distinct())
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteBoolean("weak", result.Verdict.Kind == VerdictKind.Pass && skill.Contract.IsWeak(result.Experiment));
        if (result.Observation?.ExitCode is { } code)
        {
            json.WriteNumber("exitCode", code);
        }
        else
        {
            json.WriteNull("exitCode");
        }

        json.WriteNumber("seconds", Math.Round(result.Duration.TotalSeconds, 4));
        json.WriteString("isolation", result.Observation?.Isolation.Word);
        Write("place", FailureText.PlaceOf(result.Experiment, skill.Contract), json);
        Write(result.Experiment.Claim, json);
        if (result.Mutants is { } mutants)
        {
            Write(mutants, json);
        }

        json.WriteEndObject();
    }

    private static void Write(IReadOnlyList<Mutant> mutants, Utf8JsonWriter json)
    {
        json.WriteStartArray("mutants");
        foreach (var mutant in mutants)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(mutant.Kind.ToString()));
            json.WriteString("change", mutant.Change);
            if (mutant.IsNoticed is { } isNoticed)
            {
                json.WriteBoolean("noticed", isNoticed);
            }
            else
            {
                json.WriteNull("noticed");
            }

            Write("place", mutant.Place, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Strength strength, Utf8JsonWriter json)
    {
        json.WriteStartObject("strength");
        json.WriteNumber("noticed", strength.Noticed);
        json.WriteNumber("judged", strength.Judged);
        json.WriteNumber("notJudged", strength.NotJudged);
        if (strength.Percent is { } percent)
        {
            json.WriteNumber("percent", percent);
        }
        else
        {
            json.WriteNull("percent");
        }

        json.WriteEndObject();
    }

    private static void Write(Quote? claim, Utf8JsonWriter json)
    {
        if (claim?.Place is not { } place)
        {
            json.WriteNull("claim");
            return;
        }

        json.WriteStartObject("claim");
        json.WriteString("file", place.Path);
        json.WriteNumber("line", place.Line);
        json.WriteString("text", claim.Sentence);
        json.WriteEndObject();
    }

    private static void Write(string name, Place place, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("file", place.Path);
        json.WriteNumber("line", place.Line);
        json.WriteEndObject();
    }
}
