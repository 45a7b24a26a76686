using System;
using System.Text.RegularExpressions;

namespace SkillContracts.Runner;

/// <summary>Texts as words of a shell's command line.</summary>
public static partial class ShellWord
{
    /// <summary>The text as one word; quoted only where it must be.</summary>
    public static string Quote(string text) => Safe().IsMatch(text)
        ? text
        : "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+=:,./-]+\z")]
    private static partial Regex Safe();
}
