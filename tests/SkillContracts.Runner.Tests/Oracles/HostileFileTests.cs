using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Oracles;

/// <summary>Files that a script leaves to break whoever reads them: a verdict with a reason, little memory, no hanging.</summary>
public sealed class HostileFileTests
{
    private const string Recursive = "with recursive c(n) as (select 1 union all select n+1 from c)";

    [Theory]
    [InlineData("o.csv", "sql: { select 1: 1 }", "Inconclusive", "more than 32 MiB")]
    [InlineData("o.xlsx", "sql: { select 1: 1 }", "Inconclusive", "more than 32 MiB")]
    [InlineData("o.xlsx", "xlsx: { rows: 1 }", "Inconclusive", "more than 32 MiB")]
    [InlineData("o.db", "sql: { select 1: 1 }", "Fail", "to be a SQLite database; got another file")]
    [InlineData("o.txt", "has: x", "Inconclusive", "a larger file")]
    [InlineData("o.json", "json: {}", "Inconclusive", "a larger file")]
    [InlineData("o.txt", "eol: lf", "Inconclusive", "a larger file")]
    [InlineData("o.txt", "encoding: utf-8", "Inconclusive", "a larger file")]
    public void A_sparse_file_of_100_GB_is_not_read(string file, string checks, string kind, string words) =>
        Run($"truncate -s 100G {file}", file, checks).Should().StartWith(kind).And.Contain(words);

    [Theory]
    [InlineData("o.db", "sql: { select 1: 1 }")]
    [InlineData("o.csv", "sql: { select 1: 1 }")]
    [InlineData("o.xlsx", "sql: { select 1: 1 }")]
    [InlineData("o.xlsx", "xlsx: { rows: 1 }")]
    [InlineData("o.txt", "has: x")]
    [InlineData("o.json", "json: {}")]
    [InlineData("o.txt", "mode: 644")]
    [InlineData("o.txt", "eol: lf")]
    [InlineData("o.txt", "encoding: ascii")]
    public void A_pipe_and_a_device_are_not_opened(string file, string checks)
    {
        Run($"mkfifo {file}", file, checks).Should().StartWith("Fail").And.Contain("not a regular file");
        Run($"mknod {file} c 1 5", file, checks).Should().StartWith("Fail").And.Contain("not a regular file");
        Run($"ln -s /dev/zero {file}", file, checks).Should().StartWith("Fail").And.Contain("outside the work folder");
    }

    [Theory]
    [InlineData("sql: { select 1: 1 }")]
    [InlineData("xlsx: { rows: 1 }")]
    [InlineData("has: x")]
    public void A_link_to_itself_fails(string checks) => Run("ln -s o.xlsx o.xlsx", "o.xlsx", checks).Should().StartWith("Fail");

    [Theory]
    [InlineData("create view t as " + Recursive + " select n from c", "select count(*) from t", "no answer within 10 s")]
    [InlineData("create view t as " + Recursive + " select group_concat(printf('%.*c', 100000, 'x')) s from (select n from c limit 100000)", "select length(s) from t", "Inconclusive")]
    [InlineData("create view t as " + Recursive + " select distinct printf('%d%.*c', n, 100000, 'x') s from c", "select count(*) from t", "more than 128 MiB of memory")]
    [InlineData("create view t as select zeroblob(1000000000) s", "select length(s) from t", "a value of more than 16 MiB")]
    [InlineData("create view t as select instr(zeroblob(2000000), zeroblob(1000000) || x'01') s", "select s from t", "no answer within 10 s")]
    [InlineData("create view t as " + Recursive + " select n from c limit 20000", "select n from t", "more than 10,000 rows")]
    [InlineData("create view t as " + Recursive + " select printf('%.*c', 10000, 'x') n from c limit 5000", "select n from t", "more than 16 MiB")]
    public void A_schema_that_answers_for_ever_or_too_much_is_inconclusive(string schema, string query, string words) =>
        Run($"sqlite3 o.db \"{schema}\"", "o.db", $"sql: {{ \"{query}\": 1 }}").Should().StartWith("Inconclusive").And.Contain(words);

    [Theory]
    [InlineData("create table t(a); create view v as select load_extension('x')", "select * from v", "Fail")]
    [InlineData("create view t as select * from t", "select * from t", "circularly defined")]
    [InlineData("create table a(x); create trigger r after insert on a begin delete from a; end; insert into a values (1)", "insert into a values (2)", "readonly database")]
    [InlineData("create table a(x); pragma writable_schema=on; update sqlite_master set sql='create table a(x, y'", "select * from a", "malformed")]
    public void A_schema_that_is_broken_or_acts_fails(string schema, string query, string words) =>
        Run($"sqlite3 o.db \"{schema}\"", "o.db", $"sql: {{ \"{query}\": 1 }}").Should().StartWith("Fail").And.Contain(words);

    [Fact]
    public void A_database_with_overwritten_pages_fails() =>
        Run("sqlite3 o.db \"create table t(a); with recursive c(n) as (select 1 union all select n+1 from c limit 5000) insert into t select printf('%.*c', 99, 'x') from c\"; dd if=/dev/zero of=o.db bs=4096 seek=2 count=20 conv=notrunc status=none", "o.db", "sql: { select count(*) from t: 5000 }")
            .Should().StartWith("Fail").And.Contain("malformed");

    [Fact]
    public void A_database_of_100_GB_with_a_write_ahead_log_is_not_copied() =>
        Run("sqlite3 o.db 'create table t(a)'; truncate -s 100G o.db; touch o.db-wal", "o.db", "sql: { select 1: 1 }").Should().StartWith("Inconclusive").And.Contain("more than 256 MiB");

    [Theory]
    [InlineData(60, "packed more than 300 times smaller")]
    [InlineData(2000, "64 MiB")]
    public void A_zip_bomb_is_not_unpacked(int mebibytes, string words) =>
        Workbooks.Judge("o.xlsx", Zip("xl/media/image1.bin", mebibytes), "sql: { select 1: 1 }").Should().StartWith("Inconclusive").And.Contain(words);

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>", "XML that cannot be read")]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>", "XML that cannot be read")]
    [InlineData("<x><y></x>", "XML that cannot be read")]
    [InlineData("", "no readable workbook")]
    public void A_part_that_is_no_plain_XML_fails(string xml, string words) =>
        Workbooks.Judge("o.xlsx", Workbooks.With(Workbooks.Sample, "xl/workbook.xml", _ => xml), "xlsx: { rows: 1 }").Should().StartWith("Fail").And.Contain(words);

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml")]
    [InlineData("xl/styles.xml")]
    [InlineData("xl/sharedStrings.xml")]
    [InlineData("xl/workbook.xml")]
    [InlineData("[Content_Types].xml")]
    [InlineData("xl/_rels/workbook.xml.rels")]
    public void Elements_in_elements_do_not_end_the_program(string part) =>
        Workbooks.Judge("o.xlsx", Workbooks.With(Workbooks.Sample, part, _ => string.Concat(Enumerable.Repeat("<x>", 200_000)) + string.Concat(Enumerable.Repeat("</x>", 200_000))), "xlsx: { rows: 1 }")
            .Should().StartWith("Fail").And.Contain("nested deeper than 64");

    [Fact]
    public void A_declared_size_costs_nothing()
    {
        var workbook = Workbooks.With(Workbooks.Sample, "xl/worksheets/sheet1.xml", text => text.Replace("A1:B3", "A1:XFD1048576", StringComparison.Ordinal));

        Workbooks.Judge("o.xlsx", workbook, "xlsx: { sheets: { owner: { rows: 3 }, item: {} } }").Should().StartWith("Pass");
    }

    [Fact]
    public void Two_cells_in_far_corners_are_no_table_of_all_between()
    {
        var workbook = Workbooks.Bytes(book =>
        {
            var sheet = book.AddWorksheet("t");
            sheet.Cell("A1").SetValue("a");
            sheet.Cell("XFD1").SetValue("b");
            sheet.Cell("A1048576").SetValue(1);
        });

        Workbooks.Judge("o.xlsx", workbook, "xlsx: { rows: 2, cells: { A1048576: 1 } }").Should().StartWith("Pass");
        Workbooks.Judge("o.xlsx", workbook, "sql: { select 1: 1 }").Should().StartWith("Fail").And.Contain("more than 2,000 columns");
    }

    [Fact]
    public void Too_many_cells_are_inconclusive()
    {
        var rows = string.Concat(Enumerable.Repeat("<x:row>" + string.Concat(Enumerable.Repeat("<x:c><x:v>1</x:v></x:c>", 1000)) + "</x:row>", 501));
        var workbook = Workbooks.With(Workbooks.Bytes(book => book.AddWorksheet("t")), "xl/worksheets/sheet1.xml", text => text.Replace("<x:sheetData />", $"<x:sheetData>{rows}{Noise(100_000)}</x:sheetData>", StringComparison.Ordinal));

        Workbooks.Judge("o.xlsx", workbook, "xlsx: { rows: 501 }").Should().StartWith("Inconclusive").And.Contain("more than 500,000 cells");
    }

    [Fact]
    public void Two_parts_of_one_name_fail()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("xl/workbook.xml");
            archive.CreateEntry("xl/Workbook.xml");
        }

        Workbooks.Judge("o.xlsx", bytes.ToArray(), "xlsx: { rows: 1 }").Should().StartWith("Fail").And.Contain("two files 'xl/Workbook.xml'");
    }

    [Theory]
    [InlineData("no archive")]
    [InlineData("")]
    public void A_file_that_is_no_archive_fails(string text) =>
        Workbooks.Judge("o.xlsx", Encoding.UTF8.GetBytes(text), "xlsx: { rows: 1 }").Should().StartWith("Fail").And.Contain("to be a workbook; got no readable zip archive");

    [Fact]
    public void An_archive_that_is_no_workbook_fails() =>
        Workbooks.Judge("o.xlsx", Zip("a.txt", 1), "xlsx: { rows: 1 }").Should().Contain("o.xlsx' to be a workbook");

    [Fact]
    public void JSON_nested_too_deep_fails() =>
        Run("printf '%200000s' | tr ' ' '[' > o.json", "o.json", "json: []").Should().StartWith("Fail").And.Contain("not JSON at");

    /// <summary>Comments that do not shrink, so that it is not the ratio that is seen.</summary>
    private static string Noise(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return $"<!--{Convert.ToHexString(bytes)}-->";
    }

    private static byte[] Zip(string name, int mebibytes)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name).Open();
            var block = new byte[1024 * 1024];
            for (var i = 0; i < mebibytes; i++)
            {
                entry.Write(block);
            }
        }

        return bytes.ToArray();
    }

    private static string Run(string command, string file, string checks)
    {
        using var skill = TemporarySkill.Of($"run: |\n  {command}\nfiles: {{ {file}: {{ {checks} }} }}");
        return Workbooks.Told(skill);
    }
}
