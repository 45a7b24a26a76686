using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SkillContracts.Runner.Oracles;

/// <summary>Asks a database that nobody trusts: a limit of time, of memory and of what an answer may hold.</summary>
internal static class SqlQuery
{
    private const int MostRows = 10_000;
    private const int MostValues = 100_000;
    private const int LongestValue = 16 * 1024 * 1024;
    private const int LongestPattern = 1000;
    private const int StepsBetweenLooks = 1000;
    private const long MostMemory = 128 * 1024 * 1024;
    private const string NoAnswer = "no answer within 10 s: make the query simpler";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>One step of a query, such as a search in a long text, cannot be interrupted; its thread is left behind then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    /// <summary>SQLite counts its memory once for the whole process.</summary>
    private static readonly Lock OneAtATime = new();

    /// <summary>The answers, as many as there are queries.</summary>
    /// <param name="source">The connection string.</param>
    /// <param name="prepare">Fills a database in memory; null for a file.</param>
    /// <param name="queries">One SELECT each.</param>
    public static IReadOnlyList<SqlAnswer> Ask(string source, Action<SqliteConnection>? prepare, IReadOnlyList<string> queries)
    {
        lock (OneAtATime)
        {
            return [.. queries.Select(query => Ask(source, prepare, query))];
        }
    }

    private static SqlAnswer Ask(string source, Action<SqliteConnection>? prepare, string query)
    {
        SqlAnswer? answer = null;
        var thread = new Thread(() => answer = Guarded(source, prepare, query)) { IsBackground = true, Name = "sql" };
        thread.Start();
        return thread.Join(Patience) ? answer! : new SqlAnswer(null, null, NoAnswer);
    }

    /// <summary>Nothing may leave a thread: it would end the whole program.</summary>
    private static SqlAnswer Guarded(string source, Action<SqliteConnection>? prepare, string query)
    {
        try
        {
            return Answer(source, prepare, query);
        }
        catch (Exception exception)
        {
            return new SqlAnswer(null, exception.Message, null);
        }
    }

    private static SqlAnswer Answer(string source, Action<SqliteConnection>? prepare, string query)
    {
        var (watch, overMemory) = (new Stopwatch(), false);
        try
        {
            using var connection = new SqliteConnection(source);
            connection.Open();
            var handle = connection.Handle!;
            prepare?.Invoke(connection);
            Restrict(connection, handle);
            var memory = raw.sqlite3_memory_used();
            watch.Start();
            raw.sqlite3_progress_handler(handle, StepsBetweenLooks, _ => (overMemory = raw.sqlite3_memory_used() - memory > MostMemory) || watch.Elapsed > Limit ? 1 : 0, null);
            return Rows(connection, query);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            return new SqlAnswer(null, null, overMemory ? "more than 128 MiB of memory: make the query simpler" : NoAnswer);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_TOOBIG or raw.SQLITE_NOMEM)
        {
            return new SqlAnswer(null, null, "a value of more than 16 MiB");
        }
        catch (Exception exception) when (exception is SqliteException or InvalidOperationException or ArgumentException or OverflowException)
        {
            // A fault of file or query; or a parameter such as $id without a value.
            return new SqlAnswer(null, exception is SqliteException ? "SQLite error: " + exception.Message : exception.Message, null);
        }
    }

    private static void Restrict(SqliteConnection connection, sqlite3 handle)
    {
        _ = raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        _ = raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_LENGTH, LongestValue);
        _ = raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LongestPattern);
        using var command = connection.CreateCommand();

        // Temporary tables in memory, where they are counted; in files they would fill a disk.
        command.CommandText = "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY";
        command.ExecuteNonQuery();
    }

    private static SqlAnswer Rows(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var (rows, characters) = (new List<IReadOnlyList<SqlValue>>(), 0L);
        while (reader.Read())
        {
            if (rows.Count == MostRows || (rows.Count + 1L) * reader.FieldCount > MostValues)
            {
                return new SqlAnswer(null, null, "more than 10,000 rows or 100,000 values: count or limit them in the query");
            }

            List<SqlValue> row = [.. Enumerable.Range(0, reader.FieldCount).Select(column => SqlValue.Of(reader.GetValue(column)))];
            characters += row.Sum(value => value.Text?.Length ?? 0);
            if (characters > LongestValue)
            {
                return new SqlAnswer(null, null, "more than 16 MiB: count or limit in the query");
            }

            rows.Add(row);
        }

        return new SqlAnswer(rows, null, null);
    }
}

/// <summary>What a query gave: rows, or a fault, or the limit that it reached.</summary>
internal sealed record SqlAnswer(IReadOnlyList<IReadOnlyList<SqlValue>>? Rows, string? Fault, string? Limit);
