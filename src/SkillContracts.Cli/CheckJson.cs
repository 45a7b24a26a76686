using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using SkillContracts.Model.Rules;

namespace SkillContracts.Cli;

/// <summary>The problems as one JSON object, <c>formatVersion</c> 1. Paths are relative to the repository's root.</summary>
internal static class CheckJson
{
    public static void Write(CheckReport report, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", 1);
            json.WriteNumber("skills", report.Skills.Count);
            json.WriteNumber("notRead", report.NotReadCount);
            json.WriteNumber("errors", report.Count(RuleSeverity.Error));
            json.WriteNumber("warnings", report.Count(RuleSeverity.Warning));
            json.WriteNumber("infos", report.Count(RuleSeverity.Info));
            json.WriteStartArray("problems");
            var roots = report.Problems.Select(placed => placed.Root).Distinct(StringComparer.Ordinal).Count();
            foreach (var placed in report.Problems)
            {
                Write(placed.Problem, null, null, json, placed.IsFixable, roots > 1 ? placed.Root : null);
            }

            json.WriteEndArray();
            json.WriteStartArray("hidden");
            foreach (var skill in report.Skills)
            {
                foreach (var one in skill.Checked.Suppressed)
                {
                    Write(one.Problem, "comment", one.Suppression.Reason, json);
                }

                foreach (var problem in skill.Checked.Known)
                {
                    Write(problem, "baseline", null, json);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>The severity as reports have it.</summary>
    public static string Word(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        _ => "info",
    };

    private static void Write(Problem problem, string? hiddenBy, string? reason, Utf8JsonWriter json, bool isFixable = false, string? root = null)
    {
        json.WriteStartObject();
        json.WriteString("rule", problem.Rule.Id);
        json.WriteString("severity", Word(problem.Severity));
        json.WriteString("message", problem.Message);
        if (root is not null)
        {
            json.WriteString("root", root);
        }

        json.WriteString("file", problem.Place.Path);
        json.WriteNumber("line", problem.Place.Line);
        json.WriteNumber("column", problem.Place.Column);
        json.WriteBoolean("fixable", isFixable);
        if (hiddenBy is not null)
        {
            json.WriteString("hiddenBy", hiddenBy);
        }

        if (reason is not null)
        {
            json.WriteString("reason", reason);
        }

        json.WriteEndObject();
    }
}
