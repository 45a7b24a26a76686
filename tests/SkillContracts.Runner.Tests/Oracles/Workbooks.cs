using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using ClosedXML.Excel;
using SkillContracts.Tests.Shared;

namespace SkillContracts.Runner.Tests.Oracles;

/// <summary>Workbooks that another library than the reader's has written.</summary>
internal static class Workbooks
{
    /// <summary>Two sheets: owner (3 rows, header frozen) and item (types, formulas, merged cells, an error).</summary>
    public static byte[] Sample { get; } = With(Bytes(workbook =>
    {
        var owner = workbook.AddWorksheet("owner");
        owner.Cell("A1").SetValue("id");
        owner.Cell("B1").SetValue("name");
        owner.Cell("A2").SetValue(1);
        owner.Cell("B2").SetValue("Ada");
        owner.Cell("A3").SetValue(2);
        owner.Cell("B3").SetValue("007");
        owner.SheetView.FreezeRows(1);

        var item = workbook.AddWorksheet("item");
        item.Cell("A1").SetValue("id");
        item.Cell("B1").SetValue("price");
        item.Cell("C1").SetValue("since");
        item.Cell("D1").SetValue("sold");
        item.Cell("E1").SetValue("twice");
        item.Cell("A2").SetValue(10);
        item.Cell("B2").SetValue(2.5);
        item.Cell("C2").SetValue(new DateTime(2024, 1, 31));
        item.Cell("D2").SetValue(true);
        item.Cell("E2").FormulaA1 = "B2*2";
        item.Cell("A3").SetValue(11);
        item.Cell("B3").SetValue(0);
        item.Cell("C3").SetValue(new DateTime(1999, 2, 1, 13, 45, 30));
        item.Cell("D3").SetValue(false);
        item.Cell("E3").FormulaA1 = "1/B3";
        item.Cell("C3").Style.DateFormat.Format = "dd.mm.yyyy hh:mm";
        var rich = item.Cell("A4").RichText;
        rich.AddText("bold ").SetBold();
        rich.AddText("plain");
        item.Range("A6:C6").Merge();
        item.SheetView.Freeze(1, 2);
    }), "xl/worksheets/sheet2.xml", WithCalculatedError);

    /// <summary>A workbook of the library's writer, with calculated values.</summary>
    public static byte[] Bytes(Action<XLWorkbook> fill)
    {
        using var workbook = new XLWorkbook();
        fill(workbook);
        using var bytes = new MemoryStream();
        workbook.SaveAs(bytes, new SaveOptions { EvaluateFormulasBeforeSaving = true, ValidatePackage = false });
        return bytes.ToArray();
    }

    /// <summary>The writer calculates no errors; this is how Excel keeps one.</summary>
    private static string WithCalculatedError(string sheet) =>
        sheet.Replace("<x:c r=\"E3\" s=\"0\"><x:f>1/B3</x:f>", "<x:c r=\"E3\" s=\"0\" t=\"e\"><x:f>1/B3</x:f><x:v>#DIV/0!</x:v>", StringComparison.Ordinal);

    /// <summary>The same workbook with one part rewritten; null removes it.</summary>
    public static byte[] With(byte[] workbook, string part, Func<string, string?> change)
    {
        using var bytes = new MemoryStream();
        bytes.Write(workbook);
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.GetEntry(part);
            var text = "";
            if (entry is not null)
            {
                using var reader = new StreamReader(entry.Open());
                text = reader.ReadToEnd();
            }

            entry?.Delete();
            if (change(text) is { } changed)
            {
                using var stream = archive.CreateEntry(part).Open();
                stream.Write(Encoding.UTF8.GetBytes(changed));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Judges a file that lies in the work folder from the start: such as <c>Fail:</c>, the reason and all failures.</summary>
    public static string Judge(string name, byte[] file, string checks)
    {
        using var skill = TemporarySkill.Of($"fixtures: [fixtures/f]\nrun: 'true'\nfiles: {{ {name}: {{ {checks} }} }}");
        var folder = Path.Combine(skill.Path, "evals", "fixtures", "f");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, name), file);
        return Told(skill);
    }

    /// <summary>The verdict of the only experiment in words.</summary>
    public static string Told(TemporarySkill skill)
    {
        var verdict = skill.Run().Verdict;
        return $"{verdict.Kind}: {string.Join("; ", verdict.Failures.Select(failure => failure.ToString()).Prepend(verdict.Reason))}";
    }
}
