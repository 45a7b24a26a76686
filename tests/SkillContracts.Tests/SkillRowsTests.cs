using System.Linq;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Tests;

public sealed class SkillRowsTests
{
    private const string Skill = "skills/with space/tool";

    [Fact]
    public void Of_gives_a_row_for_each_name_in_their_order() =>
        SkillRows.Of(Skill, "b", "a").Select(row => row.Data).Should().Equal((Skill, "b"), (Skill, "a"));

    [Fact]
    public void A_row_is_labelled_with_its_name() =>
        SkillRows.Of(Skill, "it's 100 % true").Single().Label.Should().Be("it's 100 % true");

    [Fact]
    public void A_row_has_the_trait_Case_that_filters_it_alone() =>
        SkillRows.Of(Skill, "tool.sh:2").Single().Traits["Case"].Should().Equal("skills/with space/tool/tool.sh:2");
}
