using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserEachTests
{
    [Fact]
    public void Parse_makes_one_experiment_for_each_row() =>
        Parse("    each: [{ a: 1 }, { a: 2 }]\n", name: "n $a").Select(experiment => $"{experiment.Number} {experiment.Name}").Should().Equal("1 n 1", "2 n 2");

    [Fact]
    public void Parse_appends_the_values_when_the_rows_would_share_a_name() =>
        Parse("    each: [{ a: 1, b: x }, { a: 2, b: y }]\n").Select(experiment => experiment.Name).Should().Equal("n (1, x)", "n (2, y)");

    [Fact]
    public void Parse_fills_columns_into_texts_and_keys()
    {
        var experiment = Parse(
            """
                each: [{ a: "1", b: o.db }]
                fixtures: { $b.txt: "a=${a}" }
                env: { A: $a }
                stdin: $a $c $ab
                files: { $b: { has: $a } }
                changes: [$b]
            """ + "\n").Single();

        experiment.Should().BeEquivalentTo(new
        {
            Fixtures = new[] { new { Path = "o.db.txt", Text = "a=1" } },
            Steps = new[]
            {
                new
                {
                    Environment = new[] { new Variable("A", "1") },
                    StandardInput = "1 $c $ab",
                    Expected = new { Files = new[] { new { Glob = "o.db", Checks = new[] { new { Text = "1" } } } }, Changes = new[] { "o.db" } },
                },
            },
        });
    }

    [Fact]
    public void Parse_takes_an_empty_column_for_an_empty_text() => Parse("    each: [{ a: '' }]\n    stdin: $a\n").Single().Steps[0].StandardInput.Should().BeEmpty();

    [Fact]
    public void Parse_leaves_columns_in_shell_texts_for_the_runner()
    {
        var experiment = Parse("    each: [{ a: 1 }]\n    setup: echo $a\n    requires: test $a\n", run: "echo $a").Single();

        new[] { experiment.Steps[0].Run.Text, experiment.Setup.Single(), experiment.Requires.Single() }.Should().Equal("echo $a", "echo $a", "test $a");
    }

    [Fact]
    public void Parse_gives_the_row_for_the_shell_texts() =>
        Parse("    each: [{ a: 1, b: 2 }]\n").Single().Columns.Should().Equal(new Variable("a", "1"), new Variable("b", "2"));

    [Fact]
    public void Parse_fills_columns_into_words_that_no_shell_sees() => Parse("    each: [{ a: x y }]\n", run: "[echo, $a]").Single().Steps[0].Run.Words.Should().Equal("echo", "x y");

    private static EquatableArray<Experiment> Parse(string keys, string name = "n", string run = "x") =>
        Skills.ParseContract($"version: 1\nexperiments:\n  - name: {name}\n    run: {run}\n{keys}").Contract.Experiments;
}
