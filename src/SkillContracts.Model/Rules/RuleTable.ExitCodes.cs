using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <content>2xxx: exit codes.</content>
public static partial class RuleTable
{
    /// <summary>SKC2001: a row of an exit-code table without a code.</summary>
    public static readonly Rule RowWithoutCode = Warning("SKC2001", "ExitCodes", "Row without an exit code",
        "'{0}' is not an exit code, so this row is no claim; write a number, a range such as 3-5, or non-zero");

    /// <summary>SKC2002: Markdown that cannot be read.</summary>
    public static readonly Rule UnreadableMarkdown = Warning("SKC2002", "ExitCodes", "Markdown nested too deeply",
        "The Markdown is nested too deeply to be read, so its exit codes are not known; flatten quotes and lists");

    private static IReadOnlyList<Rule> ExitCodesRules =>
    [
        RowWithoutCode,
        UnreadableMarkdown,
    ];
}
