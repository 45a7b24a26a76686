using FluentAssertions;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;
using Xunit;

namespace SkillContracts.Model.Tests.Rules;

public class ProblemTests
{
    private static readonly Place Here = new("skills/demo/SKILL.md", 14, 3);

    [Fact]
    public void ToString_has_the_form_of_MSBuild() => Problem.Of(RuleTable.NoDescription, Here).ToString().Should()
        .Be("skills/demo/SKILL.md(14,3): error SKC1007: The frontmatter has no description; say what the skill does and when to use it");

    [Fact]
    public void ToString_says_warning_for_a_warning() =>
        Problem.Of(RuleTable.ByteOrderMark, Here).ToString().Should().StartWith("skills/demo/SKILL.md(14,3): warning SKC1013: ");

    [Fact]
    public void ToString_shows_control_characters_of_the_path() =>
        Problem.Of(RuleTable.ByteOrderMark, new Place("a\n::error::b", 1, 1)).ToString().Should().StartWith("a⏎::error::b(1,1): ");

    [Fact]
    public void Message_fills_the_arguments_in() => Problem.Of(RuleTable.NameIsNotFolder, Here, "a", "b").Message.Should()
        .Be("The name 'a' is not that of the folder 'b'; make them equal, clients look the skill up by both");

    [Fact]
    public void Message_keeps_braces_of_an_argument() =>
        Problem.Of(RuleTable.WrongValue, Here, "{0}", "{x}").Message.Should().Be("The value of '{0}' must be {x}");

    [Fact]
    public void Message_shows_line_ends_of_an_argument() =>
        Problem.Of(RuleTable.WrongValue, Here, "a\nb", "\u001b[2J").Message.Should().Be(@"The value of 'a⏎b' must be \x1b[2J");

    [Fact]
    public void Message_keeps_the_braces_of_the_rule() => Problem.Of(RuleTable.NoTestRunner, Here).Message.Should().Contain("{ \"test\": { \"runner\"");

    [Fact]
    public void Equals_compares_values() => Problem.Of(RuleTable.WrongValue, Here, "a", "b").Should().Be(Problem.Of(RuleTable.WrongValue, Here with { }, "a", "b"));

    [Fact]
    public void Place_has_the_form_that_terminals_open() => Here.ToString().Should().Be("skills/demo/SKILL.md:14");
}
