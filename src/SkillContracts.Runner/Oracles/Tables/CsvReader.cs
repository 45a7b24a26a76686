using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace SkillContracts.Runner.Oracles.Tables;

/// <summary>Reads RFC 4180 strictly, with any line ends: what another reader could take differently is a fault with its line.</summary>
/// <param name="text">The file.</param>
/// <param name="delimiter">A tab for TSV, where a quote within a field stands for itself.</param>
internal sealed class CsvReader(TextReader text, char delimiter)
{
    private const int End = -1;

    /// <summary>A field of this length is no value of a table, but a quote that was never closed.</summary>
    private const int LongestField = 1024 * 1024;

    private readonly StringBuilder _field = new();
    private int _nextLine = 1;

    /// <summary>The line on which the last record starts, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Why reading ended before the end; null when it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>The next record; null at the end and after a fault.</summary>
    public IReadOnlyList<CsvField>? Read()
    {
        if (Fault is not null || text.Peek() == End)
        {
            return null;
        }

        Line = _nextLine;
        var fields = new List<CsvField>();
        bool isLast;
        do
        {
            var isQuoted = text.Peek() == '"';
            isLast = isQuoted ? ReadQuoted() : ReadPlain();
            fields.Add(new CsvField(_field.ToString(), isQuoted));
            _field.Clear();
        }
        while (!isLast && Fault is null);

        return Fault is null ? fields : null;
    }

    /// <summary>True when the record ends here.</summary>
    private bool ReadPlain()
    {
        while (true)
        {
            var next = text.Read();
            if (IsFieldEnd(next, out var isLast))
            {
                return isLast;
            }

            if (Fault is not null || (next == '"' && delimiter != '\t'))
            {
                Fault ??= $"line {Number(_nextLine)}: a quote inside a field that is not in quotes";
                return true;
            }

            Append(next);
        }
    }

    private bool ReadQuoted()
    {
        text.Read();
        while (Fault is null)
        {
            var next = text.Read();
            if (next == End)
            {
                Fault = $"line {Number(Line)}: a quote that is never closed";
            }
            else if (next != '"')
            {
                _nextLine += next == '\n' || (next == '\r' && text.Peek() != '\n') ? 1 : 0;
                Append(next);
            }
            else if (text.Peek() == '"')
            {
                Append(text.Read());
            }
            else if (IsFieldEnd(text.Read(), out var isLast))
            {
                return isLast;
            }
            else
            {
                Fault = $"line {Number(_nextLine)}: text behind a closing quote";
            }
        }

        return true;
    }

    private bool IsFieldEnd(int character, out bool isLast)
    {
        isLast = character is End or '\n' or '\r';
        if (character == '\r' && text.Peek() == '\n')
        {
            text.Read();
        }

        _nextLine += isLast ? 1 : 0;
        return isLast || character == delimiter;
    }

    private static string Number(int line) => line.ToString(CultureInfo.InvariantCulture);

    private void Append(int character)
    {
        if (_field.Length == LongestField)
        {
            Fault = $"line {Number(Line)}: a field of more than 1 MiB";
        }
        else
        {
            _field.Append((char)character);
        }
    }
}

/// <summary>A field without its quotes.</summary>
internal readonly record struct CsvField(string Text, bool IsQuoted);
