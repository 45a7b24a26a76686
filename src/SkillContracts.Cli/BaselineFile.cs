using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
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
            now = RepositoryRules.ReadBaseline(file, faults).ShrunkTo(now);
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
            errors.WriteLine($"{SkillPaths.Shown(file)}: cannot be written: {exception.Message.TrimEnd('.')}; choose another place with --baseline");
            return ExitCode.Usage;
        }

        var named = path is not null || rules.BaselinePath is not null ? "" : $"; name it in skillcontracts.yaml: 'baseline: {DefaultName}'";
        output.WriteLine($"{SkillPaths.Shown(Path.GetRelativePath(Directory.GetCurrentDirectory(), file))}: {(existed ? "shrunk to" : "written with")} {now.Entries.Sum(entry => entry.Count)} problems{named}");
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
            .Where(pair => pair.gone > 0 && (IsBelowOne(pair.entry.File, skills) || !File.Exists(Path.Combine(root, pair.entry.File))))
            .Select(pair => Problem.Of(RuleTable.StaleBaseline, place, $"{pair.gone}", pair.entry.RuleId, pair.entry.File));
    }

    private static bool IsBelowOne(string file, IReadOnlyList<CheckedSkill> skills) =>
        skills.Any(skill => skill.Folder == "." || file.StartsWith(skill.Folder + "/", StringComparison.Ordinal));

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
