using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserFileMatcherTests
{
    [Theory]
    [InlineData("'3'", CellKind.Text, "3")]
    [InlineData("Ada", CellKind.Text, "Ada")]
    [InlineData("3", CellKind.Number, "3")]
    [InlineData("-2.5e3", CellKind.Number, "-2.5e3")]
    [InlineData("007", CellKind.Text, "007")]
    [InlineData("true", CellKind.Boolean, "true")]
    [InlineData("'true'", CellKind.Text, "true")]
    [InlineData("null", CellKind.Empty, "")]
    [InlineData("''", CellKind.Text, "")]
    [InlineData("2024-01-31", CellKind.Date, "2024-01-31")]
    [InlineData("2024-01-31T13:45", CellKind.Date, "2024-01-31 13:45")]
    [InlineData("2024-01-31 13:45:30", CellKind.Date, "2024-01-31 13:45:30")]
    [InlineData("'2024-01-31'", CellKind.Text, "2024-01-31")]
    [InlineData("24-1-31", CellKind.Text, "24-1-31")]
    public void Parse_reads_the_type_of_a_cell(string value, CellKind kind, string text) =>
        Xlsx($"cells: {{ A1: {value} }}").Parts.Should().Equal(new CellCheck(null, "A1", new CellValue(kind, text), Xlsx($"cells: {{ A1: {value} }}").Parts[0].Place));

    [Theory]
    [InlineData("'[]'", "{ is: \"[]\" }")]
    [InlineData("present", "{ is: \"present\" }")]
    [InlineData("'a \"b\" \\c'", "{ is: \"a \\\"b\\\" \\\\c\" }")]
    [InlineData("\"a\\nb\"", "{ is: \"...\" }")]
    public void Parse_offers_is_for_a_file_with_a_text_alone(string text, string cure) =>
        Skills.ParseExperiment($"    files: {{ a: {text} }}\n").Messages().Should().ContainSingle().Which.Should().EndWith("; for the whole text write " + cure);

    [Fact]
    public void Parse_reads_keys_beside_sheets_for_every_sheet_and_below_a_name_for_that_one()
    {
        var check = Xlsx("freeze: A2, cells: { b!C3: x }, sheets: { a: { rows: 3, merged: [a1:c1] }, b: }");

        check.Sheets.Should().Equal("a", "b");
        check.Parts.Select(part => (part.GetType().Name, part.Sheet)).Should()
            .Equal(("FreezeCheck", null), ("CellCheck", "b"), ("RowsCheck", "a"), ("MergedCheck", "a"));
    }

    [Theory]
    [InlineData("xlsx: {}", "at least one of sheets, freeze")]
    [InlineData("xlsx: 3", "a map with sheets, freeze")]
    [InlineData("xlsx: { freeze: 2 }", "the top left cell of the part that scrolls, such as A2, or none")]
    [InlineData("xlsx: { cells: { XFE1: 1 } }", "an address such as B2 or Items!B2")]
    [InlineData("xlsx: { cells: { A0: 1 } }", "an address such as B2 or Items!B2")]
    [InlineData("xlsx: { cells: { A1048577: 1 } }", "an address such as B2 or Items!B2")]
    [InlineData("xlsx: { cells: { 11: 1 } }", "an address such as B2 or Items!B2")]
    [InlineData("xlsx: { cells: { A1: [1] } }", "one value")]
    [InlineData("xlsx: { sheets: { s: { cells: { t!A1: 1 } } } }", "the sheet is named above it")]
    [InlineData("xlsx: { rows: many }", "a number of rows, the header among them")]
    [InlineData("xlsx: { header: id }", "a list of values")]
    [InlineData("xlsx: { merged: [A1] }", "ranges such as A1:C1")]
    [InlineData("xlsx: { errors: [A1:B2] }", "none, or cells such as [D4]")]
    [InlineData("mode: 9", "three or four octal digits such as 755, or +x or -x")]
    [InlineData("mode: 899", "three or four octal digits such as 755, or +x or -x")]
    [InlineData("encoding: utf8", "one of ascii, utf-8, utf-8-bom, utf-16le, utf-16be")]
    [InlineData("eol: cr", "lf or crlf")]
    public void Parse_reports_SKC3005_for_a_value_of_another_kind(string matcher, string words) =>
        Skills.ParseExperiment($"    files: {{ a: {{ {matcher} }} }}\n").Messages().Should().ContainSingle().Which.Should().Contain(words);

    [Theory]
    [InlineData("mode: 755", "755")]
    [InlineData("mode: '0644'", "0644")]
    [InlineData("mode: +x", "+x")]
    public void Parse_reads_a_mode_as_written(string matcher, string mode) =>
        Check<ModeCheck>(matcher).Mode.Should().Be(mode);

    private static XlsxCheck Xlsx(string keys) => Check<XlsxCheck>($"xlsx: {{ {keys} }}");

    private static T Check<T>(string matcher) => Skills.ParseExperiment($"    files: {{ a: {{ {matcher} }} }}\n")
        .Contract.Experiments.Single().Steps.Single().Expected.Files.Single().Checks.OfType<T>().Single();
}
