using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;
using SkillContracts.Runner.Checks;

namespace SkillContracts.Cli;

/// <summary>The file with the problems that a repository had when it started. It is written once and then only shrinks.</summary>
internal static class BaselineFile
{
    private const string DefaultName = "skillcontracts-baseline.json";

    /// <summary>Writes the file; one that is there already only loses entries.</summary>
    public static ExitCode Write(
        string? path, Dictionary<string, RepositoryRules> repositories, IReadOnlyList<CheckedSkill?> skills, TextWriter output, TextWriter errors)
    {
        if (repositories.Count != 1)
        {
            errors.WriteLine($"--write-baseline belongs to one repository, and the skills lie in {repositories.Count}; see 'skillcontracts check --help'");
            return ExitCode.Usage;
        }

        if (skills.Contains(null))
        {
            return ExitCode.SkillMissing;
        }

        var (root, rules) = repositories.Single();
        var file = path is not null ? Path.GetFullPath(path) : rules.BaselinePath ?? Path.Combine(root, DefaultName);
        var now = Baseline.Of(skills.SelectMany(skill => skill!.Checked.Problems).Where(problem => problem.Severity != RuleSeverity.Info));
        var existed = File.Exists(file);
        if (existed)
        {
            var faults = new List<Problem>();
            var before = RepositoryRules.ReadBaseline(file, faults);
            var lookedAt = before.Entries.Where(entry => IsJudged(entry.File, root, skills!)).ToEquatableArray();
            var others = before.Entries.Where(entry => !IsJudged(entry.File, root, skills!));
            now = new Baseline(new Baseline(lookedAt).ShrunkTo(now).Entries.Concat(others)
                .OrderBy(entry => entry.File, StringComparer.Ordinal).ThenBy(entry => entry.RuleId, StringComparer.Ordinal).ThenBy(entry => entry.Message, StringComparer.Ordinal)
                .ToEquatableArray());
            if (faults.Count > 0)
            {
                errors.WriteLine(faults[0]);
                return ExitCode.DocumentErrors;
            }
        }

        try
        {
            File.WriteAllText(file, ToJson(now));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{SkillPaths.Shown(file)}: cannot be written: {(Directory.Exists(file) ? "it is a folder" : exception.Message.TrimEnd('.'))}; choose another place with --baseline");
            return ExitCode.Usage;
        }

        var named = path is not null || rules.BaselinePath is not null ? "" : $"; name it in skillcontracts.yaml: 'baseline: {DefaultName}'";
        output.WriteLine($"{SkillPaths.Shown(Path.GetRelativePath(Directory.GetCurrentDirectory(), file))}: {(existed ? "shrunk to" : "written with")} {CheckReport.Counted(now.Entries.Sum(entry => entry.Count), "problem")}{named}");
        return ExitCode.Held;
    }

    /// <summary>Entries whose problems are gone, of the skills that were looked at and of files that are no more.</summary>
    public static IEnumerable<Problem> Stale(Baseline baseline, string? path, string root, IReadOnlyList<CheckedSkill> skills)
    {
        if (baseline.Entries.Count == 0 || path is null)
        {
            return [];
        }

        var known = Baseline.Of(skills.SelectMany(skill => skill.Checked.Known)).Entries.ToDictionary(entry => entry with { Count = 0 }, entry => entry.Count);
        var place = new Place(Path.GetRelativePath(root, Path.GetFullPath(path, root)).Replace('\\', '/'), 1, 1);
        return baseline.Entries
            .Select(entry => (entry, gone: entry.Count - known.GetValueOrDefault(entry with { Count = 0 })))
            .Where(pair => pair.gone > 0 && IsJudged(pair.entry.File, root, skills))
            .Select(pair => Problem.Of(RuleTable.StaleBaseline, place, $"{pair.gone}", pair.entry.RuleId, pair.entry.File));
    }

    /// <summary>True for a file of a skill that was looked at, and for one that is no more.</summary>
    private static bool IsJudged(string file, string root, IReadOnlyList<CheckedSkill?> skills)
    {
        if (!File.Exists(Path.Combine(root, file)))
        {
            return true;
        }

        var folder = Path.GetDirectoryName(file) ?? "";
        while (folder.Length > 0 && !File.Exists(Path.Combine(root, folder, "SKILL.md")))
        {
            folder = Path.GetDirectoryName(folder) ?? "";
        }

        var owner = folder.Length == 0 ? "." : folder.Replace('\\', '/');
        return skills.Any(skill => skill?.Folder == owner);
    }

    private static string ToJson(Baseline baseline)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteStartArray("problems");
            foreach (var entry in baseline.Entries)
            {
                json.WriteStartObject();
                json.WriteString("file", entry.File);
                json.WriteString("rule", entry.RuleId);
                json.WriteString("message", entry.Message);
                json.WriteNumber("count", entry.Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
