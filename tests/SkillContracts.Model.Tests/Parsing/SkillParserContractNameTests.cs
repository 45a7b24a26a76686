using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserContractNameTests
{
    [Theory]
    [InlineData("evals/contract.yml")]
    [InlineData("evals/Contract.yaml")]
    [InlineData("evals/contract.YAML")]
    [InlineData("evals/contract.yaml.txt")]
    [InlineData("evals/contracts.yaml")]
    public void Parse_reports_SKC3012_for_a_contract_under_another_name(string file) => Skills.ParseBody("", file).Problems.Should().ContainSingle()
        .Which.ToString().Should().Be($"demo/{file}(1,1): error SKC3012: The file '{file}' is not read; rename it to contract.yaml");

    [Fact]
    public void Parse_reports_SKC3012_below_the_root() => Skills
        .Parse(new("SKILL.md", Skills.Frontmatter), files: ["evals/contract.yml"], folder: ".").Places().Should().Equal("contract.yml(1,1) SKC3012");

    [Theory]
    [InlineData("evals/data.yaml")]
    [InlineData("evals/in/contract.yml")]
    [InlineData("contract.yml")]
    [InlineData("evals/contract.schema.json")]
    public void Parse_is_silent_about_other_files(string file) => Skills.ParseBody("", file).Places().Should().BeEmpty();

    [Fact]
    public void Parse_is_silent_beside_a_contract() => Skills
        .ParseContract(Skills.Experiment, files: ["evals/contract.yaml", "evals/contract.yml"]).Places().Should().BeEmpty();
}
