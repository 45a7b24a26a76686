using System;
using System.Collections.Generic;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>Finds line and column of an offset, and the text of a line.</summary>
internal sealed class LineMap
{
    private readonly List<int> _starts;

    /// <summary>The next line end, of those that were not looked at yet; -1 when there is none.</summary>
    private int _next;

    public LineMap(string path, string text)
    {
        // Lines of documents have 36 characters on average.
        (Path, Text, _starts, _next) = (path, text, new List<int>((text.Length / 32) + 16) { 0 }, text.IndexOf('\n'));
    }

    public string Path { get; }

    public string Text { get; }

    public int LineCount
    {
        get
        {
            ReadTo(Text.Length);
            return _starts.Count;
        }
    }

    /// <summary>True when there is a line of this number, from 1. Unlike <see cref="LineCount"/> it looks no further.</summary>
    public bool Has(int line)
    {
        ReadToLine(line);
        return line <= _starts.Count;
    }

    /// <summary>Takes over where the lines of a part start, so that they need not be searched again.</summary>
    /// <param name="start">Where the part begins; it goes to the end of the text.</param>
    /// <param name="lines">Where its lines start, counted from there.</param>
    public void Take(int start, List<int> lines)
    {
        ReadTo(start);
        foreach (var line in lines)
        {
            // The first need not be a whole line.
            if (line > 0 && start + line > _starts[_starts.Count - 1])
            {
                _starts.Add(start + line);
            }
        }

        _next = Text.IndexOf('\n', _starts[_starts.Count - 1]);
    }

    /// <summary>The place of an offset in UTF-16 units from 0.</summary>
    public Place PlaceOf(int offset)
    {
        ReadTo(offset);
        var found = _starts.BinarySearch(offset);
        var index = found >= 0 ? found : ~found - 1;
        return new Place(Path, index + 1, offset - _starts[index] + 1);
    }

    /// <summary>The offset of a line's first character; the line counts from 1.</summary>
    public int StartOf(int line)
    {
        ReadToLine(line);
        return _starts[line - 1];
    }

    /// <summary>A line from 1, without its end.</summary>
    public string Line(int line)
    {
        var start = StartOf(line);
        ReadToLine(line + 1);
        var end = line < _starts.Count ? _starts[line] - 1 : Text.Length;
        return Text.Substring(start, Math.Max(0, end - start)).TrimEnd('\r');
    }

    private void ReadTo(int offset)
    {
        while (_next >= 0 && _next < offset)
        {
            ReadLine();
        }
    }

    private void ReadToLine(int line)
    {
        while (_next >= 0 && _starts.Count < line)
        {
            ReadLine();
        }
    }

    private void ReadLine()
    {
        _starts.Add(_next + 1);
        _next = Text.IndexOf('\n', _next + 1);
    }
}
