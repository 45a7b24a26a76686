using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using SkillContracts.Model;
using SkillContracts.Model.Profiles;
using SkillContracts.Runner;

namespace SkillContracts.Cli;

/// <summary><c>check --profile</c>: what clients make of each skill.</summary>
internal static class ProfileReport
{
    /// <summary>Judges the skills below the paths for each of the profiles.</summary>
    /// <returns>3 when a client drops or rejects one, 6 when one is missing or cannot be read, else 0.</returns>
    public static ExitCode Run(IReadOnlyList<string> paths, IReadOnlyList<ClientProfile> profiles, bool asJson, TextWriter output, TextWriter errors)
    {
        if (SkillPaths.Find(paths, errors) is not { } folders)
        {
            return ExitCode.SkillMissing;
        }

        var skills = folders.Select(folder => SkillPaths.Load(folder, null, errors)).ToList();
        List<(LoadedSkill Skill, ClientProfile Profile, ProfileVerdict Verdict)> verdicts =
            [.. skills.OfType<LoadedSkill>().SelectMany(skill => profiles.Select(profile => (skill, profile, profile.Judge(skill.Source))))];
        if (asJson)
        {
            WriteJson(verdicts, output);
        }
        else
        {
            WriteText(verdicts, profiles, output);
        }

        return skills.Contains(null) ? ExitCode.SkillMissing
            : verdicts.Any(row => row.Verdict.Outcome is ProfileOutcome.Dropped or ProfileOutcome.Rejected) ? ExitCode.DocumentErrors
            : ExitCode.Held;
    }

    private static void WriteText(
        List<(LoadedSkill Skill, ClientProfile Profile, ProfileVerdict Verdict)> verdicts, IReadOnlyList<ClientProfile> profiles, TextWriter output)
    {
        foreach (var (skill, profile, verdict) in verdicts)
        {
            foreach (var reason in verdict.Reasons)
            {
                var place = SkillPaths.Here(skill, reason.Place);
                output.WriteLine(FormattableString.Invariant(
                    $"{Visible.OneLine(place.Path)}({place.Line},{place.Column}): {Severity(reason.Outcome)} {profile.Id}/{reason.Code}: {Visible.OneLine(reason.Message)}"));
            }
        }

        foreach (var profile in profiles)
        {
            var counts = Enum.GetValues<ProfileOutcome>()
                .Select(outcome => (outcome, count: verdicts.Count(row => row.Profile == profile && row.Verdict.Outcome == outcome)))
                .Where(pair => pair.count > 0 || pair.outcome == ProfileOutcome.Loads)
                .Select(pair => FormattableString.Invariant($"{pair.count} {Word(pair.outcome)}"));
            output.WriteLine($"{profile.Id}: {string.Join(", ", counts)}");
        }
    }

    private static void WriteJson(List<(LoadedSkill Skill, ClientProfile Profile, ProfileVerdict Verdict)> verdicts, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", 1);
            json.WriteStartArray("skills");
            foreach (var (skill, profile, verdict) in verdicts)
            {
                json.WriteStartObject();
                json.WriteString("path", skill.Source.Document.Path);
                json.WriteString("profile", profile.Id);
                json.WriteString("outcome", Word(verdict.Outcome));
                json.WriteStartArray("reasons");
                foreach (var reason in verdict.Reasons)
                {
                    json.WriteStartObject();
                    json.WriteString("code", reason.Code);
                    json.WriteString("outcome", Word(reason.Outcome));
                    json.WriteString("message", reason.Message);
                    json.WriteNumber("line", reason.Place.Line);
                    json.WriteNumber("column", reason.Place.Column);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>The outcome as reports have it.</summary>
    private static string Word(ProfileOutcome outcome) => outcome switch
    {
        ProfileOutcome.Loads => "loads",
        ProfileOutcome.LoadsChanged => "loads changed",
        ProfileOutcome.Dropped => "dropped",
        ProfileOutcome.Rejected => "rejected",
        _ => "not judged",
    };

    private static string Severity(ProfileOutcome outcome) => outcome switch
    {
        ProfileOutcome.Loads => "info",
        ProfileOutcome.LoadsChanged => "warning",
        _ => "error",
    };
}
