using System;

namespace SkillContracts.Model.Parsing;

/// <summary>Tells texts on which Markdig takes time that grows with the square of their length. No document that people wrote comes near.</summary>
internal static class MarkdownLimits
{
    /// <summary>Marks of emphasis in one paragraph: each looks for its partner among all before it.</summary>
    private const int MostMarks = 8000;

    /// <summary>Link definitions in one paragraph: each is cut from what is left of it.</summary>
    private const int MostDefinitions = 1000;

    /// <summary>Underlined headings: each is searched among all blocks before it.</summary>
    private const int MostUnderlines = 10_000;

    private static readonly char[] Marks = ['*', '_', '~'];

    /// <summary>Up to this length the square is small: 64 Ki.</summary>
    private const int HarmlessLength = 64 * 1024;

    public static bool Exceeds(string text)
    {
        if (text.Length <= HarmlessLength)
        {
            return false;
        }

        var (marks, definitions, underlines) = (0, 0, 0);
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var found && found >= 0 ? found : text.Length;
            var first = FirstOf(text, start, end);
            switch (first)
            {
                case '\0':
                    (marks, definitions) = (0, 0);
                    break;
                case '[':
                    definitions++;
                    break;
                case '=' or '-' when text.AsSpan(start, end - start).Trim().Trim(first).Length == 0:
                    underlines++;
                    break;
                default:
                    break;
            }

            for (var i = text.IndexOfAny(Marks, start, end - start); i >= 0; i = text.IndexOfAny(Marks, i + 1, end - i - 1))
            {
                marks++;
            }

            if (marks > MostMarks || definitions > MostDefinitions || underlines > MostUnderlines)
            {
                return true;
            }

            start = end + 1;
        }

        return false;
    }

    /// <summary>The first character that is no space and no mark of a quote; NUL for an empty line.</summary>
    private static char FirstOf(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!char.IsWhiteSpace(text[i]) && text[i] != '>')
            {
                return text[i];
            }
        }

        return '\0';
    }
}
