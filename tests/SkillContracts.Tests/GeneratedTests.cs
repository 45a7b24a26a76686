using System.Linq;
using System.Reflection;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Tests;

/// <summary>The classes that the generator made of <c>tests/Fixtures/skills</c>; their rows run beside these tests.</summary>
public sealed class GeneratedTests
{
    [Fact]
    public void Each_skill_is_a_class() =>
        Assembly.GetExecutingAssembly().GetTypes().Where(type => type.Namespace == "Skills" && !type.IsNested).Select(type => type.Name)
            .Should().BeEquivalentTo(nameof(Skills.join_words), nameof(Skills.line_count), nameof(Skills.say_hello));

    [Fact]
    public void Each_row_of_each_is_a_row() =>
        Skills.line_count.Experiments.Select(row => row.Data.Item2).Should().Equal(
            "counts the lines of nothing", "counts the lines of one", "counts the lines of two", "counts the lines of an open end", "tells a missing file");

    [Fact]
    public void Each_documented_exit_code_is_a_row() =>
        Skills.join_words.ExitCodes.Select(row => row.Data).Should().Equal(
            ("tests/Fixtures/skills/with space/join-words", "join_words.sh:0"), ("tests/Fixtures/skills/with space/join-words", "join_words.sh:1"));

    [Fact]
    public void A_skill_without_contract_has_no_theory_of_experiments() =>
        typeof(Skills.say_hello).GetMethods().Select(method => method.Name).Should().NotContain("Experiment").And.Contain("Exit_code").And.Contain("Specification");
}
