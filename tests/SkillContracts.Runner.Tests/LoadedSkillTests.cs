using System.IO;
using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

public sealed class LoadedSkillTests
{
    [Theory]
    [InlineData("inner")]
    [InlineData("evals-data/inner")]
    public void Files_of_a_nested_skill_are_not_the_outer_skills(string nested)
    {
        using var skill = TemporarySkill.Of("run: 'true'").Write("scripts/own.sh", "").Write($"{nested}/SKILL.md", "").Write($"{nested}/other.sh", "");

        skill.Load().Contract.Scripts.Should().Equal("scripts/own.sh");
    }

    [Fact]
    public void A_skill_among_the_fixtures_is_a_fixture()
    {
        using var skill = TemporarySkill.Of("fixtures: [fixtures/set]\nrun: test -e inner/SKILL.md").Write("evals/fixtures/set/inner/SKILL.md", "");

        skill.Load().HasErrors.Should().BeFalse();
        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Theory]
    [InlineData("x/x")]
    [InlineData("x")]
    [InlineData("../scripts/x/../x/y")]
    public void A_link_into_itself_is_no_file(string target)
    {
        using var skill = TemporarySkill.Of("run: 'true'").Write("scripts/own.sh", "");
        File.CreateSymbolicLink(Path.Combine(skill.Path, "scripts", "x"), target);
        File.CreateSymbolicLink(Path.Combine(skill.Path, "scripts", "tool.sh"), "x/x");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void A_script_that_cannot_be_read_is_unknown_and_nothing_is_said_of_it()
    {
        using var skill = new TemporarySkill(TemporarySkill.Contract("run: 'true'"), TemporarySkill.Document + "\n```bash\nscripts/gone.sh --strange\n```\n").Write("scripts/own.sh", "");
        File.CreateSymbolicLink(Path.Combine(skill.Path, "scripts", "gone.sh"), "nowhere");

        var loaded = skill.Load();

        loaded.Source.Scripts.Single(script => script.Path.EndsWith("gone.sh")).Facts.CodesUnknown.Should().Be("the script cannot be read");
        loaded.Parsed.Problems.Select(problem => problem.Rule.Id).Should().NotContain(["SKC5007", "SKC6005"]);
    }
}
