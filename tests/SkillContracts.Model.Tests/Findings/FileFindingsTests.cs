using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Findings;

public class FileFindingsTests
{
    private static readonly string[] Files = ["SKILL.md", "references/guide.md", "assets/logo.png", "scripts/convert.py", "linked/."];

    [Theory]
    [InlineData("references/guide.md")]
    [InlineData("./references/guide.md")]
    [InlineData("references/guide.md#part")]
    [InlineData("references/")]
    [InlineData("references/../assets/logo.png")]
    [InlineData("SKILL.md")]
    [InlineData("linked/any.md")]
    [InlineData("../other/SKILL.md")]
    [InlineData("/docs/page.md")]
    [InlineData("https://example.org/x.md")]
    [InlineData("mailto:a@example.org")]
    [InlineData("#part")]
    [InlineData("url")]
    [InlineData("<url>")]
    [InlineData("${BASE}/x.md")]
    public void Parse_accepts_a_link_that_leads_to_a_file_or_out_of_the_skill(string target) =>
        Skills.ParseBody($"[it]({target})\n", Files).Places().Should().BeEmpty();

    [Theory]
    [InlineData("refs/guide.md")]
    [InlineData("references/Guide.md")]
    [InlineData("gone.md#part")]
    [InlineData("scripts/")]
    [InlineData("references/%67one.md")]
    public void Parse_reports_SKC5003_for_a_link_to_a_missing_file(string target) =>
        Skills.ParseBody($"\n\n  [it]({target})\n", Files.Except(["scripts/convert.py"]).ToArray()).Places().Should().Equal("SKILL.md(7,3) SKC5003");

    [Theory]
    [InlineData("reference/guide.md", ", but it has 'references/guide.md'; correct")]
    [InlineData("references/Guide.md", ", but it has 'references/guide.md'; correct")]
    [InlineData("references/gone.md", "which the skill does not have; correct")]
    [InlineData("other/SKILL.md", "which the skill does not have; correct")]
    [InlineData("docs/page.md", "which the skill does not have; correct")]
    public void Parse_names_the_one_file_that_a_dead_link_may_mean(string target, string message) =>
        Skills.ParseBody($"[it]({target})\n", [.. Files, "one/page.md", "two/page.md"]).Messages().Should().ContainSingle().Which.Should().Contain(message);

    [Fact]
    public void Parse_reports_a_missing_file_once() =>
        Skills.ParseBody("[a](x.md) ![b](x.md) [c](./x.md)\n", Files).Places().Should().Equal("SKILL.md(5,1) SKC5003");

    [Fact]
    public void Parse_reports_no_link_of_a_code_block() => Skills.ParseBody("```markdown\n[it](gone.md)\n```\n", Files).Places().Should().BeEmpty();

    [Theory]
    [InlineData("scripts/convert.py a", "import sys\n", "convert.py(1,1) SKC5007")]
    [InlineData("./scripts/convert.py a", "# no shebang\n", "convert.py(1,1) SKC5007")]
    [InlineData("python scripts/convert.py a", "import sys\n")]
    [InlineData("convert.py a", "import sys\n")]
    [InlineData("scripts/convert.py a", "#!/usr/bin/env python3\n")]
    public void Parse_reports_SKC5007_for_a_script_that_is_run_by_its_path_without_shebang(string command, string script, params string[] places) =>
        Skills.Parse(new SourceFile("demo/SKILL.md", Skills.Frontmatter + "```bash\n" + command + "\n```\n"), files: Files, scripts: [new SourceFile("demo/scripts/convert.py", script)])
            .Places().Should().Equal(places);

    [Theory]
    [InlineData("run.sh", "echo\r\n", "run.sh(1,1) SKC5008")]
    [InlineData("run.py", "#!/usr/bin/env python3\r\nprint()\r\n", "run.py(1,1) SKC5008")]
    [InlineData("run.py", "print()\r\n")]
    [InlineData("run.sh", "echo\n")]
    [InlineData("run.sh", "echo '\r'\n")]
    public void Parse_reports_SKC5008_where_CRLF_breaks_a_script(string name, string script, params string[] places) =>
        Skills.Parse(new SourceFile("demo/SKILL.md", Skills.Frontmatter), files: ["scripts/" + name], scripts: [new SourceFile("demo/scripts/" + name, script)])
            .Places().Should().Equal(places);

    [Theory]
    [InlineData(500, 0)]
    [InlineData(501, 1)]
    public void Parse_reports_SKC7001_over_500_lines(int lines, int problems) =>
        Skills.ParseBody(string.Concat(Enumerable.Repeat("x\n", lines))).Places().Should().Equal(Enumerable.Repeat("SKILL.md(5,1) SKC7001", problems));

    [Theory]
    [InlineData("word ", 4000, 0)]
    [InlineData("word ", 4001, 1)]
    [InlineData("字", 5000, 0)]
    [InlineData("字", 5001, 1)]
    public void Parse_reports_SKC7001_over_about_5000_tokens(string text, int times, int problems) =>
        Skills.ParseBody(string.Concat(Enumerable.Repeat(text, times))).Places().Should().HaveCount(problems);
}
