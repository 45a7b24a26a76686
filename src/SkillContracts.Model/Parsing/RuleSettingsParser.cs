using System;
using System.Collections.Generic;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads <c>skillcontracts.yaml</c> strictly.</summary>
public static class RuleSettingsParser
{
    /// <summary>The file's name, at the root of the repository.</summary>
    public const string FileName = "skillcontracts.yaml";

    private static readonly YamlReader.Rules YamlRules =
        new(RuleTable.InvalidSettings, RuleTable.InvalidSettings, RuleTable.InvalidSettings, Cut: null);

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its path and text.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>What was understood.</returns>
    public static RuleSettings Parse(SourceFile file, ICollection<Problem> problems)
    {
        var map = new LineMap(file.Path, file.Text);
        var found = new List<Problem>();
        var node = YamlReader.Read(map, 0, map.Text.Length, YamlRules, found);
        var (severities, baseline) = (new Dictionary<string, RuleSeverity?>(StringComparer.Ordinal), (string?)null);
        if (node is not null and not YamlMap)
        {
            found.Add(Invalid(node.Place, "The settings must be a map that starts with 'version: 1'"));
        }

        foreach (var entry in (node as YamlMap)?.Entries ?? [])
        {
            switch (entry.Key.Text)
            {
                case "version" when entry.Value is YamlScalar { Text: "1" }:
                    break;
                case "version":
                    found.Add(Invalid(entry.Value.Place, "This tool reads version 1; write 'version: 1', or update the tool"));
                    break;
                case "rules" when entry.Value is YamlMap rules:
                    ReadRules(rules, severities, found);
                    break;
                case "baseline" when entry.Value is YamlScalar { IsNull: false } path && RelativePath.Fault(path.Text) is null:
                    baseline = path.Text;
                    break;
                default:
                    found.Add(Invalid(entry.Key.Place, $"'{entry.Key.Text}' is not understood; known are 'version: 1', 'rules:' with 'SKC1011: none' (or info, warning, error) and 'baseline:' with a path below this folder"));
                    break;
            }
        }

        foreach (var problem in found)
        {
            problems.Add(problem);
        }

        return new RuleSettings(severities, baseline);
    }

    private static void ReadRules(YamlMap rules, Dictionary<string, RuleSeverity?> severities, List<Problem> problems)
    {
        foreach (var entry in rules.Entries)
        {
            if (RuleSettings.Fault(entry.Key.Text) is { } fault)
            {
                problems.Add(Invalid(entry.Key.Place, $"The setting has no effect: {fault}"));
            }
            else if (entry.Value is YamlScalar scalar && RuleSettings.TryParseSeverity(scalar.Text, out var severity))
            {
                severities[entry.Key.Text] = severity;
            }
            else
            {
                problems.Add(Invalid(entry.Value.Place, $"The weight of {entry.Key.Text} must be none, info, warning or error"));
            }
        }
    }

    private static Problem Invalid(Place place, string fault) => Problem.Of(RuleTable.InvalidSettings, place, fault);
}
