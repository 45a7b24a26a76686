using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner.Oracles.Tables;

/// <summary>The tables of a CSV or TSV file, of a folder of them, or of a workbook.</summary>
/// <param name="Tables">Those that could be read.</param>
/// <param name="Faults">Why others could not, each with its file or sheet.</param>
/// <param name="TooLarge">Set when nothing was read because of a limit.</param>
internal sealed record TableFiles(IReadOnlyList<Table> Tables, IReadOnlyList<string> Faults, string? TooLarge = null)
{
    private const int LargestFile = 32 * 1024 * 1024;
    private const int MostValues = 1_000_000;
    private const int MostFiles = 500;

    /// <summary>In a workbook many cells may share one long text.</summary>
    private const long MostCharacters = 32_000_000;

    /// <summary>True when <c>sql</c> reads the path as tables and not as a database.</summary>
    public static bool Are(string path, string full) => Directory.Exists(full) || IsText(path) || IsWorkbook(path);

    /// <summary>Reads the tables.</summary>
    /// <param name="path">The file or folder as the contract names it.</param>
    /// <param name="full">The same, absolute and without links.</param>
    /// <param name="links">Follows links of the work folder.</param>
    public static TableFiles Read(string path, string full, WorkLinks links)
    {
        if (IsWorkbook(path))
        {
            return OfWorkbook(full);
        }

        var files = Directory.Exists(full)
            ? Directory.EnumerateFileSystemEntries(full).Where(IsText).Take(MostFiles + 1).Order(StringComparer.Ordinal).Select(file => links.Follow($"{path}/{Path.GetFileName(file)}")).ToList()
            : [new FoundFile(path, full, null)];
        if (files.Count > MostFiles)
        {
            return new TableFiles([], [], "more than 500 tables");
        }

        return files.Count == 0 ? new TableFiles([], ["no .csv or .tsv file in it"]) : OfTexts(files);
    }

    private static bool IsText(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv";

    private static bool IsWorkbook(string path) => Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase);

    private static TableFiles OfTexts(List<FoundFile> files)
    {
        var (tables, faults, bytes, values) = (new List<Table>(), new List<string>(), 0L, 0);
        foreach (var file in files)
        {
            var name = Path.GetFileName(file.Path);
            if (file.ReadFault is { } fault)
            {
                faults.Add($"'{name}' is {fault}");
                continue;
            }

            bytes += new FileInfo(file.Real!).Length;
            if (bytes > LargestFile)
            {
                return new TableFiles([], [], "more than 32 MiB");
            }

            var (table, why) = OfText(name, file.Real!, ref values);
            if (values > MostValues)
            {
                return new TableFiles([], [], "more than 1,000,000 values");
            }

            if (table is not null && tables.Exists(other => other.Name.Equals(table.Name, StringComparison.OrdinalIgnoreCase)))
            {
                (table, why) = (null, "another file makes a table of this name");
            }

            if (table is not null)
            {
                tables.Add(table);
            }
            else
            {
                faults.Add(files.Count == 1 ? why! : $"'{Visible.OneLine(name)}': {why}");
            }
        }

        return new TableFiles(tables, faults);
    }

    private static (Table? Table, string? Fault) OfText(string name, string file, ref int values)
    {
        try
        {
            using var text = new StreamReader(LoadedSkill.OpenRegular(file), new UTF8Encoding(false, throwOnInvalidBytes: true));
            var reader = new CsvReader(text, Path.GetExtension(name).Equals(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',');
            if (reader.Read() is not { } header)
            {
                return (null, reader.Fault ?? "no header row: the file is empty");
            }

            var rows = new List<object?[]>();
            while (reader.Read() is { } fields)
            {
                if (fields is [{ Text: "", IsQuoted: false }] && header.Count > 1)
                {
                    continue;
                }

                if (fields.Count != header.Count)
                {
                    return (null, string.Create(CultureInfo.InvariantCulture, $"line {reader.Line} has {fields.Count} values, the header has {header.Count}"));
                }

                values += fields.Count;
                if (values > MostValues)
                {
                    return (null, null);
                }

                rows.Add([.. fields.Select(field => field is { Text: "", IsQuoted: false } ? null : field.Text)]);
            }

            return reader.Fault is { } fault ? (null, fault) : Table.Of(Path.GetFileNameWithoutExtension(name), [.. header.Select(field => field.Text)], isTyped: false, rows);
        }
        catch (DecoderFallbackException)
        {
            return (null, "it is not UTF-8");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, Visible.OneLine(exception.Message));
        }
    }

    private static TableFiles OfWorkbook(string full)
    {
        var (workbook, fault) = WorkbookReader.Read(full);
        if (workbook is null)
        {
            return fault!.Value.IsLimit ? new TableFiles([], [], fault.Value.Reason) : new TableFiles([], [fault.Value.Reason]);
        }

        var (tables, faults, values, characters) = (new List<Table>(), new List<string>(), 0L, 0L);
        foreach (var sheet in workbook.Sheets)
        {
            characters += sheet.Rows.Sum(row => row.Sum(cell => (long)cell.Text.Length));
            if (characters > MostCharacters)
            {
                return new TableFiles([], [], "more than 32 million characters in its cells");
            }

            values += Size(sheet);
            if (values > MostValues)
            {
                return new TableFiles([], [], "more than 1,000,000 values");
            }

            var (table, why) = OfSheet(sheet);
            if (table is not null)
            {
                tables.Add(table);
            }
            else
            {
                faults.Add($"sheet '{Visible.OneLine(sheet.Name)}': {why}");
            }
        }

        return new TableFiles(tables, faults);
    }

    private static long Size(Worksheet sheet) => sheet.Rows.Count == 0 ? 0 : (long)sheet.Rows.Count * (sheet.Rows[0][^1].Column - sheet.Rows[0][0].Column + 1);

    /// <summary>The first row with a value is the header; the table is as wide as it.</summary>
    private static (Table? Table, string? Fault) OfSheet(Worksheet sheet)
    {
        if (sheet.Rows.Count == 0)
        {
            return (null, "no header row: the sheet is empty");
        }

        var header = sheet.Rows[0];
        var (first, last) = (header[0].Column, header[^1].Column);
        if (sheet.Rows.FirstOrDefault(row => row[0].Column < first || row[^1].Column > last) is { } wide)
        {
            var cell = wide[0].Column < first ? wide[0] : wide[^1];
            return (null, $"{cell.Address} has a value, but its column has no name in row {header[0].Row.ToString(CultureInfo.InvariantCulture)}");
        }

        var width = last - first + 1;
        var titles = new string[width];
        Array.Fill(titles, "");
        foreach (var cell in header)
        {
            titles[cell.Column - first] = cell.Text;
        }

        return Table.Of(sheet.Name, titles, isTyped: true, [.. sheet.Rows.Skip(1).Select(row => Values(row, first, width))]);
    }

    private static object?[] Values(IReadOnlyList<SheetCell> row, int first, int width)
    {
        var values = new object?[width];
        foreach (var cell in row)
        {
            values[cell.Column - first] = cell.Kind switch
            {
                CellKind.Boolean => cell.Text == "true" ? 1L : 0L,
                CellKind.Number when long.TryParse(cell.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
                CellKind.Number when double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
                CellKind.Empty => null,
                _ => cell.Text,
            };
        }

        return values;
    }
}
