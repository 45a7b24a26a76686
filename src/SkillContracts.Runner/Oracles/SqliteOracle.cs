using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.Data.Sqlite;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;
using SQLitePCL;

namespace SkillContracts.Runner.Oracles;

/// <summary>Judges the rows that queries give on a SQLite file. The file is never written, and its own code is not trusted.</summary>
internal static class SqliteOracle
{
    private const int MostRows = 10_000;
    private static readonly TimeSpan QueryLimit = TimeSpan.FromSeconds(10);

    /// <summary>The queries that give other rows.</summary>
    /// <param name="path">The file as the contract names it.</param>
    /// <param name="full">The file, absolute.</param>
    /// <param name="checks">Queries and their rows.</param>
    public static IEnumerable<CheckFailure> Judge(string path, string full, IEnumerable<SqlCheck> checks)
    {
        foreach (var check in checks)
        {
            if (SystemSqlite.Fault is { } missing)
            {
                yield return Undecided(check, path, missing + ": install SQLite 3");
            }
            else if (Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv" or ".xlsx")
            {
                yield return Undecided(check, path, "sql reads SQLite files only in this version");
            }
            else if (!IsDatabase(full))
            {
                yield return new CheckFailure(check.Place, $"'{path}' to be a SQLite database", "another file");
            }
            else if (Judge(path, full, check) is { } failure)
            {
                yield return failure;
            }
        }
    }

    /// <summary>By its first 16 bytes; SQLite itself takes some short files for empty databases. An empty file is one.</summary>
    private static bool IsDatabase(string full)
    {
        using var file = File.OpenHandle(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[16];
        var length = RandomAccess.Read(file, header, 0);
        return length == 0 || header.AsSpan().SequenceEqual("SQLite format 3\0"u8);
    }

    private static CheckFailure? Judge(string path, string full, SqlCheck check)
    {
        // A database in WAL mode may hold rows beside the file: those are read from a copy, which SQLite may finish writing.
        var copy = FileKind.Of(full + "-wal").IsRegular ? Directory.CreateTempSubdirectory("skillcontracts-sql-").FullName : null;
        try
        {
            var database = copy is null ? full : CopyTo(copy, full);
            var rows = Query(database, isCopy: copy is not null, check.Query);
            return Difference(check.Rows, rows) is { } difference
                ? new CheckFailure(check.Place, $"'{path}' to answer {Show(check.Rows)} to {Visible.OneLine(check.Query, 200)}", Show(rows.Select(row => row.Select(cell => new SqlCell(cell.Text)).ToEquatableArray())), check.Rows is [[_]] && rows is [[_]] ? null : difference)
                : null;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            return Undecided(check, path, "no answer within 10 s: make the query simpler");
        }
        catch (SqliteException exception)
        {
            return new CheckFailure(check.Place, $"'{path}' to answer {Visible.OneLine(check.Query, 200)}", $"SQLite error: {Visible.OneLine(exception.Message)}");
        }
        catch (InvalidOperationException exception)
        {
            // A parameter such as $id without a value.
            return new CheckFailure(check.Place, $"'{path}' to answer {Visible.OneLine(check.Query, 200)}", Visible.OneLine(exception.Message));
        }
        catch (NotSupportedException exception)
        {
            return Undecided(check, path, exception.Message);
        }
        finally
        {
            if (copy is not null)
            {
                Directory.Delete(copy, recursive: true);
            }
        }
    }

    private static string CopyTo(string folder, string full)
    {
        foreach (var file in new[] { full, full + "-wal" })
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return Path.Combine(folder, Path.GetFileName(full));
    }

    private static List<List<Cell>> Query(string database, bool isCopy, string query)
    {
        var uri = "file:" + Uri.EscapeDataString(database).Replace("%2F", "/", StringComparison.Ordinal) + (isCopy ? "?mode=rw" : "?mode=ro&immutable=1");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = uri, Pooling = false }.ToString());
        connection.Open();
        var handle = connection.Handle!;
        _ = raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA trusted_schema = OFF";
        command.ExecuteNonQuery();
        using var timer = new Timer(_ => raw.sqlite3_interrupt(handle), null, QueryLimit, Timeout.InfiniteTimeSpan);
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<List<Cell>>();
        while (reader.Read())
        {
            if (rows.Count == MostRows)
            {
                throw new NotSupportedException("more than 10,000 rows: count or limit them in the query");
            }

            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Cell.Of(reader.GetValue(column)))]);
        }

        return rows;
    }

    private static string? Difference(EquatableArray<EquatableArray<SqlCell>> wanted, List<List<Cell>> got)
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

    /// <summary>A value as text; numbers agree by value, texts to the letter.</summary>
    private sealed record Cell(string? Text, bool IsNumber)
    {
        public static Cell Of(object value) => value switch
        {
            DBNull => new Cell(null, false),
            long number => new Cell(number.ToString(CultureInfo.InvariantCulture), true),
            double number => new Cell(number.ToString("R", CultureInfo.InvariantCulture), true),
            byte[] bytes => new Cell("x'" + Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(bytes.Length, 1024))) + "'", false),
            _ => new Cell(value.ToString() ?? "", false),
        };

        /// <summary>Integers agree to the letter: a double cannot tell large ones apart.</summary>
        private static bool IsInteger(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

        public bool Agrees(string? wanted) => Text == wanted
            || (IsNumber && Text is not null && wanted is not null
                && !(IsInteger(Text) && IsInteger(wanted))
                && double.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out var one)
                && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var other)
                && one.Equals(other));
    }
}
