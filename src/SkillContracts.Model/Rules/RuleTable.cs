using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Model.Rules;

/// <summary>Every rule of the product, a file for each topic. An id is never reused.</summary>
public static partial class RuleTable
{
    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<Rule> All => Every.Rules;

    /// <summary>The rule of an id; null when there is none.</summary>
    public static Rule? Find(string id) => Every.ById.TryGetValue(id, out var rule) ? rule : null;

    private static Rule Advice(string id, string topic, string title, string message) =>
        new(id, topic, RuleSeverity.Info, title, message);

    private static Rule Error(string id, string topic, string title, string message) =>
        new(id, topic, RuleSeverity.Error, title, message);

    private static Rule Warning(string id, string topic, string title, string message) =>
        new(id, topic, RuleSeverity.Warning, title, message);

    /// <summary>Apart, so that the fields of every file are there before they are listed.</summary>
    private static class Every
    {
        public static readonly IReadOnlyList<Rule> Rules =
        [
            .. FrontmatterRules, .. ExitCodesRules, .. ExperimentsRules, .. ExpectationsRules, .. FilesRules, .. FlagsRules, .. BodyRules, .. ToolRules,
        ];

        public static readonly Dictionary<string, Rule> ById = Rules.ToDictionary(rule => rule.Id);
    }
}
