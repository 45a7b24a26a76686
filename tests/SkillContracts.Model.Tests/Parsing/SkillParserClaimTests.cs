using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserClaimTests
{
    [Theory]
    [InlineData("no orphan rows")]
    [InlineData("no  orphan rows")]
    [InlineData("no orphan `rows`")]
    [InlineData("wrapped over two lines")]
    [InlineData("| 2 | output exists |")]
    [InlineData("in bold and code")]
    [InlineData("a quote over two lines")]
    [InlineData("Does it.")]
    public void Parse_finds_the_words_however_they_are_set(string words)
    {
        var parsed = Skills.ParseExperiment(
            $"    claim: \"{words}\"\n",
            """
            There are no orphan rows. This is wrapped
              over two lines, in **bold** and `code`.

            > And a quote
            > over two lines.

            | Exit code | Meaning |
            |---|---|
            | `2` | output **exists** |
            """);

        parsed.Places().Should().BeEmpty();
    }

    [Fact]
    public void Parse_gives_the_place_and_the_line_of_the_words()
    {
        var parsed = Skills.ParseExperiment("    claim: no orphan rows\n", "Text.\n\nThere are no `orphan`\nrows.\n");

        parsed.Contract.Experiments.Single().Claim.Should().Be(new Quote("no orphan rows", new Place("demo/SKILL.md", 7, 11), "There are no `orphan`"));
    }

    [Fact]
    public void Parse_gives_the_place_in_a_CRLF_document()
    {
        var parsed = Skills.ParseExperiment("    claim: no orphan rows\n", "Text.\r\n\r\nThere are no orphan\r\nrows.\r\n");

        parsed.Contract.Experiments.Single().Claim!.Place.Should().Be(new Place("demo/SKILL.md", 7, 11));
    }

    [Theory]
    [InlineData("#!/bin/sh\n# There are no orphan\n# rows.\n")]
    [InlineData("\"\"\"\nThere are no orphan\n  rows.\n\"\"\"\n")]
    [InlineData("// There are no orphan\n// rows.\n")]
    [InlineData("/**\n * There are no orphan\n * rows.\n */\n")]
    public void Parse_finds_the_words_in_a_script_header(string header)
    {
        var parsed = Skills.ParseContract(
            Skills.Experiment + "    claim: no orphan rows\n", scripts: new SourceFile("demo/scripts/a.py", header));

        parsed.Contract.Experiments.Single().Claim!.Place!.Path.Should().Be("demo/scripts/a.py");
    }

    [Theory]
    [InlineData("no Orphan rows")]
    [InlineData("no orphan rows at all")]
    [InlineData("''")]
    [InlineData("'*'")]
    public void Parse_reports_SKC3008_when_no_document_holds_the_words(string claim) => Skills
        .ParseExperiment($"    claim: {claim}\n", "There are no orphan rows.\n").Places().Should().Equal("contract.yaml(5,12) SKC3008");

    [Fact]
    public void Parse_keeps_the_experiment_when_its_words_are_gone() => Skills
        .ParseExperiment("    claim: gone\n").Contract.Experiments.Single().Claim.Should().Be(new Quote("gone", null, null));

    [Fact]
    public void Parse_fills_the_columns_of_a_row_into_its_claim() => Skills
        .ParseExperiment("    claim: writes $format\n    each: [{ format: csv }]\n", "It writes csv.\n").Places().Should().BeEmpty();
}
