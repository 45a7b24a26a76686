using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SkillContracts.Runner.Oracles.Tables;

/// <summary>A table as it was found in a file: names of columns and rows of as many values.</summary>
/// <param name="Name">The file's name without extension, or the sheet's.</param>
/// <param name="Columns">Their names, unique without regard to case.</param>
/// <param name="IsTyped">True when the file says what is a number; otherwise a column of numbers is one whose every value is.</param>
/// <param name="Rows">Texts, doubles, longs and nulls.</param>
internal sealed record Table(string Name, IReadOnlyList<string> Columns, bool IsTyped, IReadOnlyList<object?[]> Rows)
{
    private const int MostColumns = 2000;
    private const int MostDigits = 17;

    /// <summary>A table, or why there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="header">Names of columns as written; an empty one becomes <c>column_3</c>.</param>
    /// <param name="isTyped">See <see cref="IsTyped"/>.</param>
    /// <param name="rows">As many values in each as the header has.</param>
    public static (Table? Table, string? Fault) Of(string name, IReadOnlyList<string> header, bool isTyped, IReadOnlyList<object?[]> rows)
    {
        var columns = header.Select((title, index) => title.Trim() is { Length: > 0 } given ? given : string.Create(CultureInfo.InvariantCulture, $"column_{index + 1}")).ToList();
        if (columns.Count > MostColumns)
        {
            return (null, "more than 2,000 columns");
        }

        var twice = columns.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? (new Table(name, columns, isTyped, rows), null) : (null, $"two columns are named '{twice.Key}'");
    }

    /// <summary>The type of a column in SQL: none keeps values as they are, NUMERIC makes numbers of them.</summary>
    public string TypeOf(int column) =>
        IsTyped ? "" : Rows.Any(row => row[column] is string { Length: > 0 }) && Rows.All(row => row[column] is not string { Length: > 0 } text || IsNumber(text)) ? "NUMERIC" : "TEXT";

    /// <summary>A number that is the same when it is written again: no leading zeros, no sign +, not longer than a number can be.</summary>
    private static bool IsNumber(string text)
    {
        var digits = text.AsSpan(text[0] == '-' ? 1 : 0);
        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0]) || (digits[0] == '0' && digits.Length > 1 && char.IsAsciiDigit(digits[1])) || digits[^1] == '.')
        {
            return false;
        }

        return digits.ContainsAnyExceptInRange('0', '9')
            ? digits.Length <= MostDigits + 7 && digits.ToString().TakeWhile(digit => digit is not ('e' or 'E')).Count(char.IsAsciiDigit) <= MostDigits
                && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
    }
}
