using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Surface;
using Xunit;

namespace SkillContracts.Model.Tests.Surface;

public class SkillSurfaceTests
{
    private static SkillSurface Read(string body, params string[] scripts) =>
        Skills.ParseBody(body, scripts.Length > 0 ? scripts : ["scripts/convert.py"]).Surface;

    private static string[] Flags(string body, params string[] scripts) => Read(body, scripts).Flags
        .Select(flag => $"{flag.Place.Line} {flag.Script} {string.Join(",", flag.Names)} [{string.Join("|", flag.Values)}] {flag.Default ?? "-"} {flag.Meaning}".Replace("scripts/", ""))
        .ToArray();

    private static string[] Examples(string body, params string[] scripts) => Read(body, scripts).Examples
        .Select(example => $"{example.Place.Line} {example.Script}: {string.Join(" ", example.Arguments.Select(word => word.IsLiteral ? word.Text : "?"))}")
        .ToArray();

    [Theory]
    [InlineData("| Flag | Description |\n|---|---|\n| `--out FILE` | where to write |", "7 convert.py --out [] - where to write")]
    [InlineData("| Flag | Description |\n|---|---|\n| `-o`, `--out` | where |", "7 convert.py -o,--out [] - where")]
    [InlineData("| Flag | Inverse | Effect |\n|---|---|---|\n| `-s` / `--save` | `-S` | saves |", "7 convert.py -s,--save [] - saves")]
    [InlineData("| Option | Default | Description |\n|---|---|---|\n| `--format text\\|json` | `text` | the form |", "7 convert.py --format [text|json] text the form")]
    [InlineData("| Argument | Required | Description |\n|---|---|---|\n| `--period` | No | Period: monthly, weekly, daily (default: monthly) |", "7 convert.py --period [monthly|weekly|daily] monthly Period: monthly, weekly, daily (default: monthly)")]
    [InlineData("| 参数 | 说明 |\n|---|---|\n| `--out` | 输出 |", "7 convert.py --out [] - 输出")]
    [InlineData("| Name | Flag |\n|---|---|\n| where | `--out` |", "7 convert.py --out [] - --out")]
    public void Surface_has_the_flags_of_a_table(string table, string expected) => Flags(table).Should().Equal(expected);

    [Fact]
    public void Surface_has_the_flags_of_a_usage_line_of_600_kB()
    {
        var line = "usage: convert.py " + string.Concat(Enumerable.Repeat("[--a] ", 100_000));

        var flags = Read("```text\n" + line + "\n```\n").Flags;

        flags.Should().HaveCount(100_000);
        flags[99_999].Sentence.Should().Be(line.Trim());
    }

    [Theory]
    [InlineData("| Flag | Country |\n|---|---|\n| red | x |")]
    [InlineData("| Code | Meaning |\n|---|---|\n| `--out` | x |")]
    [InlineData("- plain\n- - nested")]
    [InlineData("text `--out` text")]
    public void Surface_has_no_flags_where_none_are_declared(string body) => Flags(body).Should().BeEmpty();

    [Theory]
    [InlineData("- `--out FILE` — where to write", "5 convert.py --out [] - where to write")]
    [InlineData("- **--out**: where (default `x.db`)", "5 convert.py --out [] x.db where (default x.db)")]
    [InlineData("- `--lang`: words (default: en,ja), and more", "5 convert.py --lang [] en,ja words (default: en,ja), and more")]
    [InlineData("- `--lang`: words. Defaults to x.db.", "5 convert.py --lang [] x.db words. Defaults to x.db.")]
    [InlineData("- `-o`, `--out`: where", "5 convert.py -o,--out [] - where")]
    [InlineData("- --mode fast|slow: how", "5 convert.py --mode [fast|slow] - how")]
    public void Surface_has_the_flags_of_a_list(string list, string expected) => Flags(list).Should().Equal(expected);

    [Fact]
    public void Surface_has_the_flags_of_usage_lines_and_pasted_help() =>
        Flags("```text\nusage: convert.py [-h] [--mode {a,b}] [--level low|high]\n                  --out OUT\n\noptions:\n  -q, --quiet   says nothing (default: off)\n```")
            .Should().Equal(
                "6 convert.py -h [] - ", "6 convert.py --mode [a|b] - ", "6 convert.py --level [low|high] - ", "7 convert.py --out [] - ",
                "10 convert.py -q,--quiet [] off says nothing (default: off)");

    [Fact]
    public void Surface_gives_a_flag_to_the_script_named_last_before_it() =>
        Flags("Run `a.py`.\n\n- `--one`: x\n\nRun `scripts/b.py`.\n\n- `--two`: y", "scripts/a.py", "scripts/b.py")
            .Should().Equal("7 a.py --one [] - x", "11 b.py --two [] - y");

    [Theory]
    [InlineData("python scripts/convert.py a.csv --out a.db", "6 scripts/convert.py: a.csv --out a.db")]
    [InlineData("$ python3 scripts/convert.py a.csv\nread 3 rows", "6 scripts/convert.py: a.csv")]
    [InlineData("python3 ${CLAUDE_SKILL_DIR}/scripts/convert.py \"$1\" --x", "6 scripts/convert.py: ? --x")]
    [InlineData("uv run {baseDir}/scripts/convert.py <input.csv> [--x]", "6 scripts/convert.py: ? ?")]
    [InlineData("cat a | python -u ./scripts/convert.py - > out.txt # comment --no", "6 scripts/convert.py: -")]
    [InlineData("python scripts/convert.py a \\\n  --out 'b c' && echo done", "6 scripts/convert.py: a --out b c")]
    [InlineData("cat > x <<'EOF'\npython scripts/convert.py --no\nEOF\npython scripts/convert.py --yes", "9 scripts/convert.py: --yes")]
    [InlineData("FOO=1 python scripts/convert.py --filter=\"a|b\" $(date) `date`", "6 scripts/convert.py: --filter=a|b ? ?")]
    public void Surface_has_the_commands_that_start_a_script(string shell, string expected) =>
        Examples("```bash\n" + shell + "\n```").Should().Equal(expected);

    [Theory]
    [InlineData("```python\npython scripts/convert.py --x\n```")]
    [InlineData("```bash\ncp scripts/convert.py mine.py\n```")]
    [InlineData("```bash\npython -m convert --x\n```")]
    [InlineData("```bash\npython other.py --x\n```")]
    [InlineData("```bash\necho 'not closed\npython scripts/convert.py --x\n```")]
    public void Surface_has_no_example_where_no_script_is_started(string body) => Examples(body).Should().BeEmpty();

    [Fact]
    public void Surface_has_the_example_of_a_block_inside_a_list() =>
        Examples("1. Run:\n\n   ```bash\n   python scripts/convert.py --x\n   ```").Should().Equal("8 scripts/convert.py: --x");

    [Fact]
    public void Surface_tells_inputs_and_outputs_by_extension()
    {
        var surface = Read("## Output\n\n- `.xlsx`\n\n```bash\npython scripts/convert.py in.CSV <data.json> -o out.db > log.txt\n```");
        surface.Inputs.Select(input => input.Extension).Should().Equal(".csv", ".json");
        surface.Outputs.Select(output => output.Extension).Should().Equal(".xlsx", ".db", ".txt");
    }

    [Fact]
    public void Surface_has_the_files_that_the_document_names() =>
        Read("See [guide](references/guide.md#x), [web](https://example.org/a.md), `scripts/convert.py` and `docs/other.md`.\n\n```bash\npython scripts/gone.py\n```\n")
            .References.Select(reference => $"{reference.Place.Line} {reference.Kind} {reference.Path}")
            .Should().Equal("5 Link references/guide.md", "5 Mention scripts/convert.py", "8 Command scripts/gone.py");

    [Theory]
    [InlineData("See [guide](references/guide.md).")]
    [InlineData("See [the\nguide](references/guide.md).")]
    [InlineData("See **[guide](references/guide.md)**.")]
    [InlineData("![guide](references/guide.md)")]
    [InlineData("> See [guide](references/guide.md).")]
    [InlineData("- See [guide](references/guide.md).")]
    [InlineData("## The [guide](references/guide.md)")]
    [InlineData("The [guide](references/guide.md)\n======")]
    [InlineData("| File |\n|---|\n| [guide](references/guide.md) |")]
    [InlineData("See [guide].\n\n[guide]: references/guide.md")]
    [InlineData("See [guide][].\n\n[guide]: references/guide.md")]
    [InlineData("See [guide][g].\n\n[g]: references/guide.md")]
    [InlineData("## The [guide]\n\n[guide]: references/guide.md")]
    [InlineData("| File |\n|---|\n| [guide] |\n\n[guide]: references/guide.md")]
    [InlineData("Run `references/guide.md` now.")]
    [InlineData("## On `references/guide.md`")]
    [InlineData("| File |\n|---|\n| `references/guide.md` |")]
    [InlineData("Run `${CLAUDE_SKILL_DIR}/references/guide.md` now.")]
    [InlineData("Run `$SKILL_ROOT/references/guide.md` now.")]
    [InlineData("Run `{baseDir}/references/guide.md` now.")]
    [InlineData("Run `<skill-path>/references/guide.md` now.")]
    [InlineData("Run `./references/guide.md` now.")]
    public void Surface_has_a_file_wherever_it_is_named(string body) =>
        Read(body).References.Select(reference => reference.Path).Should().Equal("references/guide.md");

    [Theory]
    [InlineData("`references/`")]
    [InlineData("`references/guide`")]
    [InlineData("`references//guide.md`")]
    [InlineData("`references/a guide.md`")]
    [InlineData("`references/*.md`")]
    [InlineData("`references/guide.m-d`")]
    [InlineData("`references/guide.1st`")]
    [InlineData("`references/guide.extension11`")]
    [InlineData("`references/.md`")]
    [InlineData("`${CLAUDE_PLUGIN_ROOT}/references/guide.md`")]
    [InlineData("[guide](https://example.org/references/guide.md)")]
    [InlineData("[guide]")]
    public void Surface_takes_nothing_else_for_a_file(string body) => Read(body).References.Should().BeEmpty();

    [Theory]
    [InlineData("- `.xlsx`")]
    [InlineData("- ` .xlsx `")]
    [InlineData("Writes `.xlsx`")]
    [InlineData("| As |\n|---|\n| `.xlsx` |")]
    [InlineData("| As |\n|---|\n| ` .xlsx ` |")]
    public void Surface_has_an_extension_in_backticks(string body) =>
        Read("## Output\n\n" + body).Outputs.Select(output => output.Extension).Should().Equal(".xlsx");

    [Fact]
    public void Surface_has_the_triggers_of_the_description() =>
        Skills.ParseDocument("---\nname: demo\ndescription: Converts. Use when the user says \"make a table\" or asks for SQL. Triggers on 'csv import'.\n---\n")
            .Surface.Triggers.Select(trigger => $"{trigger.Place.Line} {trigger.Text}")
            .Should().Equal("3 the user says \"make a table\" or asks for SQL", "3 make a table", "3 'csv import'", "3 csv import");
}
