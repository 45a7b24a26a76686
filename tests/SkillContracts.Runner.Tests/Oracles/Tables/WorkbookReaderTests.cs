using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using FluentAssertions;
using SkillContracts.Runner.Oracles.Tables;
using Xunit;

namespace SkillContracts.Runner.Tests.Oracles.Tables;

/// <summary>A damaged workbook is read or has a reason; nothing else comes out.</summary>
public sealed class WorkbookReaderTests
{
    private static readonly string[] Parts = ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"];

    private static readonly string[] Pieces = ["", "\"", "<", ">", "&", "&#0;", "-1", "99999999999999999999", "NaN", "x:", "<x:c/>", "<x:row r=\"0\"/>", "t=\"d\"", "\ud800", "A1048577", "1e999"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_workbook_with_damaged_bytes_is_read_or_has_a_reason(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var bytes = Workbooks.Sample.ToArray();
            for (var damage = random.Next(1, 20); damage > 0; damage--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Read(bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)]).Should().NotBeEmpty();
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void A_workbook_with_damaged_parts_is_read_or_has_a_reason(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var part = Parts[random.Next(Parts.Length)];
            var bytes = Workbooks.With(Workbooks.Sample, part, text => random.Next(20) == 0 ? null : Damaged(text, random));

            Read(bytes).Should().NotBeEmpty();
        }
    }

    [Fact]
    public void A_part_that_unpacks_to_2_GB_takes_little_memory()
    {
        var file = Path.GetTempFileName();
        using (var archive = new ZipArchive(File.Create(file), ZipArchiveMode.Create))
        {
            using var part = archive.CreateEntry("xl/sharedStrings.xml").Open();
            part.Write("<sst><si><t>"u8);
            var block = new byte[1024 * 1024];
            Array.Fill(block, (byte)'a');
            for (var i = 0; i < 2048; i++)
            {
                part.Write(block);
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var (_, fault) = WorkbookReader.Read(file);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        File.Delete(file);

        fault.Should().Match<ReadFault?>(found => found!.Value.IsLimit && found.Value.Reason.Contains("a tag or text of more than 1 MiB"));
        allocated.Should().BeLessThan(300L * 1024 * 1024);
    }

    private static string Damaged(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var damage = random.Next(1, 4); damage > 0; damage--)
        {
            var at = random.Next(damaged.Length);
            damaged.Remove(at, Math.Min(random.Next(12), damaged.Length - at)).Insert(at, Pieces[random.Next(Pieces.Length)]);
        }

        return damaged.ToString();
    }

    private static string Read(byte[] bytes)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, bytes);
            var (workbook, fault) = WorkbookReader.Read(file);
            return workbook is null ? fault!.Value.Reason : $"{workbook.Sheets.Count} sheets";
        }
        finally
        {
            File.Delete(file);
        }
    }
}
