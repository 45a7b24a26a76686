using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

/// <summary>An experiment is not judged by what is left of it.</summary>
public class SkillParserFaultTests
{
    [Theory]
    [InlineData("exti: 2", 5)]
    [InlineData("exit: failed", 11)]
    [InlineData("stdout: { hass: a }", 15)]
    [InlineData("stdout: { matches: '(' }", 24)]
    [InlineData("files: { ../a: absent }", 14)]
    [InlineData("changes: [../b]", 15)]
    [InlineData("each: [{ a: [] }]", 17)]
    [InlineData("each: []", 11)]
    [InlineData("timeout: 5", 14)]
    [InlineData("script: none.py", 13)]
    [InlineData("name: second", 5)]
    [InlineData("stdin: *a", 12)]
    [InlineData("{ a: b }: c", 5)]
    public void Parse_marks_an_experiment_with_the_place_of_its_error(string line, int column) =>
        Skills.ParseExperiment($"    {line}\n").Contract.Experiments.Single().FaultAt.Should().Be(new Place("demo/evals/contract.yaml", 5, column));

    [Theory]
    [InlineData("{ a: b }", 10)]
    [InlineData("", 9)]
    [InlineData("[]", 10)]
    [InlineData("' '", 10)]
    [InlineData("[[x]]", 10)]
    [InlineData("['', x]", 10)]
    public void Parse_marks_an_experiment_without_a_command(string run, int column)
    {
        var parsed = Skills.ParseContract($"version: 1\nexperiments:\n  - name: a\n    run: {run}\n");

        parsed.Places().Should().Equal($"contract.yaml(4,{column}) SKC3005");
        parsed.Contract.Experiments.Single().FaultAt.Should().Be(new Place("demo/evals/contract.yaml", 4, column));
    }

    [Theory]
    [InlineData("claim: nowhere")]
    [InlineData("git: origin")]
    [InlineData("fixtures: [none]")]
    [InlineData("fixtures: { ../a: b }")]
    [InlineData("stdin: a # cut")]
    [InlineData("exit: 2")]
    public void Parse_does_not_mark_what_can_be_judged_or_is_told_elsewhere(string line) =>
        Skills.ParseExperiment($"    {line}\n").Contract.Experiments.Single().FaultAt.Should().BeNull();

    [Fact]
    public void Parse_marks_every_experiment_for_an_error_in_a_default() => Skills
        .ParseContract("version: 1\ntimeout: 5\nexperiments:\n  - { name: a, run: x }\n  - { name: b, run: x }\n").Contract.Experiments
        .Select(experiment => experiment.FaultAt).Should().AllBeEquivalentTo(new Place("demo/evals/contract.yaml", 2, 10));

    [Fact]
    public void Parse_marks_only_the_experiment_with_the_error() => Marked(
        "version: 1\nfoo: 1\nexperiments:\n  - { name: a, run: x }\n  - { name: b, run: x, exit: bad }\n  - { name: c, run: x }\n  - { name: c, run: y }\nversion: 1\n")
        .Should().Equal("b");

    [Fact]
    public void Parse_marks_only_the_experiment_with_the_key_declared_twice() => Marked(
        "version: 1\nexperiments: [{ name: a, run: x }, { name: b, run: x, exit: 0, exit: 1 }, { name: c,\n run: x }]\nenv:\n  A: a\n  A: b\n").Should().Equal("b");

    [Fact]
    public void Parse_marks_only_the_row_with_the_error() => Marked(
        "version: 1\nexperiments:\n  - name: $a\n    each: [{ a: 1 }, { a: x }]\n    run: x\n    exit: $a\n").Should().Equal("x");

    private static string[] Marked(string yaml) =>
        Skills.ParseContract(yaml).Contract.Experiments.Where(experiment => experiment.FaultAt is not null).Select(experiment => experiment.Name).ToArray();
}
