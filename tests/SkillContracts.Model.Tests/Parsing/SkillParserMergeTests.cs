using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserMergeTests
{
    [Fact]
    public void Parse_starts_each_experiment_with_the_keys_at_the_top() =>
        Merge("timeout: 2s\nexit: 3\nstdin: a", "").Should().BeEquivalentTo(new { TimeLimit = TimeLimit.TryParse("2s"), Steps = new[] { new { StandardInput = "a", Expected = new { Exit = ExitCodeSet.Of(3) } } } });

    [Theory]
    [InlineData("setup: a", "setup: b")]
    [InlineData("setup: [a]", "setup: b")]
    [InlineData("setup: a", "setup: [b]")]
    public void Parse_adds_single_items_of_lists(string top, string own) => Merge(top, own).Setup.Should().Equal("a", "b");

    [Fact]
    public void Parse_replaces_a_text_of_the_top() => Merge("stdin: a", "stdin: b").Steps[0].StandardInput.Should().Be("b");

    [Fact]
    public void Parse_adds_lists_behind_those_of_the_top() => Merge("requires: [a]", "requires: [b]").Requires.Should().Equal("a", "b");

    [Theory]
    [InlineData("requires: [a]", "requires: b")]
    [InlineData("requires: a", "requires: [b]")]
    public void Parse_adds_one_item_without_a_list_to_a_list(string top, string own) => Merge(top, own).Requires.Should().Equal("a", "b");

    [Theory]
    [InlineData("requires: [a]")]
    [InlineData("requires: a")]
    public void Parse_replaces_a_list_by_an_empty_one(string top) => Merge(top, "requires: []").Requires.Should().BeEmpty();

    [Fact]
    public void Parse_allows_no_change_where_an_empty_list_replaces_that_of_the_top() =>
        Merge("changes: [a]", "changes: []").Steps[0].Expected.Changes.Should().BeEmpty();

    [Fact]
    public void Parse_replaces_the_codes_of_the_top() => Merge("exit: [0, 3]", "exit: [0]").Steps[0].Expected.Exit.Should().Be(ExitCodeSet.Of(0));

    [Fact]
    public void Parse_adds_maps_to_those_of_the_top() =>
        Merge("env: { A: a, B: b }", "env: { B: x, C: c }").Steps[0].Environment.Should().Equal(new Variable("A", "a"), new Variable("B", "x"), new Variable("C", "c"));

    [Theory]
    [InlineData("fixtures: { a: 1 }", "fixtures: { b: 2 }")]
    [InlineData("fixtures: [{ a: 1 }]", "fixtures: { b: 2 }")]
    [InlineData("fixtures: { a: 1 }", "fixtures: [{ b: 2 }]")]
    public void Parse_adds_fixtures_whatever_their_form(string top, string own) =>
        Merge(top, own).Fixtures.Select(fixture => fixture.Path).Should().Equal("a", "b");

    [Fact]
    public void Parse_adds_matchers_of_a_stream() =>
        Merge("stdout: { has: a }", "stdout: { lacks: b }").Steps[0].Expected.Stdout.Select(check => check.GetType()).Should().Equal(typeof(HasCheck), typeof(LacksCheck));

    [Fact]
    public void Parse_keeps_the_defaults_out_of_other_experiments()
    {
        var parsed = Skills.ParseContract(
            "version: 1\nrequires: [a]\nexperiments:\n  - { name: one, run: x, requires: [b] }\n  - { name: two, run: x }\n");

        parsed.Contract.Experiments[1].Requires.Should().Equal("a");
    }

    [Fact]
    public void Parse_reports_a_fault_of_the_top_once()
    {
        var parsed = Skills.ParseContract("version: 1\ntimeout: 5\nexperiments:\n  - { name: one, run: x }\n  - { name: two, run: x }\n");

        parsed.Places().Should().Equal("contract.yaml(2,10) SKC3005");
    }

    [Theory]
    [InlineData("name")]
    [InlineData("claim")]
    [InlineData("each")]
    [InlineData("run")]
    [InlineData("steps")]
    public void Parse_reports_SKC3003_for_a_key_that_is_no_default(string key) => Skills
        .ParseContract($"version: 1\n{key}: x\nexperiments:\n  - {{ name: one, run: x }}\n").Places().Should().Equal("contract.yaml(2,1) SKC3003");

    private static Experiment Merge(string top, string own) =>
        Skills.ParseContract($"version: 1\n{top}\nexperiments:\n  - name: first\n    run: x\n    {own}\n").Contract.Experiments.Single();
}
