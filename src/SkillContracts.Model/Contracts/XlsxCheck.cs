namespace SkillContracts.Model.Contracts;

/// <summary>What a workbook must be like. Source: the <c>xlsx</c> key of a file.</summary>
/// <param name="Sheets">The names of all sheets in their order; null when not judged.</param>
/// <param name="Parts">What the sheets must hold.</param>
/// <param name="Place">Where the contract declares it.</param>
public sealed record XlsxCheck(EquatableArray<string>? Sheets, EquatableArray<SheetCheck> Parts, Place Place) : Check(Place);

/// <summary>One thing that a sheet must show; see the records below it.</summary>
/// <param name="Sheet">The sheet's name; null for every sheet.</param>
/// <param name="Place">Where the contract declares it.</param>
public abstract record SheetCheck(string? Sheet, Place Place);

/// <summary>The frozen pane. <paramref name="Cell"/> is the top left cell of the part that scrolls; null when nothing may be frozen.</summary>
public sealed record FreezeCheck(string? Sheet, string? Cell, Place Place) : SheetCheck(Sheet, Place);

/// <summary>All values of the first row that has any, in their order.</summary>
public sealed record HeaderCheck(string? Sheet, EquatableArray<CellValue> Values, Place Place) : SheetCheck(Sheet, Place);

/// <summary>How many rows have a value, the header among them.</summary>
public sealed record RowsCheck(string? Sheet, int Count, Place Place) : SheetCheck(Sheet, Place);

/// <summary>The value of a cell, such as <c>B2</c>, and its type.</summary>
public sealed record CellCheck(string? Sheet, string Address, CellValue Value, Place Place) : SheetCheck(Sheet, Place);

/// <summary>The formula of a cell, without <c>=</c>.</summary>
public sealed record FormulaCheck(string? Sheet, string Address, string Formula, Place Place) : SheetCheck(Sheet, Place);

/// <summary>All merged ranges, such as <c>A1:C1</c>, in any order.</summary>
public sealed record MergedCheck(string? Sheet, EquatableArray<string> Ranges, Place Place) : SheetCheck(Sheet, Place);

/// <summary>All cells that show an error such as <c>#DIV/0!</c>.</summary>
public sealed record ErrorsCheck(string? Sheet, EquatableArray<string> Addresses, Place Place) : SheetCheck(Sheet, Place);

/// <summary>The value of a cell as the contract writes it.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Text">The scalar as written; in texts <c>[..]</c> stands for any text.</param>
public sealed record CellValue(CellKind Kind, string Text)
{
    /// <summary>For messages: texts in quotes.</summary>
    public override string ToString() => Kind switch
    {
        CellKind.Text => $"'{Text}'",
        CellKind.Empty => "an empty cell",
        _ => Text,
    };
}

/// <summary>The type of a cell's value.</summary>
public enum CellKind
{
    /// <summary>No value.</summary>
    Empty,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number that is not shown as a date.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A date, a time or both: <c>2024-01-31</c>, <c>2024-01-31 13:45:00</c>, <c>13:45:00</c>.</summary>
    Date,

    /// <summary>An error such as <c>#DIV/0!</c>.</summary>
    Error,
}
