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
}
