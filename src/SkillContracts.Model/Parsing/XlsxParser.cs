using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads <c>xlsx</c>. A key beside <c>sheets</c> holds for every sheet, one below a sheet's name for that sheet.</summary>
internal sealed class XlsxParser(YamlValues values)
{
    private const int LastColumn = 16_384;
    private const int LastRow = 1_048_576;
    private const string WantedAddress = "an address such as B2 or Items!B2";

    private static readonly string[] SheetKeys = ["freeze", "header", "rows", "cells", "formulas", "merged", "errors"];
    private static readonly string[] Keys = ["sheets", .. SheetKeys];

    private static readonly Regex Date = new(
        @"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?|[0-9]{2}:[0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant);

    public XlsxCheck? Parse(YamlEntry entry)
    {
        if (values.Map(entry, "a map with " + string.Join(", ", Keys)) is not { } map)
        {
            return null;
        }

        values.RejectUnknownKeys(map, Keys);
        if (map.Entries.Count == 0)
        {
            values.Wrong("xlsx", map.Place, "at least one of " + string.Join(", ", Keys));
        }

        EquatableArray<string>? sheets = null;
        var parts = Parts(map, null).ToList();
        if (map.Find("sheets") is { } named)
        {
            if (named.Value is YamlMap byName)
            {
                sheets = byName.Entries.Select(sheet => sheet.Key.Text).ToEquatableArray();
                parts.AddRange(byName.Entries.SelectMany(Sheet));
            }
            else
            {
                sheets = values.Texts(named).Select(name => name.Text).ToEquatableArray();
            }
        }

        return new XlsxCheck(sheets, parts.ToEquatableArray(), entry.Value.Place);
    }

    private IEnumerable<SheetCheck> Sheet(YamlEntry sheet)
    {
        if (sheet.Value is YamlScalar { IsNull: true })
        {
            return [];
        }

        if (values.Map(sheet, "a map with " + string.Join(", ", SheetKeys)) is not { } map)
        {
            return [];
        }

        values.RejectUnknownKeys(map, SheetKeys);
        return Parts(map, sheet.Key.Text);
    }

    private IEnumerable<SheetCheck> Parts(YamlMap map, string? sheet) => map.Entries.SelectMany<YamlEntry, SheetCheck>(entry => entry.Key.Text switch
    {
        "freeze" => Freeze(entry, sheet),
        "header" => entry.Value is YamlList list && list.Items.All(item => item is YamlScalar)
            ? [new HeaderCheck(sheet, list.Items.Cast<YamlScalar>().Select(Value).ToEquatableArray(), entry.Value.Place)]
            : Wrong(entry, "a list of values"),
        "rows" => entry.Value is YamlScalar number && int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? [new RowsCheck(sheet, count, entry.Value.Place)]
            : Wrong(entry, "a number of rows, the header among them"),
        "cells" => Addressed(entry, sheet, (name, address, value) => new CellCheck(name, address, Value(value), value.Place)),
        "formulas" => Addressed(entry, sheet, (name, address, value) =>
            new FormulaCheck(name, address, value.Text.StartsWith("=", StringComparison.Ordinal) ? value.Text.Substring(1) : value.Text, value.Place)),
        "merged" => Ranges(entry, IsRange, "ranges such as A1:C1") is { } ranges ? [new MergedCheck(sheet, ranges, entry.Value.Place)] : [],
        "errors" => entry.Value is YamlScalar { Text: "none" }
            ? [new ErrorsCheck(sheet, EquatableArray<string>.Empty, entry.Value.Place)]
            : Ranges(entry, IsAddress, "none, or cells such as [D4]") is { } cells ? [new ErrorsCheck(sheet, cells, entry.Value.Place)] : [],
        _ => [],
    });

    private IEnumerable<SheetCheck> Freeze(YamlEntry entry, string? sheet) => entry.Value is YamlScalar cell && (cell.Text == "none" || IsAddress(cell.Text))
        ? [new FreezeCheck(sheet, cell.Text == "none" ? null : cell.Text.ToUpperInvariant(), entry.Value.Place)]
        : Wrong(entry, "the top left cell of the part that scrolls, such as A2, or none");

    private IEnumerable<SheetCheck> Addressed(YamlEntry entry, string? sheet, Func<string?, string, YamlScalar, SheetCheck> check)
    {
        if (entry.Value is YamlMap { Entries.Count: 0 })
        {
            values.Wrong(entry.Key.Text, entry.Value.Place, "a map with at least one address");
        }

        foreach (var cell in values.Map(entry, "a map from address to value")?.Entries ?? [])
        {
            var bang = cell.Key.Text.LastIndexOf('!');
            var address = cell.Key.Text.Substring(bang + 1);
            if (!IsAddress(address) || (bang >= 0 && sheet is not null))
            {
                values.Wrong(cell.Key.Text, cell.Key.Place, sheet is null ? WantedAddress : "an address such as B2: the sheet is named above it");
            }
            else if (cell.Value is YamlScalar value)
            {
                yield return check(bang < 0 ? sheet : cell.Key.Text.Substring(0, bang).Trim('\''), address.ToUpperInvariant(), value);
            }
            else
            {
                values.Wrong(cell.Key.Text, cell.Value.Place, "one value");
            }
        }
    }

    private EquatableArray<string>? Ranges(YamlEntry entry, Func<string, bool> isOne, string wanted)
    {
        var texts = values.Texts(entry);
        if (texts.FirstOrDefault(text => !isOne(text.Text)) is not { } wrong)
        {
            return texts.Select(text => text.Text.ToUpperInvariant()).ToEquatableArray();
        }

        values.Wrong(entry.Key.Text, wrong.Place, wanted);
        return null;
    }

    private IEnumerable<SheetCheck> Wrong(YamlEntry entry, string wanted)
    {
        values.Wrong(entry.Key.Text, entry.Value.Place, wanted);
        return [];
    }

    private static CellValue Value(YamlScalar scalar) => scalar switch
    {
        { IsPlain: false } => new CellValue(CellKind.Text, scalar.Text),
        { IsNull: true } => new CellValue(CellKind.Empty, ""),
        { Text: "true" or "false" } => new CellValue(CellKind.Boolean, scalar.Text),
        _ when JsonNumber.IsMatch(scalar.Text) => new CellValue(CellKind.Number, scalar.Text),
        _ when Date.IsMatch(scalar.Text) => new CellValue(CellKind.Date, scalar.Text.Replace('T', ' ')),
        _ => new CellValue(CellKind.Text, scalar.Text),
    };

    private static bool IsRange(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2 && IsAddress(parts[0]) && IsAddress(parts[1]);
    }

    private static bool IsAddress(string text)
    {
        var (column, at) = (0, 0);
        while (at < text.Length && at < 4 && (char)(text[at] & ~0x20) is >= 'A' and <= 'Z')
        {
            column = (column * 26) + (text[at++] & ~0x20) - 'A' + 1;
        }

        return column is > 0 and <= LastColumn && at < text.Length && text[at] != '0'
            && int.TryParse(text.Substring(at), NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row <= LastRow;
    }
}
