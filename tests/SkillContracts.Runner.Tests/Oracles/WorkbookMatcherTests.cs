using System;
using System.Globalization;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Runner.Tests.Oracles;

/// <summary>Each thing that <c>xlsx</c> and <c>sql</c> say of a workbook is seen to hold and to fail.</summary>
public sealed class WorkbookMatcherTests
{
    [Theory]
    [InlineData("sheets: [owner, item]")]
    [InlineData("sheets: { owner: { freeze: A2, rows: 3, header: [id, name] }, item: { freeze: C2 } }")]
    [InlineData("sheets: { owner: {}, item: }")]
    [InlineData("cells: { A1: id }")]
    [InlineData("cells: { owner!B2: Ada, owner!A2: 1, owner!A3: 2.0, owner!B3: '007', 'item!D2': true, 'item!D3': false }")]
    [InlineData("cells: { item!C2: 2024-01-31, item!C3: 1999-02-01 13:45:30, item!B2: 2.5, item!Z9: null }")]
    [InlineData("cells: { item!A4: bold plain, item!E2: 5, item!E3: '#DIV/0!', owner!B2: 'A[..]a' }")]
    [InlineData("formulas: { item!E2: '=B2*2', item!E3: 1/B3 }")]
    [InlineData("sheets: { owner: { errors: none, merged: [] }, item: { errors: [E3], merged: ['A6:C6'] } }")]
    [InlineData("sheets: { owner: {}, item: { rows: 4, header: [id, price, since, sold, twice] } }")]
    public void A_check_of_a_workbook_that_holds_passes(string checks) => Judge(checks).Should().StartWith("Pass");

    [Theory]
    [InlineData("sheets: [item, owner]", "got owner, item; first difference: item 1 of 2: expected item, got owner")]
    [InlineData("sheets: [owner]", "got owner, item; first difference: item 2 of 2: expected nothing, got item")]
    [InlineData("sheets: { owner: {}, items: { rows: 1 } }", "a sheet 'items'")]
    [InlineData("cells: { none!A1: 1 }", "a sheet 'none'; got owner, item")]
    [InlineData("cells: { A2: 1 }", "sheet 'item', with 1 in A2; got the number 10")]
    [InlineData("cells: { owner!B2: ada }", "with 'ada' in B2; got the text 'Ada'")]
    [InlineData("cells: { owner!B3: 7 }", "with 7 in B3; got the text '007'")]
    [InlineData("cells: { owner!A2: '1' }", "with '1' in A2; got the number 1")]
    [InlineData("cells: { item!D2: 1 }", "with 1 in D2; got true")]
    [InlineData("cells: { item!D2: false }", "with false in D2; got true")]
    [InlineData("cells: { item!C2: 45322 }", "with 45322 in C2; got the date 2024-01-31")]
    [InlineData("cells: { item!C2: 2024-01-30 }", "with 2024-01-30 in C2; got the date 2024-01-31")]
    [InlineData("cells: { item!C3: 1999-02-01 }", "got the date 1999-02-01 13:45:30")]
    [InlineData("cells: { item!E3: 0 }", "got the error #DIV/0!")]
    [InlineData("cells: { item!Z9: x }", "with 'x' in Z9; got an empty cell")]
    [InlineData("cells: { owner!A1: null }", "with an empty cell in A1; got the text 'id'")]
    [InlineData("formulas: { item!E2: '=B2*3' }", "with =B2*3 in E2; got =B2*2")]
    [InlineData("formulas: { item!B2: '=1' }", "in B2; got no formula, but the number 2.5")]
    [InlineData("formulas: { item!Z9: '=1' }", "in Z9; got an empty cell")]
    [InlineData("errors: none", "sheet 'item', with errors in none; got E3 #DIV/0!")]
    [InlineData("merged: []", "sheet 'item', with the merged ranges none; got A6:C6")]
    [InlineData("freeze: A2", "sheet 'item', to scroll from A2; got C2")]
    [InlineData("freeze: none", "sheet 'owner', to scroll from A1: nothing frozen; got A2")]
    [InlineData("header: [id, name]", "sheet 'item', with the header 'id', 'name'; got the text 'id', the text 'price'")]
    [InlineData("rows: 3", "sheet 'item', with 3 rows; got 4")]
    public void A_check_of_a_workbook_that_does_not_hold_fails(string checks, string words) =>
        Judge(checks).Should().StartWith("Fail").And.Contain(words);

    [Theory]
    [InlineData("select count(*) from owner", "2")]
    [InlineData("select sum(price) from item", "2.5")]
    [InlineData("select name from owner where id = 2", "'007'")]
    [InlineData("select since from item where id = 10", "2024-01-31")]
    [InlineData("select sold from item where id = 10", "1")]
    [InlineData("select twice from item where id = 10", "5")]
    [InlineData("select count(*) from item where price is null", "1")]
    [InlineData("select * from owner where id = 1", "[[1, Ada]]")]
    public void A_workbook_answers_queries(string query, string value) =>
        Workbooks.Judge("o.xlsx", Workbooks.Sample, $"sql: {{ {query}: {value} }}").Should().StartWith("Pass");

    [Theory]
    [InlineData("select count(*) from owner", "3", "got 2")]
    [InlineData("select count(*) from owners", "3", "no such table: owners")]
    [InlineData("select name from owner where id = 2", "7", "got 007")]
    public void A_workbook_that_gives_another_answer_fails(string query, string value, string words) =>
        Workbooks.Judge("o.xlsx", Workbooks.Sample, $"sql: {{ {query}: {value} }}").Should().StartWith("Fail").And.Contain(words);

    [Fact]
    public void A_sheet_that_is_no_table_says_why_when_a_query_asks_for_it()
    {
        var workbook = Workbooks.Bytes(book =>
        {
            book.AddWorksheet("t").Cell("A1").SetValue("a");
            book.Worksheet("t").Cell("B2").SetValue("b");
            book.AddWorksheet("good").Cell("A1").SetValue("a");
        });

        var verdict = Workbooks.Judge("o.xlsx", workbook, "sql: { select count(*) from t: 1 }");

        verdict.Should().StartWith("Fail").And.Contain("no such table: t'. (not read: sheet 't': B2 has a value, but its column has no name in row 1)");
    }

    [Fact]
    public void A_value_left_of_the_header_makes_a_sheet_no_table_too()
    {
        var workbook = Workbooks.Bytes(book =>
        {
            book.AddWorksheet("t").Cell("B1").SetValue("a");
            book.Worksheet("t").Cell("A2").SetValue("b");
        });

        Workbooks.Judge("o.xlsx", workbook, "sql: { select count(*) from t: 1 }").Should().StartWith("Fail").And.Contain("sheet 't': A2 has a value, but its column has no name in row 1");
    }

    [Theory]
    [InlineData("1904-01-01", true, "0")]
    [InlineData("2024-01-31", true, "43860")]
    [InlineData("1900-01-01", false, "1")]
    [InlineData("1900-02-28", false, "59")]
    [InlineData("1900-03-01", false, "61")]
    [InlineData("9999-12-31", false, "2958465")]
    [InlineData("12:00:00", false, "0.5")]
    [InlineData("2024-01-31 23:59:59", false, "45322.99998842593")]
    public void A_date_is_read_in_both_calendars(string date, bool is1904, string serial)
    {
        var workbook = Workbooks.Bytes(book => book.AddWorksheet("t").Cell("A1").SetValue(new DateTime(2000, 1, 1)));
        var value = new DateTime(2000, 1, 1).ToOADate().ToString(CultureInfo.InvariantCulture);
        workbook = Workbooks.With(workbook, "xl/worksheets/sheet1.xml", text => text.Replace($">{value}<", $">{serial}<", StringComparison.Ordinal));
        workbook = Workbooks.With(workbook, "xl/workbook.xml", text => is1904 ? text.Replace("<x:workbookPr ", "<x:workbookPr date1904=\"1\" ", StringComparison.Ordinal) : text);

        Workbooks.Judge("o.xlsx", workbook, $"xlsx: {{ cells: {{ A1: {date} }} }}").Should().StartWith("Pass");
    }

    [Theory]
    [InlineData("\"day\" 0", "45322")]
    [InlineData("[Red]0.00", "45322")]
    [InlineData("[h]:mm", "45322")]
    [InlineData("0;yyyy", "45322")]
    [InlineData("yyyy\\-mm\\-dd", "2024-01-31")]
    [InlineData("[$-409]d. mmmm", "2024-01-31")]
    public void A_number_is_a_date_when_its_format_shows_one(string format, string value)
    {
        var workbook = Workbooks.Bytes(book =>
        {
            var cell = book.AddWorksheet("t").Cell("A1");
            cell.SetValue(45322);
            cell.Style.NumberFormat.Format = format;
        });

        Workbooks.Judge("o.xlsx", workbook, $"xlsx: {{ cells: {{ A1: {value} }} }}").Should().StartWith("Pass");
    }

    [Fact]
    public void Inline_texts_escaped_characters_and_cells_without_an_address_are_read()
    {
        var workbook = Sheet("<x:row><x:c t=\"inlineStr\"><x:is><x:t>one</x:t></x:is></x:c><x:c t=\"str\"><x:v>a_x0009_b</x:v></x:c></x:row><x:row r=\"4\"><x:c><x:v>3</x:v></x:c></x:row>");

        Workbooks.Judge("o.xlsx", workbook, "xlsx: { cells: { A1: one, B1: \"a\\tb\", A4: 3 } }").Should().StartWith("Pass");
    }

    [Fact]
    public void A_shared_formula_is_judged_where_it_is_written_only()
    {
        var workbook = Sheet("<x:row r=\"1\"><x:c r=\"A1\"><x:f t=\"shared\" ref=\"A1:B1\" si=\"0\">C1</x:f><x:v>1</x:v></x:c><x:c r=\"B1\"><x:f t=\"shared\" si=\"0\"/><x:v>1</x:v></x:c></x:row>");

        Workbooks.Judge("o.xlsx", workbook, "xlsx: { formulas: { A1: =C1 } }").Should().StartWith("Pass");
        Workbooks.Judge("o.xlsx", workbook, "xlsx: { formulas: { B1: =D1 } }").Should().StartWith("Inconclusive").And.Contain("shares with A1");
    }

    [Fact]
    public void A_formula_without_a_calculated_value_has_none()
    {
        var workbook = Sheet("<x:row r=\"1\"><x:c r=\"A1\"><x:f>1+1</x:f></x:c></x:row>");

        Workbooks.Judge("o.xlsx", workbook, "xlsx: { cells: { A1: 2 } }").Should().StartWith("Fail").And.Contain("got the formula =1+1 without a calculated value");
    }

    [Theory]
    [InlineData("<x:row r=\"1\"><x:c r=\"A1\"><x:v>0x10</x:v></x:c></x:row>", "got the number 0x10")]
    [InlineData("<x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>99</x:v></x:c></x:row>", "the text number '99'")]
    [InlineData("<x:row r=\"2147483647\"><x:c><x:v>1</x:v></x:c></x:row><x:row><x:c><x:v>1</x:v></x:c></x:row>", "a row has the number '2147483647', which a sheet cannot have")]
    [InlineData("<x:row r=\"0\"><x:c><x:v>1</x:v></x:c></x:row>", "a row has the number '0', which a sheet cannot have")]
    [InlineData("<x:row r=\"1\"><x:c r=\"A1\" t=\"nonsense\"><x:v>1</x:v></x:c></x:row>", "no readable workbook")]
    public void A_cell_that_no_program_would_read_alike_fails_with_a_reason(string rows, string words) =>
        Workbooks.Judge("o.xlsx", Sheet(rows), "xlsx: { cells: { A1: 16 } }").Should().StartWith("Fail").And.Contain(words);

    private static byte[] Sheet(string rows) => Workbooks.With(
        Workbooks.Bytes(book => book.AddWorksheet("t")), "xl/worksheets/sheet1.xml",
        text => text.Replace("<x:sheetData />", $"<x:sheetData>{rows}</x:sheetData>", StringComparison.Ordinal));

    private static string Judge(string checks) => Workbooks.Judge("o.xlsx", Workbooks.Sample, $"xlsx: {{ {checks} }}");
}
