using System;
using System.Diagnostics;
using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Code;
using SkillContracts.Model.Findings;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Findings;

public class ExampleFindingsTests
{
    private const string Script = """
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("path")
        parser.add_argument("-o", "--out")
        parser.add_argument("-v", action="store_true")
        parser.add_argument("--mode", choices=["upper", "lower"])
        parser.parse_args()
        """;

    [Fact]
    public void Parse_reports_SKC6005_for_an_unknown_flag() => Example("python3 scripts/x.py a.txt --shout", Script)
        .Should().Equal("SKILL.md(6,28) SKC6005: The script scripts/x.py does not know the flag --shout of this command, it knows --out, -v, --mode; correct the command");

    [Fact]
    public void Parse_names_known_flags_by_their_long_names_whatever_their_order() => Example("python3 scripts/x.py --shout", Script.Replace("\"-o\", \"--out\"", "\"--out\", \"-o\"", System.StringComparison.Ordinal))
        .Should().ContainSingle().Which.Should().Contain("it knows --out, -v, --mode;");

    [Fact]
    public void Parse_reports_SKC6005_for_a_script_that_takes_no_arguments() => Example("python3 scripts/x.py --shout", "print('a')\n")
        .Should().Equal("SKILL.md(6,22) SKC6005: The script scripts/x.py does not know the flag --shout of this command, it knows no flags; correct the command");

    [Theory]
    [InlineData("python3 scripts/x.py a.txt --out b.txt -v")]
    [InlineData("python3 scripts/x.py a.txt --out=b.txt")]
    [InlineData("python3 scripts/x.py a.txt --ou b.txt")]
    [InlineData("python3 scripts/x.py --help")]
    [InlineData("python3 scripts/x.py a.txt -vo b.txt")]
    [InlineData("python3 scripts/x.py a.txt --out --strange")]
    [InlineData("python3 scripts/x.py -- --strange")]
    [InlineData("python3 scripts/x.py [--strange]")]
    [InlineData("python3 scripts/x.py <--strange>")]
    [InlineData("python3 scripts/x.py a.txt -5")]
    [InlineData("python3 .claude/skills/other/scripts/x.py --strange")]
    [InlineData("python3 other.py --strange")]
    [InlineData("cd ../task-monitor\npython3 scripts/x.py --strange")]
    [InlineData("cd other && python3 scripts/x.py --strange")]
    public void Parse_reports_no_SKC6005_for_flags_that_are_known_or_not_literal(string command) => Example(command, Script).Should().BeEmpty();

    [Theory]
    [InlineData("python3 .claude/skills/demo/scripts/x.py --strange")]
    [InlineData("python3 \"${CLAUDE_SKILL_DIR}/scripts/x.py\" --strange")]
    [InlineData("python3 ./scripts/x.py --strange=\"$VALUE\"")]
    [InlineData("cd demo && python3 scripts/x.py --strange")]
    [InlineData("cd \"$SKILL_DIR\"\npython3 scripts/x.py --strange")]
    [InlineData("cat a.txt | python3 scripts/x.py --strange > b.txt")]
    public void Parse_reports_SKC6005_in_each_form_of_a_command(string command) => Example(command, Script).Should().ContainSingle().Which.Should().Contain("SKC6005");

    [Theory]
    [InlineData("from cli import main\nmain()\n")]
    [InlineData("import sys\nprint(sys.argv)\n")]
    [InlineData("import fire\nfire.Fire(main)\n")]
    [InlineData("from package.diagram import main\nmain()\n")]
    public void Parse_reports_no_SKC6005_when_flags_are_read_elsewhere(string script) => Example("python3 scripts/x.py --strange", script).Should().BeEmpty();

    [Theory]
    [InlineData("python3 scripts/x.py a.txt --mode uppercase", "uppercase", 35)]
    [InlineData("python3 scripts/x.py a.txt --mode=title", "title", 28)]
    public void Parse_reports_SKC6006_for_a_refused_value(string command, string value, int column) => Example(command, Script)
        .Should().Equal($"SKILL.md(6,{column}) SKC6006: The script scripts/x.py refuses {value} for --mode, it takes upper, lower; correct the command");

    [Theory]
    [InlineData("python3 scripts/x.py a.txt --mode upper")]
    [InlineData("python3 scripts/x.py a.txt --mode <mode>")]
    [InlineData("python3 scripts/x.py a.txt --mode $MODE")]
    [InlineData("python3 scripts/x.py a.txt --mode MODE")]
    [InlineData("python3 scripts/x.py a.txt --mode upper|lower")]
    public void Parse_reports_no_SKC6006_for_a_value_that_is_taken_or_a_placeholder(string command) => Example(command, Script).Should().BeEmpty();

    [Theory]
    [InlineData("--rea 1", "", 1)]
    [InlineData("--real 1", "", 1)]
    [InlineData("--real1 1", "", 0)]
    [InlineData("--oth 1", "", 0)]
    [InlineData("--o 1", "", 0)]
    [InlineData("--hel", "", 0)]
    [InlineData("--oth 1", "allow_abbrev=False", 1)]
    [InlineData("--rea 1", ")\ncommand = parser.add_subparsers().add_parser('a'", 0)]
    public void Parse_takes_the_start_of_a_name_as_argparse_does(string flags, string settings, int count) => Example(
        "python3 scripts/x.py " + flags,
        $"import argparse\nparser = argparse.ArgumentParser({settings})\nparser.add_argument('--real1')\nparser.add_argument('--real2')\nparser.add_argument('--other', '--otherwise')\nparser.parse_args()\n")
        .Should().HaveCount(count);

    [Fact]
    public void Parse_compares_many_examples_with_many_flags_in_time()
    {
        var script = "import argparse\nparser = argparse.ArgumentParser()\n" + string.Concat(Enumerable.Range(0, 25_000).Select(i => $"parser.add_argument('--f{i}')\n"));
        var examples = "```bash\n" + string.Concat(Enumerable.Range(0, 25_000).Select(i => $"python3 scripts/x.py --g{i}\n")) + "```\n\n";
        var table = "`scripts/x.py`\n\n| Flag | What |\n|---|---|\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"| `--f{2 * i}` | a |\n| `--h{i}` | b |\n"));
        var document = new SourceFile("demo/SKILL.md", Skills.Frontmatter + examples + table);
        var source = new SkillSource("demo", document, null, new([ScriptText.Read("demo/scripts/x.py", script)]), new(["scripts/x.py"]), default);
        var watch = Stopwatch.StartNew();

        var parsed = SkillParser.Parse(source);
        var claims = StaticClaim.Of(source, parsed);

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20), "comparing each with each takes longer by far");
        parsed.Problems.Count(problem => problem.Rule.Id == "SKC6005").Should().Be(100);
        claims.Where(claim => claim.Kind == "example").Should().HaveCount(parsed.Surface.Examples.Count).And.OnlyContain(claim => claim.Verdict == StaticVerdict.Contradicts);
    }

    private static string[] Example(string command, string script) =>
        Compared.Problems("```bash\n" + command + "\n```\n", ("scripts/x.py", script), ("scripts/cli.py", "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--strange')\n"));
}
