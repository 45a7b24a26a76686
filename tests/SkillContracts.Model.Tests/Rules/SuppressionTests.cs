using System;
using System.Linq;
using System.Threading.Tasks;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests.Rules;

public class SuppressionTests
{
    private const string DeadLink = "See [it](references/gone.md).\n";

    [Fact]
    public void A_comment_hides_the_problems_of_the_block_below_it()
    {
        var parsed = Skills.ParseBody("# Title\n\n<!-- skillcontracts-ignore SKC5003: made at run time -->\n" + DeadLink);

        parsed.Places().Should().BeEmpty();
        parsed.Suppressed.Single().Problem.Rule.Id.Should().Be("SKC5003");
        parsed.Suppressed.Single().Suppression.Reason.Should().Be("made at run time");
    }

    [Fact]
    public void A_comment_hides_nothing_of_the_next_block_but_one() =>
        Skills.ParseBody("# Title\n\n<!-- skillcontracts-ignore SKC5003: why -->\nplain\n\n" + DeadLink).Places()
            .Should().Equal("SKILL.md(7,1) SKC9006", "SKILL.md(10,5) SKC5003");

    [Fact]
    public void A_comment_before_everything_else_holds_for_the_whole_skill() =>
        Skills.ParseDocument("---\nname: other\ndescription: x\n---\n\n<!-- skillcontracts-ignore SKC5003, SKC1006: kept -->\n\n# Title\n\ntext\n\n" + DeadLink).Places().Should().BeEmpty();

    [Fact]
    public void A_comment_hides_its_own_rules_only() =>
        Skills.ParseBody("# Title\n\n<!-- skillcontracts-ignore SKC7001: why -->\n" + DeadLink).Places()
            .Should().Equal("SKILL.md(7,1) SKC9006", "SKILL.md(8,5) SKC5003");

    [Fact]
    public void Comments_one_after_the_other_hold_for_the_same_block() =>
        Skills.ParseBody("# Title\n\n<!-- skillcontracts-ignore SKC5003: why -->\n<!-- a remark -->\n" + DeadLink).Places().Should().BeEmpty();

    [Fact]
    public void A_comment_in_a_list_holds_for_the_block_below_it() =>
        Skills.ParseBody("# Title\n\n- item\n\n  <!-- skillcontracts-ignore SKC5003: why -->\n  " + DeadLink).Places().Should().BeEmpty();

    [Theory]
    [InlineData("<!-- skillcontracts-ignore SKC5003 -->", "A suppression needs the ids of rules, a colon and a reason")]
    [InlineData("<!-- skillcontracts-ignore: why -->", "A suppression needs the ids of rules, a colon and a reason")]
    [InlineData("<!-- skillcontracts-ignore SKC5003: -->", "A suppression needs the ids of rules, a colon and a reason")]
    [InlineData("<!-- skillcontracts-ignore SKC0001: why -->", "There is no rule 'SKC0001'")]
    [InlineData("<!-- skillcontracts-ignore SKC9006: why -->", "The rule SKC9006 does not belong to one skill and cannot be suppressed in it")]
    public void A_comment_that_is_not_understood_hides_nothing_and_is_reported(string comment, string fault)
    {
        var parsed = Skills.ParseBody("# Title\n\n" + comment + "\n" + DeadLink);

        parsed.Places().Should().Equal("SKILL.md(7,1) SKC9007", "SKILL.md(8,5) SKC5003");
        parsed.Messages()[0].Should().StartWith(fault);
    }

    [Theory]
    [InlineData("```html\n<!-- skillcontracts-ignore SKC5003 -->\n```\n")]
    [InlineData("Write `<!-- skillcontracts-ignore SKC5003 -->` above it.\n")]
    public void Words_about_comments_are_no_comments(string body) => Skills.ParseBody("# Title\n\n" + body).Places().Should().BeEmpty();

    [Fact]
    public void A_rule_that_only_the_disk_can_judge_is_not_reported_as_unused_by_the_parser() =>
        Skills.ParseBody("# Title\n\n<!-- skillcontracts-ignore SKC5010: why -->\ntext\n").Places().Should().BeEmpty();

    [Fact]
    public void A_comment_inside_a_paragraph_is_reported() =>
        Skills.ParseBody("# Title\n\nRun it. <!-- skillcontracts-ignore SKC5003: x --> " + DeadLink).Places().Should().Equal("SKILL.md(7,9) SKC9007", "SKILL.md(7,55) SKC5003");

    [Theory]
    [InlineData("SKC3003")]
    [InlineData("SKC5001")]
    public void A_rule_without_which_an_experiment_is_not_run_cannot_be_hidden(string id) =>
        Skills.ParseBody($"# Title\n\n<!-- skillcontracts-ignore {id}: why -->\ntext\n").Places().Should().Equal("SKILL.md(7,1) SKC9007");

    [Theory]
    [InlineData("<!-- skillcontracts-ignore {0}-->")]
    [InlineData("<!-- skillcontracts-ignore SKC5003: x -->\n\ntext\n\n{0}")]
    [InlineData("<!-- skillcontracts-ignore SKC5003: x -->\n<!-- {0} -->")]
    public async Task Long_comments_and_many_are_read_quickly(string comment)
    {
        var text = comment.Replace("{0}", comment.StartsWith("<!-- skillcontracts-ignore {", StringComparison.Ordinal) ? new string(' ', 200_000) : string.Concat(Enumerable.Repeat("<!-- skillcontracts-ignore SKC5003: x -->\n\ntext\n\n", 10_000)));
        var reading = Task.Run(() => Skills.ParseBody("# Title\n\n" + text), TestContext.Current.CancellationToken);

        (await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))).Should().Be(reading);
        (await reading).Problems.Should().NotBeEmpty();
    }
}
