using System;
using System.Linq;
using System.Threading.Tasks;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserExitCodeTableTests
{
    [Theory]
    [InlineData("| Exit code | Meaning |", "| 2 | odd |")]
    [InlineData("| Error | Exit Code | Meaning |", "| E7 | 2 | odd |")]
    [InlineData("| Class | Meaning | Exit code |", "| E7 | odd | 2 |")]
    [InlineData("| Score | Meaning | Gate | Exit status |", "| 7 | odd | B | 2 |")]
    public void Parse_finds_the_code_in_any_column(string header, string row)
    {
        var rule = string.Concat(Enumerable.Repeat("|---", header.Count(character => character == '|') - 1)) + "|";

        Skills.ParseBody($"{header}\n{rule}\n{row}\n").Claims().Should().Equal("7 exit:2 odd");
    }

    [Theory]
    [InlineData("0", "exit:0")]
    [InlineData("`0`", "exit:0")]
    [InlineData("**0**", "exit:0")]
    [InlineData("3-5", "exit:3-5")]
    [InlineData("non-zero", "exit:non-zero")]
    [InlineData("Other", "exit:other")]
    [InlineData("1 (fail)", "exit:1")]
    [InlineData("&gt; 0", "exit:non-zero")]
    public void Parse_reads_the_code_in_any_form(string cell, string rowName) =>
        Skills.ParseBody($"| Exit code | Meaning |\n|---|---|\n| {cell} | odd |\n").Contract.ExitCodes.Single().RowName.Should().Be(rowName);

    [Theory]
    [InlineData("Exit code")]
    [InlineData("exit codes")]
    [InlineData("Exit-Code")]
    [InlineData("**Exit**")]
    [InlineData("Exits")]
    [InlineData("Return code")]
    [InlineData("Hook exit")]
    public void Parse_knows_the_header(string header) =>
        Skills.ParseBody($"| {header} | Meaning |\n|---|---|\n| 2 | odd |\n").Claims().Should().Equal("7 exit:2 odd");

    [Theory]
    [InlineData("Complexity")]
    [InlineData("Perplexity")]
    [InlineData("Exit criteria")]
    [InlineData("Code")]
    [InlineData("Status")]
    [InlineData("#")]
    public void Parse_takes_no_table_with_another_header(string header) =>
        Skills.ParseBody($"| {header} | Meaning |\n|---|---|\n| 2 | odd |\n").Claims().Should().BeEmpty();

    [Theory]
    [InlineData("| Code | Status |\n|---|---|\n| 200 | OK |\n| 404 | Not found |\n")]
    [InlineData("## Errors\n\n| Status code | Meaning |\n|---|---|\n| 200 | OK |\n| 201 | Created |\n")]
    [InlineData("## Exit codes\n\n| Code | Status |\n|---|---|\n| 200 | OK |\n| 404 | Not found |\n| 500 | Broken |\n")]
    public void Parse_takes_no_table_of_HTTP_codes(string markdown) => Skills.ParseBody(markdown).Claims().Should().BeEmpty();

    [Fact]
    public void Parse_reads_a_matrix_with_a_column_for_each_code() => Skills
        .ParseBody("| Mode | Exit 0 | Exit code 2 | Other |\n|---|---|---|---|\n| fast | fine | odd | — |\n| slow | done | | broken |\n").Claims()
        .Should().Equal("7 exit:0 fast: fine", "7 exit:2 fast: odd", "8 exit:0 slow: done", "8 exit:other slow: broken");

    [Fact]
    public void Parse_gives_a_matrix_its_form() =>
        Skills.ParseBody("| Mode | Exit 0 | Exit 2 |\n|---|---|---|\n| fast | fine | odd |\n").Forms().Should().Equal("7 Matrix Declared exit:0", "7 Matrix Declared exit:2");

    [Theory]
    [InlineData("0=fine, 1=odd, 2=no input")]
    [InlineData("`0` fine; `1` odd; `2` no input.")]
    [InlineData("`0` fine, `1` odd, `2` no input")]
    [InlineData("0 = fine<br>1 = odd<br>2 = no input")]
    [InlineData("0: fine · 1: odd · 2: no input")]
    public void Parse_reads_the_codes_that_a_cell_packs(string cell) => Skills
        .ParseBody($"| Script | Purpose | Exit codes |\n|---|---|---|\n| `a.py` | reads | {cell} |\n", "scripts/a.py", "scripts/b.py").Claims()
        .Should().Equal("7 a.py:0 fine", "7 a.py:1 odd", "7 a.py:2 no input");

    [Fact]
    public void Parse_binds_each_row_to_the_script_that_it_names()
    {
        var parsed = Skills.ParseBody(
            "| Script | Exit codes |\n|---|---|\n| `scripts/a.py` | 0=fine |\n| [b](scripts/b.py) `b.py` | 0=fine, 1=odd |\n| `b.py` | 2=bad |\n| `c.py` | 0=fine |\n", "scripts/a.py", "scripts/b.py");

        parsed.Forms().Should().Contain(["7 ScriptTable Declared a.py:0", "9 ScriptTable Declared b.py:2", "10 ScriptTable Mentioned exit:0"]);
    }

    [Fact]
    public void Parse_keeps_several_rows_for_one_code() => Skills
        .ParseBody("| Class | Meaning | Exit code |\n|---|---|---|\n| A | one | 2 |\n| B | two | 2 |\n").Claims().Should().Equal("7 exit:2 one", "8 exit:2 two");

    [Fact]
    public void Parse_takes_a_dash_for_a_row_without_code()
    {
        var parsed = Skills.ParseBody("| Source | Meaning | Exit code |\n|---|---|---|\n| A | one | - |\n| B | two | — |\n| C | three | 2 |\n");

        parsed.Claims().Should().Equal("9 exit:2 three");
        parsed.Places().Should().BeEmpty();
    }

    [Fact]
    public void Parse_only_mentions_the_sentences_of_a_column() => Skills
        .ParseBody("| Case | Judged | Correct exit |\n|---|---|---|\n| A | text | **2, block** |\n| B | disk | 0 if found |\n").Forms()
        .Should().Equal("7 Table Mentioned exit:2", "8 Table Mentioned exit:0");

    [Fact]
    public void Parse_mentions_a_row_that_says_exit_in_its_first_cell() => Skills
        .ParseBody("| Dimension | Contract |\n|---|---|\n| stdin | JSON |\n| Exit 2 | blocked |\n").Claims().Should().Equal("8 exit:2 blocked");

    [Theory]
    [InlineData("退出码 | 含义")]
    [InlineData("終了コード | 意味")]
    [InlineData("종료 코드 | 의미")]
    [InlineData("Código de saída | Significado")]
    [InlineData("Código de salida | Significado")]
    public void Parse_knows_the_header_in_other_languages(string header) =>
        Skills.ParseBody($"| {header} |\n|---|---|\n| 2 | odd |\n").Claims().Should().Equal("7 exit:2 odd");

    [Fact]
    public void Parse_takes_no_codes_over_99_where_just_the_heading_speaks_of_exits() =>
        Skills.ParseBody("## Exit codes and statuses\n\n| Code | Meaning |\n|---|---|\n| 200 | OK |\n| 201 | Created |\n").Claims().Should().BeEmpty();

    [Fact]
    public async Task Parse_is_quick_for_a_table_of_100000_rows()
    {
        var table = "| Exit code | Meaning |\n|---|---|\n" + string.Concat(Enumerable.Repeat("| 2 | odd |\n", 100_000));

        var parse = Task.Run(() => Skills.ParseBody(table, "a.py", "b.py"), TestContext.Current.CancellationToken);

        (await parse.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Contract.ExitCodes.Should().HaveCount(100_000);
    }

    [Theory]
    [InlineData("## Exit codes\n\n")]
    [InlineData("## Exit status\n\nAs follows.\n\n")]
    [InlineData("The script exits so:\n\n")]
    [InlineData("Its exit codes are:\n\n")]
    public void Parse_takes_the_header_Code_where_heading_or_sentence_speaks_of_exits(string before) => Skills
        .ParseBody($"{before}| Code | Meaning |\n|---|---|\n| 2 | odd |\n").Contract.ExitCodes.Single().RowName.Should().Be("exit:2");

    [Fact]
    public void Parse_ends_the_context_at_the_next_heading() =>
        Skills.ParseBody("## Exit codes\n\nNone.\n\n## Levels\n\n| Code | Meaning |\n|---|---|\n| 2 | odd |\n").Claims().Should().BeEmpty();

    [Fact]
    public void Parse_reports_SKC2001_for_just_the_row_of_words()
    {
        var parsed = Skills.ParseBody("| Exit code | Meaning |\n|---|---|\n| 0 | fine |\n| Timeout | slow |\n| 2 | odd |\n");

        parsed.Places().Should().Equal("SKILL.md(8,1) SKC2001");
    }

    [Fact]
    public void Parse_keeps_the_other_rows_when_one_has_no_code()
    {
        var parsed = Skills.ParseBody("| Exit code | Meaning |\n|---|---|\n| 0 | fine |\n| Timeout | slow |\n| 2 | odd |\n");

        parsed.Claims().Should().Equal("7 exit:0 fine", "9 exit:2 odd");
    }

    [Fact]
    public void Parse_takes_a_row_that_has_no_code_and_says_why_for_no_claim() => Skills
        .ParseBody("| Script | Exit code |\n|---|---|\n| a.py | 2 |\n| lib.py | N/A (library) |\n").Places().Should().BeEmpty();

    [Fact]
    public void Parse_reports_SKC2001_at_its_line_when_the_row_is_empty() => Skills
        .ParseBody("| Exit code | Meaning |\n|---|---|\n| 0 | fine |\n| | |\n| 2 | odd |\n").Places().Should().Equal("SKILL.md(8,1) SKC2001");

    [Fact]
    public void Parse_stays_within_the_file_when_an_empty_row_ends_with_CR_alone() => Skills
        .ParseBody("| Exit code | Meaning |\n|---|---|\n| 0 | fine |\r| | |").Places().Should().Equal("SKILL.md(7,1) SKC2001");

    [Fact]
    public void Parse_reports_SKC2001_for_digits_of_another_script() => Skills
        .ParseBody("| Exit code | Meaning |\n|---|---|\n| 0 | fine |\n| ٣ | odd |\n").Places().Should().Equal("SKILL.md(8,1) SKC2001");

    [Theory]
    [InlineData("> | Exit code | Meaning |\n> |---|---|\n> | 2 | odd |\n")]
    [InlineData("- a\n\n  | Exit code | Meaning |\n  |---|---|\n  | 2 | odd |\n")]
    public void Parse_finds_a_table_in_quotes_and_lists(string markdown) =>
        Skills.ParseBody(markdown).Contract.ExitCodes.Single().Sentence.Should().EndWith("| 2 | odd |");

    [Fact]
    public void Parse_takes_no_table_in_a_code_block() =>
        Skills.ParseBody("```\n| Exit code | Meaning |\n|---|---|\n| 2 | odd |\n```\n").Claims().Should().BeEmpty();

    [Fact]
    public void Parse_keeps_the_row_as_written() => Skills
        .ParseBody("| Exit code | Meaning |\n|---|---|\n| `2` | **odd** `x` |\n").Contract.ExitCodes.Single().Sentence.Should().Be("| `2` | **odd** `x` |");

    [Fact]
    public void Parse_gives_the_meaning_as_plain_text() => Skills
        .ParseBody("| Exit code | Meaning |\n|---|---|\n| `2` | **odd** [`x`](y.md) &amp; z |\n").Claims().Should().Equal("7 exit:2 odd x & z");

    [Fact]
    public void Parse_binds_a_table_to_the_only_script() =>
        Skills.ParseBody("| Exit code | Meaning |\n|---|---|\n| 2 | odd |\n", "scripts/a.py").Claims().Should().Equal("7 a.py:2 odd");

    [Fact]
    public void Parse_binds_each_table_to_its_script_by_heading_code_block_and_path()
    {
        var parsed = Skills.ParseBody(
            """
            ## a.py

            | Exit code | Meaning |
            |---|---|
            | 1 | one |

            ## Second

            ```bash
            python3 scripts/b.py in
            ```

            | Exit code | Meaning |
            |---|---|
            | 2 | two |

            ## Third

            It runs [c](scripts/c.py).

            | Exit code | Meaning |
            |---|---|
            | 3 | three |
            """,
            "scripts/a.py",
            "scripts/b.py",
            "scripts/c.py");

        parsed.Contract.ExitCodes.Select(claim => claim.Script).Should().Equal("scripts/a.py", "scripts/b.py", "scripts/c.py");
    }

    [Fact]
    public void Parse_binds_a_table_to_the_script_named_last_before_it()
    {
        var parsed = Skills.ParseBody(
            "# a.py\n\n## Use of b.py\n\nText.\n\n### Codes\n\n| Exit code | Meaning |\n|---|---|\n| 1 | one |\n\n## a.py\n", "scripts/a.py", "scripts/b.py");

        parsed.Contract.ExitCodes.Single().Script.Should().Be("scripts/b.py");
    }

    [Fact]
    public void Parse_leaves_a_table_without_script_when_the_document_names_none() => Skills
        .ParseBody("| Exit code | Meaning |\n|---|---|\n| 2 | odd |\n", "scripts/a.py", "scripts/b.py").Contract.ExitCodes.Single().Script.Should().BeNull();

    [Theory]
    [InlineData(">")]
    [InlineData("> - ")]
    [InlineData("1. ")]
    public void Parse_reports_SKC2002_when_Markdown_is_nested_too_deeply(string mark) => Skills
        .ParseBody(string.Concat(Enumerable.Repeat(mark, 4_000))).Places().Should().Equal("SKILL.md(5,1) SKC2002");

    [Theory]
    [InlineData("**odd**", 20_000, true)]
    [InlineData("[odd", 20_000, true)]
    [InlineData("**odd**", 2_000, false)]
    [InlineData("[odd](a.md)", 20_000, false)]
    public void Parse_reports_SKC2002_for_a_table_of_thousands_of_cells_behind_a_mark(string cell, int rows, bool reported) => Skills
        .ParseBody($"| Code | Meaning |\n|---|---|\n| 1 | {cell} |\n" + string.Concat(Enumerable.Repeat("| 2 | x |\n", rows)))
        .Places().Contains("SKILL.md(5,1) SKC2002").Should().Be(reported);

    [Theory]
    [InlineData("[@")]
    [InlineData("a*")]
    [InlineData("|:")]
    [InlineData("[a](")]
    [InlineData("[a]((b)")]
    [InlineData("x<?")]
    [InlineData("x<!a")]
    [InlineData("x<!--")]
    [InlineData("x <![CDATA[")]
    public void Parse_reports_SKC2002_for_open_marks_in_their_thousands(string mark) => Skills
        .ParseBody(string.Concat(Enumerable.Repeat(mark, 300_000 / mark.Length))).Places().Should().Contain("SKILL.md(5,1) SKC2002");

    [Theory]
    [InlineData("[", 4000)]
    [InlineData("1. ", 900)]
    public void Parse_reports_SKC2002_for_open_marks_in_many_paragraphs(string mark, int count) => Skills
        .ParseBody(string.Concat(Enumerable.Repeat("a\n\n" + string.Concat(Enumerable.Repeat(mark, count)) + "\n\n", 200))).Places().Should().Contain("SKILL.md(5,1) SKC2002");

    [Theory]
    [InlineData("- [a](b.md) and (c) <!-- d --> <?e?>\n")]
    [InlineData("| [a](b.md) | `c` |\n|:--|:-:|\n| (d) | e |\n\n")]
    [InlineData("1. *a* **b** [c][d]\n\n")]
    public void Parse_reads_closed_marks_in_their_thousands(string line) => Skills
        .ParseBody(string.Concat(Enumerable.Repeat(line, 300_000 / line.Length)) + "\n\n| Exit code | M |\n|---|---|\n| 2 | odd |\n").Contract.ExitCodes.Should().ContainSingle();

    [Theory]
    [InlineData("|")]
    [InlineData("*")]
    [InlineData("`")]
    [InlineData("<a ")]
    [InlineData("|a|b\n|-|-\n")]
    [InlineData("- 0: a\n")]
    [InlineData("a")]
    public async Task Parse_is_quick_for_repeated_marks(string mark)
    {
        var markdown = "## Exit codes\n\n" + string.Concat(Enumerable.Repeat(mark, 50_000 / mark.Length)) + "\n\n| Code | M |\n|---|---|\n| 0 | a |\n";

        var parsing = Task.Run(() => Skills.ParseBody(markdown, "a.py", "b.py"), TestContext.Current.CancellationToken);

        await parsing.Invoking(task => task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Should().NotThrowAsync();
    }

    [Theory]
    [InlineData("a.py", "scripts/a.py", "a.py:2")]
    [InlineData("scripts/a.py", "a.py", "scripts/a.py:2")]
    [InlineData("scripts/scripts/a.py", "scripts/a.py", "scripts/scripts/a.py:2")]
    [InlineData("scripts/a.py", "lib/a.py", "a.py:2")]
    public void Parse_shortens_a_script_only_where_no_other_has_that_name(string script, string other, string row) => Skills
        .ParseBody($"`{script}`:\n\n| Exit code | Meaning |\n|---|---|\n| 2 | no input |\n", script, other)
        .Contract.ExitCodes.Single().RowName.Should().Be(row);

    [Fact]
    public async Task Parse_is_quick_for_many_lists()
    {
        var list = "`a.py`:\n\n- exit 1: " + new string('x', 60) + "\n\ntext\n\n";

        var parse = Task.Run(() => Skills.ParseBody(string.Concat(Enumerable.Repeat(list, 4000)), "scripts/a.py", "scripts/b.py"), TestContext.Current.CancellationToken);

        (await parse.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Contract.ExitCodes.Should().HaveCount(4000);
    }
}
