using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Code;
using SkillContracts.Model.Findings;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Findings;

public class StaticClaimTests
{
    private const string Script = "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--all')\nparser.add_argument('--some')\nparser.parse_args()\n";

    [Theory]
    [InlineData("python3 scripts/x.py --all 1", StaticVerdict.Agrees, "the script knows every flag of it")]
    [InlineData("python3 scripts/x.py --strange", StaticVerdict.Contradicts, null)]
    [InlineData("cd other\npython3 scripts/x.py --strange", StaticVerdict.Undecided, "it runs in another folder")]
    [InlineData("python3 .claude/skills/other/scripts/x.py --strange", StaticVerdict.Undecided, "it may be a script of another skill")]
    [InlineData("python3 scripts/y.py --strange", StaticVerdict.Undecided, "cli may read the command line")]
    public void An_example_agrees_only_when_its_words_were_compared(string command, StaticVerdict verdict, string? reason)
    {
        var claim = Claims("```bash\n" + command + "\n```\n").Single(claim => claim.Kind == "example");

        claim.Verdict.Should().Be(verdict);
        claim.Reason.Should().Be(reason ?? claim.Reason);
    }

    [Fact]
    public void A_problem_that_a_comment_hides_still_contradicts()
    {
        var claims = Claims("""
            <!-- skillcontracts-ignore SKC6001: comes with the next release -->
            `scripts/x.py`

            | Flag | What |
            |---|---|
            | `--all` | a |
            | `--some` | b |
            | `--gone` | c |
            """, "---\nname: other\ndescription: d\n---\n<!-- skillcontracts-ignore SKC1006: moves -->\n");

        claims.Where(claim => claim.Kind is "flag" or "frontmatter").Select(claim => $"{claim.Subject} {claim.Verdict}")
            .Should().Equal("obeys the specification Contradicts", "--all Agrees", "--some Agrees", "--gone Contradicts");
    }

    private static EquatableArray<StaticClaim> Claims(string body, string frontmatter = Skills.Frontmatter)
    {
        var source = new SkillSource(
            "demo",
            new SourceFile("demo/SKILL.md", frontmatter + body),
            null,
            new([ScriptText.Read("demo/scripts/x.py", Script), ScriptText.Read("demo/scripts/y.py", "from cli import main\nmain()\n")]),
            new(["scripts/x.py", "scripts/y.py"]),
            default);
        return StaticClaim.Of(source, SkillParser.Parse(source));
    }
}
