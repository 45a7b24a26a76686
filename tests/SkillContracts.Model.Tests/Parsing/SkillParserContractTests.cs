using System.Linq;
using System.Text.Json;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserContractTests
{
    [Fact]
    public void Parse_reads_the_example_of_the_design()
    {
        var parsed = Example();

        parsed.Contract.Experiments.Select(experiment => $"{experiment.Number} {experiment.Name} {experiment.Bucket} {experiment.Steps[0].Script} {experiment.Steps[0].Expected.Exit}").Should().Equal(
            "1 foreign keys hold in sqlite happy scripts/convert.py 0",
            "2 foreign keys hold in csv happy scripts/convert.py 0",
            "3 refuses to overwrite errors scripts/convert.py 2",
            "4 same input, same rows invariants scripts/convert.py 0");
    }

    [Fact]
    public void Parse_finds_no_fault_in_the_example_of_the_design() => Example().Places().Should().BeEmpty();

    [Fact]
    public void Parse_reads_every_key_of_an_experiment()
    {
        var parsed = Skills.ParseContract(
            """
            version: 1
            experiments:
              - name: all
                claim: no orphan rows
                bucket: flags
                fixtures: [fixtures/a, { b.txt: "b\n" }]
                git: true
                setup: [mkdir x, mkdir y]
                run: [scripts/a.py, --all]
                env: { A: b, C: "1" }
                stdin: 007
                requires: [python3, test -d x]
                timeout: 2m
                exit: [1, 3-5]
                stdout: |
                  wrote [..] rows
                  ...
                stderr: { has: [a, b], lacks: c, matches: ^d$, is: e }
                files:
                  ./out/*.json: { json: { id: 1, name: "1", rows: ["..."] } }
                  gone.txt: absent
                  there.txt: exists
                  o.db: { sql: { SELECT 1: 1, SELECT 2: [[1, null], [2, "null"]], SELECT 3: [] } }
                changes: [out/, o.db]
            """,
            "no orphan rows\n",
            files: ["scripts/a.py"],
            fixtures: ["fixtures/a/x.csv"]);

        parsed.Should().BeEquivalentTo(new
        {
            Problems = System.Array.Empty<object>(),
            Contract = new
            {
                Experiments = new[]
                {
                    new
                    {
                        Number = 1,
                        Name = "all",
                        Claim = new { Text = "no orphan rows" },
                        Bucket = "flags",
                        Fixtures = new[] { new { Path = "fixtures/a", Text = (string?)null }, new { Path = "b.txt", Text = (string?)"b\n" } },
                        Git = GitFolder.Repository,
                        Setup = new[] { "mkdir x", "mkdir y" },
                        Steps = new[]
                        {
                            new
                            {
                                Run = new { Text = (string?)null, Words = new[] { "scripts/a.py", "--all" } },
                                Script = "scripts/a.py",
                                Environment = new[] { new Variable("A", "b"), new Variable("C", "1") },
                                StandardInput = "007",
                                Expected = new { Changes = new[] { "out", "o.db" }, Exit = new { IsOther = false, Ranges = new[] { new ExitCodeRange(1, 1), new ExitCodeRange(3, 5) } } },
                            },
                        },
                        Requires = new[] { "python3", "test -d x" },
                        TimeLimit = TimeLimit.TryParse("2m"),
                    },
                },
            },
        });
    }

    [Fact]
    public void Parse_reads_each_matcher_of_a_stream_in_order() => Only("    stderr: { has: [a, b], lacks: c, matches: ^d$, is: e }\n")
        .Steps[0].Expected.Stderr.Select(check => check with { Place = new("", 1, 1) }).Should().Equal(
            new HasCheck("a", new("", 1, 1)),
            new HasCheck("b", new("", 1, 1)),
            new LacksCheck("c", new("", 1, 1)),
            new MatchesCheck("^d$", new("", 1, 1)),
            new IsCheck("e", new("", 1, 1)));

    [Fact]
    public void Parse_gives_the_place_of_each_check() => Only("    stdout:\n      has:\n        - a\n        - b\n")
        .Steps[0].Expected.Stdout.Select(check => check.Place).Should().Equal(
            new Place("demo/evals/contract.yaml", 7, 11), new Place("demo/evals/contract.yaml", 8, 11));

    [Theory]
    [InlineData("001")]
    [InlineData("1.0")]
    [InlineData("true")]
    [InlineData("2026-11-21")]
    [InlineData("0x1F")]
    public void Parse_keeps_a_text_as_written(string text) =>
        ((IsCheck)Only($"    stdout: {text}\n").Steps[0].Expected.Stdout.Single()).Text.Should().Be(text);

    [Fact]
    public void Parse_takes_an_empty_text_for_the_whole_output() => ((IsCheck)Only("    stderr: \"\"\n").Steps[0].Expected.Stderr.Single()).Text.Should().BeEmpty();

    [Fact]
    public void Parse_judges_no_changes_when_the_key_is_missing() => Only("").Steps[0].Expected.Changes.Should().BeNull();

    [Fact]
    public void Parse_allows_no_change_when_the_list_is_empty() => Only("    changes: []\n").Steps[0].Expected.Changes.Should().BeEmpty();

    [Theory]
    [InlineData("0", "0")]
    [InlineData("nonzero", "non-zero")]
    [InlineData("[1, 2]", "1, 2")]
    [InlineData("3-5", "3-5")]
    public void Parse_reads_the_expected_codes(string value, string expected) => Only($"    exit: {value}\n").Steps[0].Expected.Exit.ToString().Should().Be(expected);

    [Theory]
    [InlineData("", "happy")]
    [InlineData("    exit: 2\n", "errors")]
    [InlineData("    exit: [0, 1]\n", "happy")]
    [InlineData("    exit: 2\n    bucket: invariants\n", "invariants")]
    public void Parse_derives_the_bucket_from_the_code(string keys, string bucket) => Only(keys).Bucket.Should().Be(bucket);

    [Theory]
    [InlineData("1", "1", false)]
    [InlineData("-1.5e3", "-1.5e3", false)]
    [InlineData("true", "true", false)]
    [InlineData("null", "null", false)]
    [InlineData("~", "null", false)]
    [InlineData("\"1\"", "1", true)]
    [InlineData("text", "text", true)]
    [InlineData("001", "001", true)]
    [InlineData("٣", "٣", true)]
    [InlineData("True", "True", true)]
    public void Parse_tells_JSON_texts_from_other_scalars(string value, string text, bool isString) =>
        ((JsonCheck)Only($"    stdout: {{ json: {value} }}\n").Steps[0].Expected.Stdout.Single()).Shape.Should().Be(new JsonScalar(text, isString));

    [Theory]
    [InlineData("1", "[[1]]")]
    [InlineData("null", "[[NULL]]")]
    [InlineData("'NULL'", "[[\"NULL\"]]")]
    [InlineData("[1, 2]", "[[1], [2]]")]
    [InlineData("[[1, a], [2, null]]", "[[1, a], [2, NULL]]")]
    [InlineData("[]", "[]")]
    public void Parse_reads_the_rows_of_a_query(string value, string rows) =>
        ((SqlCheck)Only($"    files: {{ o.db: {{ sql: {{ SELECT 1: {value} }} }} }}\n").Steps[0].Expected.Files.Single().Checks.Single()).Rows.ToString().Should().Be(rows);

    [Fact]
    public void Parse_fills_columns_to_find_the_script()
    {
        var parsed = Skills.ParseContract(
            "version: 1\nexperiments:\n  - name: $tool\n    each: [{ tool: a }, { tool: b }]\n    run: python3 scripts/$tool.py\n",
            files: ["scripts/a.py", "scripts/b.py"]);

        parsed.Contract.Experiments.Select(experiment => experiment.Steps[0].Script).Should().Equal("scripts/a.py", "scripts/b.py");
    }

    [Theory]
    [InlineData("python3 scripts/a.py in")]
    [InlineData("python3 scripts/a.py in; # done; or not | so")]
    [InlineData("cp scripts/b.py . && python3 scripts/a.py")]
    [InlineData("mkdir o; cd o\npython3 scripts/a.py")]
    [InlineData("python3 scripts/a.py x && python3 scripts/a.py y")]
    [InlineData("python3 scripts/a.py 'a | b' \"c; d\" e\\;f 2>&1 >|o &>p")]
    [InlineData("python3 scripts/a.py \\\n  in")]
    [InlineData("python3 scripts/a.py <<'EOF'\na | b; c\nEOF\n")]
    [InlineData("python3 scripts/a.py <<< 'a'")]
    public void Parse_finds_the_script_whose_exit_code_the_text_has(string run) => ScriptOf(run).Should().Be("scripts/a.py");

    [Theory]
    [InlineData("python3 scripts/a.py | sort")]
    [InlineData("python3 scripts/a.py || true")]
    [InlineData("python3 scripts/a.py; echo done")]
    [InlineData("python3 scripts/a.py\necho done")]
    [InlineData("python3 scripts/a.py && grep x o")]
    [InlineData("python3 scripts/a.py &")]
    [InlineData("cat in | python3 scripts/a.py")]
    [InlineData("python3 scripts/b.py && python3 scripts/a.py")]
    [InlineData("! python3 scripts/a.py")]
    [InlineData("if python3 scripts/a.py; then exit 3; fi")]
    [InlineData("python3 scripts/a.py <<EOF | sort\nx\nEOF")]
    [InlineData("echo # python3 scripts/a.py")]
    public void Parse_gives_no_script_where_the_exit_code_may_be_of_another_command(string run) => ScriptOf(run).Should().BeNull();

    [Fact]
    public void Parse_reads_no_operator_out_of_a_column() => Skills.ParseContract(
        "version: 1\nexperiments:\n  - name: a\n    each: [{ x: a | b }]\n    run: python3 scripts/a.py $x\n", files: ["scripts/a.py"])
        .Contract.Experiments.Single().Steps[0].Script.Should().Be("scripts/a.py");

    [Fact]
    public void Parse_takes_the_script_that_the_contract_names() => Skills
        .ParseExperiment("    script: ./scripts/b.py\n", files: ["scripts/a.py", "scripts/b.py"]).Contract.Experiments.Single().Steps[0].Script.Should().Be("scripts/b.py");

    [Fact]
    public void Parse_gives_equal_values_for_equal_texts() => Example().Should().Be(Example());

    [Fact]
    public void Parse_gives_no_experiments_without_a_contract() => Skills.ParseBody("").Contract.Experiments.Should().BeEmpty();

    private static string? ScriptOf(string run) => Skills
        .ParseContract($"version: 1\nexperiments:\n  - name: a\n    run: {JsonSerializer.Serialize(run)}\n", files: ["scripts/a.py", "scripts/b.py"])
        .Contract.Experiments.Single().Steps[0].Script;

    private static Experiment Only(string keys) => Skills.ParseExperiment(keys).Contract.Experiments.Single();

    private static Model.Parsing.ParsedSkill Example() => Skills.ParseContract(
        """
        version: 1
        requires: [python3]                     # a tool
        timeout: 60s                            # for all
        experiments:
          - name: foreign keys hold in $format  # the identity
            claim: no orphan rows               # words
            each:                               # one row each
              - { format: sqlite, out: o.db }
              - { format: csv,    out: out }
            fixtures: [fixtures/two-tables]     # folders
            run: python3 scripts/convert.py in $out --format $format
            stdout: |                           # whole output
              wrote [..] rows to $out
              ...
            changes: [$out]                     # all that may differ
            files:
              $out: { sql: { SELECT count(*) FROM item WHERE owner_id NOT IN (SELECT id FROM owner): 0 } }
          - name: refuses to overwrite
            claim: "| 2 | output exists |"
            fixtures: { in/a.csv: "id\n1\n", o.db: old }
            run: python3 scripts/convert.py in o.db
            exit: 2
            stderr: { has: already exists }
            changes: []
          - name: same input, same rows
            steps:                              # several commands
              - run: python3 scripts/convert.py in a.db
              - run: python3 scripts/convert.py in b.db
              - run: cmp a.db b.db
        untested: { a million rows: takes an hour }
        """,
        "There are no orphan rows. It takes a million rows.\n\n| Exit code | Meaning |\n|---|---|\n| 2 | output exists |\n",
        files: ["scripts/convert.py"],
        fixtures: ["fixtures/two-tables/in/a.csv"]);
}
