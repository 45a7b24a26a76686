using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Oracles;
using SkillContracts.Runner.Oracles.Tables;

namespace SkillContracts.Runner.Snapshots;

/// <summary>A file as text that people can compare: text as it is, databases and workbooks cell by cell, anything else by size and hash.</summary>
internal static class SnapshotText
{
    /// <summary>The most characters of a snapshot: what is larger, nobody reads.</summary>
    public const int Longest = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text, or why there is none.</summary>
    /// <param name="path">The file as the contract names it.</param>
    /// <param name="full">The file, absolute; a regular one.</param>
    public static (string? Text, string? Limit) OfFile(string path, string full)
    {
        if (Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase) && WorkbookReader.Read(full) is { Workbook: { } workbook })
        {
            return (Dump(workbook), null);
        }

        if (SystemSqlite.Fault is null && new FileInfo(full).Length > 0 && SqlOracle.IsDatabase(full))
        {
            return SqlOracle.Dump(full);
        }

        using var file = LoadedSkill.OpenRegular(full);
        if (file.Length <= Longest && ReadText(file) is { } text)
        {
            return (text, null);
        }

        file.Position = 0;
        return file.Length > 64 * Longest
            ? (null, "more than 64 MiB")
            : (string.Create(CultureInfo.InvariantCulture, $"binary, {file.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(file))}"), null);
    }

    private static string? ReadText(FileStream file)
    {
        try
        {
            using var reader = new StreamReader(file, Strict, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
            var text = reader.ReadToEnd();
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Dump(Workbook workbook)
    {
        var text = new StringBuilder();
        foreach (var sheet in workbook.Sheets)
        {
            text.Append("sheet ").Append(Visible.OneLine(sheet.Name)).Append('\n');
            text.Append(sheet.Freeze is { } freeze ? $"  frozen above {freeze}\n" : "");
            text.Append(sheet.Merged.Count > 0 ? $"  merged {string.Join(", ", sheet.Merged)}\n" : "");
            foreach (var row in Rows(sheet))
            {
                var separator = "  ";
                foreach (var cell in row)
                {
                    text.Append(separator).Append(cell);
                    separator = ", ";
                    if (text.Length > Longest)
                    {
                        // A long text that many cells share would be written out for each.
                        return text.ToString();
                    }
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<IEnumerable<string>> Rows(Worksheet sheet)
    {
        foreach (var row in sheet.Rows)
        {
            yield return row.Select(cell => $"{cell.Address} {Shown(cell)}" + (sheet.Formulas.TryGetValue(cell.Address, out var formula) ? $" (={formula.Text})" : ""));
        }

        var valued = sheet.Rows.SelectMany(row => row).Select(cell => cell.Address).ToHashSet(StringComparer.Ordinal);
        foreach (var (address, formula) in sheet.Formulas.Where(formula => !valued.Contains(formula.Key)))
        {
            yield return [$"{address} ={formula.Text}"];
        }
    }

    private static string Shown(SheetCell cell) => cell.Kind == CellKind.Text ? $"'{Visible.OneLine(cell.Text, Longest)}'" : cell.Text;
}
