using System.Collections.Generic;
using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using Xunit;

namespace SkillContracts.Model.Tests.Rules;

public class RuleSettingsParserTests
{
    private static (RuleSettings Settings, string[] Problems) Parse(string yaml)
    {
        var problems = new List<Problem>();
        var settings = RuleSettingsParser.Parse(new SourceFile("skillcontracts.yaml", yaml), problems);
        return (settings, problems.Select(problem => $"{problem.Place.Line},{problem.Place.Column} {problem.Message}").ToArray());
    }

    [Fact]
    public void Settings_choose_the_weight_of_rules_and_name_the_baseline()
    {
        var (settings, problems) = Parse("version: 1\nrules:\n  SKC1011: none\n  SKC5003: error\n  SKC7001: info\nbaseline: known.json\n");

        problems.Should().BeEmpty();
        settings.BaselinePath.Should().Be("known.json");
        settings.Apply(Problem.Of(RuleTable.UnknownField, new Place("a", 1, 1), "x", "")).Should().BeNull();
        settings.Apply(Problem.Of(RuleTable.DeadLink, new Place("a", 1, 1), "x", ""))!.ToString().Should().Contain(": error SKC5003: ");
        settings.Apply(Problem.Of(RuleTable.LongBody, new Place("a", 1, 1), "x", "y"))!.Severity.Should().Be(RuleSeverity.Info);
        settings.Apply(Problem.Of(RuleTable.NoName, new Place("a", 1, 1), "x"))!.Severity.Should().Be(RuleSeverity.Error);
    }

    [Theory]
    [InlineData("rules:\n  SKC1011: off\n", "2,12 The weight of SKC1011 must be none, info, warning or error")]
    [InlineData("rules:\n  SKC0000: none\n", "2,3 The setting has no effect: there is no rule 'SKC0000'")]
    [InlineData("rules:\n  SKC9001: none\n", "2,3 The setting has no effect: SKC9001 cannot be changed")]
    [InlineData("version: 2\n", "1,10 This tool reads version 1; write 'version: 1', or update the tool")]
    [InlineData("- x\n", "1,1 The settings must be a map that starts with 'version: 1'")]
    [InlineData("baseline: ../x\n", "1,1 'baseline' is not understood; known are*")]
    [InlineData("exclude: x\n", "1,1 'exclude' is not understood; known are*")]
    [InlineData("rules: [a]\n", "1,1 'rules' is not understood; known are*")]
    [InlineData("a: b: c\n", "1,5 The value of 'a' holds ': '*")]
    public void What_is_not_understood_is_a_problem_at_its_place(string yaml, string problem) => Parse(yaml).Problems.Should().ContainSingle().Which.Should().Match(problem);

    [Fact]
    public void An_empty_file_says_nothing() => Parse("").Should().Match<(RuleSettings Settings, string[] Problems)>(read => read.Problems.Length == 0 && read.Settings.Severities.Count == 0);
}
