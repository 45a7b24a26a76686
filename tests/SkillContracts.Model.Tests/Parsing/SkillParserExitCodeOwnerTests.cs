using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserExitCodeOwnerTests
{
    private const string Table = "| Exit code | Meaning |\n|---|---|\n| 2 | odd |\n";

    private static readonly string[] Two = ["scripts/a.py", "scripts/b.py"];

    [Theory]
    [InlineData("Before, run `b.py`.\n\nRun `scripts/a.py`:\n\n" + Table, "scripts/a.py")]
    [InlineData("## b.py\n\ntext\n\n## a.py\n\n" + Table, "scripts/a.py")]
    [InlineData("See b.py and a.py.\n\n```bash\npython3 scripts/a.py in\n```\n\nMore of b.py.\n\n---\n\n" + Table, "scripts/a.py")]
    [InlineData("## Safety\n\n---\n\n" + Table + "\n```bash\npython3 scripts/a.py in\n```\n\n## b.py\n", "scripts/a.py")]
    [InlineData("## Scripts\n\n### a.py\n\nReads.\n\n### Exit codes\n\n" + Table + "\n### b.py\n", "scripts/a.py")]
    [InlineData("```bash\npython3 scripts/a.py in\n```\n\nNot b.py.\n\n## Codes\n\n" + Table, "scripts/a.py")]
    [InlineData("```bash\nCHECK=\"$ROOT/scripts/a.py\"\n```\n\n## Check\n\nNot b.py.\n\n```bash\npython3 \"$CHECK\" --all\n```\n\n" + Table, "scripts/a.py")]
    public void Parse_binds_a_table_to_the_nearest_script(string markdown, string script) => Script(markdown, Two).Should().Be(script);

    [Theory]
    [InlineData("## Scripts\n\n| a.py | reads |\n|---|---|\n| b.py | writes |\n\n### Exit codes\n\n" + Table)]
    [InlineData("Run a.py, then b.py.\n\n## Exit codes\n\n" + Table)]
    public void Parse_binds_a_table_to_none_of_several_scripts(string markdown) => Script(markdown, Two).Should().BeNull();

    [Fact]
    public void Parse_knows_a_script_by_the_name_under_which_it_is_installed() =>
        Script("## b.py\n\n## Use\n\n```bash\ncheck-links --all\n```\n\n" + Table, "scripts/check-links.sh", "scripts/b.py").Should().Be("scripts/check-links.sh");

    [Theory]
    [InlineData("Run a.py.\n\n## Wait\n\n```bash\ngh pr checks --watch\n```\n\n" + Table)]
    [InlineData("Run a.py.\n\n## What a hook does\n\n" + Table)]
    [InlineData("Run a.py.\n\n## Deploy\n\nThe container ends so:\n\n" + Table)]
    [InlineData("Run a.py.\n\n### other_tool.py exit codes\n\n" + Table)]
    public void Parse_only_mentions_the_codes_of_something_else(string markdown) =>
        Skills.ParseBody(markdown, "scripts/a.py").Contract.ExitCodes.Single().Should().Match<ExitCodeClaim>(claim => claim.Script == null && claim.Confidence == ExitCodeConfidence.Mentioned);

    [Fact]
    public void Parse_declares_the_codes_of_a_skill_without_scripts() =>
        Skills.ParseBody("## Use\n\n```bash\nown-tool in\n```\n\n" + Table).Forms().Should().Equal("13 Table Declared exit:2");

    [Theory]
    [InlineData("`scripts/a.py` exits 2 when odd, `b.py` never does.", "scripts/a.py")]
    [InlineData("Exit 2 when odd, says a.py.", "scripts/a.py")]
    [InlineData("## a.py\n\nThe script exits 2 when odd.", "scripts/a.py")]
    [InlineData("`scripts/a.py` checks links. It reads all. Exit 2 when odd.", "scripts/a.py")]
    public void Parse_binds_a_sentence_to_its_script(string markdown, string script) => Script(markdown + "\n", Two).Should().Be(script);

    [Theory]
    [InlineData("## a.py\n\nNote that `gh pr checks` exits 8 while it waits.")]
    [InlineData("## a.py\n\nExit code 137 means that `container.sh` was out of memory.")]
    [InlineData("The script exits 2 when odd.")]
    public void Parse_binds_no_sentence_about_something_else(string markdown) => Script(markdown + "\n", Two).Should().BeNull();

    [Fact]
    public void Parse_gives_each_of_seven_scripts_its_list()
    {
        string[] scripts = [.. Enumerable.Range(1, 7).Select(i => $"scripts/s{i}.py")];
        var markdown = string.Concat(scripts.Select(script => $"### {script}\n\n```bash\npython3 {script} in\n\n# Exit codes:\n#   0: fine\n#   1: odd\n```\n\n"));

        Skills.ParseBody(markdown, scripts).Contract.ExitCodes.Select(claim => claim.Script).Should().Equal(scripts.SelectMany(script => new[] { script, script }));
    }

    [Fact]
    public void Contract_makes_rows_of_what_is_declared_only()
    {
        var parsed = Skills.ParseBody("## a.py\n\nThe script exits 3 when tired.\n\n" + Table, "scripts/a.py");

        parsed.Contract.ExitCodes.Should().HaveCount(2);
        parsed.Contract.ExitCodeRows.Should().Equal("a.py:2");
    }

    [Fact]
    public void Contract_makes_no_row_of_a_mention_that_an_experiment_without_script_expects() => Skills
        .ParseContract("version: 1\nexperiments:\n  - name: first\n    run: x\n    exit: 3\n", "It exits 3 when tired.\n").Contract.ExitCodeRows.Should().BeEmpty();

    private static string? Script(string markdown, params string[] scripts) => Skills.ParseBody(markdown, scripts).Contract.ExitCodes.Single().Script;
}
