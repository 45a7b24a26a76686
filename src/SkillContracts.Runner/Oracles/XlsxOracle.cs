using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Oracles.Tables;

namespace SkillContracts.Runner.Oracles;

/// <summary>Judges a workbook: its sheets, frozen panes, headers, cells by type, formulas, errors and merged ranges.</summary>
internal static class XlsxOracle
{
    /// <summary>The checks that do not hold.</summary>
    /// <param name="path">The file as the contract names it.</param>
    /// <param name="full">The file, absolute.</param>
    /// <param name="checks">What the workbook must be like.</param>
    /// <param name="fill">Fills <c>$WORK</c> and <c>$SKILL_DIR</c> of an expected text.</param>
    public static IEnumerable<CheckFailure> Judge(string path, string full, IReadOnlyList<XlsxCheck> checks, Func<string, string> fill)
    {
        if (checks.Count == 0)
        {
            return [];
        }

        var (workbook, fault) = WorkbookReader.Read(full);
        return workbook is null
            ? [new CheckFailure(checks[0].Place, $"'{path}' to be a workbook", fault!.Value.Reason, Undecidable: fault.Value.IsLimit)]
            : checks.SelectMany(check => Judge(path, workbook, check, fill));
    }

    private static IEnumerable<CheckFailure> Judge(string path, Workbook workbook, XlsxCheck check, Func<string, string> fill)
    {
        var names = workbook.Sheets.Select(sheet => sheet.Name).ToList();
        if (check.Sheets is { } wanted && !wanted.SequenceEqual(names))
        {
            yield return new CheckFailure(check.Place, $"'{path}' with the sheets {List(wanted)}", List(names), FirstDifference([.. wanted], names));
        }

        foreach (var part in check.Parts)
        {
            var sheets = workbook.Sheets.Where(sheet => part.Sheet is null || sheet.Name == part.Sheet).ToList();
            if (sheets.Count == 0)
            {
                yield return new CheckFailure(part.Place, $"'{path}' with a sheet '{part.Sheet}'", List(names));
            }

            foreach (var failure in sheets.Select(sheet => Judge($"'{path}', sheet '{Visible.OneLine(sheet.Name, 80)}',", sheet, part, fill)).OfType<CheckFailure>())
            {
                yield return failure;
            }
        }
    }

    private static CheckFailure? Judge(string subject, Worksheet sheet, SheetCheck check, Func<string, string> fill)
    {
        CheckFailure? Unless(bool holds, string wanted, string got, string? difference = null) =>
            holds ? null : new CheckFailure(check.Place, $"{subject} {wanted}", got, difference);
        switch (check)
        {
            case FreezeCheck wanted:
                return Unless(sheet.Freeze == wanted.Cell, $"to scroll from {wanted.Cell ?? "A1: nothing frozen"}", sheet.Freeze ?? "nothing is frozen");
            case RowsCheck wanted:
                return Unless(sheet.Rows.Count == wanted.Count, $"with {Number(wanted.Count)} rows", Number(sheet.Rows.Count));
            case HeaderCheck wanted:
                var header = sheet.Rows.Count == 0 ? [] : sheet.Rows[0];
                var holds = header.Count == wanted.Values.Count && wanted.Values.Zip(header).All(pair => Agrees(pair.First, pair.Second, fill));
                var shown = header.Select(Show).ToList();
                return Unless(holds, "with the header " + List(wanted.Values.Select(value => value.ToString())), List(shown), FirstDifference([.. wanted.Values.Select(value => value.ToString())], shown));
            case CellCheck wanted:
                return JudgeCell(subject, sheet, wanted, fill);
            case FormulaCheck wanted:
                return JudgeFormula(subject, sheet, wanted, fill);
            case MergedCheck wanted:
                return Unless(Same(wanted.Ranges, sheet.Merged), "with the merged ranges " + List(wanted.Ranges), List(sheet.Merged));
            case ErrorsCheck wanted:
                var errors = sheet.Rows.SelectMany(row => row).Where(cell => cell.Kind == CellKind.Error).ToList();
                return Unless(Same(wanted.Addresses, errors.Select(cell => cell.Address)), "with errors in " + List(wanted.Addresses), List(errors.Select(cell => $"{cell.Address} {cell.Text}")));
            default:
                return null;
        }
    }

    private static CheckFailure? JudgeCell(string subject, Worksheet sheet, CellCheck check, Func<string, string> fill)
    {
        var cell = sheet.Rows.SelectMany(row => row).FirstOrDefault(cell => cell.Address == check.Address);
        if (cell.Kind == CellKind.Empty ? check.Value.Kind == CellKind.Empty && !sheet.Formulas.ContainsKey(check.Address) : Agrees(check.Value, cell, fill))
        {
            return null;
        }

        var formula = cell.Kind == CellKind.Empty && sheet.Formulas.TryGetValue(check.Address, out var found) ? found : null;
        var got = formula is null ? Show(cell) : $"the formula ={Visible.OneLine(formula.Text ?? "", 80)} without a calculated value";
        return new CheckFailure(check.Place, $"{subject} with {check.Value} in {check.Address}", got);
    }

    private static CheckFailure? JudgeFormula(string subject, Worksheet sheet, FormulaCheck check, Func<string, string> fill)
    {
        var expected = $"{subject} with ={Visible.OneLine(check.Formula, 120)} in {check.Address}";
        if (!sheet.Formulas.TryGetValue(check.Address, out var formula))
        {
            var cell = sheet.Rows.SelectMany(row => row).FirstOrDefault(cell => cell.Address == check.Address);
            return new CheckFailure(check.Place, expected, cell.Kind == CellKind.Empty ? "an empty cell" : $"no formula, but {Show(cell)}");
        }

        if (formula.Text is null)
        {
            return new CheckFailure(check.Place, expected, $"a formula that it shares with {formula.SharedWith}: check that one", Undecidable: true);
        }

        return TextPattern.LineMatches(fill(check.Formula), formula.Text) ? null : new CheckFailure(check.Place, expected, "=" + Visible.OneLine(formula.Text, 120));
    }

    private static bool Agrees(CellValue wanted, SheetCell cell, Func<string, string> fill) => (wanted.Kind, cell.Kind) switch
    {
        (CellKind.Text, CellKind.Text or CellKind.Error) => TextPattern.FirstDifference(fill(wanted.Text), cell.Text) is null,
        (CellKind.Number, CellKind.Number) => new SqlValue(cell.Text, IsNumber: true).Agrees(wanted.Text),
        (CellKind.Boolean, CellKind.Boolean) => wanted.Text == cell.Text,
        (CellKind.Date, CellKind.Date) => WithSeconds(wanted.Text) == WithSeconds(cell.Text),
        _ => false,
    };

    /// <summary><c>2024-01-31 13:45</c> is the same minute with or without its seconds.</summary>
    private static string WithSeconds(string date) => date.Length == "yyyy-MM-dd HH:mm".Length ? date + ":00" : date;

    private static string Show(SheetCell cell) => cell.Kind switch
    {
        CellKind.Empty => "an empty cell",
        CellKind.Text => $"the text {TextOracle.Show(cell.Text)}",
        CellKind.Number => $"the number {Visible.OneLine(cell.Text, 40)}",
        CellKind.Date => $"the date {Visible.OneLine(cell.Text, 40)}",
        CellKind.Error => $"the error {Visible.OneLine(cell.Text, 40)}",
        _ => cell.Text,
    };

    private static bool Same(IEnumerable<string> wanted, IEnumerable<string> got) => wanted.Order(StringComparer.Ordinal).SequenceEqual(got.Order(StringComparer.Ordinal));

    private static string? FirstDifference(List<string> wanted, List<string> got)
    {
        var at = wanted.Zip(got).TakeWhile(pair => pair.First == pair.Second).Count();
        var count = Math.Max(wanted.Count, got.Count);
        return count < 2 ? null : $"item {Number(at + 1)} of {Number(count)}: expected {ItemAt(wanted, at)}, got {ItemAt(got, at)}";
    }

    private static string ItemAt(List<string> items, int index) => index < items.Count ? Visible.OneLine(items[index], 80) : "nothing";

    private static string List(IEnumerable<string> items) => FailureText.List(items) is { Length: > 0 } list ? list : "none";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
