using FluentAssertions;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;
using Xunit;

namespace SkillContracts.Model.Tests.Rules;

public class BaselineTests
{
    private static readonly Problem First = Problem.Of(RuleTable.DeadLink, new Place("a/SKILL.md", 4, 1), "x.md", "");
    private static readonly Problem Moved = First with { Place = new Place("a/SKILL.md", 40, 7) };
    private static readonly Problem Other = Problem.Of(RuleTable.DeadLink, new Place("b/SKILL.md", 4, 1), "x.md", "");

    [Fact]
    public void A_problem_is_known_wherever_it_stands_in_its_file()
    {
        var (fresh, known) = Baseline.Of([First]).Divide([Moved, Other]);

        fresh.Should().Equal(Other);
        known.Should().Equal(Moved);
    }

    [Fact]
    public void A_second_problem_of_the_same_words_is_new() => Baseline.Of([First]).Divide([First, Moved]).New.Should().Equal(Moved);

    [Fact]
    public void Numbers_of_lines_in_a_message_do_not_count()
    {
        var before = Problem.Of(RuleTable.DuplicateField, new Place("a", 5, 1), "name", "2");
        var after = Problem.Of(RuleTable.DuplicateField, new Place("a", 6, 1), "name", "3");

        Baseline.Of([before]).Divide([after]).New.Should().BeEmpty();
    }

    [Fact]
    public void Other_numbers_do_count()
    {
        var before = Problem.Of(RuleTable.FieldTooLong, new Place("a", 5, 1), "name", "65", "64");
        var after = Problem.Of(RuleTable.FieldTooLong, new Place("a", 5, 1), "name", "66", "64");

        Baseline.Of([before]).Divide([after]).New.Should().Equal(after);
    }

    [Fact]
    public void It_shrinks_and_never_grows()
    {
        var shrunk = Baseline.Of([First, Moved, Other]).ShrunkTo(Baseline.Of([First, Problem.Of(RuleTable.NoName, new Place("c", 1, 1), "c")]));

        shrunk.Entries.Should().Equal(new BaselineEntry("a/SKILL.md", "SKC5003", First.Message, 1));
    }
}
