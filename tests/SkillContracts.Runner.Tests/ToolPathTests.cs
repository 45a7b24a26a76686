using System.IO;
using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

public sealed class ToolPathTests
{
    [Fact]
    public void A_hidden_tool_is_not_found_and_all_others_are()
    {
        using var skill = TemporarySkill.Of("without: [git, jq]\nrun: command -v git || command -v jq || command -v python3 >/dev/null && ls / >/dev/null && echo gone\nstdout: gone");

        skill.Run().Verdict.Reason.Should().Contain("held");
    }

    [Fact]
    public void A_script_that_misses_a_hidden_tool_gives_its_answer()
    {
        using var skill = TemporarySkill.Of("without: [git]\nrun: git --version || exit 2\nexit: 2\nstderr: { has: not found }");

        skill.Run().Verdict.Reason.Should().Contain("held");
    }

    [Fact]
    public void Setup_and_git_still_have_the_hidden_tool()
    {
        using var skill = TemporarySkill.Of("without: [git]\ngit: true\nsetup: git log --oneline > log\nrun: grep -c fixtures log; command -v git\nexit: 1\nstdout: '1'");

        skill.Run().Verdict.Reason.Should().Contain("held");
    }

    [Fact]
    public void A_stand_in_goes_before_the_tool_and_sees_arguments_and_input()
    {
        using var skill = TemporarySkill.Of("fake: { git: 'echo \"fake $1 $(cat)\"; exit 3' }\nstdin: in\nrun: git push\nexit: 3\nstdout: fake push in");

        skill.Run().Verdict.Reason.Should().Contain("held");
    }

    [Fact]
    public void A_stand_in_may_be_a_script_of_its_own()
    {
        using var skill = TemporarySkill.Of("fake: { gh: \"#!/usr/bin/env python3\\nimport sys\\nprint(len(sys.argv))\\n\" }\nrun: gh a 'b c'\nstdout: '3'");

        skill.Run().Verdict.Reason.Should().Contain("held");
    }

    [Theory]
    [InlineData("no-such-program $1", "the stand-in for gh ended with 127")]
    [InlineData("if true; then", "the stand-in for 'gh' is no shell text")]
    public void A_stand_in_that_fails_by_accident_leaves_the_row_undecided(string text, string reason)
    {
        using var skill = TemporarySkill.Of($"fake: {{ gh: '{text}' }}\nrun: gh || exit 2\nexit: 2");

        skill.Run().Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Inconclusive && verdict.Reason.Contains(reason));
    }

    [Fact]
    public void A_stand_in_may_end_with_127_on_purpose()
    {
        using var skill = TemporarySkill.Of("fake: { gh: exit 127 }\nrun: gh || exit 2\nexit: 2");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void Columns_name_hidden_tools_and_stand_ins()
    {
        using var skill = TemporarySkill.Of("each: [{ tool: git }, { tool: jq }]\nwithout: [$tool]\nfake: { fetch-$tool: echo got $tool }\nrun: command -v $tool || fetch-$tool\nstdout: got $tool");

        skill.RunAll().Select(result => result.Verdict.Kind).Should().Equal(VerdictKind.Pass, VerdictKind.Pass);
    }

    [Fact]
    public void The_origin_of_a_repository_lies_outside_the_work_folder_and_takes_a_push()
    {
        using var skill = TemporarySkill.Of("git: origin\nfixtures: { a: \"1\\n\" }\nrun: git commit -q --allow-empty -m more && git push -q && git log origin/main --format=%s && ls -A\nstdout: |\n  more\n  fixtures\n  .git\n  a");

        var result = skill.Run();

        result.Verdict.Reason.Should().Contain("held");
        Directory.Exists(Path.Combine(result.Observation!.WorkPath, "../origin.git")).Should().BeTrue();
    }
}
