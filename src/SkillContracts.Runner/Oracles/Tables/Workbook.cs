using System.Collections.Generic;
using System.Globalization;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Oracles.Tables;

/// <summary>A workbook as it is stored; nothing is calculated.</summary>
/// <param name="Sheets">In the order of their tabs.</param>
internal sealed record Workbook(IReadOnlyList<Worksheet> Sheets);

/// <summary>A sheet.</summary>
/// <param name="Name">As on its tab.</param>
/// <param name="Freeze">The top left cell of the part that scrolls; null when nothing is frozen.</param>
/// <param name="Merged">Merged ranges.</param>
/// <param name="Rows">Cells with a value, by row and column; rows without any are left out.</param>
/// <param name="Formulas">Cells with a formula.</param>
internal sealed record Worksheet(
    string Name, string? Freeze, IReadOnlyList<string> Merged, IReadOnlyList<IReadOnlyList<SheetCell>> Rows, IReadOnlyDictionary<string, SheetFormula> Formulas);

/// <summary>A cell with a value.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Kind">The type of its value.</param>
/// <param name="Text">The value: a number as it is stored, <c>true</c> or <c>false</c>, a date as <c>2024-01-31 13:45:00</c>.</param>
internal readonly record struct SheetCell(int Row, int Column, CellKind Kind, string Text)
{
    /// <summary>Such as <c>B2</c>.</summary>
    public string Address => AddressOf(Row, Column);

    /// <summary>Such as <c>B2</c> for row 2 and column 2.</summary>
    public static string AddressOf(int row, int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26)
        {
            letters = (char)('A' + ((column - 1) % 26)) + letters;
        }

        return letters + row.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>A formula. <paramref name="Text"/> has no <c>=</c>; null for one that is shared with <paramref name="SharedWith"/> and only written there.</summary>
internal sealed record SheetFormula(string? Text, string? SharedWith);
