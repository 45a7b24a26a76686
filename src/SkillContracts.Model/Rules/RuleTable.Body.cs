using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <content>7xxx: body and catalogue.</content>
public static partial class RuleTable
{
    /// <summary>SKC7001: a long body.</summary>
    public static readonly Rule LongBody = Warning("SKC7001", "Body", "Long body",
        "The body has {0} lines and about {1} tokens; clients load all of it at once, so keep it under 500 lines and 5,000 tokens and move details to files below references/");

    /// <summary>SKC7002: a catalogue over the budget of clients.</summary>
    public static readonly Rule LargeCatalogue = new("SKC7002", "Body", RuleSeverity.Info, "Large catalogue",
        "The {0} skills below '{1}' have names and descriptions of {2} characters together; where all are installed, Claude Code lists about 8,000 and cuts the rest, so shorten descriptions or offer the skills in groups", RuleInput.Repository);

    private static IReadOnlyList<Rule> BodyRules =>
    [
        LongBody,
        LargeCatalogue,
    ];
}
