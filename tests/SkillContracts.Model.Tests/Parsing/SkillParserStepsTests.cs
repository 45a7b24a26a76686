using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public sealed class SkillParserStepsTests
{
    private const string TwoSteps = "version: 1\nexperiments:\n  - name: a\n";

    [Fact]
    public void Parse_reads_steps_in_their_order()
    {
        var steps = Steps("    steps:\n      - run: scripts/a.py x\n        exit: 2\n      - run: [cmp, a, b]\n        stdin: in\n");

        steps.Select(step => (step.Run.Text, step.Run.Words.Count, step.Expected.Exit.ToString(), step.StandardInput)).Should().Equal(
            ("scripts/a.py x", 0, "2", null), (null, 3, "0", "in"));
        steps.Select(step => step.Place.Line).Should().Equal(5, 7);
    }

    [Fact]
    public void Parse_starts_each_step_with_what_the_experiment_says()
    {
        var steps = Steps("    exit: 1\n    stderr: { has: x }\n    env: { A: a, B: b }\n    steps:\n      - run: one\n      - run: two\n        exit: 0\n        env: { B: c }\n");

        steps.Select(step => step.Expected.Exit.ToString()).Should().Equal("1", "0");
        steps.Should().AllSatisfy(step => step.Expected.Stderr.Should().ContainSingle());
        steps[1].Environment.Should().BeEquivalentTo([new Variable("A", "a"), new Variable("B", "c")]);
    }

    [Fact]
    public void Parse_gives_the_files_of_an_experiment_to_its_last_step_and_keeps_its_changes()
    {
        var experiment = Parse("    files: { o.txt: exists }\n    changes: [o.txt]\n    steps: [{ run: one }, { run: two, files: { p.txt: absent } }]\n");

        experiment.Steps.Select(step => step.Expected.Files.Count).Should().Equal(0, 2);
        experiment.Changes.Should().Equal("o.txt");
        experiment.Steps.Should().AllSatisfy(step => step.Expected.Changes.Should().BeNull());
    }

    [Fact]
    public void Parse_leaves_the_changes_of_a_single_run_to_its_step()
    {
        var experiment = Parse("    run: x\n    changes: []\n");

        (experiment.Changes, experiment.Steps[0].Expected.Changes?.Count).Should().Be((null, 0));
    }

    [Fact]
    public void Parse_fills_columns_into_steps() =>
        Steps("    each: [{ n: 1 }]\n    steps: [{ run: 'echo $n', stdout: $n }]\n")[0].Should().BeEquivalentTo(
            new { Run = new { Text = "echo $n" }, Expected = new { Stdout = new[] { new { Text = "1" } } } }, options => options.Using<Check>(context => ((IsCheck)context.Subject).Text.Should().Be("1")).WhenTypeIs<Check>());

    [Theory]
    [InlineData("run: x\n    steps: [{ run: y }]", "contract.yaml(5,5) SKC3005")]
    [InlineData("steps: []", "contract.yaml(4,12) SKC3005")]
    [InlineData("steps: [x]", "contract.yaml(4,12) SKC3005")]
    [InlineData("steps: [{ exit: 1 }]", "contract.yaml(4,13) SKC3011")]
    [InlineData("steps: [{ run: x, name: y }]", "contract.yaml(4,23) SKC3003")]
    [InlineData("run: x\n    without: [/bin/sh]", "contract.yaml(5,15) SKC3005")]
    [InlineData("run: x\n    fake: { a/b: exit 1 }", "contract.yaml(5,13) SKC3005")]
    [InlineData("run: x\n    allow: [all]", "contract.yaml(5,13) SKC3005")]
    [InlineData("run: x\n    broken:", "contract.yaml(5,12) SKC3005")]
    [InlineData("run: x\n    git: remote", "contract.yaml(5,10) SKC3005")]
    public void Parse_reports_what_a_step_or_a_tool_cannot_be(string lines, string place) =>
        Skills.ParseContract($"{TwoSteps}    {lines}\n").Places().Should().Equal(place);

    [Theory]
    [InlineData("true", GitFolder.Repository)]
    [InlineData("false", GitFolder.None)]
    [InlineData("origin", GitFolder.WithOrigin)]
    public void Parse_reads_whether_there_is_a_repository(string value, GitFolder git) => Parse($"    run: x\n    git: {value}\n").Git.Should().Be(git);

    [Fact]
    public void Parse_reads_tools_and_allowances()
    {
        var experiment = Parse("    run: x\n    without: [git, jq]\n    fake: { gh: exit 3 }\n    allow: [usage, network]\n    broken: issue 12\n");

        experiment.Should().BeEquivalentTo(new
        {
            Without = new[] { "git", "jq" },
            Fakes = new[] { new Variable("gh", "exit 3") },
            Allowed = Allowances.Usage | Allowances.Network,
            Broken = "issue 12",
        });
    }

    [Fact]
    public void Parse_reads_services() =>
        Parse("    run: x\n    services:\n      web: { start: serve $PORT }\n      db-2: { start: db, ready: { file: ./up }, timeout: 2s }\n      log: { start: log, ready: { text: on } }\n").Services
            .Select(service => (service.Name, service.Start, service.Ready.Kind, service.Ready.Text, service.Limit.ToString())).Should().Equal(
                ("web", "serve $PORT", ReadyKind.Port, "", "30 s"), ("db-2", "db", ReadyKind.File, "up", "2 s"), ("log", "log", ReadyKind.Text, "on", "30 s"));

    [Theory]
    [InlineData("services: [web]", "contract.yaml(5,15) SKC3005")]
    [InlineData("services: { Web: { start: x } }", "contract.yaml(5,17) SKC3005")]
    [InlineData("services: { web: { } }", "contract.yaml(5,17) SKC3011")]
    [InlineData("services: { web: { start: x, run: y } }", "contract.yaml(5,34) SKC3003")]
    [InlineData("services: { web: { start: x, ready: { port: 1 } } }", "contract.yaml(5,41) SKC3005")]
    [InlineData("services: { web: { start: x, ready: { file: ../a } } }", "contract.yaml(5,41) SKC3005")]
    [InlineData("services: { web: { start: x, ready: { text: '' } } }", "contract.yaml(5,41) SKC3005")]
    public void Parse_reports_what_a_service_cannot_be(string line, string place) =>
        Skills.ParseContract($"{TwoSteps}    run: x\n    {line}\n").Places().Should().Equal(place);

    [Theory]
    [InlineData("steps: [{ run: a }, { run: cmp a b }]", "invariants")]
    [InlineData("steps: [{ run: a }, { run: b, exit: 2 }]", "errors")]
    [InlineData("steps: [{ run: a }, { run: b }]", "happy")]
    public void Parse_derives_the_bucket_from_all_steps(string line, string bucket) => Parse($"    {line}\n").Bucket.Should().Be(bucket);

    [Fact]
    public void Parse_reads_what_is_left_out_on_purpose() =>
        Skills.ParseContract(Skills.Experiment + "untested: { Does it: takes an hour }\n").Contract.Untested
            .Select(untested => (untested.Quote.Text, untested.Reason, untested.Quote.Place!.Path, untested.Place.Line)).Should().Equal(("Does it", "takes an hour", "demo/SKILL.md", 5));

    [Theory]
    [InlineData("untested: { no such words anywhere: x }", "contract.yaml(5,13) SKC3008")]
    [InlineData("untested: { Does it: '' }", "contract.yaml(5,22) SKC3005")]
    [InlineData("untested: [Does it]", "contract.yaml(5,11) SKC3005")]
    public void Parse_reports_what_cannot_be_left_out(string line, string place) =>
        Skills.ParseContract($"{Skills.Experiment}{line}\n").Places().Should().Equal(place);

    [Theory]
    [InlineData("xlsx: { cells: {} }", "contract.yaml(5,39) SKC3005")]
    [InlineData("xlsx: { formulas: {} }", "contract.yaml(5,42) SKC3005")]
    [InlineData("sql: {}", "contract.yaml(5,29) SKC3005")]
    public void Parse_refuses_a_check_that_cannot_fail(string matcher, string place) =>
        Skills.ParseContract($"{TwoSteps}    run: x\n    files: {{ a.xlsx: {{ {matcher} }} }}\n").Places().Should().Equal(place);

    [Theory]
    [InlineData("fixtures: { a: text }, files: { a: { has: text } }", true)]
    [InlineData("fixtures: { a: text }, files: { a: { has: other } }", false)]
    [InlineData("fixtures: { a: text }, files: { a: { is: text } }", true)]
    [InlineData("fixtures: { a: text }, files: { a: { lacks: text } }", false)]
    [InlineData("fixtures: { a: text }, files: { a: { lacks: other } }", true)]
    public void A_fixture_that_is_judged_as_it_was_is_weak(string keys, bool weak)
    {
        var contract = Skills.ParseContract($"version: 1\nexperiments:\n  - {{ name: a, run: x, {keys} }}\n").Contract;

        contract.IsWeak(contract.Experiments[0]).Should().Be(weak);
    }

    [Fact]
    public void A_step_that_compares_is_not_weak()
    {
        var contract = Skills.ParseContract($"{TwoSteps}    steps: [{{ run: scripts/a.py x }}, {{ run: cmp x y }}]\n", files: ["scripts/a.py"]).Contract;

        contract.IsWeak(contract.Experiments[0]).Should().BeFalse();
    }

    private static EquatableArray<ExperimentStep> Steps(string lines) => Parse(lines).Steps;

    private static Experiment Parse(string lines)
    {
        var parsed = Skills.ParseContract(TwoSteps + lines);
        parsed.Problems.Should().BeEmpty();
        return parsed.Contract.Experiments.Single();
    }
}
