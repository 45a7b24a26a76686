using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Data.Sqlite;

namespace SkillContracts.Runner.Oracles.Tables;

/// <summary>Tables in a SQLite database in memory, so that one query serves for all kinds of files.</summary>
internal static class TableDatabase
{
    /// <summary>The name by which a table that stands alone is found, too.</summary>
    private const string OnlyTable = "data";

    /// <summary>Makes the tables.</summary>
    public static void Fill(SqliteConnection connection, IReadOnlyList<Table> tables)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var table in tables)
        {
            var columns = table.Columns.Select((column, index) => $"{Quoted(column)} {table.TypeOf(index)}");
            Execute(connection, $"CREATE TABLE {Quoted(table.Name)} ({string.Join(", ", columns)})");
            Insert(connection, table);
        }

        if (tables is [var only] && !only.Name.Equals(OnlyTable, System.StringComparison.OrdinalIgnoreCase))
        {
            Execute(connection, $"CREATE VIEW {OnlyTable} AS SELECT * FROM {Quoted(only.Name)}");
        }

        transaction.Commit();
    }

    private static void Insert(SqliteConnection connection, Table table)
    {
        using var insert = connection.CreateCommand();
        var parameters = table.Columns.Select((_, index) => insert.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"$p{index}"), null))).ToList();
        insert.CommandText = $"INSERT INTO {Quoted(table.Name)} VALUES ({string.Join(", ", parameters.Select(parameter => parameter.ParameterName))})";
        foreach (var row in table.Rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                parameters[column].Value = row[column] ?? System.DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", System.StringComparison.Ordinal).Replace("\0", "", System.StringComparison.Ordinal)}\"";
}
