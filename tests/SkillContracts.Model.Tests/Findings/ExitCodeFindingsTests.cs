using System.Linq;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests.Findings;

public class ExitCodeFindingsTests
{
    private const string Argparse = "import argparse\nimport sys\nargparse.ArgumentParser().parse_args()\n";

    [Fact]
    public void Parse_reports_SKC2010_for_a_code_that_the_script_never_ends_with() => Compared.Problems(
        "| Exit code | Meaning |\n|---|---|\n| 0 | ok |\n| 3 | nothing to do |\n| 4 | odd |\n", ("scripts/x.py", "import sys\nsys.exit(4)\n"))
        .Should().Equal("SKILL.md(8,1) SKC2010: The script scripts/x.py never ends with exit code 3: its code holds 0, 1, 4 only; correct this line or the script");

    [Theory]
    [InlineData("x.py", "import sys\nsys.exit(3)\n")]
    [InlineData("x.py", "import sys\nsys.exit(code)\n")]
    [InlineData("x.py", "import sys\ndef main(): return 3\nsys.exit(main())\n")]
    [InlineData("x.py", "import argparse\nimport sys\nsys.path.insert(0, 'lib')\nfrom lib import run\n")]
    [InlineData("x.py", "from near import run\nimport sys\nrun(sys.argv)\n")]
    [InlineData("x.sh", "set -e\nexit 0\n")]
    [InlineData("x.sh", "source lib.sh\nexit 0\n")]
    [InlineData("x.sh", "grep x y\n")]
    [InlineData("x.mjs", "process.exit(code)\n")]
    [InlineData("x.mjs", "import run from './near.js'\nrun(process.argv)\n")]
    [InlineData("x.rb", "exit 0\n")]
    public void Parse_reports_no_SKC2010_when_the_code_is_there_or_unknown(string name, string script) => Compared.Ids(
        "Run `scripts/" + name + "`:\n\n- Exit 0: ok\n- Exit 3: nothing to do\n",
        ("scripts/" + name, script),
        ("scripts/near.py", "import sys\ndef run(): sys.exit(3)\n"),
        ("scripts/near.js", "export default () => process.exit(3)\n")).Should().NotContain("SKC2010");

    [Theory]
    [InlineData("x.py", "0")]
    [InlineData("x.py", "1")]
    [InlineData("x.py", "non-zero")]
    [InlineData("x.py", "3-5")]
    [InlineData("x.py", "124")]
    [InlineData("x.py", "130")]
    [InlineData("x.sh", "2")]
    public void Parse_reports_no_SKC2010_for_codes_that_need_no_exit(string name, string code) =>
        Compared.Ids("| Exit code | Meaning |\n|---|---|\n| " + code + " | odd |\n| 9 | other |\n", ("scripts/" + name, "exit(9)\n".Replace("(9)", name == "x.sh" ? " 9" : "(9)")))
            .Should().NotContain("SKC2010");

    [Fact]
    public void Parse_reports_no_SKC2010_for_the_code_of_the_parser() =>
        Compared.Ids("- Exit 0: ok\n- Exit 2: usage\n", ("scripts/x.py", Argparse)).Should().BeEmpty();

    [Theory]
    [InlineData("Exit codes:\n\n- 0: ok\n- 1: findings\n\nIn quiet mode 3 means nothing to do.\n", "")]
    [InlineData("Exit codes of `x.py`: 0 = ok, 1 = findings.\n", "")]
    [InlineData("Text.\n", "\"\"\"Exit codes:\n  0: ok\n  1: findings\n\nIn quiet mode 3.\n\"\"\"\n")]
    public void Parse_reports_no_SKC2011_when_words_near_the_list_have_the_number_or_it_is_a_sentence(string body, string header) =>
        Compared.Ids(body, ("scripts/x.py", header + "import sys\nif a:\n    sys.exit(1)\nsys.exit(3)\n")).Should().BeEmpty();

    [Fact]
    public void Parse_reports_SKC2011_at_the_line_of_the_script() => Compared.Problems(
        "Exit codes:\n\n- 0: ok\n- 1: findings\n", ("scripts/x.py", "import sys\nif a:\n    sys.exit(1)\nsys.exit(3)\nsys.exit(3)\n"))
        .Should().Equal("x.py(4,1) SKC2011: 'sys.exit(3)' ends with exit code 3, which the list at demo/SKILL.md:7 does not name; add it there");

    [Theory]
    [InlineData("| Exit code | Meaning |\n|---|---|\n| 0 | ok |\n| 1 | findings |\n| other | odd |\n")]
    [InlineData("- Exit 0: ok\n- Exit non-zero: failed\n")]
    [InlineData("- Exit 0: ok\n- Exit 1-5: findings\n")]
    [InlineData("- Exit 0: ok\n")]
    public void Parse_reports_no_SKC2011_for_lists_that_hold_every_code_or_are_none(string list) =>
        Compared.Ids(list, ("scripts/x.py", "import sys\nsys.exit(3)\nsys.exit(1)\n")).Should().NotContain("SKC2011");

    [Fact]
    public void Parse_reports_no_SKC2011_for_an_exit_of_a_subshell() =>
        Compared.Ids("- Exit 0: ok\n- Exit 1: failed\n", ("scripts/x.sh", "( cd x || exit 4 )\nexit 1\n")).Should().BeEmpty();

    [Theory]
    [InlineData("invalid arguments")]
    [InlineData("File not found or invalid argument")]
    [InlineData("usage error")]
    [InlineData("unknown option")]
    public void Parse_reports_SKC2012_for_1_as_the_code_of_wrong_arguments(string meaning) =>
        Compared.Problems("- Exit 0: ok\n- Exit 1: " + meaning + "\n", ("scripts/x.py", Argparse + "sys.exit(1)\n"))
            .Should().Equal("SKILL.md(6,1) SKC2012: This line says 1 for wrong arguments, but scripts/x.py reads them with argparse, which ends with 2; document 2 for them, or end with 1 in the parser's error method");

    [Theory]
    [InlineData("- Exit 1: findings\n", Argparse)]
    [InlineData("- Exit 1: invalid arguments\n- Exit 2: usage error\n", Argparse)]
    [InlineData("- Exit 1: invalid arguments\n", "import argparse\nclass P(argparse.ArgumentParser):\n    def error(self, text): exit(1)\n")]
    [InlineData("- Exit 1: invalid arguments\n", "import argparse\ntry: argparse.ArgumentParser().parse_args()\nexcept SystemExit: exit(1)\n")]
    [InlineData("- Exit 1: invalid arguments\n", "import sys\nif len(sys.argv) < 2: sys.exit(1)\n")]
    [InlineData("- Exit 1: invalid arguments\n", "from cli import main\nmain()\n")]
    public void Parse_reports_no_SKC2012_when_the_list_or_the_script_tells_otherwise(string list, string script) =>
        Compared.Ids("- Exit 0: ok\n" + list, ("scripts/x.py", script)).Should().NotContain("SKC2012");

    [Theory]
    [InlineData("- Exit 3: missing required arguments\n- Exit 2: expired\n", true)]
    [InlineData("- Exit 64: usage error\n", true)]
    [InlineData("- Exit 3: no option is left\n", false)]
    public void Parse_reports_SKC2012_for_another_code_only_in_clear_words(string list, bool expected) =>
        Compared.Ids("- Exit 0: ok\n" + list, ("scripts/x.py", Argparse + "sys.exit(3)\nsys.exit(64)\n")).Contains("SKC2012").Should().Be(expected);

    [Fact]
    public void Parse_reports_SKC2012_for_click() =>
        Compared.Ids("- Exit 0: ok\n- Exit 1: bad option\n", ("scripts/x.py", "import click\n@click.command()\ndef main(): pass\n")).Should().Equal("SKC2012");

    [Fact]
    public void Parse_reports_SKC2013_for_2_with_another_meaning() =>
        Compared.Problems("- Exit 0: ok\n- Exit 2: critical findings\n", ("scripts/x.py", Argparse + "sys.exit(2)\n"))
            .Should().Equal("SKILL.md(6,1) SKC2013: Exit code 2 means 'critical findings' here, but argparse in scripts/x.py also ends with 2 for wrong arguments; give the outcome another code, or name both meanings");

    [Theory]
    [InlineData("usage")]
    [InlineData("invalid input")]
    [InlineData("configuration error")]
    [InlineData("critical findings or wrong arguments")]
    [InlineData("failed")]
    public void Parse_reports_no_SKC2013_for_meanings_that_hold_wrong_arguments(string meaning) =>
        Compared.Ids("- Exit 0: ok\n- Exit 2: " + meaning + "\n", ("scripts/x.py", Argparse)).Should().BeEmpty();

    [Fact]
    public void Parse_reports_no_SKC2013_without_a_parser() =>
        Compared.Ids("- Exit 0: ok\n- Exit 2: critical findings\n", ("scripts/x.py", "import sys\nsys.exit(2)\n")).Should().BeEmpty();

    [Fact]
    public void Parse_reports_SKC2010_in_the_header_of_a_script() =>
        Compared.Problems("Text.\n", ("scripts/x.py", "\"\"\"Checks.\n\nExit codes:\n  0: ok\n  3: odd\n\"\"\"\nimport sys\nsys.exit(0)\n"))
            .Should().ContainSingle().Which.Should().StartWith("x.py(5,1) SKC2010: ");

    [Fact]
    public void Parse_reports_SKC2014_for_meanings_that_are_swapped() => Compared.Problems(
        "- Exit 0: ok\n- Exit 1: ambiguous name\n- Exit 2: no match\n",
        ("scripts/x.sh", "#!/bin/bash\n# Exit codes:\n#   0  ok\n#   1  nothing matches, no match\n#   2  name is ambiguous\nexit 2\n"))
        .Should().Contain("SKILL.md(6,1) SKC2014: Exit codes 1 and 2 have each other's meanings in the list at demo/scripts/x.sh:4; make both lists say the same");

    [Theory]
    [InlineData("#   1  ambiguous\n#   2  nothing found\n")]
    [InlineData("#   1  several candidates\n#   2  nothing found\n")]
    [InlineData("#   1  no match\n#   2  nothing found\n")]
    [InlineData("#   1  ambiguous, more than one match\n#   2  name has no match\n")]
    public void Parse_reports_no_SKC2014_for_other_words(string header) => Compared.Ids(
        "- Exit 0: ok\n- Exit 1: ambiguous name\n- Exit 2: no match\n", ("scripts/x.sh", "#!/bin/bash\n# Exit codes:\n#   0  ok\n" + header + "exit 2\n"))
        .Should().NotContain("SKC2014");

    [Fact]
    public void Parse_reports_SKC2015_for_a_code_in_one_of_two_lists() => Compared.Problems(
        "- Exit 0: ok\n- Exit 1: findings\n", ("scripts/x.py", "\"\"\"Exit codes:\n  0: ok\n  1: findings\n  3: odd\n\"\"\"\nimport sys\nsys.exit(3)\n"))
        .Should().Equal("x.py(4,1) SKC2015: Exit code 3 is missing in the list at demo/SKILL.md:5; add it there");

    [Theory]
    [InlineData("- Exit 0: ok\n- Exit 1: findings\n- Exit 3: odd\n", "sys.exit(3)")]
    [InlineData("- Exit 0: ok\n- Exit 1: findings\n- Exit non-zero: failed\n", "sys.exit(3)")]
    [InlineData("Text.\n", "sys.exit(3)")]
    public void Parse_reports_no_SKC2015_for_equal_or_open_lists(string list, string exit) => Compared.Ids(
        list, ("scripts/x.py", "\"\"\"Exit codes:\n  0: ok\n  1: findings\n  3: odd\n\"\"\"\nimport sys\n" + exit + "\n")).Should().BeEmpty();

    [Fact]
    public void Parse_takes_a_sentence_without_a_name_for_no_list_of_one_of_several_scripts() => Compared.Ids(
        "Run `scripts/x.py`.\n\nExit codes: 0 = ok, 1 = findings, 4 = odd.\n", ("scripts/x.py", "import sys\nsys.exit(3)\n"), ("scripts/y.py", "print()\n")).Should().BeEmpty();

    [Theory]
    [InlineData("`scripts/x.py` exits with 4 when the input is odd.\n")]
    [InlineData("```bash\npython3 scripts/x.py in.txt  # exit 4 on odd input\n```\n")]
    public void Parse_takes_what_is_mentioned_for_no_list(string body) =>
        Compared.Ids(body, ("scripts/x.py", "import sys\npath = sys.argv[1]\nsys.exit(3)\n")).Should().BeEmpty();

    [Theory]
    [InlineData("scripts/x.py", "LIMIT = 3\n")]
    [InlineData("assets/x.py", "import sys\nsys.exit(4)\n")]
    [InlineData("templates/x.py", "import sys\nsys.exit(4)\n")]
    public void Parse_reports_nothing_of_modules_and_templates(string path, string script) =>
        Compared.Ids("- Exit 0: ok\n- Exit 3: odd\n", (path, script)).Should().BeEmpty();

    [Fact]
    public void Parse_takes_a_module_without_exits_for_harmless() => Compared.Ids(
        "Run `scripts/x.py`:\n\n- Exit 0: ok\n- Exit 3: odd\n", ("scripts/x.py", "from near import run\nimport sys\nimport yaml\nrun(sys.argv[1])\n"), ("scripts/near.py", "def run(path): pass\n"))
        .Should().Equal("SKC2010");
}
