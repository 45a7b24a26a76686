using System.Linq;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserContractProblemTests
{
    [Theory]
    [InlineData("2", "contract.yaml(1,10) SKC3002")]
    [InlineData("1.0", "contract.yaml(1,10) SKC3002")]
    [InlineData("", "contract.yaml(1,9) SKC3002")]
    [InlineData("[1]", "contract.yaml(1,10) SKC3002")]
    [InlineData("2 # later\nfoo: &a [1, *a, !t x]\nexperiments: {}\nfoo: 2", "contract.yaml(1,10) SKC3002")]
    public void Parse_reports_SKC3002_and_nothing_else_for_another_version(string version, string place) =>
        Skills.ParseContract($"version: {version}\n").Places().Should().Equal(place);

    [Theory]
    [InlineData("    exti: 2\n", "The key 'exti' is unknown here; did you mean 'exit'?")]
    [InlineData("    stdot: 2\n", "The key 'stdot' is unknown here; did you mean 'stdout'?")]
    [InlineData("    stdout: { hass: a }\n", "The key 'hass' is unknown here; did you mean 'has'?")]
    [InlineData("    stdout: { sql: { a: 1 } }\n", "The key 'sql' is unknown here; known are is, has, lacks, matches, json")]
    [InlineData("    files: { a: { foo: 1 } }\n", "The key 'foo' is unknown here; known are is, has, lacks, matches, json, sql, xlsx, mode, encoding, eol")]
    public void Parse_reports_SKC3003_with_the_nearest_or_all_keys(string keys, string message) =>
        Skills.ParseExperiment(keys).Messages().Should().Equal(message);

    [Fact]
    public void Parse_reports_SKC3003_at_the_key_of_the_top() =>
        Skills.ParseContract(Skills.Experiment + "experimnts: 1\n").Places().Should().Equal("contract.yaml(5,1) SKC3003");

    [Theory]
    [InlineData("name: [a]", 11)]
    [InlineData("claim: [a]", 12)]
    [InlineData("bucket: sad", 13)]
    [InlineData("bucket: [a]", 13)]
    [InlineData("each: a", 11)]
    [InlineData("each: []", 11)]
    [InlineData("each: [a]", 11)]
    [InlineData("each: [{ a: [] }]", 17)]
    [InlineData("fixtures:", 14)]
    [InlineData("fixtures: [[a]]", 16)]
    [InlineData("fixtures: { a: [] }", 20)]
    [InlineData("git: maybe", 10)]
    [InlineData("git: [true]", 10)]
    [InlineData("setup: { a: b }", 12)]
    [InlineData("run: { a: b }", 10)]
    [InlineData("run: []", 10)]
    [InlineData("run: ''", 10)]
    [InlineData("script: [a]", 13)]
    [InlineData("script: none.py", 13)]
    [InlineData("env: [a]", 10)]
    [InlineData("env: { A: [b] }", 15)]
    [InlineData("stdin: [a]", 12)]
    [InlineData("stdin:", 11)]
    [InlineData("requires: { a: b }", 15)]
    [InlineData("timeout: 30", 14)]
    [InlineData("timeout: 2h", 14)]
    [InlineData("timeout: [1s]", 14)]
    [InlineData("exit: failed", 11)]
    [InlineData("exit: other", 11)]
    [InlineData("exit: 256", 11)]
    [InlineData("exit: []", 11)]
    [InlineData("exit: { a: b }", 11)]
    [InlineData("exit: [1, [2]]", 11)]
    [InlineData("stdout: [a]", 13)]
    [InlineData("stdout: { is: [a] }", 19)]
    [InlineData("stdout: { has: { a: b } }", 20)]
    [InlineData("stderr: { lacks: { a: b } }", 22)]
    [InlineData("stderr: { matches: { a: b } }", 24)]
    [InlineData("stdout: { has: '' }", 20)]
    [InlineData("stdout: { has: [a, ''] }", 24)]
    [InlineData("stdout: { lacks: '' }", 22)]
    [InlineData("stdout: { matches: '' }", 24)]
    [InlineData("stdout: ...", 13)]
    [InlineData("stdout: { is: \"...\\n...\\n\" }", 19)]
    [InlineData("files: { a: { is: '...' } }", 23)]
    [InlineData("files: [a]", 12)]
    [InlineData("files: { a: text }", 17)]
    [InlineData("files: { a: [b] }", 17)]
    [InlineData("files: { a: { sql: [b] } }", 24)]
    [InlineData("files: { a: { sql: { b: { c: d } } } }", 29)]
    [InlineData("files: { a: { sql: { b: [[[c]]] } } }", 29)]
    [InlineData("changes: { a: b }", 14)]
    [InlineData("changes:", 13)]
    public void Parse_reports_SKC3005_once_for_a_value_of_the_wrong_type(string line, int column)
    {
        // The key under test stands on line 3, in front of the two that an experiment needs.
        var others = new[] { "name: first", "run: x" }.Where(other => other.Split(':')[0] != line.Split(':')[0]);

        var parsed = Skills.ParseContract($"version: 1\nexperiments:\n  - {line}\n    {string.Join("\n    ", others)}\n");

        parsed.Places().Should().Equal($"contract.yaml(3,{column}) SKC3005");
    }

    [Theory]
    [InlineData("stdout: ''")]
    [InlineData("stdout: { is: '' }")]
    [InlineData("stdout: \"...\\na\"")]
    [InlineData("stdout: '[..]'")]
    public void Parse_takes_a_text_that_some_output_would_fail(string line) => Skills.ParseExperiment($"    {line}\n").Places().Should().BeEmpty();

    [Fact]
    public void Parse_reports_SKC3005_for_a_check_that_an_empty_column_makes_vacuous() => Skills
        .ParseExperiment("    each: [{ a: x }, { a: '' }]\n    stdout: { has: $a }\n").Messages().Should()
        .Equal("The value of 'has' must be a text that something could fail; leave the key out if anything may stand here");

    [Theory]
    [InlineData("- a\n", "contract.yaml(1,1) SKC3005")]
    [InlineData("text\n", "contract.yaml(1,1) SKC3005")]
    [InlineData("version: 1\nexperiments: a\n", "contract.yaml(2,14) SKC3005")]
    [InlineData("version: 1\nexperiments: { a: b }\n", "contract.yaml(2,14) SKC3005")]
    [InlineData("version: 1\nexperiments: [a]\n", "contract.yaml(2,15) SKC3005")]
    public void Parse_reports_SKC3005_when_the_contract_has_another_shape(string yaml, string place) =>
        Skills.ParseContract(yaml).Places().Should().Equal(place);

    [Fact]
    public void Parse_reports_SKC3007_when_two_experiments_share_a_name() => Skills
        .ParseContract("version: 1\nexperiments:\n  - { name: a, run: x }\n  - { name: a, run: y }\n")
        .Problems.Select(problem => problem.ToString()).Should()
        .Equal("demo/evals/contract.yaml(4,13): error SKC3007: The experiment 'a' is already declared on line 3; give each a name of its own");

    [Fact]
    public void Parse_reports_SKC3007_when_two_rows_are_equal() => Skills
        .ParseContract("version: 1\nexperiments:\n  - name: a\n    each: [{ b: 1 }, { b: 1 }]\n    run: x $b\n").Places().Should().Equal("contract.yaml(3,11) SKC3007");

    [Theory]
    [InlineData("snapshot: []", "contract.yaml(5,15) SKC3005")]
    [InlineData("snapshot: ['']", "contract.yaml(5,16) SKC3005")]
    [InlineData("snapshot: { a: b }", "contract.yaml(5,15) SKC3005")]
    [InlineData("snapshot: [../x]", "contract.yaml(5,16) SKC5002")]
    [InlineData("scrub: '('", "contract.yaml(5,12) SKC4001")]
    [InlineData("scrub: []", "contract.yaml(5,12) SKC3005")]
    public void Parse_reports_a_snapshot_or_pattern_that_cannot_be_used(string line, string place) => Skills.ParseExperiment($"    {line}\n").Places().Should().Contain(place);

    [Theory]
    [InlineData("", "contract.yaml(1,1) SKC3011")]
    [InlineData("# nothing\n", "contract.yaml(1,1) SKC3011")]
    [InlineData("version: 1\n", "contract.yaml(1,1) SKC3011")]
    [InlineData("experiments: [{ name: a, run: x }]\n", "contract.yaml(1,1) SKC3011")]
    [InlineData("version: 1\nexperiments: []\n", "contract.yaml(2,1) SKC3011")]
    [InlineData("version: 1\nexperiments: [{ run: x }]\n", "contract.yaml(2,15) SKC3011")]
    [InlineData("version: 1\nexperiments: [{ name: '', run: x }]\n", "contract.yaml(2,15) SKC3011")]
    [InlineData("version: 1\nexperiments: [{ name: , run: x }]\n", "contract.yaml(2,15) SKC3011")]
    [InlineData("version: 1\nexperiments: [{ name: a }]\n", "contract.yaml(2,17) SKC3011")]
    public void Parse_reports_SKC3011_when_a_key_is_missing(string yaml, string place) => Skills.ParseContract(yaml).Places().Should().Equal(place);

    [Theory]
    [InlineData("(a")]
    [InlineData("[a")]
    [InlineData("*a")]
    public void Parse_reports_SKC4001_when_a_pattern_does_not_parse(string pattern) =>
        Skills.ParseExperiment($"    stdout: {{ matches: '{pattern}' }}\n").Places().Should().Equal("contract.yaml(5,24) SKC4001");

    [Fact]
    public void Parse_keeps_the_reason_of_SKC4001_in_sight_for_a_long_pattern() =>
        Skills.ParseExperiment($"    stdout: {{ matches: '{new string('a', 1000)}(' }}\n").Messages().Single().Should().EndWith("Not enough )'s.");

    [Theory]
    [InlineData("fixtures/none")]
    [InlineData("fixtures/a/x.csv")]
    [InlineData("fixtures/b")]
    public void Parse_reports_SKC5001_when_a_fixture_is_no_folder(string folder) => Skills
        .ParseExperiment($"    fixtures: [{folder}]\n", fixtures: ["fixtures/a/x.csv", "fixtures/bb/y.csv"]).Places().Should().Equal("contract.yaml(5,16) SKC5001");

    [Theory]
    [InlineData("fixtures/a")]
    [InlineData("./fixtures//a/")]
    [InlineData("fixtures")]
    public void Parse_takes_a_folder_with_a_file_anywhere_below(string folder) => Skills
        .ParseExperiment($"    fixtures: {folder}\n", fixtures: ["fixtures/a/b/x.csv"]).Places().Should().BeEmpty();

    [Theory]
    [InlineData("../a", "goes up with '..'")]
    [InlineData("a/../../b", "goes up with '..'")]
    [InlineData("a\\..\\b", "goes up with '..'")]
    [InlineData("/etc", "is absolute")]
    [InlineData("~/a", "is absolute")]
    [InlineData("C:/a", "is absolute")]
    [InlineData(".git", "lies in a .git folder")]
    [InlineData("a/.GIT/hooks", "lies in a .git folder")]
    [InlineData("a\\.git\\hooks", "lies in a .git folder")]
    [InlineData("''", "is empty or has control characters")]
    public void Parse_reports_SKC5002_when_a_fixture_leaves_its_folder(string folder, string fault) => Skills
        .ParseExperiment($"    fixtures: [{folder}]\n").Messages().Should().Equal($"The path '{folder.Trim('\'')}' {fault}; name a path below the contract's folder");

    [Theory]
    [InlineData("fixtures: { ../a: b }", "contract.yaml(5,17) SKC5002")]
    [InlineData("files: { ../a: exists }", "contract.yaml(5,14) SKC5002")]
    [InlineData("changes: [a, ../b]", "contract.yaml(5,18) SKC5002")]
    public void Parse_reports_SKC5002_at_the_path(string line, string place) => Skills.ParseExperiment($"    {line}\n").Places().Should().Equal(place);
}
