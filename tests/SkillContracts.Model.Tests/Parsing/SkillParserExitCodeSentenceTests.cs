using System;
using System.Linq;
using System.Threading.Tasks;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserExitCodeSentenceTests
{
    [Theory]
    [InlineData("Exit codes: 0 = fine, 1 = odd, 2 = no input.")]
    [InlineData("Exit codes: 0 fine, 1 odd, 2 no input. Then 3 files are written.")]
    [InlineData("**Exit Codes:** `0` = fine · `1` = odd · `2` = no input")]
    [InlineData("- **Exit codes**: 0 fine; 1\n  odd; 2 no input.")]
    [InlineData("It keeps the contract: exit code `0` fine / `1` odd / `2` no input, and no prompts.", "no input, and no prompts")]
    [InlineData("Interpret exit codes as follows: 0 = fine, 1 = odd, 2 = no input. Codes 1 and 2 are bad.")]
    [InlineData("(exit codes per house style: 0 fine, 1 odd, 2 no input)")]
    [InlineData("Exit code: 0 (fine), 1 (odd), 2 (no input)", "(no input)", "(fine)", "(odd)")]
    [InlineData("Exit status: 0 → fine; 1 → odd; 2 → no input")]
    [InlineData("Exit codes:\n0 – fine\n1 – odd\n2 – no input")]
    [InlineData("The exit codes (see below): 0 - fine, 1 - odd, 2 - no input")]
    [InlineData("退出码：0 = fine，1 = odd，2 = no input。")]
    [InlineData("終了コード: 0 = fine、1 = odd、2 = no input")]
    [InlineData("종료 코드: 0 = fine, 1 = odd, 2 = no input")]
    [InlineData("Códigos de saída: 0 = fine, 1 = odd, 2 = no input")]
    [InlineData("Códigos de salida: 0 = fine; 1 = odd; 2 = no input")]
    public void Parse_reads_a_list_in_one_line(string text, string third = "no input", string first = "fine", string second = "odd") =>
        Skills.ParseBody(text + "\n").Contract.ExitCodes.Select(claim => $"{claim.Form} {claim.Confidence} {claim.Codes} {claim.Meaning}")
            .Should().Equal($"InlineList Declared 0 {first}", $"InlineList Declared 1 {second}", $"InlineList Declared 2 {third}");

    [Theory]
    [InlineData("Exits 0 on first match, 1 on timeout. 3 tries.")]
    [InlineData("Exit code 0 on first match,\n1 on timeout.")]
    [InlineData("It returns exit status 0 on first match and 1 on timeout.")]
    public void Parse_reads_a_list_behind_a_verb(string text) => Skills.ParseBody(text + "\n").Contract.ExitCodes
        .Select(claim => $"{claim.Form} {claim.Codes} {claim.Meaning}").Should().Equal("InlineList 0 on first match", "InlineList 1 on timeout");

    [Theory]
    [InlineData("Exit codes: 0 = ok, 64-78 = usage, 128+N = signal, any other non-zero = bug", "0|64-78|128-255|non-zero")]
    [InlineData("Exit codes: 0 = ok, 1 or 2 = bad, 3+ = worse, other = bug", "0|1, 2|3-255|other")]
    [InlineData("Exit codes: 0 = ok, 1, 2 = bad", "0|1, 2")]
    public void Parse_reads_sets_ranges_and_words_in_a_list(string text, string codes) =>
        string.Join("|", Skills.ParseBody(text + "\n").Contract.ExitCodes.Select(claim => claim.Codes)).Should().Be(codes);

    [Theory]
    [InlineData("It exits with 2 when the output exists.", "2", "when the output exists")]
    [InlineData("It exits with code `2` when the output exists.", "2", "when the output exists")]
    [InlineData("It exits **2** if unreadable.", "2", "if unreadable")]
    [InlineData("Returns exit code 3 for a broken row.", "3", "for a broken row")]
    [InlineData("The return code is 4 unless told otherwise.", "4", "unless told otherwise")]
    [InlineData("Exit 0 with full coverage.", "0", "with full coverage")]
    [InlineData("A missing file stops it (exit 2).", "2", "A missing file stops it (exit 2)")]
    [InlineData("Missing file → exit 1 with a message.", "1", "with a message")]
    [InlineData("`exit 2` means blocked.", "2", "means blocked")]
    [InlineData("It exited zero.", "0", "It exited zero")]
    [InlineData("It exits 0 or 2.", "0, 2", "It exits 0 or 2")]
    [InlineData("(exit 0/1/2)", "0, 1, 2", "(exit 0/1/2)")]
    [InlineData("若失败则以退出码 2 结束", "2", "结束")]
    [InlineData("エラー時は終了コード 2 で終了する", "2", "で終了する")]
    [InlineData("실패하면 종료 코드 2를 반환", "2", "를 반환")]
    [InlineData("Sai com código de saída 2 quando falta o arquivo.", "2", "quando falta o arquivo")]
    [InlineData("Termina con código de salida 2 si falta.", "2", "si falta")]
    public void Parse_mentions_what_prose_says(string text, string codes, string meaning) => Skills.ParseBody(text + "\n").Contract.ExitCodes
        .Select(claim => $"{claim.Form} {claim.Confidence} {claim.Codes} {claim.Meaning}").Should().Equal($"Prose Mentioned {codes} {meaning}");

    [Theory]
    [InlineData("Exits non-zero on findings.")]
    [InlineData("It returns a nonzero status.")]
    [InlineData("Non-zero exit codes stop the job.")]
    [InlineData("Returns non-zero when a row is broken.")]
    [InlineData("It exits with a non-zero code.")]
    public void Parse_mentions_prose_without_a_number(string text) =>
        Skills.ParseBody(text + "\n").Forms().Should().Equal("5 NonZeroProse Mentioned exit:non-zero");

    [Theory]
    [InlineData("Complexity 2 and perplexity 3 are fine.")]
    [InlineData("Exit criteria: 2 reviews.")]
    [InlineData("## Exit gate\n\nGate 2 must be green.")]
    [InlineData("Entry/Exit strategy: exit 50% of the position at 2.5.")]
    [InlineData("Use exit node 2 of the network.")]
    [InlineData("The endpoint returns 200 or 404.")]
    [InlineData("The endpoint returns status 200 on success.")]
    [InlineData("Return code 201 is sent for a new row.")]
    [InlineData("Always call `sys.exit(1)` with a message.")]
    [InlineData("Write `[ -f x ] && exit 0` as guard.")]
    [InlineData("The JSON holds `exit_code` 0.")]
    [InlineData("exit-2 recovery, version 1.")]
    [InlineData("The count is non-zero, and 2 is even.")]
    [InlineData("Exit 2.5 seconds later.")]
    [InlineData("Exit 300 is too much, exit 1000 more so.")]
    [InlineData("Take the exit, then 3 steps.")]
    [InlineData("Exit ٣ of the road.")]
    [InlineData("Check the exit code. Then 3 files are there.")]
    public void Parse_takes_no_exit_code_out_of_other_words(string markdown) => Skills.ParseBody(markdown + "\n").Claims().Should().BeEmpty();

    [Fact]
    public void Parse_ends_a_list_where_a_number_starts_another_sentence() => Skills
        .ParseBody("Exit codes: 0 = fine, 1 = odd. The last 2 files stay.\n").Contract.ExitCodes.Should().HaveCount(2);

    [Fact]
    public void Parse_takes_sentences_of_their_own_for_prose() => Skills
        .ParseBody("Exit code 2 = stop the line. Exit code 1 = tell the team.\n").Forms().Should().Equal("5 Prose Mentioned exit:2", "5 Prose Mentioned exit:1");

    [Fact]
    public void Parse_reads_items_that_are_sentences() => Skills
        .ParseBody("**Check the exit code.** `0` means done. `1` means that\nnothing was read.\n").Claims()
        .Should().Equal("5 exit:0 means done", "5 exit:1 means that nothing was read");

    [Fact]
    public void Parse_gives_each_code_of_a_wrapped_list_its_line() => Skills
        .ParseBody("Exit codes: 0 = fine,\n1 = odd,\n2 = bad.\n").Claims().Should().Equal("5 exit:0 fine", "6 exit:1 odd", "7 exit:2 bad");

    [Fact]
    public void Parse_reads_prose_in_cells_as_mentions() => Skills
        .ParseBody("| Check | Proof |\n|---|---|\n| all clean | `npx lint` exits 0 |\n").Forms().Should().Equal("7 Prose Mentioned exit:0");

    [Theory]
    [InlineData("exit ")]
    [InlineData("exit 1 ")]
    [InlineData("exit code (1 x ")]
    [InlineData("exit codes: 0 = ")]
    [InlineData("exit 1, ")]
    [InlineData("0 = a, ")]
    [InlineData("non-zero exit (")]
    [InlineData("`exit 1` ")]
    [InlineData("退出码 1")]
    [InlineData("exit codes. ")]
    [InlineData("exit a.b. ")]
    public async Task Parse_is_quick_for_a_line_of_10_MB(string words)
    {
        var line = "Exit codes: " + string.Concat(Enumerable.Repeat(words, 10_000_000 / words.Length)) + "\n";

        var parse = Task.Run(() => Skills.ParseBody(line, "a.py", "b.py"), TestContext.Current.CancellationToken);

        await parse.Invoking(task => task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Should().NotThrowAsync();
    }
}
