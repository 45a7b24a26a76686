using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>Finds quoted words in a document; spaces, line ends, comment marks in front of a line, <c>`</c> and <c>*</c> may differ, letters may not.</summary>
internal sealed class QuoteFinder
{
    /// <summary>Wrapped comments of scripts and quotes of Markdown repeat their mark on each line.</summary>
    private static readonly Regex LineMark = new(@"\G[ \t]*(?:\#+|//+|--|;+|>+)(?=[ \t\r\n]|\z)", RegexOptions.CultureInvariant);

    private readonly LineMap _map;
    private readonly string _text;
    private readonly List<int> _offsets;

    public QuoteFinder(LineMap map)
    {
        _map = map;
        (_text, _offsets) = Normalize(map.Text);
    }

    /// <summary>The first place that holds the words, with its line; null when none does.</summary>
    public Quote? Find(string words)
    {
        var (wanted, _) = Normalize(words);
        var found = wanted.Trim().Length == 0 ? -1 : _text.IndexOf(wanted.Trim(), System.StringComparison.Ordinal);
        if (found < 0)
        {
            return null;
        }

        var place = _map.PlaceOf(_offsets[found]);
        return new Quote(words, place, _map.Line(place.Line).Trim());
    }

    private static (string Text, List<int> Offsets) Normalize(string text)
    {
        var (kept, offsets) = (new StringBuilder(text.Length), new List<int>(text.Length));
        var i = AfterMark(text, 0);
        while (i < text.Length)
        {
            var character = char.IsWhiteSpace(text[i]) ? ' ' : text[i];
            if (character is not ('`' or '*') && (character != ' ' || kept.Length == 0 || kept[kept.Length - 1] != ' '))
            {
                kept.Append(character);
                offsets.Add(i);
            }

            i = text[i] == '\n' ? AfterMark(text, i + 1) : i + 1;
        }

        return (kept.ToString(), offsets);
    }

    private static int AfterMark(string text, int lineStart)
    {
        var mark = LineMark.Match(text, lineStart);
        return lineStart + mark.Length;
    }
}
