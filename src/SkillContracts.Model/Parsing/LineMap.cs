using System;
using System.Collections.Generic;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>Finds line and column of an offset, and the text of a line.</summary>
internal sealed class LineMap
{
    private readonly List<int> _starts;

    public LineMap(string path, string text)
    {
        // Lines of documents have 36 characters on average.
        (Path, Text, _starts) = (path, text, new List<int>((text.Length / 32) + 16) { 0 });
        for (var i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            _starts.Add(i + 1);
        }
    }

    public string Path { get; }

    public string Text { get; }

    public int LineCount => _starts.Count;

    /// <summary>The place of an offset in UTF-16 units from 0.</summary>
    public Place PlaceOf(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var index = found >= 0 ? found : ~found - 1;
        return new Place(Path, index + 1, offset - _starts[index] + 1);
    }

    /// <summary>The offset of a line's first character; the line counts from 1.</summary>
    public int StartOf(int line) => _starts[line - 1];

    /// <summary>A line from 1, without its end.</summary>
    public string Line(int line)
    {
        var start = _starts[line - 1];
        var end = line < _starts.Count ? _starts[line] - 1 : Text.Length;
        return Text.Substring(start, Math.Max(0, end - start)).TrimEnd('\r');
    }
}
