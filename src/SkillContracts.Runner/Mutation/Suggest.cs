using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Runner.Execution;
using SkillContracts.Runner.Oracles;
using SkillContracts.Runner.Oracles.Tables;

namespace SkillContracts.Runner.Mutation;

/// <summary>Words for a check that would notice a mutant, as contract.yaml has them.</summary>
internal static class Suggest
{
    private const int LongestLine = 60;
    private const int FewestLetters = 3;

    /// <summary>A check of a stream's last line; of the whole stream where that line says nothing.</summary>
    public static string ForStream(string name, CapturedStream stream)
    {
        var line = StreamText.WithoutLastLineEnd(StreamText.Of(stream)).Split('\n')[^1];
        var part = line[..Math.Min(line.Length, LongestLine)];
        return part.Count(char.IsLetterOrDigit) >= FewestLetters && Visible.OneLine(part) == part
            ? $"judge {name}, such as '{name}: {{ has: {Yaml(part)} }}'"
            : $"judge all of {name}, or keep it with 'snapshot: [{name}]'";
    }

    /// <summary>A check of a file's contents.</summary>
    public static string ForFile(string path)
    {
        var check = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".db" or ".sqlite" or ".sqlite3" => "sql",
            ".xlsx" => "xlsx",
            ".json" => "json",
            _ => "is",
        };
        return $"add 'files: {{ {Yaml(path)}: {{ {check}: … }} }}'";
    }

    /// <summary>A check that a file is gone.</summary>
    public static string ForAbsence(string path) => $"add 'files: {{ {Yaml(path)}: absent }}'";

    /// <summary>A check of a table's rows.</summary>
    public static string ForTable(string path, TableRow table) => $"add 'files: {{ {Yaml(path)}: {{ {table.Check} }} }}'";

    /// <summary>The check of a file that counts the rows of a table, the header not among them.</summary>
    public static string RowsOfTable(string name, long count)
    {
        var isPlain = name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
        var table = isPlain ? name : '"' + Visible.OneLine(name, 80).Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        return FormattableString.Invariant($"sql: {{ SELECT count(*) FROM {table}: {count} }}");
    }

    /// <summary>The check of a workbook that counts the rows of each sheet, the headers among them.</summary>
    public static string RowsOfSheets(IReadOnlyList<Worksheet> sheets) =>
        $"xlsx: {{ sheets: {{ {string.Join(", ", sheets.Select(sheet => FormattableString.Invariant($"{Yaml(sheet.Name)}: {{ rows: {sheet.Rows.Count} }}")))} }} }}";

    /// <summary>In quotes where YAML needs them, or might.</summary>
    private static string Yaml(string text) => text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '/' or '-')
        ? text
        : '"' + Visible.OneLine(text, 120).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
}
