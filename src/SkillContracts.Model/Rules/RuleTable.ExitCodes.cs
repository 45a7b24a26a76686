using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <content>2xxx: exit codes.</content>
public static partial class RuleTable
{
    /// <summary>SKC2001: a row of an exit-code table without a code.</summary>
    public static readonly Rule RowWithoutCode = Warning("SKC2001", "ExitCodes", "Row without an exit code",
        "'{0}' is not an exit code, so this row is no claim; write a number, a range such as 3-5, or non-zero");

    /// <summary>SKC2002: Markdown that cannot be read.</summary>
    public static readonly Rule UnreadableMarkdown = Warning("SKC2002", "ExitCodes", "Markdown not readable",
        "The Markdown is nested too deeply, or has thousands of marks or definitions in one paragraph, so it is not read and its claims are not known; flatten quotes and lists, and divide paragraphs");

    /// <summary>SKC2010: a documented code that no path of the script ends with.</summary>
    public static readonly Rule CodeNeverProduced = Warning("SKC2010", "ExitCodes", "Exit code is never produced",
        "The script {1} never ends with exit code {0}: its code holds {2} only; correct this line or the script");

    /// <summary>SKC2011: a code of the script that its list does not name.</summary>
    public static readonly Rule CodeNotDocumented = Advice("SKC2011", "ExitCodes", "Exit code is not documented",
        "'{0}' ends with exit code {1}, which the list at {2} does not name; add it there");

    /// <summary>SKC2012: a list that gives wrong arguments another code than the parser does.</summary>
    public static readonly Rule UsageCodeDiffers = Warning("SKC2012", "ExitCodes", "Wrong arguments end with 2",
        "This line says {0} for wrong arguments, but {2} reads them with {1}, which ends with 2; document 2 for them, or end with {0} in the parser's error method");

    /// <summary>SKC2013: a list that gives the parser's code for wrong arguments another meaning.</summary>
    public static readonly Rule UsageCodeTaken = Warning("SKC2013", "ExitCodes", "Exit code of wrong arguments has another meaning",
        "Exit code 2 means '{0}' here, but {1} in {2} also ends with 2 for wrong arguments; give the outcome another code, or name both meanings");

    /// <summary>SKC2014: SKILL.md and a script give two codes each other's meanings.</summary>
    public static readonly Rule CodesSwapped = Warning("SKC2014", "ExitCodes", "Two lists swap exit codes",
        "Exit codes {0} and {1} have each other's meanings in the list at {2}; make both lists say the same");

    /// <summary>SKC2015: only one of two lists names a code.</summary>
    public static readonly Rule CodeInOneList = Advice("SKC2015", "ExitCodes", "Exit code is in one list only",
        "Exit code {0} is missing in the list at {1}; add it there");

    private static IReadOnlyList<Rule> ExitCodesRules =>
    [
        RowWithoutCode,
        UnreadableMarkdown,
        CodeNeverProduced,
        CodeNotDocumented,
        UsageCodeDiffers,
        UsageCodeTaken,
        CodesSwapped,
        CodeInOneList,
    ];
}
