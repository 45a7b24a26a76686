using System.IO;
using System.Linq;
using System.Text.Json;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class CheckOptionsTests
{
    private const string DeadLink = "[it](references/gone.md)";

    private static TemporarySkill WithDeadLink(string before = "") => new(TemporarySkill.Contract("run: 'true'"), TemporarySkill.Document + $"\n\n{before}{DeadLink}\n");

    [Fact]
    public void A_warning_ends_with_0_and_with_3_when_warnings_are_errors()
    {
        using var skill = WithDeadLink();

        Tool.Run(skill.Root, "check", "skills").ShouldEndWith(0).Lines[^1].Should().Be("1 skill, 0 errors, 1 warning");
        Tool.Run(skill.Root, "check", "skills", "--warnings-as-errors").ShouldEndWith(3);
    }

    [Theory]
    [InlineData("none", 0, "1 skill, 0 errors, 0 warnings")]
    [InlineData("info", 0, "1 skill, 0 errors, 0 warnings, 1 info")]
    [InlineData("error", 3, "1 skill, 1 error, 0 warnings")]
    public void A_rule_has_the_weight_of_the_settings_or_of_the_option(string weight, int code, string sum)
    {
        using var skill = WithDeadLink();
        Tool.Run(skill.Root, "check", "skills", "--rule", "SKC5003=" + weight).ShouldEndWith(code).Lines[^1].Should().Be(sum);

        File.WriteAllText(Path.Combine(skill.Root, "skillcontracts.yaml"), $"version: 1\nrules:\n  SKC5003: {weight}\n");

        Tool.Run(skill.Root, "check", "skills").ShouldEndWith(code).Lines[^1].Should().Be(sum);
        Tool.Run(skill.Root, "check", "skills", "--rule", "SKC5003=warning").ShouldEndWith(0).Lines[^1].Should().Be("1 skill, 0 errors, 1 warning");
    }

    [Fact]
    public void Settings_that_are_not_understood_are_one_error()
    {
        using var skill = WithDeadLink();
        File.WriteAllText(Path.Combine(skill.Root, "skillcontracts.yaml"), "rules:\n  SKC5003: off\n");

        Tool.Run(skill.Root, "check", "skills").ShouldEndWith(3).Lines.Should().Contain(line => line.StartsWith("skillcontracts.yaml(2,12): error SKC9009: "));
    }

    [Theory]
    [InlineData("SKC5003")]
    [InlineData("SKC5003=off")]
    [InlineData("SKC0000=none")]
    [InlineData("SKC9001=none")]
    public void A_rule_option_that_is_not_understood_ends_with_2(string rule)
    {
        using var skill = WithDeadLink();

        Tool.Run(skill.Root, "check", "skills", "--rule", rule).ShouldEndWith(2).Stderr.Should().Contain(rule.Split('=')[0]);
    }

    [Fact]
    public void A_suppressed_problem_is_counted_and_not_shown()
    {
        using var skill = WithDeadLink("<!-- skillcontracts-ignore SKC5003: made at run time -->\n");

        Tool.Run(skill.Root, "check", "skills", "--warnings-as-errors").ShouldEndWith(0).Stdout.Should().Be("1 skill, 0 errors, 0 warnings, 1 suppressed\n");
    }

    [Fact]
    public void A_baseline_hides_what_is_known_shows_what_is_new_and_only_shrinks()
    {
        using var skill = WithDeadLink();
        var document = Path.Combine(skill.Path, "SKILL.md");
        File.WriteAllText(Path.Combine(skill.Root, "skillcontracts.yaml"), "version: 1\nbaseline: known.json\n");
        Tool.Run(skill.Root, "check", "skills", "--write-baseline").ShouldEndWith(0).Stdout.Should().Be("known.json: written with 1 problem\n");
        Tool.Run(skill.Root, "check", "skills", "--warnings-as-errors").ShouldEndWith(0).Stdout.Should().Be("1 skill, 0 errors, 0 warnings, 1 in the baseline\n");

        File.AppendAllText(document, "\n[new](references/new.md)\n");
        Tool.Run(skill.Root, "check", "skills", "--warnings-as-errors").ShouldEndWith(3).Lines[0].Should().Contain("'references/new.md'");
        Tool.Run(skill.Root, "check", "skills", "--write-baseline").ShouldEndWith(0).Stdout.Should().Be("known.json: shrunk to 1 problem\n");

        File.WriteAllText(document, File.ReadAllText(document).Replace(DeadLink, "it"));
        Tool.Run(skill.Root, "check", "skills").Lines.Should().Contain(line => line.StartsWith("known.json(1,1): warning SKC9008: The baseline lists 1 more of SKC5003 in 'skills/tool/SKILL.md'"));
        Tool.Run(skill.Root, "check", "skills", "--write-baseline").ShouldEndWith(0).Stdout.Should().Be("known.json: shrunk to 0 problems\n");
    }

    [Fact]
    public void Errors_of_the_baseline_do_not_stop_eval()
    {
        using var skill = new TemporarySkill(TemporarySkill.Contract("run: 'true'"), TemporarySkill.Document.Replace("name: tool", "name: other"));
        Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(3);
        File.WriteAllText(Path.Combine(skill.Root, "skillcontracts.yaml"), "version: 1\nbaseline: known.json\n");
        Tool.Run(skill.Root, "check", "skills", "--write-baseline").ShouldEndWith(0);

        Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(0);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"problems\":[{}]}")]
    [InlineData("{\"problems\":[{\"file\":1,\"rule\":\"a\",\"message\":\"b\",\"count\":\"c\"}]}")]
    public void A_baseline_that_is_none_is_one_error(string json)
    {
        using var skill = WithDeadLink();
        File.WriteAllText(Path.Combine(skill.Root, "known.json"), json);

        Tool.Run(skill.Root, "check", "skills", "--baseline", "known.json").ShouldEndWith(3).Lines.Should().Contain(line => line.StartsWith("known.json(1,1): error SKC9009: This is not a baseline"));
    }

    [Fact]
    public void Json_has_shown_and_hidden_problems()
    {
        using var skill = WithDeadLink("<!-- skillcontracts-ignore SKC5003: why -->\n");
        skill.Write("SKILL.md", File.ReadAllText(Path.Combine(skill.Path, "SKILL.md")).Replace("name: tool", "name: other"));

        using var json = JsonDocument.Parse(Tool.Run(skill.Root, "check", "skills", "--format", "json").ShouldEndWith(3).Stdout);

        json.RootElement.GetProperty("errors").GetInt32().Should().Be(1);
        var problem = json.RootElement.GetProperty("problems").EnumerateArray().Single();
        problem.GetProperty("rule").GetString().Should().Be("SKC1006");
        problem.GetProperty("severity").GetString().Should().Be("error");
        problem.GetProperty("file").GetString().Should().Be("skills/tool/SKILL.md");
        problem.GetProperty("line").GetInt32().Should().Be(2);
        problem.GetProperty("column").GetInt32().Should().Be(7);
        var hidden = json.RootElement.GetProperty("hidden").EnumerateArray().Single();
        hidden.GetProperty("hiddenBy").GetString().Should().Be("comment");
        hidden.GetProperty("reason").GetString().Should().Be("why");
    }

    [Fact]
    public void Workflow_commands_are_escaped()
    {
        using var skill = new TemporarySkill(TemporarySkill.Contract("run: 'true'"), TemporarySkill.Document + "\n\n[it](a%25,%0Ay.md)\n", name: "a,b%c");

        var line = Tool.Run(skill.Root, "check", "skills", "--format", "github").Lines.Single(line => line.Contains("SKC5003"));

        line.Should().StartWith("::warning file=skills/a%2Cb%25c/SKILL.md,line=17,col=1,title=SKC5003::The link leads to 'a%25,⏎y.md', which");
    }

    [Fact]
    public void Sarif_has_results_rules_and_suppressions()
    {
        using var skill = WithDeadLink("<!-- skillcontracts-ignore SKC5003: why -->\n");
        skill.Write("SKILL.md", File.ReadAllText(Path.Combine(skill.Path, "SKILL.md")).Replace("name: tool", "name: other"));

        using var json = JsonDocument.Parse(Tool.Run(skill.Root, "check", "skills", "--format", "sarif").ShouldEndWith(3).Stdout);

        json.RootElement.GetProperty("version").GetString().Should().Be("2.1.0");
        var run = json.RootElement.GetProperty("runs")[0];
        run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).Should().Equal("SKC1006", "SKC5003");
        var results = run.GetProperty("results").EnumerateArray().ToList();
        results.Select(result => result.GetProperty("ruleId").GetString()).Should().Equal("SKC1006", "SKC5003");
        results[0].GetProperty("level").GetString().Should().Be("error");
        results[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString().Should().Be("skills/tool/SKILL.md");
        results[1].GetProperty("suppressions")[0].GetProperty("justification").GetString().Should().Be("why");
    }

    [Fact]
    public void A_baseline_keeps_the_entries_of_skills_that_were_not_looked_at()
    {
        using var skill = WithDeadLink().Write("../other/SKILL.md", "---\nname: other\ndescription: x\n---\n[it](gone.md)\n");
        Tool.Run(skill.Root, "check", "skills", "--write-baseline", "--baseline", "known.json").ShouldEndWith(0).Stdout.Should().Contain("written with 2 problems");

        Tool.Run(skill.Root, "check", "skills/tool", "--write-baseline", "--baseline", "known.json").ShouldEndWith(0).Stdout.Should().Contain("shrunk to 2 problems");

        Tool.Run(skill.Root, "check", "skills", "--baseline", "known.json").ShouldEndWith(0).Stdout.Should().Be("2 skills, 0 errors, 0 warnings, 2 in the baseline\n");
        Tool.Run(skill.Root, "check", "skills/tool", "--baseline", "known.json").ShouldEndWith(0).Stdout.Should().Be("1 skill, 0 errors, 0 warnings, 1 in the baseline\n");
    }

    [Fact]
    public void A_skill_at_the_root_does_not_own_the_entries_of_other_skills()
    {
        using var skill = WithDeadLink();
        File.WriteAllText(Path.Combine(skill.Root, "SKILL.md"), "---\nname: root\ndescription: x\n---\n");
        Tool.Run(skill.Root, "check", ".", "--write-baseline", "--baseline", "known.json").ShouldEndWith(0);

        Tool.Run(skill.Root, "check", "SKILL.md", "--baseline", "known.json").Stdout.Should().NotContain("SKC9008");
    }

    [Fact]
    public void An_entry_that_stands_twice_counts_twice()
    {
        using var skill = WithDeadLink();
        Tool.Run(skill.Root, "check", "skills", "--write-baseline", "--baseline", "known.json").ShouldEndWith(0);
        var path = Path.Combine(skill.Root, "known.json");
        var entry = File.ReadAllText(path).Split("[")[1].Split("]")[0];
        File.WriteAllText(path, $"{{\"version\":1,\"problems\":[{entry},{entry}]}}");

        Tool.Run(skill.Root, "check", "skills", "--baseline", "known.json").ShouldEndWith(0).Lines[0].Should().Contain("The baseline lists 1 more of SKC5003");
    }

    [Fact]
    public void Settings_that_are_not_understood_stop_the_writing_of_a_baseline()
    {
        using var skill = WithDeadLink();
        File.WriteAllText(Path.Combine(skill.Root, "skillcontracts.yaml"), "rulez: x\n");

        Tool.Run(skill.Root, "check", "skills", "--write-baseline").ShouldEndWith(3).Stderr.Should().Contain("SKC9009");

        File.Exists(Path.Combine(skill.Root, "skillcontracts-baseline.json")).Should().BeFalse();
    }

    [Theory]
    [InlineData("--baseline", "none.json")]
    [InlineData("--baseline", "")]
    [InlineData("--profile", "api", "--write-baseline")]
    [InlineData("--profile", "api", "--warnings-as-errors")]
    [InlineData("--profile", "all", "--fix")]
    [InlineData("--diff", "--format", "json")]
    [InlineData("--fix", "--write-baseline")]
    [InlineData("")]
    public void Options_that_do_not_go_together_end_with_2(params string[] options)
    {
        using var skill = WithDeadLink();

        Tool.Run(skill.Root, ["check", "skills", .. options]).ShouldEndWith(2).Stderr.Should().Contain("see 'skillcontracts");
    }

    [Fact]
    public void Problems_of_two_repositories_are_told_apart()
    {
        using var one = WithDeadLink();
        using var two = WithDeadLink();

        using var json = JsonDocument.Parse(Tool.Run(one.Root, "check", "skills", two.Path, "--format", "json").ShouldEndWith(0).Stdout);

        json.RootElement.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("root").GetString()).Should().BeEquivalentTo(one.Root, two.Root);
        Tool.Run(one.Root, "check", "skills", two.Path, "--format", "sarif").ShouldEndWith(2);
    }

    [Fact]
    public void What_makes_an_experiment_unreadable_cannot_be_hidden()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments:\n  - { name: it, run: 'true', exitt: 2 }\n", TemporarySkill.Document.Replace("# Tool", "<!-- skillcontracts-ignore SKC3003: because -->\n\n# Tool"));

        Tool.Run(skill.Root, "check", "skills").ShouldEndWith(3).Stdout.Should().Contain("SKC9007").And.Contain("SKC3003");
        Tool.Run(skill.Root, "check", "skills", "--rule", "SKC3003=none").ShouldEndWith(2);
    }
}
