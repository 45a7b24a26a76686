using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using SkillContracts.Model;

namespace SkillContracts.Runner;

/// <summary>Texts as words of a shell's command line.</summary>
public static partial class ShellWord
{
    /// <summary>The text as one word; quoted only where it must be.</summary>
    public static string Quote(string text) => Safe().IsMatch(text)
        ? text
        : "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    /// <summary>The text as one word of bash in which nothing is invisible: what is shown can be copied. Line ends become <c>\n</c>.</summary>
    public static string QuoteVisibly(string text) => IsVisible(text)
        ? Quote(text)
        : "$'" + string.Concat(text.EnumerateRunes().Select(Escape)) + "'";

    /// <summary>True when a report shows the text as it is.</summary>
    public static bool IsVisible(string text) => Visible.OneLine(text, int.MaxValue) == text;

    private static string Escape(Rune rune) => rune.Value switch
    {
        '\n' => @"\n",
        '\t' => @"\t",
        '\'' or '\\' => @"\" + rune,
        _ when IsVisible(rune.ToString()) => rune.ToString(),
        < 0x80 => @"\x" + rune.Value.ToString("x2", CultureInfo.InvariantCulture),
        _ => @"\U" + rune.Value.ToString("x8", CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+=:,./-]+\z")]
    private static partial Regex Safe();
}
