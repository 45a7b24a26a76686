using System.Linq;
using System.Text.RegularExpressions;
using FluentAssertions;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class ContractFormatPageTests
{
    private static readonly string Page = Repository.Read("docs/contract-format.md");

    [Fact]
    public void First_contract_of_the_page_has_no_problems() => Skills.Parse(
            new SourceFile("demo/SKILL.md", Skills.Frontmatter + Block("markdown")),
            new SourceFile("demo/evals/contract.yaml", Block("yaml")),
            files: ["scripts/count.py"])
        .Places().Should().BeEmpty();

    [Fact]
    public void Page_has_a_row_for_each_key_of_an_experiment()
    {
        var keys = Skills.ParseExperiment("    zzzzzzzzzzzzzzzz: 1\n").Problems.Single().Arguments[1].Replace("known are ", "").Split(", ");

        keys.Where(key => !Regex.IsMatch(Page, $@"^\| (?:`\w+`, )?`{key}`(?:, `\w+`)? \|", RegexOptions.Multiline)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("stdout: done: 3 rows", "SKC3001")]
    [InlineData("stdout: 'issue' #12", "")]
    [InlineData("stdout: issue #12", "SKC3010")]
    [InlineData("stdout: @a", "SKC3001")]
    [InlineData("stdout: !a", "SKC3006")]
    [InlineData("stdout: { matches: \"\\d+\" }", "SKC3001")]
    [InlineData("stdout: { has: a, b }", "SKC3003")]
    [InlineData("env: { run: echo ${X} }", "SKC3001")]
    [InlineData("\tstdout: a", "SKC3001")]
    [InlineData("stdin:", "SKC3005")]
    [InlineData("stdin: ''", "")]
    public void Traps_of_YAML_are_as_the_page_says(string line, string ids) =>
        string.Concat(Skills.ParseExperiment($"    {line}\n".Replace("    \t", "\t")).Problems.Select(problem => problem.Rule.Id)).Should().Be(ids);

    private static string Block(string language) => Regex.Match(Page, $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
}
