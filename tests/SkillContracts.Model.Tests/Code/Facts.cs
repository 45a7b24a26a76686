using System.Linq;
using SkillContracts.Model.Code;

namespace SkillContracts.Model.Tests.Code;

/// <summary>Facts in the short forms that tests compare.</summary>
internal static class Facts
{
    public static ScriptFacts OfPython(string text) => ScriptFacts.Of("scripts/x.py", text);

    public static ScriptFacts OfShell(string text) => ScriptFacts.Of("scripts/x.sh", text);

    public static ScriptFacts OfJavaScript(string text) => ScriptFacts.Of("scripts/x.mjs", text);

    /// <summary>Codes in order of the text, such as <c>0 2 1?</c>; uncertain ones with a question mark, all with <c>…</c> when there may be more.</summary>
    public static string Codes(this ScriptFacts facts) =>
        string.Join(" ", facts.Codes.Select(code => code.Code + (code.IsCertain ? "" : "?")).Concat(facts.CodesUnknown is null ? [] : ["…"]));

    /// <summary>Flags such as <c>-o/--out=json|text(text)</c>: names, choices and default; a value of any kind is <c>=*</c>.</summary>
    public static string Flags(this ScriptFacts facts) => string.Join(" ", facts.Flags.Select(flag =>
            string.Join("/", flag.Names)
            + (flag.TakesValue ? "=" + (flag.Choices.Count > 0 ? string.Join("|", flag.Choices) : "*") : "")
            + (flag.Default is null ? "" : $"({flag.Default})")
            + (flag.IsHidden ? "!" : ""))
        .Concat(facts.FlagsUnknown is null ? [] : ["…"]));
}
