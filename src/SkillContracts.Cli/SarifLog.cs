using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Json;
using SkillContracts.Model;
using SkillContracts.Model.Rules;

namespace SkillContracts.Cli;

/// <summary>The problems in the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS), as code scanning takes it.</summary>
internal static class SarifLog
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public static void Write(CheckReport report, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            WriteRun(report, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteRun(CheckReport report, Utf8JsonWriter json)
    {
        var results = report.Problems.Select(placed => new Result(placed.Problem, null, ""))
            .Concat(report.Skills.SelectMany(skill => skill.Checked.Suppressed.Select(one => new Result(one.Problem, "inSource", one.Suppression.Reason))))
            .Concat(report.Skills.SelectMany(skill => skill.Checked.Known.Select(problem => new Result(problem, "external", "in the baseline"))))
            .ToList();
        var rules = results.Select(result => result.Problem.Rule).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "SkillContracts");
        json.WriteString("semanticVersion", Version());
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            WriteRule(rule, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var result in results)
        {
            WriteResult(result, rules.IndexOf(result.Problem.Rule), json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRule(Rule rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        WriteText("shortDescription", rule.Title, json);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(rule.Severity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteStartArray("tags");
        json.WriteStringValue(rule.Topic);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Result result, int ruleIndex, Utf8JsonWriter json)
    {
        var problem = result.Problem;
        json.WriteStartObject();
        json.WriteString("ruleId", problem.Rule.Id);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", Level(problem.Severity));
        WriteText("message", problem.Message, json);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", ToUri(problem.Place.Path));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", problem.Place.Line);
        json.WriteNumber("startColumn", problem.Place.Column);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        if (result.Suppression is { } suppression)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", suppression);
            json.WriteString("justification", Visible.OneLine(result.Reason));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteText(string name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        _ => "note",
    };

    private static string ToUri(string path) =>
        (path.StartsWith('/') ? "file://" : "") + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Version() =>
        typeof(SarifLog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>A problem with the kind of its suppression; null when it is reported.</summary>
    private sealed record Result(Problem Problem, string? Suppression, string Reason);
}
