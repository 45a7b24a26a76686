using System;

namespace SkillContracts.Model.Contracts;

/// <summary>A sentence "exit code N means M" of SKILL.md or of a script's own words.</summary>
/// <param name="Codes">The codes that it names.</param>
/// <param name="Meaning">What the document says of them, as plain text; may be empty.</param>
/// <param name="Script">The script, relative to the skill's folder; null when the document does not tell or speaks of something else.</param>
/// <param name="Place">Its line, in SKILL.md or in the script.</param>
/// <param name="Sentence">The line as written.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Confidence">Whether it is a promise.</param>
public sealed record ExitCodeClaim(
    ExitCodeSet Codes, string Meaning, string? Script, Place Place, string Sentence, ExitCodeForm Form, ExitCodeConfidence Confidence)
{
    private const string ScriptsFolder = "scripts/";

    /// <summary>The script in reports: without <c>scripts/</c> in front where no other script has that name; <c>exit</c> without a script.</summary>
    public string ScriptName { get; init; } = ShortNameOf(Script);

    /// <summary>The row's identity in reports and tests, such as <c>convert.py:2</c> for scripts/convert.py; <c>exit:2</c> without a script.</summary>
    public string RowName => ScriptName + ":" + Codes;

    /// <summary>True for a promise, false for a mention.</summary>
    public bool IsDeclared => Confidence == ExitCodeConfidence.Declared;

    internal static string ShortNameOf(string? script) => script is null ? "exit"
        : script.StartsWith(ScriptsFolder, StringComparison.Ordinal) ? script.Substring(ScriptsFolder.Length)
        : script;
}
