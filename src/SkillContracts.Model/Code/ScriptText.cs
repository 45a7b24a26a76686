using System;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Code;

/// <summary>A script as far as the tool cares: two texts that differ only elsewhere give equal values.</summary>
/// <param name="Path">Relative to the repository's root.</param>
/// <param name="Header">Its leading comment or docstring, as <see cref="ScriptHeader"/> cuts it out.</param>
/// <param name="HasCrLf">True when a line ends with CR and LF.</param>
/// <param name="Facts">What its code says.</param>
public sealed record ScriptText(string Path, string Header, bool HasCrLf, ScriptFacts Facts)
{
    /// <summary>The most bytes of a script that are read: 1 MiB. What is longer has facts that are unknown.</summary>
    public const int LongestText = 1024 * 1024;

    /// <summary>Reads a script.</summary>
    /// <param name="path">Relative to the repository's root.</param>
    /// <param name="text">Its text.</param>
    public static ScriptText Read(string path, string text) => new(
        path,
        ScriptHeader.Of(text),
        text.IndexOf("\r\n", StringComparison.Ordinal) >= 0,
        text.Length > LongestText ? ScriptFacts.Unknown("the script is longer than 1 MiB") : ScriptFacts.Of(path, text));
}
