using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Oracles.Tables;

/// <summary>Reads a workbook element by element: what it declares of its own size costs nothing.</summary>
internal sealed class WorkbookReader
{
    private const int MostCells = 500_000;
    private const int MostTexts = 500_000;
    private const int MostItems = 100_000;

    private const int MostCharacters = 24_000_000;
    private const int LastRow = 1_048_576;

    private static readonly string[] Namespaces = ["http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"];

    private static readonly string[] RelationNamespaces =
        ["http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"];

    private readonly List<string> _texts = [];
    private readonly List<uint> _formats = [];
    private readonly HashSet<uint> _dateFormats = [];
    private readonly List<(string Name, string? Part)> _sheets = [];
    private bool _is1904;
    private bool _isInCellFormats;
    private int _cellCount;
    private int _characterCount;
    private ReadFault? _fault;

    private WorkbookReader()
    {
    }

    /// <summary>A workbook, or why there is none.</summary>
    public static (Workbook? Workbook, ReadFault? Fault) Read(string full)
    {
        try
        {
            using var file = LoadedSkill.OpenRegular(full);
            if (ZipGuard.Fault(file) is { } fault)
            {
                return (null, fault);
            }

            file.Position = 0;
            using var document = SpreadsheetDocument.Open(file, isEditable: false, new OpenSettings { AutoSave = false });
            return new WorkbookReader().Read(document);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The library answers a broken part with whatever its depths throw; no list of types would hold.
            return (null, new ReadFault($"no readable workbook: {Visible.OneLine(exception.Message, 160)}", IsLimit: false));
        }
    }

    private (Workbook? Workbook, ReadFault? Fault) Read(SpreadsheetDocument document)
    {
        if (document.WorkbookPart is not { } main)
        {
            return (null, new ReadFault("no workbook in the archive", IsLimit: false));
        }

        Each(main, ReadMain);
        Each(main.WorkbookStylesPart, ReadStyle);
        Each(main.SharedStringTablePart, ReadText);
        var sheets = new List<Worksheet>();
        foreach (var (name, part) in _sheets)
        {
            sheets.Add(ReadSheet(name, part is not null && main.TryGetPartById(part, out var found) ? found as WorksheetPart : null));
        }

        return _fault is { } fault ? (null, fault) : (new Workbook(sheets), null);
    }

    private void Each(OpenXmlPart? part, Action<XmlReader> read)
    {
        if (part is null)
        {
            return;
        }

        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var reader = XmlReader.Create(stream, ZipGuard.Settings);
        while (_fault is null && reader.Read())
        {
            if (IsOurs(reader))
            {
                read(reader);
            }
        }
    }

    /// <summary>True for the start of an element of a workbook.</summary>
    private static bool IsOurs(XmlReader reader) => reader.NodeType == XmlNodeType.Element && Namespaces.Contains(reader.NamespaceURI);

    private void ReadMain(XmlReader reader)
    {
        if (reader.LocalName == "workbookPr")
        {
            _is1904 = reader.GetAttribute("date1904") is "1" or "true" or "t" or "on";
        }
        else if (reader.LocalName == "sheet")
        {
            Add(_sheets, (reader.GetAttribute("name") ?? "", RelationNamespaces.Select(space => reader.GetAttribute("id", space)).FirstOrDefault(id => id is not null)), MostItems);
        }
    }

    private void ReadStyle(XmlReader reader)
    {
        if (reader.LocalName is "cellXfs" or "cellStyleXfs" or "cellStyles" or "dxfs")
        {
            _isInCellFormats = reader.LocalName == "cellXfs" && !reader.IsEmptyElement;
        }
        else if (reader.LocalName == "numFmt")
        {
            if (Number(reader, "numFmtId") is { } id && NumberFormats.IsDate(reader.GetAttribute("formatCode") ?? ""))
            {
                _dateFormats.Add(id);
            }
        }
        else if (_isInCellFormats && reader.LocalName == "xf")
        {
            Add(_formats, Number(reader, "numFmtId") ?? 0, MostItems);
        }
    }

    private void ReadText(XmlReader reader)
    {
        if (reader.LocalName == "si")
        {
            Add(_texts, TextOf(reader), MostTexts);
        }
    }

    private Worksheet ReadSheet(string name, WorksheetPart? part)
    {
        var (cells, merged, formulas, shared) = (new List<SheetCell>(), new List<string>(), new Dictionary<string, SheetFormula>(StringComparer.Ordinal), new Dictionary<uint, string>());
        var (row, column, freeze) = (0, 0, (string?)null);
        var hasPane = false;
        Each(part, reader =>
        {
            switch (reader.LocalName)
            {
                case "row":
                    row = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : row + 1;
                    if (row is < 1 or > LastRow)
                    {
                        throw new InvalidDataException($"a row has the number '{reader.GetAttribute("r")}', which a sheet cannot have");
                    }

                    column = 0;
                    break;
                case "pane" when !hasPane:
                    (hasPane, freeze) = (true, FreezeOf(reader));
                    break;
                case "mergeCell":
                    Add(merged, reader.GetAttribute("ref") ?? "", MostItems);
                    break;
                case "c":
                    column = ColumnOf(reader.GetAttribute("r")) ?? column + 1;
                    if (++_cellCount > MostCells)
                    {
                        _fault = new ReadFault("more than 500,000 cells", IsLimit: true);
                        break;
                    }

                    var cell = ReadCell(reader);
                    if (Value(cell, row, column) is (not CellKind.Empty, _) value)
                    {
                        cells.Add(new SheetCell(row, column, value.Kind, value.Text));
                    }

                    AddFormula(cell, row, column, formulas, shared);
                    break;
            }
        });
        return new Worksheet(name, freeze, merged, Rows(cells), formulas);
    }

    /// <summary>Sorted by row and column; of two cells at one place the first one counts.</summary>
    private static List<IReadOnlyList<SheetCell>> Rows(List<SheetCell> cells)
    {
        var distinct = Distinct(cells);
        var rows = new List<IReadOnlyList<SheetCell>>();
        for (var start = 0; start < distinct.Length;)
        {
            var end = start + 1;
            while (end < distinct.Length && distinct[end].Row == distinct[start].Row)
            {
                end++;
            }

            rows.Add(new ArraySegment<SheetCell>(distinct, start, end - start));
            start = end;
        }

        return rows;
    }

    private static SheetCell[] Distinct(List<SheetCell> cells)
    {
        static (int, int) PlaceOf(SheetCell cell) => (cell.Row, cell.Column);
        var isSorted = true;
        for (var i = 1; i < cells.Count; i++)
        {
            isSorted &= PlaceOf(cells[i - 1]).CompareTo(PlaceOf(cells[i])) < 0;
        }

        return isSorted ? [.. cells] : [.. cells.DistinctBy(PlaceOf).OrderBy(PlaceOf)];
    }

    /// <summary>Reads up to the end of a cell.</summary>
    private WrittenCell ReadCell(XmlReader reader)
    {
        var (value, formula, inline) = ((string?)null, (WrittenFormula?)null, (string?)null);
        var (type, style, address) = (reader.GetAttribute("t") ?? "n", Number(reader, "s") ?? 0, reader.GetAttribute("r"));
        var depth = reader.Depth;
        if (!reader.IsEmptyElement)
        {
            while (_fault is null && reader.Read() && reader.Depth > depth)
            {
                if (!IsOurs(reader) || reader.Depth != depth + 1)
                {
                    continue;
                }

                switch (reader.LocalName)
                {
                    case "v" when value is null:
                        value = Leaf(reader);
                        break;
                    case "f" when formula is null:
                        formula = new WrittenFormula(reader.GetAttribute("t") == "shared" ? Number(reader, "si") : null, Leaf(reader));
                        break;
                    case "is" when inline is null:
                        inline = TextOf(reader);
                        break;
                }
            }
        }

        return new WrittenCell(address, type, style, value, formula, inline);
    }

    private void Add<T>(List<T> items, T item, int most)
    {
        if (items.Count == most)
        {
            _fault = new ReadFault(FormattableString.Invariant($"more than {most} items of one kind"), IsLimit: true);
        }
        else
        {
            items.Add(item);
        }
    }

    private static void AddFormula(WrittenCell cell, int row, int column, Dictionary<string, SheetFormula> formulas, Dictionary<uint, string> shared)
    {
        if (cell.Formula is not { } formula)
        {
            return;
        }

        var address = SheetCell.AddressOf(row, column);
        if (formula.Text.Length > 0 || formula.SharedIndex is null)
        {
            formulas[address] = new SheetFormula(formula.Text, null);
            if (formula.SharedIndex is { } first)
            {
                shared.TryAdd(first, address);
            }
        }
        else
        {
            formulas[address] = new SheetFormula(null, shared.GetValueOrDefault(formula.SharedIndex.Value, "another cell"));
        }
    }

    private (CellKind Kind, string Text) Value(WrittenCell cell, int row, int column)
    {
        var text = cell.Value ?? "";
        return cell.Type switch
        {
            "s" => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _texts.Count
                ? (CellKind.Text, _texts[index])
                : throw new InvalidDataException($"{cell.Address} has the text number '{text}', which the workbook does not have"),
            "inlineStr" => (CellKind.Text, cell.Inline ?? ""),
            "e" => (CellKind.Error, text),
            "str" => (cell.Value is null ? CellKind.Empty : CellKind.Text, Decoded(text)),
            "b" or "d" or "n" when text.Length == 0 => (CellKind.Empty, ""),
            "b" => (CellKind.Boolean, text is "1" or "true" ? "true" : "false"),
            "d" => (CellKind.Date, text.Replace('T', ' ').TrimEnd('Z')),
            "n" => Number(text, cell.Style),
            _ => throw new InvalidDataException($"{SheetCell.AddressOf(row, column)} is of the type '{cell.Type}', which a cell cannot have"),
        };
    }

    private (CellKind Kind, string Text) Number(string text, uint style)
    {
        var format = style < _formats.Count ? _formats[(int)style] : 0;
        var isDate = _dateFormats.Contains(format) || NumberFormats.IsBuiltInDate(format);
        return isDate && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && NumberFormats.Date(serial, _is1904) is { } date
            ? (CellKind.Date, date)
            : (CellKind.Number, text);
    }

    private static string? FreezeOf(XmlReader pane)
    {
        var isFrozen = pane.GetAttribute("state") is "frozen" or "frozenSplit";
        var (columns, rows) = (Split(pane, "xSplit"), Split(pane, "ySplit"));
        return isFrozen && columns is >= 0 and < 16_384 && rows is >= 0 and < 1_048_576 && columns + rows > 0
            ? SheetCell.AddressOf((int)rows + 1, (int)columns + 1)
            : null;
    }

    private static double Split(XmlReader pane, string name) => pane.GetAttribute(name) is not { } text ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var split) ? split
        : throw new InvalidDataException($"'{name}' is '{text}', which is no number");

    private static uint? Number(XmlReader reader, string name) => reader.GetAttribute(name) is not { } text ? null
        : uint.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number
        : throw new InvalidDataException($"'{name}' is '{text}', which is no whole number");

    private static int? ColumnOf(string? address)
    {
        var column = 0;
        foreach (var letter in (address ?? "").TakeWhile(char.IsAsciiLetter).Take(4))
        {
            column = (column * 26) + char.ToUpperInvariant(letter) - 'A' + 1;
        }

        return column is > 0 and <= 16_384 ? column : null;
    }

    /// <summary>All parts of a rich text up to its end; hints for its reading aloud are not part of it.</summary>
    private string TextOf(XmlReader reader)
    {
        var (text, depth, isInRun) = ("", reader.Depth, false);
        StringBuilder? parts = null;
        if (reader.IsEmptyElement)
        {
            return "";
        }

        while (_fault is null && reader.Read() && reader.Depth > depth)
        {
            if (!IsOurs(reader))
            {
                continue;
            }

            isInRun = reader.Depth == depth + 1 ? reader.LocalName == "r" : isInRun;
            if (reader.LocalName == "t" && reader.Depth == depth + (isInRun ? 2 : 1))
            {
                var part = Leaf(reader);
                parts = text.Length > 0 && part.Length > 0 ? (parts ?? new StringBuilder(text)).Append(part) : parts;
                text = text.Length == 0 ? part : text;
            }
        }

        return Decoded(parts?.ToString() ?? text);
    }

    /// <summary>The text of an element without others, up to its end.</summary>
    private string Leaf(XmlReader reader)
    {
        var (text, depth) = ("", reader.Depth);
        StringBuilder? parts = null;
        while (!reader.IsEmptyElement && _fault is null && reader.Read() && reader.Depth > depth)
        {
            if (reader.Depth == depth + 1 && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                var part = reader.Value;
                parts = text.Length > 0 ? (parts ?? new StringBuilder(text)).Append(part) : parts;
                text = text.Length == 0 ? part : text;
                _characterCount += part.Length;
                _fault = _characterCount > MostCharacters ? new ReadFault("more than 24 million characters", IsLimit: true) : null;
            }
        }

        return parts?.ToString() ?? text;
    }

    /// <summary>Characters that XML cannot hold are written as <c>_x0007_</c>.</summary>
    private static string Decoded(string text) => text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text)! : text;

    /// <summary>A cell as it is written.</summary>
    private readonly record struct WrittenCell(string? Address, string Type, uint Style, string? Value, WrittenFormula? Formula, string? Inline);

    private readonly record struct WrittenFormula(uint? SharedIndex, string Text);
}
