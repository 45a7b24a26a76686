using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Data.Sqlite;
using SkillContracts.Runner.Oracles;
using SkillContracts.Runner.Oracles.Tables;
using SQLitePCL;

namespace SkillContracts.Runner.Mutation;

/// <summary>A table with at least one row.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Check">A check of the file that counts the rows, as contract.yaml has it.</param>
/// <param name="RemoveRow">Removes the last row in a copy of the file, whose path it gets; throws <see cref="IOException"/> when it cannot.</param>
internal sealed record TableRow(string Name, string Check, Action<string> RemoveRow);

/// <summary>Finds the tables of a file: of a SQLite database, of CSV and TSV, of a workbook.</summary>
internal static class TableRows
{
    private const int MostTables = 20;
    private const long LargestWorkbook = 16 * 1024 * 1024;

    /// <summary>The tables that have rows; none when the file holds no table or cannot be read as one.</summary>
    /// <param name="path">The file as the contract would name it.</param>
    /// <param name="full">The file, absolute.</param>
    public static IReadOnlyList<TableRow> In(string path, string full)
    {
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".csv" or ".tsv" => OfText(path, full),
                ".xlsx" => OfWorkbook(full),
                _ when SystemSqlite.Fault is null && SqlOracle.IsDatabase(full) => OfDatabase(full),
                _ => [],
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException or InvalidDataException)
        {
            return [];
        }
    }

    private static List<TableRow> OfText(string path, string full)
    {
        using var text = new StreamReader(LoadedSkill.OpenRegular(full), new UTF8Encoding(false, throwOnInvalidBytes: true));
        var reader = new CsvReader(text, path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',');
        if (reader.Read() is not { } header)
        {
            return [];
        }

        var (count, line) = (0, 0);
        while (reader.Read() is { } fields)
        {
            if (fields is not [{ Text: "", IsQuoted: false }] || header.Count == 1)
            {
                (count, line) = (count + 1, reader.Line);
            }
        }

        var name = Path.GetFileNameWithoutExtension(path);
        return count == 0 || reader.Fault is not null ? [] : [new TableRow(name, Suggest.RowsOfTable(name, count), copy => CutAtLine(copy, line))];
    }

    /// <summary>Lines end as for <see cref="CsvReader"/>: LF, CRLF or CR.</summary>
    private static void CutAtLine(string copy, int line)
    {
        var bytes = File.ReadAllBytes(copy);
        var offset = 0;
        for (var at = 1; at < line && offset < bytes.Length; offset++)
        {
            at += bytes[offset] == '\n' || (bytes[offset] == '\r' && bytes.ElementAtOrDefault(offset + 1) != '\n') ? 1 : 0;
        }

        File.WriteAllBytes(copy, bytes[..offset]);
    }

    private static List<TableRow> OfDatabase(string full)
    {
        const string tables = """
            SELECT name, '"' || replace(name, '"', '""') || '"' FROM sqlite_master
            WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name LIMIT
            """;
        var names = SqlOracle.AskFile(full, [FormattableString.Invariant($"{tables} {MostTables}")])[0].Rows ?? [];
        var counts = SqlOracle.AskFile(full, [.. names.Select(name => "SELECT count(*) FROM " + name[1].Text)]);
        return
        [
            .. names.Zip(counts, (name, count) => (Name: name[0].Text!, Quoted: name[1].Text!, Rows: long.Parse(count.Rows?[0][0].Text ?? "0", CultureInfo.InvariantCulture)))
                .Where(table => table.Rows > 0)
                .Select(table => new TableRow(table.Name, Suggest.RowsOfTable(table.Name, table.Rows), copy => RemoveFromDatabase(copy, table.Quoted))),
        ];
    }

    private static void RemoveFromDatabase(string copy, string table)
    {
        var answer = Change(copy, $"DELETE FROM {table} WHERE _rowid_ = (SELECT max(_rowid_) FROM {table})");
        if (answer.Fault?.Contains("no such column", StringComparison.Ordinal) == true)
        {
            var columns = string.Join(", ", Change(copy, $"SELECT '\"' || replace(name, '\"', '\"\"') || '\"' FROM pragma_table_info({table}) WHERE pk > 0").Rows?.Select(row => row[0].Text) ?? []);
            answer = Change(copy, $"DELETE FROM {table} WHERE ({columns}) = (SELECT {columns} FROM {table} LIMIT 1)");
        }

        if (answer.Rows is null)
        {
            throw new IOException(answer.Fault ?? answer.Limit);
        }
    }

    private static SqlAnswer Change(string copy, string statement) =>
        SqlQuery.Ask(new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString(), WithoutOwnCode, [statement])[0];

    /// <summary>No trigger and no foreign key of the database may act when the row goes.</summary>
    private static void WithoutOwnCode(SqliteConnection connection)
    {
        _ = raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, out _);
        _ = raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_ENABLE_FKEY, 0, out _);
    }

    private static List<TableRow> OfWorkbook(string full)
    {
        var sheets = WorkbookReader.Read(full).Workbook?.Sheets ?? [];
        return sheets.Count == 0 || UnpackedSize(full) > LargestWorkbook
            ? []
            :
            [
                .. sheets.Where(sheet => sheet.Rows.Count > 1).Take(MostTables)
                    .Select(sheet => new TableRow(sheet.Name, Suggest.RowsOfSheets(sheets), copy => RemoveFromWorkbook(copy, sheet.Name, sheet.Rows[^1][0].Row))),
            ];
    }

    /// <summary>To change a workbook the library holds whole sheets in memory.</summary>
    private static long UnpackedSize(string full)
    {
        using var zip = new ZipArchive(LoadedSkill.OpenRegular(full));
        return zip.Entries.Sum(entry => entry.Length);
    }

    private static void RemoveFromWorkbook(string copy, string name, int number)
    {
        try
        {
            using var document = SpreadsheetDocument.Open(copy, isEditable: true);
            var main = document.WorkbookPart!;
            var id = main.Workbook.Descendants<Sheet>().First(sheet => sheet.Name == name).Id!;
            var rows = ((WorksheetPart)main.GetPartById(id!)).Worksheet.Descendants<Row>().ToList();
            (rows.Find(row => row.RowIndex?.Value == number) ?? rows[number - 1]).Remove();
        }
        catch (Exception exception) when (exception is not (IOException or OutOfMemoryException))
        {
            // The library answers what it does not understand with whatever its depths throw.
            throw new IOException(exception.Message, exception);
        }
    }
}
