using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Oracles.Tables;

/// <summary>Reads a workbook element by element: what it declares of its own size costs nothing.</summary>
internal sealed class WorkbookReader
{
    private const int MostCells = 500_000;
    private const int MostTexts = 500_000;
    private const int MostItems = 100_000;

    private readonly List<string> _texts = [];
    private readonly List<uint> _formats = [];
    private readonly HashSet<uint> _dateFormats = [];
    private readonly List<(string Name, string? Part)> _sheets = [];
    private bool _is1904;
    private bool _isInCellFormats;
    private int _cellCount;
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

    private void Each(OpenXmlPart? part, Action<OpenXmlReader> read)
    {
        if (part is null)
        {
            return;
        }

        using var reader = OpenXmlReader.Create(part);
        while (_fault is null && reader.Read())
        {
            read(reader);
        }
    }

    private void ReadMain(OpenXmlReader reader)
    {
        if (reader is { IsStartElement: true } && reader.ElementType == typeof(WorkbookProperties))
        {
            _is1904 = ((WorkbookProperties)reader.LoadCurrentElement()!).Date1904?.Value ?? false;
        }
        else if (reader is { IsStartElement: true } && reader.ElementType == typeof(Sheet))
        {
            var sheet = (Sheet)reader.LoadCurrentElement()!;
            Add(_sheets, (sheet.Name?.Value ?? "", sheet.Id?.Value), MostItems);
        }
    }

    private void ReadStyle(OpenXmlReader reader)
    {
        if (reader.ElementType == typeof(CellFormats))
        {
            _isInCellFormats = reader.IsStartElement;
        }
        else if (reader.IsStartElement && reader.ElementType == typeof(NumberingFormat))
        {
            var format = (NumberingFormat)reader.LoadCurrentElement()!;
            if (format.NumberFormatId?.Value is { } id && NumberFormats.IsDate(format.FormatCode?.Value ?? ""))
            {
                _dateFormats.Add(id);
            }
        }
        else if (reader.IsStartElement && _isInCellFormats && reader.ElementType == typeof(CellFormat))
        {
            Add(_formats, ((CellFormat)reader.LoadCurrentElement()!).NumberFormatId?.Value ?? 0, MostItems);
        }
    }

    private void ReadText(OpenXmlReader reader)
    {
        if (reader.IsStartElement && reader.ElementType == typeof(SharedStringItem))
        {
            Add(_texts, TextOf(reader.LoadCurrentElement()!), MostTexts);
        }
    }

    private Worksheet ReadSheet(string name, WorksheetPart? part)
    {
        var (cells, merged, formulas, shared) = (new List<SheetCell>(), new List<string>(), new Dictionary<string, SheetFormula>(StringComparer.Ordinal), new Dictionary<uint, string>());
        var (row, column, freeze) = (0, 0, (string?)null);
        var hasPane = false;
        Each(part, reader =>
        {
            if (!reader.IsStartElement)
            {
                return;
            }

            if (reader.ElementType == typeof(Row))
            {
                var written = reader.Attributes.FirstOrDefault(attribute => attribute.LocalName == "r").Value;
                row = int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : row + 1;
                column = 0;
            }
            else if (reader.ElementType == typeof(Pane) && !hasPane)
            {
                hasPane = true;
                freeze = FreezeOf((Pane)reader.LoadCurrentElement()!);
            }
            else if (reader.ElementType == typeof(MergeCell))
            {
                Add(merged, ((MergeCell)reader.LoadCurrentElement()!).Reference?.Value ?? "", MostItems);
            }
            else if (reader.ElementType == typeof(Cell))
            {
                var cell = (Cell)reader.LoadCurrentElement()!;
                column = ColumnOf(cell.CellReference?.Value) ?? column + 1;
                if (++_cellCount > MostCells)
                {
                    _fault = new ReadFault("more than 500,000 cells", IsLimit: true);
                    return;
                }

                if (Value(cell) is (not CellKind.Empty, _) value)
                {
                    cells.Add(new SheetCell(row, column, value.Kind, value.Text));
                }

                AddFormula(cell, SheetCell.AddressOf(row, column), formulas, shared);
            }
        });
        IReadOnlyList<SheetCell>[] rows = [.. cells.GroupBy(cell => cell.Row).OrderBy(group => group.Key)
            .Select(group => (IReadOnlyList<SheetCell>)[.. group.DistinctBy(cell => cell.Column).OrderBy(cell => cell.Column)])];
        return new Worksheet(name, freeze, merged, rows, formulas);
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

    private static void AddFormula(Cell cell, string address, Dictionary<string, SheetFormula> formulas, Dictionary<uint, string> shared)
    {
        if (cell.CellFormula is not { } formula)
        {
            return;
        }

        var index = formula.FormulaType?.Value == CellFormulaValues.Shared ? formula.SharedIndex?.Value : null;
        if (formula.Text.Length > 0 || index is null)
        {
            formulas[address] = new SheetFormula(formula.Text, null);
            if (index is { } first)
            {
                shared.TryAdd(first, address);
            }
        }
        else
        {
            formulas[address] = new SheetFormula(null, shared.GetValueOrDefault(index.Value, "another cell"));
        }
    }

    private (CellKind Kind, string Text) Value(Cell cell)
    {
        var text = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value ?? CellValues.Number;
        return type switch
        {
            CellValues.SharedString => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _texts.Count
                ? (CellKind.Text, _texts[index])
                : throw new InvalidDataException($"{cell.CellReference?.Value} has the text number '{text}', which the workbook does not have"),
            CellValues.InlineString => (CellKind.Text, cell.InlineString is { } inline ? TextOf(inline) : ""),
            CellValues.Error => (CellKind.Error, text),
            _ when text.Length == 0 && type != CellValues.String => (CellKind.Empty, ""),
            CellValues.String => (cell.CellValue is null ? CellKind.Empty : CellKind.Text, Decoded(text)),
            CellValues.Boolean => (CellKind.Boolean, text is "1" or "true" ? "true" : "false"),
            CellValues.Date => (CellKind.Date, text.Replace('T', ' ').TrimEnd('Z')),
            _ => Number(text, cell.StyleIndex?.Value ?? 0),
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

    private static string? FreezeOf(Pane pane)
    {
        var isFrozen = pane.State?.Value is { } state && state != PaneStateValues.Split;
        var (columns, rows) = (pane.HorizontalSplit?.Value ?? 0, pane.VerticalSplit?.Value ?? 0);
        return isFrozen && columns is >= 0 and < 16_384 && rows is >= 0 and < 1_048_576 && columns + rows > 0
            ? SheetCell.AddressOf((int)rows + 1, (int)columns + 1)
            : null;
    }

    private static int? ColumnOf(string? address)
    {
        var column = 0;
        foreach (var letter in (address ?? "").TakeWhile(char.IsAsciiLetter).Take(4))
        {
            column = (column * 26) + char.ToUpperInvariant(letter) - 'A' + 1;
        }

        return column is > 0 and <= 16_384 ? column : null;
    }

    /// <summary>All parts of a rich text; hints for its reading aloud are not part of it.</summary>
    private static string TextOf(OpenXmlElement element) => Decoded(string.Concat(element.Elements()
        .SelectMany(part => part is Run ? part.Elements<Text>() : part is Text text ? [text] : [])
        .Select(text => text.Text)));

    /// <summary>Characters that XML cannot hold are written as <c>_x0007_</c>.</summary>
    private static string Decoded(string text) => text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text)! : text;
}
