using System.Globalization;
using System.Text;

namespace SkillContracts.Model;

/// <summary>Shows untrusted text so that no character of it acts on a terminal, a log or the eye.</summary>
public static class Visible
{
    /// <summary>One line: line ends become <c>⏎</c>, other control and invisible characters <c>\x1b</c> or <c>\u202e</c>.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="limit">The most UTF-16 units that are shown; a longer text ends in <c>…</c>.</param>
    public static string OneLine(string text, int limit = 400)
    {
        var plain = text.Replace("\r\n", "\n").TrimEnd('\n');
        var shown = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            if (shown.Length >= limit)
            {
                return Disarmed(shown.Append('…'));
            }

            if (char.IsSurrogatePair(plain, i))
            {
                AppendPair(shown, plain, i++);
            }
            else
            {
                Append(shown, plain[i]);
            }
        }

        return Disarmed(shown);
    }

    /// <summary>Runners of workflows look for these two commands anywhere in a line; <c>::</c> counts at its start only.</summary>
    private static string Disarmed(StringBuilder shown) =>
        shown.Replace("##[", @"#\x23[").Replace("##vso[", @"#\x23vso[").ToString();

    private static void AppendPair(StringBuilder shown, string text, int index)
    {
        // Tag characters (U+E0000 …) hide whole sentences.
        if (CharUnicodeInfo.GetUnicodeCategory(text, index) == UnicodeCategory.Format)
        {
            shown.Append(@"\u{").Append(char.ConvertToUtf32(text, index).ToString("x", CultureInfo.InvariantCulture)).Append('}');
        }
        else
        {
            shown.Append(text, index, 2);
        }
    }

    private static void Append(StringBuilder shown, char character)
    {
        if (character == '\n')
        {
            shown.Append('⏎');
        }
        else if (character == '\t')
        {
            shown.Append("  ");
        }
        else if (char.IsControl(character))
        {
            shown.Append(@"\x").Append(((int)character).ToString("x2", CultureInfo.InvariantCulture));
        }
        else if (IsInvisible(character))
        {
            shown.Append(@"\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
        }
        else
        {
            shown.Append(character);
        }
    }

    private static bool IsInvisible(char character) => char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
