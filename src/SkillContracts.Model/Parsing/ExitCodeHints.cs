using System;
using System.Collections.Generic;

namespace SkillContracts.Model.Parsing;

/// <summary>Where a text has a word that exit codes are told with: all that is looked at of a document that has none.</summary>
internal sealed class ExitCodeHints
{
    /// <summary>Rare letters that start, or are part of, most of the words: one search for all of them.</summary>
    private static readonly char[] Marks = ['x', 'X', 'z', '$'];

    private static readonly char[] Ideographs = ['退', '終', '종'];

    private static readonly string[] Marked = ["xit", "XIT", "zero", "$?", "$PIPESTATUS", "${PIPESTATUS", "退出", "終了", "종료"];

    /// <summary>Behind "código".</summary>
    private static readonly string[] Ends = [" de sa", "s de sa"];

    private static readonly string[] Returns = [" code", " status"];

    private readonly List<int> _offsets = [];

    public ExitCodeHints(string text)
    {
        Add(text, Marks);
        Add(text, Ideographs);
        AddAll(text, "digo", Ends);
        AddAll(text, "eturn", Returns);
        _offsets.Sort();
    }

    public bool IsEmpty => _offsets.Count == 0;

    /// <summary>True when a hint starts between two offsets, both included.</summary>
    public bool AnyIn(int start, int end)
    {
        var found = _offsets.BinarySearch(start);
        var next = found >= 0 ? found : ~found;
        return next < _offsets.Count && _offsets[next] <= end;
    }

    private void AddAll(string text, string word, string[] next)
    {
        for (var i = text.IndexOf(word, StringComparison.Ordinal); i >= 0; i = text.IndexOf(word, i + word.Length, StringComparison.Ordinal))
        {
            if (Array.Exists(next, end => string.CompareOrdinal(text, i + word.Length, end, 0, end.Length) == 0))
            {
                _offsets.Add(i);
            }
        }
    }

    private void Add(string text, char[] marks)
    {
        for (var i = text.IndexOfAny(marks); i >= 0; i = text.IndexOfAny(marks, i + 1))
        {
            foreach (var word in Marked)
            {
                if (word[0] == text[i] && i + 1 < text.Length && word[1] == text[i + 1] && string.CompareOrdinal(text, i, word, 0, word.Length) == 0)
                {
                    _offsets.Add(i);
                }
            }
        }
    }
}
