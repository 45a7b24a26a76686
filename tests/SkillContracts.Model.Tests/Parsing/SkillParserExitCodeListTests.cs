using System;
using System.Linq;
using System.Threading.Tasks;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserExitCodeListTests
{
    [Theory]
    [InlineData("- 2: odd", "exit:2 odd")]
    [InlineData("* 2: odd", "exit:2 odd")]
    [InlineData("- `2` — odd", "exit:2 odd")]
    [InlineData("- `2`: odd", "exit:2 odd")]
    [InlineData("- `2` odd", "exit:2 odd")]
    [InlineData("- **2** odd", "exit:2 odd")]
    [InlineData("- 2 = odd", "exit:2 odd")]
    [InlineData("- 2 - odd", "exit:2 odd")]
    [InlineData("- 2 (odd)", "exit:2 (odd)")]
    [InlineData("- 2 when odd", "exit:2 when odd")]
    [InlineData("- 3-5: odd", "exit:3-5 odd")]
    [InlineData("- 1, 2: odd", "exit:1, 2 odd")]
    [InlineData("- non-zero: odd", "exit:non-zero odd")]
    [InlineData("- other: odd", "exit:other odd")]
    [InlineData("- 2: odd;", "exit:2 odd")]
    public void Parse_reads_a_bullet_below_a_heading_of_exit_codes(string bullet, string claim) =>
        Skills.ParseBody($"## Exit codes\n\n{bullet}\n").Claims().Should().Equal("7 " + claim);

    [Theory]
    [InlineData("- Exit 2 → odd")]
    [InlineData("- **Exit Code 2**: odd")]
    [InlineData("- exit status 2 - odd")]
    [InlineData("- exits with 2: odd")]
    public void Parse_reads_a_bullet_that_says_exit_anywhere(string bullet) => Skills.ParseBody(bullet + "\n").Claims().Should().Equal("5 exit:2 odd");

    [Fact]
    public void Parse_reads_a_list_nested_below_a_sentence() =>
        Skills.ParseBody("1. Exit codes:\n   - 0: fine\n   - 1: odd\n").Claims().Should().Equal("6 exit:0 fine", "7 exit:1 odd");

    [Fact]
    public void Parse_joins_the_lines_of_a_bullet() =>
        Skills.ParseBody("## Exit codes\n\n- 2: odd\n  or even\n").Claims().Should().Equal("7 exit:2 odd or even");

    [Theory]
    [InlineData("## Scores\n\n- 80-100 ✅ LOW\n- 50-79 MEDIUM\n")]
    [InlineData("## Exit codes\n\n- 80-100 ✅ LOW\n- 50-79 MEDIUM\n")]
    [InlineData("## Exit codes\n\n- 80-100✅ LOW\n- 50-79✅ MEDIUM\n")]
    [InlineData("## Levels\n\n- 0: none\n- 1: some\n")]
    public void Parse_takes_no_list_of_scores(string markdown) => Skills.ParseBody(markdown).Claims().Should().BeEmpty();

    [Fact]
    public void Parse_takes_no_list_with_mostly_other_bullets() =>
        Skills.ParseBody("## Exit codes\n\n- 2: odd\n- see below\n- or above\n").Claims().Should().BeEmpty();

    [Fact]
    public void Parse_takes_a_list_of_files_for_no_codes() =>
        Skills.ParseBody("## Exit codes\n\n- 3 files are written\n- 4 rows are read\n").Claims().Should().BeEmpty();

    [Fact]
    public void Parse_takes_one_bullet_that_lists_all_codes_for_a_list_in_one_line() => Skills
        .ParseBody("- Exit code 0 = fine, 10 = odd, 1 = broken\n").Forms()
        .Should().Equal("5 InlineList Declared exit:0", "5 InlineList Declared exit:10", "5 InlineList Declared exit:1");

    [Fact]
    public void Parse_declares_the_bullets_of_a_list() =>
        Skills.ParseBody("## Exit codes\n\n- 0: fine\n- 2: odd\n").Forms().Should().Equal("7 Bullet Declared exit:0", "8 Bullet Declared exit:2");

    [Fact]
    public void Parse_only_mentions_one_bullet_that_is_a_sentence() =>
        Skills.ParseBody("- see above\n- Exit code 3 on critical paths\n- and so on\n").Forms().Should().Equal("6 Prose Mentioned exit:3");

    [Fact]
    public void Parse_reads_bullets_with_the_verb_and_with_words_that_go_on() => Skills
        .ParseBody("- Exit 0 with `OK` is clean\n- Exit 1 when a line is wrong\n").Claims().Should().Equal("5 exit:0 with OK is clean", "6 exit:1 when a line is wrong");

    [Theory]
    [InlineData("退出码", "- 2：输入有误", "2 输入有误")]
    [InlineData("終了コード", "- `2`: 入力エラー", "2 入力エラー")]
    [InlineData("종료 코드", "- 2: 입력 오류", "2 입력 오류")]
    [InlineData("Códigos de saída", "- 2: entrada inválida", "2 entrada inválida")]
    [InlineData("Códigos de salida", "- 2 cuando falta la entrada", "2 cuando falta la entrada")]
    public void Parse_reads_bullets_below_a_heading_in_another_language(string heading, string bullet, string claim) =>
        Skills.ParseBody($"## {heading}\n\n{bullet}\n").Claims().Should().Equal("7 exit:" + claim);

    [Fact]
    public async Task Parse_is_quick_for_20000_bullets()
    {
        var markdown = "## Exit codes\n\n" + string.Concat(Enumerable.Repeat("- 2: odd\n", 20_000));

        var parse = Task.Run(() => Skills.ParseBody(markdown, "a.py", "b.py"), TestContext.Current.CancellationToken);

        (await parse.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Contract.ExitCodes.Should().HaveCount(20_000);
    }

    [Fact]
    public async Task Parse_is_quick_for_20000_bullets_in_each_other()
    {
        var markdown = string.Concat(Enumerable.Range(0, 20_000).Select(depth => new string(' ', Math.Min(depth, 200) * 2) + "- exit 2: odd\n"));

        var parse = Task.Run(() => Skills.ParseBody(markdown, "a.py"), TestContext.Current.CancellationToken);

        await parse.Invoking(task => task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Should().NotThrowAsync();
    }

    [Fact]
    public void Parse_takes_no_bullet_with_digits_of_another_script() => Skills.ParseBody("## Exit codes\n\n- ٣: odd\n").Claims().Should().BeEmpty();

    [Fact]
    public void Parse_binds_each_list_to_the_script_named_last_before_it()
    {
        var parsed = Skills.ParseBody(
            "Run `scripts/a.py`. Exit codes:\n\n- 0: fine\n\nRun `scripts/b.py`. Exit codes:\n\n- 1: odd\n", "scripts/a.py", "scripts/b.py");

        parsed.Contract.ExitCodes.Select(claim => claim.RowName).Should().Equal("a.py:0", "b.py:1");
    }

    [Theory]
    [InlineData("0\n: fine\n\n`2`\n:   odd")]
    [InlineData("0\n: fine\n2\n: odd")]
    public void Parse_reads_terms_and_definitions(string list) =>
        Skills.ParseBody("## Exit codes\n\n" + list + "\n", "scripts/a.py").Claims().Select(claim => claim.Substring(claim.IndexOf(' ') + 1))
            .Should().Equal("a.py:0 fine", "a.py:2 odd");

    [Theory]
    [InlineData("## Ports\n\n0\n: fine\n")]
    [InlineData("## Exit codes\n\nname\n: fine\n")]
    [InlineData("## Exit codes\n\n0\nfine\n")]
    public void Parse_takes_no_code_from_other_definitions(string body) => Skills.ParseBody(body, "scripts/a.py").Claims().Should().BeEmpty();
}
