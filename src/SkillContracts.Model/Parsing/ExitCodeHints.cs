using System;
using System.Collections.Generic;

namespace SkillContracts.Model.Parsing;

/// <summary>Where a text has a word that exit codes are told with: all that is looked at of a document that has none.</summary>
internal sealed class ExitCodeHints
{
    private static readonly string[] Words = ["xit", "XIT", "zero", "eturn code", "eturn status", " de sa", "退出", "終了", "종료", "$?", "PIPESTATUS"];

    private readonly List<int> _offsets = [];

    public ExitCodeHints(string text)
    {
        foreach (var word in Words)
        {
            for (var i = text.IndexOf(word, StringComparison.Ordinal); i >= 0; i = text.IndexOf(word, i + word.Length, StringComparison.Ordinal))
            {
                _offsets.Add(i);
            }
        }

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
}
