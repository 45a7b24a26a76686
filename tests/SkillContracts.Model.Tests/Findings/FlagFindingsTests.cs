using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests.Findings;

public class FlagFindingsTests
{
    private const string Script = """
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("-t", "--target")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--limit", type=int, default=30)
        parser.add_argument("--quiet", action="store_true")
        parser.add_argument("--secret", help=argparse.SUPPRESS)
        parser.parse_args()
        """;

    private const string Table = "| Flag | Default | Description |\n|---|---|---|\n| `--target` | | what |\n| `--quiet` | | no output |\n";

    [Fact]
    public void Parse_reports_SKC6001_for_a_documented_flag_that_the_script_does_not_know() => Compared.Problems(
        Table + "| `--config` | | settings |\n| `--format`, `--limit` | | rest |\n", ("scripts/x.py", Script))
        .Should().ContainSingle().Which.Should().StartWith("SKILL.md(9,3) SKC6001: The script scripts/x.py does not know the flag --config, it knows --target, --format, --limit, --quiet;");

    [Theory]
    [InlineData("| `--help` | | this |\n")]
    [InlineData("| `-h` | | this |\n")]
    [InlineData("| `--tar` | | what |\n")]
    [InlineData("| `-t` | | what |\n")]
    public void Parse_reports_no_SKC6001_for_flags_that_the_parser_takes(string row) => Compared.Ids(Table + row, ("scripts/x.py", Script)).Should().NotContain("SKC6001");

    [Theory]
    [InlineData("parser.parse_known_args()")]
    [InlineData("parser.add_argument(*names)")]
    [InlineData("add_more(parser)")]
    public void Parse_reports_nothing_of_flags_when_there_may_be_more(string line) =>
        Compared.Ids(Table + "| `--config` | | settings |\n", ("scripts/x.py", Script + "\n" + line + "\n")).Should().BeEmpty();

    [Fact]
    public void Parse_reports_no_SKC6001_for_a_list_that_has_no_flag_of_the_script() =>
        Compared.Ids("| Flag | Description |\n|---|---|\n| `--oneline` | of git |\n| `--graph` | of git |\n", ("scripts/x.py", Script)).Should().BeEmpty();

    [Fact]
    public void Parse_reports_no_SKC6001_for_a_flag_of_another_script() => Compared.Ids(
        "`scripts/x.py`\n\n" + Table + "| `--config` | | settings |\n",
        ("scripts/x.py", Script),
        ("scripts/y.py", "import argparse\np = argparse.ArgumentParser()\np.add_argument('--config')\n")).Should().NotContain("SKC6001");

    [Fact]
    public void Parse_reports_nothing_of_flags_that_are_for_the_agent() =>
        Compared.Ids(Table + "| `--config` | | settings |\n\nRead $ARGUMENTS.\n", ("scripts/x.py", Script)).Should().BeEmpty();

    [Fact]
    public void Parse_reports_SKC6001_for_a_shell_script() => Compared.Ids(
        "- `--all` - everything\n- `--some` - a part\n", ("scripts/x.sh", "case $1 in --all) ;; *) exit 2 ;; esac\n")).Should().Equal("SKC6001");

    [Fact]
    public void Parse_reports_SKC6002_for_a_documented_value_that_the_script_refuses() => Compared.Problems(
        Table + "| `--format text\\|json\\|html` | | form |\n| `--limit` | | most |\n", ("scripts/x.py", Script))
        .Should().Equal("SKILL.md(9,3) SKC6002: The script scripts/x.py refuses html for --format, it takes text, json; correct the values or the script");

    [Theory]
    [InlineData("| `--format text\\|json` | | form |\n")]
    [InlineData("| `--format a\\|b` | | form |\n")]
    [InlineData("| `--target a\\|b` | | form |\n")]
    public void Parse_reports_no_SKC6002_for_values_that_are_taken_or_not_certain(string row) => Compared.Ids(Table + row, ("scripts/x.py", Script)).Should().NotContain("SKC6002");

    [Theory]
    [InlineData("| `--format` | `json` | form |", "--format", "json", "text", 4)]
    [InlineData("| `--limit` | 50 | most |", "--limit", "50", "30", 5)]
    [InlineData("| `--limit` | | most (default: 50) |", "--limit", "50", "30", 5)]
    public void Parse_reports_SKC6003_for_another_default(string row, string flag, string stated, string real, int line) =>
        Compared.Problems(Table + row + "\n", ("scripts/x.py", Script))
            .Should().Contain($"SKILL.md(9,3) SKC6003: The default of {flag} is documented as {stated}, but is {real} at scripts/x.py:{line}; make both the same");

    [Theory]
    [InlineData("| `--format` | `text` | form |")]
    [InlineData("| `--limit` | 30.0 | most |")]
    [InlineData("| `--limit` | thirty | most |")]
    [InlineData("| `--limit` | half a minute | most |")]
    [InlineData("| `--target` | here | what |")]
    [InlineData("| `--format` | | form (default: text for people) |")]
    [InlineData("| `--format` | | form (default: current setting) |")]
    [InlineData("| `--format` | | form (default: en,ja) |")]
    public void Parse_reports_no_SKC6003_for_the_same_default_or_one_in_words(string row) => Compared.Ids(Table + row + "\n", ("scripts/x.py", Script)).Should().NotContain("SKC6003");

    [Fact]
    public void Parse_reports_SKC6004_for_flags_that_the_list_lacks() => Compared.Problems(Table, ("scripts/x.py", Script))
        .Should().Equal("SKILL.md(7,3) SKC6004: The script scripts/x.py also takes --format, --limit, which this document does not name; add what users need");

    [Theory]
    [InlineData(Table + "\nAlso `--format` and `--limit`.\n")]
    [InlineData("Run it with `--target`.\n")]
    [InlineData("| Flag | Description |\n|---|---|\n| `--target` | what |\n")]
    public void Parse_reports_no_SKC6004_without_a_list_or_when_the_text_names_them(string body) => Compared.Ids(body, ("scripts/x.py", Script)).Should().BeEmpty();
}
