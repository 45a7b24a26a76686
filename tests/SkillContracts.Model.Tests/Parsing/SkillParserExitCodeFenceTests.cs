using System;
using System.Linq;
using System.Threading.Tasks;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserExitCodeFenceTests
{
    [Theory]
    [InlineData("# Exit codes:\n#   0: fine\n#   10: odd")]
    [InlineData("Exit Codes:\n  0 = fine\n  10 = odd")]
    [InlineData("Exit codes\n\n  0    fine\n  10   odd")]
    [InlineData("EXIT STATUS:\n  - 0: fine\n  - 10: odd")]
    [InlineData("// Possible exit codes are:\n//   0 -- fine\n//   10 -- odd")]
    [InlineData("# Exit 0 = fine\n# Exit 10 = odd")]
    [InlineData("# Exit code 0  = fine\n# Exit code 10 = odd")]
    [InlineData("终 退出码：\n  0: fine\n  10: odd")]
    [InlineData("# Exit codes: 0=fine, 10=odd")]
    [InlineData("./run.sh x    # summary (exit code: 0=fine, 10=odd)")]
    public void Parse_reads_a_list_in_a_block(string lines) => Skills.ParseBody($"```\n{lines}\n```\n").Contract.ExitCodes
        .Select(claim => $"{claim.Form} {claim.Confidence} {claim.Codes} {claim.Meaning}").Should().Equal("FencedList Declared 0 fine", "FencedList Declared 10 odd");

    [Fact]
    public void Parse_joins_the_lines_of_an_item() =>
        Skills.ParseBody("```\nExit codes:\n  0  fine,\n     or nothing to do\n  1  odd\n```\n").Claims().Should().Equal("7 exit:0 fine, or nothing to do", "9 exit:1 odd");

    [Fact]
    public void Parse_ends_a_list_at_the_next_heading() =>
        Skills.ParseBody("```\nExit codes:\n  0  fine\nOptions:\n  1  one\n```\n").Claims().Should().Equal("7 exit:0 fine");

    [Theory]
    [InlineData("python3 scripts/a.py x  # exit 1 if below")]
    [InlineData("# Enforce it (exit 1 if below)\npython3 scripts/a.py x")]
    [InlineData("python3 scripts/a.py x\n\n# exits 1 if below")]
    public void Parse_mentions_a_comment_beside_a_command(string lines) => Skills
        .ParseBody($"```bash\npython3 scripts/b.py\n{lines}\n```\n", "scripts/a.py", "scripts/b.py").Contract.ExitCodes
        .Select(claim => $"{claim.Form} {claim.Confidence} {claim.RowName} {claim.Meaning}").Should().Equal("FenceComment Mentioned a.py:1 if below");

    [Theory]
    [InlineData("echo \"exit=$?\"   # 0 = fine, 2 = odd", "0|2")]
    [InlineData("echo \"exit=$?\"   # must be 0; 1 = odd, 2 = bad", "1|2")]
    [InlineData("echo \"exit=$?\"   # must be 0; exit 2 means odd", "2")]
    [InlineData("if [ $? -eq 2 ]; then\n  echo \"odd\"\nfi", "2")]
    [InlineData("if [ $? -ne 0 ]; then", "non-zero")]
    [InlineData("if [[ ${PIPESTATUS[0]} -eq 3 ]]; then", "3")]
    [InlineData("if ($LASTEXITCODE -eq 3) {", "3")]
    [InlineData("status=$?\nif [ \"$status\" -eq 4 ]; then", "4")]
    public void Parse_mentions_tests_of_the_status(string lines, string codes)
    {
        var claims = Skills.ParseBody($"```bash\npython3 scripts/a.py x\n{lines}\n```\n", "scripts/a.py", "scripts/b.py").Contract.ExitCodes;

        string.Join("|", claims.Select(claim => claim.Codes)).Should().Be(codes);
        claims.Should().OnlyContain(claim => claim.Form == Model.Contracts.ExitCodeForm.StatusTest && claim.Confidence == Model.Contracts.ExitCodeConfidence.Mentioned && claim.Script == "scripts/a.py");
    }

    [Fact]
    public void Parse_tells_a_test_by_what_its_branch_prints() =>
        Skills.ParseBody("```bash\nx\nif [ $? -eq 2 ]; then\n  echo \"output exists\"\nfi\n```\n").Claims().Should().Equal("7 exit:2 output exists");

    [Theory]
    [InlineData("bash", "exit 1")]
    [InlineData("bash", "exit 2  # blocked")]
    [InlineData("bash", "[ -f x ] || { echo \"not found\" >&2; exit 1; }")]
    [InlineData("bash", "echo \"needs it # exit 3\"")]
    [InlineData("python", "sys.exit(1)  # exit 1 on error")]
    [InlineData("text", "src/a.cs: odd\n\nExit code: 10 (odd things)")]
    [InlineData("mermaid", "L --> N[Exit 0]\nM -->|No| O2[Exit 2: odd]")]
    [InlineData("json", "{ \"exit_code\": \"0\" }")]
    [InlineData("", "all: sanity/a.py (exit 0)")]
    [InlineData("text", "Exit: <0 | 1>")]
    public void Parse_takes_no_code_and_no_output_for_a_claim(string language, string lines) =>
        Skills.ParseBody($"```{language}\n{lines}\n```\n").Claims().Should().BeEmpty();

    [Fact]
    public void Parse_leaves_the_list_of_a_program_to_be_written_without_script() => Skills
        .ParseBody("Run scripts/a.py.\n\n```python\n\"\"\"\nExit codes:\n  0 = fine\n  1 = odd\n\"\"\"\n```\n", "scripts/a.py").Forms()
        .Should().Equal("10 FencedList Mentioned exit:0", "11 FencedList Mentioned exit:1");

    [Fact]
    public void Parse_leaves_the_comment_of_another_program_without_script() => Skills
        .ParseBody("Run scripts/a.py.\n\n```bash\ngit bisect run x  # exit 125 = skip\n```\n", "scripts/a.py").Forms().Should().Equal("8 FenceComment Mentioned exit:125");

    [Theory]
    [InlineData("# exit 1\n")]
    [InlineData("x # exit 1\n")]
    [InlineData("Exit codes:\n")]
    [InlineData("Exit codes:\n 0 a\n")]
    [InlineData("if [ $? -eq 1 ]\n")]
    [InlineData("a=$?\n")]
    [InlineData("      # exit 0 = a\n")]
    [InlineData("    b\n")]
    public async Task Parse_is_quick_for_many_lines(string line)
    {
        var markdown = "```bash\nExit codes:\n 0 a\n" + string.Concat(Enumerable.Repeat(line, 200_000)) + "```\n";

        var parse = Task.Run(() => Skills.ParseBody(markdown, "a.py", "b.py"), TestContext.Current.CancellationToken);

        await parse.Invoking(task => task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Should().NotThrowAsync();
    }
}
