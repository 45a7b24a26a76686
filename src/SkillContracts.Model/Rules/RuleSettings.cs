using System;
using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Model.Rules;

/// <summary>What a repository says of the rules in <c>skillcontracts.yaml</c>, or a user on the command line.</summary>
/// <param name="Severities">By id; null switches the rule off.</param>
/// <param name="BaselinePath">The baseline, relative to the settings' folder; null when there is none.</param>
public sealed record RuleSettings(IReadOnlyDictionary<string, RuleSeverity?> Severities, string? BaselinePath)
{
    /// <summary>Every rule as it is.</summary>
    public static readonly RuleSettings Default = new(new Dictionary<string, RuleSeverity?>(), null);

    /// <summary>Reads <c>none</c>, <c>info</c>, <c>warning</c> and <c>error</c>.</summary>
    /// <returns>False for any other word.</returns>
    public static bool TryParseSeverity(string word, out RuleSeverity? severity)
    {
        severity = word switch { "info" => RuleSeverity.Info, "warning" => RuleSeverity.Warning, "error" => RuleSeverity.Error, _ => null };
        return severity is not null || word == "none";
    }

    /// <summary>Why the weight of a rule cannot be chosen, as the end of a sentence; null when it can.</summary>
    public static string? Fault(string id) =>
        RuleTable.Find(id) is not { } rule ? $"there is no rule '{id}'"
        : rule.Topic == "Tool" && rule.Severity == RuleSeverity.Error ? $"{id} cannot be changed"
        : IsOfContract(rule) ? $"without {id} an experiment that cannot be run would look as if there were none"
        : null;

    private static bool IsOfContract(Rule rule) =>
        rule.Severity == RuleSeverity.Error && (rule.Topic is "Experiments" or "Expectations" || rule == RuleTable.FixtureMissing || rule == RuleTable.PathOutside);

    /// <summary>The same settings with further ones, which win.</summary>
    public RuleSettings With(IReadOnlyDictionary<string, RuleSeverity?> severities)
    {
        var all = Severities.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        foreach (var pair in severities)
        {
            all[pair.Key] = pair.Value;
        }

        return this with { Severities = all };
    }

    /// <summary>The problem with the weight that it has here; null when its rule is off.</summary>
    public Problem? Apply(Problem problem) =>
        !Severities.TryGetValue(problem.Rule.Id, out var severity) ? problem
        : severity is { } chosen ? problem with { Severity = chosen }
        : null;
}
