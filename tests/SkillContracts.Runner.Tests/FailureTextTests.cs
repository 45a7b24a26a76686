using System;
using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

public sealed class FailureTextTests
{
    [Fact]
    public void It_has_what_an_author_needs_in_this_order()
    {
        using var skill = TemporarySkill.Of("claim: '| 2 | output exists |'\nscript: scripts/tool.sh\nfixtures: { o.db: old }\nrun: echo new > o.db; echo start; echo broken >&2\nexit: 2\nstderr: { has: already exists }\nchanges: []").Write("scripts/tool.sh", "");

        var lines = Text(skill);

        lines.Should().Equal(
            "skills/tool/SKILL.md:13: \"| 2 | output exists |\"",
            "  expected exit code 2, which SKILL.md:13 calls 'output exists'; got 0, which SKILL.md:12 calls 'done'",
            "  expected stderr to have 'already exists'; got 'broken'",
            "  expected nothing to change; got changed o.db",
            "  stderr, its end (1 line):",
            "  | broken",
            "  stdout, its start (1 line):",
            "  | start",
            "  changed: changed o.db",
            "  level:   folder",
            "  kept:    tmp/eval/tool/e1",
            lines[11],
            "  from:    skills/tool/evals/contract.yaml:7",
            "  again:   AGAIN");
        lines[11].Should().StartWith("  by hand: cd /").And.EndWith("/fresh/work && bash -c 'echo new > o.db; echo start; echo broken >&2'");
    }

    [Fact]
    public void A_simple_command_is_repeated_as_it_is()
    {
        using var skill = TemporarySkill.Of("run: bash scripts/tool.sh a\nexit: 2").Write("scripts/tool.sh", "");

        Text(skill).Single(line => line.StartsWith("  by hand", StringComparison.Ordinal)).Should().EndWith("/scripts/tool.sh' a");
    }

    [Fact]
    public void A_text_shows_where_it_first_differs()
    {
        using var skill = TemporarySkill.Of("run: printf 'a\\nb\\nc\\n'\nstdout: \"a\\nB\\nc\"");

        Text(skill)[1].Should().EndWith("first difference: line 2: expected 'B', got 'b'");
    }

    [Fact]
    public void Many_failed_checks_stay_under_ten_lines()
    {
        using var skill = TemporarySkill.Of("run: echo x\nstdout: { has: [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12] }");

        var head = Text(skill).TakeWhile(line => !line.StartsWith("  stdout", StringComparison.Ordinal)).ToList();

        head.Should().HaveCountLessThan(10);
        head[^1].Should().StartWith("  and 5 more: ").And.Contain("'a12'");
    }

    [Theory]
    [InlineData("::error file=x::taken over", "::error file=x::taken over")]
    [InlineData("##[error]taken over", @"#\x23[error]taken over")]
    [InlineData("a##vso[task.setvariable]b", @"a#\x23vso[task.setvariable]b")]
    public void A_line_of_output_cannot_be_taken_for_a_command_of_the_log(string line, string shown)
    {
        using var skill = TemporarySkill.Of($"run: echo '{line}'; echo '{line}' >&2; touch '{line.Replace('/', ' ')}'; exit 1");

        Text(skill).Should().NotContain(text => text.StartsWith("::", StringComparison.Ordinal) || text.Contains("##[") || text.Contains("##vso["))
            .And.Contain("  | " + shown);
    }

    [Fact]
    public void Terminal_escapes_and_other_control_characters_are_made_visible()
    {
        using var skill = TemporarySkill.Of("run: printf 'a\\r\\001\\033]8;;http://x\\007b\\n\\342\\200\\256c\\n'; touch $'evil\\033[2J\\n::error::x'; exit 1\nstdout: b\nchanges: []");

        var text = string.Join('\n', Text(skill));

        text.Should().NotContainAny("\e", "\a", "\r", "\u202e", "\u0001").And.Contain(@"\u202e").And.Contain(@"evil\x1b[2J⏎::error::x");
    }

    [Fact]
    public void Only_the_end_of_stderr_and_the_start_of_stdout_are_shown()
    {
        using var skill = TemporarySkill.Of("run: seq 1 1000; seq 1 1000 >&2; exit 1");

        var lines = Text(skill);

        lines.Should().Contain("  stderr, its end (1000 lines):").And.Contain("  stdout, its start (1000 lines):");
        lines.Count(line => line.StartsWith("  | ", StringComparison.Ordinal)).Should().Be(20);
    }

    private static string[] Text(TemporarySkill skill) => FailureText.Of(skill.Run(), skill.Load(), "AGAIN").Split('\n');
}
