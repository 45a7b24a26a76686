using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Data.Sqlite;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;
using SkillContracts.Runner.Oracles.Tables;

namespace SkillContracts.Runner.Oracles;

/// <summary>Judges the rows that queries give on a SQLite file, a CSV file, a folder of them or a workbook. No file is ever written, and its own code is not trusted.</summary>
internal static class SqlOracle
{
    private const long LargestCopy = 256 * 1024 * 1024;

    /// <summary>The queries that give other rows.</summary>
    /// <param name="path">The file as the contract names it.</param>
    /// <param name="full">The file, absolute and without links.</param>
    /// <param name="links">Follows links of the work folder.</param>
    /// <param name="checks">Queries and their rows.</param>
    public static IReadOnlyList<CheckFailure> Judge(string path, string full, WorkLinks links, IReadOnlyList<SqlCheck> checks)
    {
        if (checks.Count == 0)
        {
            return [];
        }

        if (SystemSqlite.Fault is { } missing)
        {
            return [.. checks.Select(check => Undecided(check, path, missing + ": install SQLite 3"))];
        }

        if (TableFiles.Are(path, full))
        {
            return JudgeTables(path, TableFiles.Read(path, full, links), checks);
        }

        return IsDatabase(full)
            ? JudgeDatabase(path, full, checks)
            : [new CheckFailure(checks[0].Place, $"'{path}' to be a SQLite database", "another file")];
    }

    private static List<CheckFailure> JudgeTables(string path, TableFiles files, IReadOnlyList<SqlCheck> checks)
    {
        if (files.TooLarge is { } limit)
        {
            return [.. checks.Select(check => Undecided(check, path, limit))];
        }

        var faults = string.Join("; ", files.Faults);
        if (files.Tables.Count == 0)
        {
            return [new CheckFailure(checks[0].Place, $"'{path}' to hold tables", faults)];
        }

        var answers = SqlQuery.Ask("Data Source=:memory:", connection => TableDatabase.Fill(connection, files.Tables), [.. checks.Select(check => check.Query)]);
        return checks.Zip(answers, (check, answer) => Compare(path, check, answer)).OfType<CheckFailure>()
            .Select(failure => faults.Length == 0 ? failure : failure with { Got = $"{failure.Got} (not read: {Visible.OneLine(faults, 400)})" }).ToList();
    }

    /// <summary>Every table of a SQLite file as text, or why not.</summary>
    public static (string? Text, string? Limit) Dump(string full)
    {
        var text = new StringBuilder();
        var names = AskFile(full, ["SELECT name, '\"' || replace(name, '\"', '\"\"') || '\"' FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"])[0];
        foreach (var table in names.Rows ?? [])
        {
            var answers = AskFile(full, [$"SELECT name FROM pragma_table_info({table[1].Text})", $"SELECT * FROM {table[1].Text}"]);
            if (answers.Select(answer => answer.Limit ?? answer.Fault).FirstOrDefault(fault => fault is not null) is { } fault)
            {
                return (null, fault);
            }

            text.Append("table ").Append(Visible.OneLine(table[0].Text!)).Append(": ").AppendJoin(", ", answers[0].Rows!.Select(column => Visible.OneLine(column[0].Text!))).Append('\n');
            foreach (var row in answers[1].Rows!)
            {
                text.Append("  ").AppendJoin(", ", row.Select(value => value.Text is null ? "NULL" : value.IsNumber ? value.Text : $"'{Visible.OneLine(value.Text, 10_000)}'")).Append('\n');
            }
        }

        return names.Rows is null ? (null, names.Limit ?? names.Fault) : (text.ToString(), null);
    }

    private static List<CheckFailure> JudgeDatabase(string path, string full, IReadOnlyList<SqlCheck> checks) =>
        [.. checks.Zip(AskFile(full, [.. checks.Select(check => check.Query)]), (check, answer) => Compare(path, check, answer)).OfType<CheckFailure>()];

    /// <summary>The answers of a SQLite file, as many as there are queries.</summary>
    internal static IReadOnlyList<SqlAnswer> AskFile(string full, IReadOnlyList<string> queries)
    {
        // A database in WAL mode may hold rows beside the file: those are read from a copy, which SQLite may finish writing.
        var isInParts = FileKind.Of(full + "-wal").IsRegular;
        if (isInParts && new FileInfo(full).Length + new FileInfo(full + "-wal").Length > LargestCopy)
        {
            return [.. queries.Select(_ => new SqlAnswer(null, null, "more than 256 MiB with its write-ahead log: close the database in the script"))];
        }

        var copy = isInParts ? Directory.CreateTempSubdirectory("skillcontracts-sql-").FullName : null;
        try
        {
            var uri = "file:" + Uri.EscapeDataString(copy is null ? full : CopyTo(copy, full)).Replace("%2F", "/", StringComparison.Ordinal)
                + (copy is null ? "?mode=ro&immutable=1" : "?mode=rw");
            return SqlQuery.Ask(new SqliteConnectionStringBuilder { DataSource = uri, Pooling = false }.ToString(), prepare: null, queries);
        }
        finally
        {
            if (copy is not null)
            {
                Directory.Delete(copy, recursive: true);
            }
        }
    }

    private static CheckFailure? Compare(string path, SqlCheck check, SqlAnswer answer)
    {
        if (answer.Limit is { } limit)
        {
            return Undecided(check, path, limit);
        }

        if (answer.Rows is not { } rows)
        {
            return new CheckFailure(check.Place, $"'{path}' to answer {Visible.OneLine(check.Query, 200)}", Visible.OneLine(answer.Fault!));
        }

        return Difference(check.Rows, rows) is { } difference
            ? new CheckFailure(check.Place, $"'{path}' to answer {Show(check.Rows)} to {Visible.OneLine(check.Query, 200)}", Show(rows.Select(row => row.Select(cell => new SqlCell(cell.Text)).ToEquatableArray())), check.Rows is [[_]] && rows is [[_]] ? null : difference)
            : null;
    }

    /// <summary>By its first 16 bytes; SQLite itself takes some short files for empty databases. An empty file is one.</summary>
    internal static bool IsDatabase(string full)
    {
        using var file = File.OpenHandle(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[16];
        var length = RandomAccess.Read(file, header, 0);
        return length == 0 || header.AsSpan().SequenceEqual("SQLite format 3\0"u8);
    }

    private static string CopyTo(string folder, string full)
    {
        foreach (var file in new[] { full, full + "-wal" })
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return Path.Combine(folder, Path.GetFileName(full));
    }

    private static string? Difference(EquatableArray<EquatableArray<SqlCell>> wanted, IReadOnlyList<IReadOnlyList<SqlValue>> got)
    {
        for (var row = 0; row < Math.Min(wanted.Count, got.Count); row++)
        {
            if (wanted[row].Count != got[row].Count || wanted[row].Zip(got[row]).Any(pair => !pair.Second.Agrees(pair.First.Text)))
            {
                var cells = got[row].Select(cell => new SqlCell(cell.Text)).ToEquatableArray();
                return string.Create(CultureInfo.InvariantCulture, $"row {row + 1}: expected {Visible.OneLine(wanted[row].ToString(), 120)}, got {Visible.OneLine(cells.ToString(), 120)}");
            }
        }

        return wanted.Count == got.Count ? null : string.Create(CultureInfo.InvariantCulture, $"expected {wanted.Count} rows, got {got.Count}");
    }

    private static string Show(IEnumerable<EquatableArray<SqlCell>> rows)
    {
        var all = rows.ToList();
        return all is [[var single]] ? Visible.OneLine(single.ToString(), 120) : Visible.OneLine(string.Join(", ", all), 200) is { Length: > 0 } text ? text : "no rows";
    }

    private static CheckFailure Undecided(SqlCheck check, string path, string why) =>
        new(check.Place, $"'{path}' to answer {Visible.OneLine(check.Query, 200)}", why, Undecidable: true);
}
