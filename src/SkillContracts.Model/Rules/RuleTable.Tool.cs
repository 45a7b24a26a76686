using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <content>9xxx: the tool itself.</content>
public static partial class RuleTable
{
    /// <summary>SKC9001: the generator failed.</summary>
    public static readonly Rule GeneratorFailed = Error("SKC9001", "Tool", "Generator failed",
        "No tests were generated for '{0}': {1}; please report this with the SKILL.md");

    /// <summary>SKC9002: names collide.</summary>
    public static readonly Rule NamesCollide = Error("SKC9002", "Tool", "Names collide",
        "The skills '{0}' and '{1}' give test classes of one name; rename a folder");

    /// <summary>SKC9003: nothing to test.</summary>
    public static readonly Rule NoSkillFound = Error("SKC9003", "Tool", "No SKILL.md found",
        "No SKILL.md was found below '{0}', so there is nothing to test; set the property SkillContractsFolder");

    /// <summary>SKC9004: <c>dotnet test</c> has no runner.</summary>
    public static readonly Rule NoTestRunner = Error("SKC9004", "Tool", "No test runner",
        "'dotnet test' would run nothing here; put {{ \"test\": {{ \"runner\": \"Microsoft.Testing.Platform\" }} }} into global.json, or reference Microsoft.NET.Test.Sdk and xunit.runner.visualstudio");

    /// <summary>SKC9005: two skills of one name.</summary>
    public static readonly Rule SameName = Warning("SKC9005", "Tool", "Two skills of one name",
        "The skill '{0}' has the folder name of '{1}'; their test classes have a hash of the path in their names");

    /// <summary>SKC9006: a suppression that suppresses nothing.</summary>
    public static readonly Rule UnusedSuppression = Warning("SKC9006", "Tool", "Suppression without effect",
        "Nothing here breaks {0}, so this comment suppresses nothing; remove it, or move it directly above the block with the problem");

    /// <summary>SKC9007: a suppression that is not well-formed.</summary>
    public static readonly Rule InvalidSuppression = Warning("SKC9007", "Tool", "Suppression not understood",
        "{0}; write '<!-- skillcontracts-ignore SKC5003: why -->'");

    /// <summary>SKC9008: an entry of the baseline without its problem.</summary>
    public static readonly Rule StaleBaseline = new("SKC9008", "Tool", RuleSeverity.Warning, "Baseline entry without its problem",
        "The baseline lists {0} more of {1} in '{2}' than there are; shrink it with 'skillcontracts check --write-baseline'", RuleInput.Repository);

    /// <summary>SKC9009: settings that are not understood.</summary>
    public static readonly Rule InvalidSettings = new("SKC9009", "Tool", RuleSeverity.Error, "Settings not understood", "{0}", RuleInput.Repository);

    private static IReadOnlyList<Rule> ToolRules =>
    [
        GeneratorFailed,
        NamesCollide,
        NoSkillFound,
        NoTestRunner,
        SameName,
        UnusedSuppression,
        InvalidSuppression,
        StaleBaseline,
        InvalidSettings,
    ];
}
