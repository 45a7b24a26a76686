using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

/// <summary>Workbooks made to take memory, judged by a process of its own.</summary>
public sealed class WorkbookMemoryTests
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Measure = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)";

    [Theory]
    [InlineData("one text of millions of parts", "xlsx: { rows: 7 }")]
    [InlineData("one cell of millions of parts", "xlsx: { rows: 7 }")]
    [InlineData("a cell in each row", "sql: { SELECT count(*) FROM s: 7 }")]
    [InlineData("one long text in each row", "sql: { SELECT count(*) FROM s: 7 }")]
    [InlineData("millions of names", "xlsx: { rows: 7 }")]
    [InlineData("millions of attributes", "xlsx: { rows: 7 }")]
    public void A_workbook_never_takes_300_MB(string kind, string check)
    {
        using var skill = TemporarySkill.Of($"fixtures: [fixtures/f]\nrun: 'true'\nfiles: {{ o.xlsx: {{ {check} }} }}");
        Directory.CreateDirectory(Path.Combine(skill.Path, "evals/fixtures/f"));
        Write(Path.Combine(skill.Path, "evals/fixtures/f/o.xlsx"), kind);

        var end = Tool.Start(skill.Root, "bash", "-c", $"python3 -c '{Measure}' {Tool.CommandLine} eval --isolation folder skills");

        int.Parse(end.Stdout, System.Globalization.CultureInfo.InvariantCulture).Should().BeLessThan(300);
    }

    private static void Write(string path, string kind)
    {
        var random = new Random(1);
        string Many(int count, Func<int, string> item) => string.Concat(Enumerable.Range(1, count).Select(item));
        string Letters(int count) => new([.. Enumerable.Range(0, count).Select(_ => (char)random.Next('a', 'z' + 1))]);
        var (text, cells) = ("<t>a</t>", "<row><c t=\"s\"><v>0</v></c></row>");
        switch (kind)
        {
            case "one text of millions of parts":
                text = Many(1_500_000, _ => random.Next(3) switch { 0 => "<t/>", 1 => "<r/>", _ => "<t>x</t>" });
                break;
            case "one cell of millions of parts":
                cells = $"<row><c>{Many(1_500_000, _ => random.Next(3) switch { 0 => "<v/>", 1 => "<f/>", _ => "<v>1</v>" })}</c></row>";
                break;
            case "a cell in each row":
                cells = Many(390_000, _ => $"<row><c t=\"str\"><f>{random.Next()}+1</f><v>{Letters(16)}</v></c></row>");
                break;
            case "one long text in each row":
                text = $"<t>{Letters(32_000)}</t>";
                cells = Many(480_000, i => $"<row r=\"{i}\"><c t=\"s\"><v>0</v></c></row>");
                break;
            case "millions of names":
                cells = Many(1_000_000, i => $"<a{i:x} b{i:x}=\"{random.Next(9)}\"/>");
                break;
            default:
                cells = $"<row><c {Many(2_000_000, i => $" a{i:x}=\"{random.Next(9)}\"")}/></row>";
                break;
        }

        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        void Add(string name, string content)
        {
            using var part = archive.CreateEntry(name).Open();
            part.Write(Encoding.UTF8.GetBytes(content));
        }

        const string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        Add("[Content_Types].xml", $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + $"<Override PartName=\"/w.xml\" ContentType=\"{type}sheet.main+xml\"/><Override PartName=\"/s.xml\" ContentType=\"{type}worksheet+xml\"/><Override PartName=\"/t.xml\" ContentType=\"{type}sharedStrings+xml\"/></Types>");
        Add("_rels/.rels", Related($"<Relationship Id=\"r1\" Type=\"{Relations}/officeDocument\" Target=\"w.xml\"/>"));
        Add("_rels/w.xml.rels", Related($"<Relationship Id=\"r1\" Type=\"{Relations}/worksheet\" Target=\"s.xml\"/><Relationship Id=\"r2\" Type=\"{Relations}/sharedStrings\" Target=\"t.xml\"/>"));
        Add("w.xml", $"<workbook {Main} xmlns:r=\"{Relations}\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        Add("t.xml", $"<sst {Main}><si>{text}</si></sst>");
        Add("s.xml", $"<worksheet {Main}><sheetData>{cells}</sheetData></worksheet>");
    }

    private static string Related(string relationships) => $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relationships}</Relationships>";
}
