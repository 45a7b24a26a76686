using System.Linq;
using System.Reflection;
using FluentAssertions;
using SkillContracts.Model.Rules;
using Xunit;

namespace SkillContracts.Model.Tests.Rules;

public class RuleTableTests
{
    public static TheoryData<string> Ids => new(RuleTable.All.Select(rule => rule.Id));

    [Fact]
    public void All_holds_each_id_once() => RuleTable.All.Select(rule => rule.Id).Should().OnlyHaveUniqueItems();

    [Fact]
    public void All_is_sorted_by_id() => RuleTable.All.Select(rule => rule.Id).Should().BeInAscendingOrder(System.StringComparer.Ordinal);

    [Fact]
    public void All_holds_every_rule_of_the_table() => typeof(RuleTable)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<Rule>()
        .Should().BeEquivalentTo(RuleTable.All);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Id_has_the_form_of_its_topic(string id) => Rule(id).Should().Match<Rule>(rule => rule.Id.Length == 7 && rule.Topic == TopicOf(rule.Id.Substring(0, 4)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Title_is_short_and_has_no_full_stop(string id) => Rule(id).Title.Should().MatchRegex("^[A-Z].{3,50}[^.]$");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Message_is_one_line_without_full_stop(string id) => Rule(id).Message.Should().MatchRegex(@"^[^\n]*[^.\n]\z");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_starts_with_id_and_title(string id) =>
        Repository.Read($"docs/rules/{id}.md").Split('\n')[0].Should().Be($"# {id}: {Rule(id).Title}");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_names_the_severity(string id) =>
        Repository.Read($"docs/rules/{id}.md").Should().Contain($"\n**Severity:** {Rule(id).Severity.ToString().ToLowerInvariant()}");

    [Fact]
    public void Pages_stand_for_rules_only() =>
        Repository.Names("docs/rules", "SKC*.md").Should().BeEquivalentTo(RuleTable.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Index_lists_the_rule(string id) => Repository.Read("docs/rules/README.md").Should()
        .Contain($"| [{id}]({id}.md) | {Rule(id).Severity.ToString().ToLowerInvariant()} | {Rule(id).Title} |\n");

    [Fact]
    public void Ledger_holds_every_id_that_was_ever_given()
    {
        var ledger = Repository.Read("tests/SkillContracts.Model.Tests/Rules/RuleTable.verified.txt");

        string.Concat(RuleTable.All.Select(rule => $"{rule.Id} {rule.Severity.ToString().ToLowerInvariant()} {rule.Title}\n")).Should().Be(ledger);
    }

    private static Rule Rule(string id) => RuleTable.All.Single(rule => rule.Id == id);

    private static string TopicOf(string start) => start switch
    {
        "SKC1" => "Frontmatter",
        "SKC2" => "ExitCodes",
        "SKC3" => "Experiments",
        "SKC4" => "Expectations",
        "SKC5" => "Files",
        "SKC6" => "Flags",
        "SKC7" => "Body",
        "SKC9" => "Tool",
        _ => "none",
    };
}
