using System.Linq;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserYamlTests
{
    [Theory]
    [InlineData("\t- exit: 2", 1, "A tab indents this line; YAML takes spaces only")]
    [InlineData("    stdin: a: b", 13, "The value of 'stdin' holds ': ' and is not quoted; put the value in quotes")]
    [InlineData("    stdin: @a", 12, "The value of 'stdin' starts with '@', which means something else in YAML; put the value in quotes")]
    [InlineData("    stdin: `a`", 12, "The value of 'stdin' starts with '`', which means something else in YAML; put the value in quotes")]
    [InlineData("    stdin: %a", 12, "The value of 'stdin' starts with '%', which means something else in YAML; put the value in quotes")]
    [InlineData("    stdin: *", 12, "The value of 'stdin' starts with '*', which means something else in YAML; put the value in quotes")]
    [InlineData("    stdin: >= 3", 12, "The value of 'stdin' starts with '>', which means something else in YAML; put the value in quotes")]
    [InlineData("    stdin: \"a\" b", 16, "Text follows the closing quote; put the whole value into one pair of quotes")]
    [InlineData("    stdin: \"a\n    exit: 2", 12, "The quote that opens here is not closed, or a later line of it is not indented; close it")]
    [InlineData("    stdin: \"\\d+\"", 12, "'\\d' is no escape in double quotes; put the value in single quotes, or double the '\\'")]
    [InlineData("    stdin: \"a\\\\b\\n\\.b\"", 12, "'\\.' is no escape in double quotes; put the value in single quotes, or double the '\\'")]
    [InlineData("    stdin: \"C:\\users\"", 12, "'\\u' is no escape in double quotes; put the value in single quotes, or double the '\\'")]
    [InlineData("    stdin: 'a", 12, "The quote that opens here is not closed, or a later line of it is not indented; close it")]
    [InlineData("    changes: [a, b\n    exit: 2", 15, "A '[' or '{' is not closed before this place, or a ',' is missing; close it, or put the value in quotes")]
    [InlineData("    env: {a: ${X}}", 15, "The braces of '${…}' end the map or list around them; write $name, or put the value in quotes")]
    [InlineData("    stdin: a\0b", 13, "A NUL character ends the YAML here; remove it")]
    [InlineData("---\nversion: 1", 1, "A second YAML document starts here; keep one")]
    [InlineData("    ? [a]\n    : b", 7, "A key must be a text; put quotes around '{' or '['")]
    public void Parse_reports_SKC3001_with_the_cure(string lines, int column, string message)
    {
        var parsed = Skills.ParseExperiment(lines + "\n");

        parsed.Problems.Select(problem => problem.ToString()).Should().Equal($"demo/evals/contract.yaml(5,{column}): error SKC3001: {message}");
    }

    [Theory]
    [InlineData("    setup: |\n      all:\n      \tcc\n    exit: 0\n    stdin: a: b\n", "contract.yaml(9,13) SKC3001")]
    [InlineData("    stdin: a: b\n    setup: |\n      all:\n      \tcc\n", "contract.yaml(5,13) SKC3001")]
    public void Parse_blames_no_tab_inside_a_block_text(string keys, string place) => Skills.ParseExperiment(keys).Places().Should().Equal(place);

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Parse_reports_SKC3001_for_10_000_levels(string opening)
    {
        var parsed = Skills.ParseContract(string.Concat(Enumerable.Repeat(opening, 10_000)));

        parsed.Messages().Should().Equal("Values are nested too deeply here; at most 64 levels are read");
    }

    [Theory]
    [InlineData(61, 0)]
    [InlineData(62, 1)]
    public void Parse_reads_64_levels(int lists, int count)
    {
        // The value of json stands on level 4.
        var parsed = Skills.ParseExperiment("    stdout: { json: " + new string('[', lists) + new string(']', lists) + " }\n");

        parsed.Problems.Should().HaveCount(count);
    }

    [Fact]
    public void Parse_reports_SKC3006_for_an_anchor() =>
        Skills.ParseExperiment("    stdin: &a b\n").Messages().Should().Equal("Anchors such as '&a' are not allowed in a contract; write the value out");

    [Fact]
    public void Parse_reports_SKC3006_for_an_alias() =>
        Skills.ParseExperiment("    stdin: *a\n").Messages().Should().Equal("Aliases such as '*a' are not allowed in a contract; write the value out");

    [Fact]
    public void Parse_reports_SKC3006_for_a_tag() =>
        Skills.ParseExperiment("    stdin: !x b\n").Places().Should().Equal("contract.yaml(5,12) SKC3006");

    [Fact]
    public void Parse_does_not_expand_a_bomb_of_aliases()
    {
        var lines = Enumerable.Range(1, 20).Select(i => $"      k{i}: &k{i} [{string.Join(", ", Enumerable.Repeat($"*k{i - 1}", 10))}]");

        var parsed = Skills.ParseExperiment("    stdout:\n      json:\n      k0: &k0 a\n" + string.Join("\n", lines) + "\n");

        parsed.Problems.Count(problem => problem.Rule.Id == "SKC3006").Should().Be(221);
    }

    [Fact]
    public void Parse_reports_SKC3004_with_both_lines_when_a_key_stands_twice() => Skills
        .ParseExperiment("    exit: 1\n    stdin: a\n    exit: 2\n")
        .Problems.Select(problem => problem.ToString()).Should()
        .Equal("demo/evals/contract.yaml(7,5): error SKC3004: The key 'exit' on line 7 is already declared on line 5; keep one");

    [Fact]
    public void Parse_keeps_the_first_of_two_equal_keys() => Skills
        .ParseExperiment("    exit: 1\n    exit: 2\n").Contract.Experiments.Single().Steps[0].Expected.Exit.ToString().Should().Be("1");

    [Theory]
    [InlineData("    stdin: a #b\n", "contract.yaml(5,12) SKC3010")]
    [InlineData("    changes: [a, b #c\n      ]\n", "contract.yaml(5,18) SKC3010")]
    [InlineData("    stdin: a\n      b #c\n", "contract.yaml(5,12) SKC3010")]
    public void Parse_reports_SKC3010_when_one_space_and_a_hash_cut_a_value(string keys, string place) =>
        Skills.ParseExperiment(keys).Places().Should().Equal(place);

    [Theory]
    [InlineData("    stdin: a  # b\n")]
    [InlineData("    stdin: a\t# b\n")]
    [InlineData("    stdin: a#b\n")]
    [InlineData("    stdin: \"a\" # b\n")]
    [InlineData("    stdin: | # b\n      a\n")]
    [InlineData("    changes: [a] # b\n")]
    [InlineData("    files: # b\n      a: exists\n")]
    [InlineData("    # b\n    exit: 0\n")]
    public void Parse_takes_a_comment_that_cuts_nothing(string keys) => Skills.ParseExperiment(keys).Places().Should().BeEmpty();

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Parse_gives_the_places_of_the_file_for_any_line_end(string end) => Skills
        .ParseContract((Skills.Experiment + "    stdin: |\n      a\n    foo: 1\n").Replace("\n", end)).Places().Should().Equal("contract.yaml(7,5) SKC3003");

    [Fact]
    public void Parse_stays_within_the_file_when_lines_end_with_CR_alone() => Skills
        .ParseContract((Skills.Experiment + "    foo: 1\n").Replace("\n", "\r")).Problems.Select(problem => problem.Place.Line).Should().Equal(1);

    [Fact]
    public void Parse_counts_columns_in_UTF_16_units() =>
        Skills.ParseExperiment("    \"😀\": 1\n    env: { 😀: a, b: [] }\n").Places().Should().Equal("contract.yaml(5,5) SKC3003", "contract.yaml(6,22) SKC3005");

    [Fact]
    public void Parse_reports_a_byte_order_mark_of_the_contract() => Skills
        .Parse(new("demo/SKILL.md", Skills.Frontmatter), new("demo/evals/contract.yaml", Skills.Experiment, Model.Parsing.SourceForm.ByteOrderMark))
        .Places().Should().Equal("contract.yaml(1,1) SKC1013");
}
