using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class EvalStatesTests
{
    [Fact]
    public void A_known_failure_is_shown_and_does_not_turn_the_run_red()
    {
        using var skill = TemporarySkill.Of("broken: issue 12\nrun: exit 1");

        var end = Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(0);

        end.Lines.Should().Contain(line => line.StartsWith("  E1   broken "));
        end.Lines.Should().Contain("  known to be false: issue 12");
        end.Lines[^1].Should().Be("0 passed, 0 failed, 0 inconclusive, 1 broken");
    }

    [Fact]
    public void A_name_that_nothing_fills_is_red_only_when_strict()
    {
        using var skill = TemporarySkill.Of("each: [{ format: json }]\nrun: echo out $formt; echo $format\nstdout: { has: json }");

        Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(0).Lines.Should().Contain(line => line.Contains("warning SKC3013: "));
        Tool.Run(skill.Root, "eval", "skills", "--strict").ShouldEndWith(1);
    }

    [Fact]
    public void A_weak_experiment_is_named_counted_and_red_only_when_strict()
    {
        using var skill = TemporarySkill.Of("run: 'true'");

        var end = Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(0);
        end.Lines.Should().Contain("skills/tool/evals/contract.yaml:3: weak: a command that does nothing would pass 'it'; judge stdout, stderr or a file that it writes, or try the same script where it must fail");
        end.Lines[^1].Should().Be("1 passed, 0 failed, 0 inconclusive, 1 weak");
        Tool.Run(skill.Root, "eval", "skills", "--strict").ShouldEndWith(1);
    }

    [Theory]
    [InlineData("run: 'true'\n    changes: []", true)]
    [InlineData("run: 'true'\n    stderr: ''", true)]
    [InlineData("run: 'true'\n    stdout: { lacks: x }", true)]
    [InlineData("run: 'true'\n    exit: [0, 2]", true)]
    [InlineData("run: 'true'\n    fixtures: { a: b }\n    files: { a: exists }", true)]
    [InlineData("run: echo a\n    stdout: a", false)]
    [InlineData("run: touch a\n    files: { a: exists }", false)]
    [InlineData("run: rm a\n    fixtures: { a: b }\n    files: { a: absent }", false)]
    [InlineData("run: exit 2\n    exit: 2", false)]
    [InlineData("run: bash scripts/tool.sh\n  - name: other\n    run: bash scripts/tool.sh 2\n    exit: 2", false)]
    public void Weak_is_what_a_command_doing_nothing_would_pass(string keys, bool weak)
    {
        using var skill = new TemporarySkill($"version: 1\nexperiments:\n  - name: it\n    {keys}\n").Write("scripts/tool.sh", "exit ${1-0}\n");

        Tool.Run(skill.Root, "eval", "skills", "--strict").ShouldEndWith(weak ? 1 : 0);
    }

    [Fact]
    public void A_claim_left_out_on_purpose_has_its_reason()
    {
        using var skill = new TemporarySkill(TemporarySkill.Contract("run: bash scripts/tool.sh\nstdout: said") + "untested:\n  \"| 2 | output exists |\": takes an hour\n  It never writes twice: nobody knows\n")
            .Write("scripts/tool.sh", "echo said\n");

        var lines = Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(0).Lines;

        lines.Should().Contain("skills/tool/SKILL.md:13: not tested: exit code 2 of scripts/tool.sh: output exists; left out on purpose: takes an hour");
        lines.Should().Contain("skills/tool/SKILL.md:15: not tested: 'It never writes twice'; left out on purpose: nobody knows");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("many")]
    public void A_number_of_jobs_that_makes_no_sense_is_a_usage_error(string jobs)
    {
        using var skill = TemporarySkill.Of("run: 'true'");

        Tool.Run(skill.Root, "eval", "skills", "--jobs", jobs).ShouldEndWith(2);
        Tool.Run(skill.Root, "eval", "skills", "-j", "1").ShouldEndWith(0);
    }

    [Fact]
    public void The_report_does_not_depend_on_what_ends_first()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments:\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"  - {{ name: e{i}, run: 'sleep 0.{9 - i}; echo {i}', stdout: '{i}' }}\n")));

        var lines = Tool.Run(skill.Root, "eval", "skills", "-j", "9").ShouldEndWith(0).Lines;

        lines.Where(line => line.Contains(" pass ")).Select(line => line.Split(' ')[^1]).Should().Equal(Enumerable.Range(1, 9).Select(i => $"e{i}"));
    }
}
