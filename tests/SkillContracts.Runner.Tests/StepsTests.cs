using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

public sealed class StepsTests
{
    [Fact]
    public void Steps_share_one_folder_and_are_judged_one_by_one()
    {
        using var skill = TemporarySkill.Of("steps:\n  - { run: echo a > x, changes: [x] }\n  - { run: cat x, stdout: a, changes: [] }\n  - { run: exit 3, exit: 3 }");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
        result.Observations.Select(seen => seen.ExitCode).Should().Equal(0, 0, 3);
    }

    [Fact]
    public void A_step_that_fails_is_named_and_ends_the_experiment()
    {
        using var skill = TemporarySkill.Of("steps:\n  - run: 'true'\n  - { run: echo b, stdout: a }\n  - run: touch never");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Fail);
        result.Verdict.Failures.Should().ContainSingle().Which.Should().Match<CheckFailure>(failure => failure.Expected == "in step 2, stdout 'a'" && failure.Place.Line == 6);
        result.Observations.Should().HaveCount(2);
        result.Observation!.Command.Should().Be("echo b");
        System.IO.Directory.EnumerateFileSystemEntries(result.Observation.WorkPath).Should().BeEmpty();
    }

    [Fact]
    public void Files_and_changes_of_the_experiment_are_those_of_all_steps()
    {
        using var skill = TemporarySkill.Of("changes: [x]\nfiles: { x: { is: c } }\nsteps: [{ run: echo a > x; touch y }, { run: rm y; echo c > x }]");
        using var other = TemporarySkill.Of("changes: [x]\nsteps: [{ run: touch x y }, { run: 'true' }]");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
        other.Run().Verdict.Failures.Should().ContainSingle().Which.ToString().Should().Be("expected over all steps, only x to change; got created y");
    }

    [Fact]
    public void Each_step_has_its_own_input_and_variables()
    {
        using var skill = TemporarySkill.Of("env: { A: one }\nsteps:\n  - { run: cat; echo $A, stdin: in, stdout: \"inone\" }\n  - { run: cat; echo $A$B, env: { B: two }, stdout: onetwo }\n  - { run: cat, stdin: next, stdout: next }");

        skill.Run().Verdict.Reason.Should().Contain("held");
    }

    [Fact]
    public void A_documented_code_is_judged_by_the_step_that_expects_it()
    {
        using var good = TemporarySkill.Of("steps: [{ run: bash scripts/tool.sh 0 }, { run: bash scripts/tool.sh 2, exit: 2 }]").Write("scripts/tool.sh", "exit $1\n");
        using var bad = TemporarySkill.Of("steps: [{ run: bash scripts/tool.sh 0 }, { run: bash scripts/tool.sh 3, exit: 2 }]").Write("scripts/tool.sh", "exit $1\n");

        Judge(good, "tool.sh:2").Kind.Should().Be(VerdictKind.Pass);
        Judge(good, "tool.sh:0").Kind.Should().Be(VerdictKind.Pass);
        Judge(bad, "tool.sh:2").Kind.Should().Be(VerdictKind.Fail);
        Judge(bad, "tool.sh:0").Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void A_known_failure_is_broken_and_one_that_holds_is_red()
    {
        using var known = TemporarySkill.Of("broken: issue 12\nrun: exit 1");
        using var mended = TemporarySkill.Of("broken: issue 12\nrun: 'true'");
        using var unknown = TemporarySkill.Of("broken: issue 12\nrequires: [no-such-tool]\nrun: 'true'");

        known.Run().Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Broken && verdict.Reason.EndsWith("known to be false: issue 12"));
        mended.Run().Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Fail && verdict.Reason.EndsWith("take the key 'broken' out of the contract"));
        unknown.Run().Verdict.Kind.Should().Be(VerdictKind.Inconclusive);
    }

    [Fact]
    public void A_code_that_is_known_to_be_false_does_not_turn_its_row_red()
    {
        using var skill = TemporarySkill.Of("broken: issue 12\nrun: bash scripts/tool.sh\nexit: 2").Write("scripts/tool.sh", "exit 1\n");

        Judge(skill, "tool.sh:2").Kind.Should().Be(VerdictKind.Broken);
    }

    private static Verdict Judge(TemporarySkill skill, string row)
    {
        var contract = skill.Load().Contract;
        return ExitCodeRow.Judge(ExitCodeRow.Claims(contract, row)[0], skill.RunAll());
    }
}
