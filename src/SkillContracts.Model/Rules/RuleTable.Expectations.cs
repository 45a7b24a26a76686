using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <content>4xxx: expectations.</content>
public static partial class RuleTable
{
    /// <summary>SKC4001: a pattern that does not parse.</summary>
    public static readonly Rule InvalidPattern = Error("SKC4001", "Expectations", "Invalid pattern",
        "The regular expression does not parse: {0}");

    private static IReadOnlyList<Rule> ExpectationsRules =>
    [
        InvalidPattern,
    ];
}
