using System.IO;
using System.Linq;
using System.Text.Json;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class DiscoverCommandTests
{
    private const string Body = "\n\n## Use\n\n```bash\nbash scripts/tool.sh in.csv --out out.db\n```\n\n| Flag | Description |\n|---|---|\n| `--out` | where |\n";

    private static TemporarySkill Skill() =>
        new TemporarySkill(TemporarySkill.Contract("run: 'true'"), TemporarySkill.Document + Body).Write("scripts/tool.sh", "#!/bin/sh\n[ -e \"$3\" ] && exit 2\nexit 0\n");

    [Fact]
    public void It_tells_the_skill_in_one_paragraph_with_lines()
    {
        using var skill = Skill();

        var lines = Tool.Run(skill.Root, "discover", "skills/tool").ShouldEndWith(0).Lines;

        lines[0].Should().Be(
            "tool: Does what a test asks for. Use it in tests. It runs scripts/tool.sh (SKILL.md:20). It reads .csv (SKILL.md:20). It writes .db (SKILL.md:20). "
            + "It takes --out (SKILL.md:25). It ends with 0 for done (SKILL.md:12), 2 for output exists (SKILL.md:13). Its body has 21 lines, about 58 tokens (compact). 1 experiment is declared.");
        lines.Should().Contain(line => line.TrimStart().StartsWith("agrees      skills/tool/SKILL.md:1: frontmatter"));
    }

    [Fact]
    public void Json_has_the_whole_model()
    {
        using var skill = Skill();

        using var json = JsonDocument.Parse(Tool.Run(skill.Root, "discover", "skills/tool", "--format", "json").ShouldEndWith(0).Stdout);

        var model = json.RootElement;
        model.GetProperty("name").GetString().Should().Be("tool");
        model.GetProperty("inputs")[0].GetProperty("extension").GetString().Should().Be(".csv");
        model.GetProperty("exitCodes").EnumerateArray().Select(code => $"{code.GetProperty("line")} {code.GetProperty("codes")} {code.GetProperty("script")} {code.GetProperty("confidence")}")
            .Should().Equal("12 0 scripts/tool.sh declared", "13 2 scripts/tool.sh declared");
        model.GetProperty("examples")[0].GetProperty("command").GetString().Should().Be("bash scripts/tool.sh in.csv --out out.db");
        model.GetProperty("examples")[0].GetProperty("language").GetString().Should().Be("bash");
        model.GetProperty("files").EnumerateArray().Select(file => $"{file.GetProperty("path")} {file.GetProperty("namedBy").GetArrayLength()}").Should().Equal("evals/contract.yaml 0", "scripts/tool.sh 1");
        model.GetProperty("scripts")[0].GetProperty("path").GetString().Should().Be("skills/tool/scripts/tool.sh");
        model.GetProperty("claims").EnumerateArray().Should().OnlyContain(claim => claim.GetProperty("verdict").GetString() != "contradicts");
    }

    [Fact]
    public void A_broken_claim_stands_first()
    {
        using var skill = Skill();
        skill.Write("SKILL.md", File.ReadAllText(Path.Combine(skill.Path, "SKILL.md")) + "\n[it](gone.md)\n");

        Tool.Run(skill.Root, "discover", "skills/tool").Lines.SkipWhile(line => !line.StartsWith("What can")).ElementAt(1)
            .Should().Be("  contradicts skills/tool/SKILL.md:27: file gone.md: the skill does not have it");
    }

    [Theory]
    [InlineData("skills", 2)]
    [InlineData("none", 6)]
    public void It_wants_one_skill(string path, int code)
    {
        using var skill = Skill().Write("../other/SKILL.md", TemporarySkill.Document);

        Tool.Run(skill.Root, "discover", path).ShouldEndWith(code).Stderr.Should().NotBeEmpty();
    }

    [Fact]
    public void Hostile_text_is_shown_harmlessly()
    {
        using var skill = new TemporarySkill(TemporarySkill.Contract("run: 'true'"), "---\nname: \"::error file=x::\\e[31m ##[add-mask]x\"\ndescription: \"a\\e[31mred\\n::error::x\"\n---\n\n[it](\u001b[31m/gone.md)\n");

        Tool.Run(skill.Write("scripts/a\u001b[31mx.sh", "#!/bin/sh\n# Exit codes: 0 = ok, 2 = bad\nexit 2\n").Root, "discover", "skills/tool").ShouldBeHarmless();
    }
}
