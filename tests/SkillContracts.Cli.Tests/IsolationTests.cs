using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class IsolationTests
{
    private const string Asks = "run: ls -d /repo\nexit: [0, 2]";

    [Theory]
    [InlineData("sandbox", "sandbox (at most 512 processes")]
    [InlineData("auto", "sandbox (at most 512 processes")]
    [InlineData("folder", "folder\n")]
    public void The_level_is_chosen_and_told(string choice, string told)
    {
        using var skill = TemporarySkill.Of(Asks);

        var end = Tool.Run(skill.Root, "eval", "--isolation", choice, "skills").ShouldEndWith(0);

        end.Stdout.Should().Contain("isolation: " + told);
    }

    [Fact]
    public void The_variable_chooses_where_the_option_does_not()
    {
        using var skill = TemporarySkill.Of(Asks);

        Tool.RunWith("SKILLCONTRACTS_ISOLATION", "folder", skill.Root, "eval", "skills").Stdout.Should().Contain("\nisolation: folder\n");
        Tool.RunWith("SKILLCONTRACTS_ISOLATION", "folder", skill.Root, "eval", "--isolation", "sandbox", "skills").Stdout.Should().Contain("isolation: sandbox");
    }

    [Theory]
    [InlineData("eval", "skills")]
    [InlineData("eval", "--isolation", "none", "skills")]
    public void A_level_that_there_is_not_is_a_usage_error(params string[] arguments)
    {
        using var skill = TemporarySkill.Of(Asks);

        var end = Tool.RunWith("SKILLCONTRACTS_ISOLATION", "strict", skill.Root, arguments).ShouldEndWith(2);

        end.Stderr.Should().Contain("auto").And.Contain("folder").And.Contain("sandbox");
    }

    [Fact]
    public void Without_bubblewrap_auto_takes_the_folder_and_says_why()
    {
        using var skill = TemporarySkill.Of(Asks);

        var end = Tool.RunWith("PATH", PathWithoutBubblewrap(skill), skill.Root, "eval", "skills").ShouldEndWith(0);

        end.Stdout.Should().Contain("isolation: folder (no sandbox: bwrap is not on PATH; install it with 'apt install bubblewrap'");
    }

    [Fact]
    public void Without_bubblewrap_nothing_is_run_where_the_sandbox_was_asked_for()
    {
        using var skill = TemporarySkill.Of("run: touch \"$SKILL_DIR/started\"");

        var end = Tool.RunWith("PATH", PathWithoutBubblewrap(skill), skill.Root, "eval", "--isolation", "sandbox", "skills").ShouldEndWith(4);

        end.Stdout.Should().Contain("E1 inconclusive").And.Contain("the sandbox was asked for and does not work here; bwrap is not on PATH");
        File.Exists(Path.Combine(skill.Path, "started")).Should().BeFalse();
    }

    [Fact]
    public void What_bubblewrap_says_is_told_when_it_fails()
    {
        using var skill = TemporarySkill.Of(Asks);
        var path = PathWithoutBubblewrap(skill);
        File.WriteAllText(Path.Combine(path, "bwrap"), "#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n");
        Tool.Start(skill.Root, "chmod", "+x", Path.Combine(path, "bwrap")).ShouldEndWith(0);

        var end = Tool.RunWith("PATH", path, skill.Root, "eval", "--isolation", "sandbox", "skills").ShouldEndWith(4);

        end.Stdout.Should().Contain("bwrap: setting up uid map: Permission denied; install it with 'apt install bubblewrap'; where it is there, allow user namespaces");
    }

    private static string PathWithoutBubblewrap(TemporarySkill skill)
    {
        var folder = Directory.CreateDirectory(Path.Combine(skill.Root, "bin")).FullName;
        foreach (var tool in new[] { "bash", "ls", "true", "touch", "git" })
        {
            File.CreateSymbolicLink(Path.Combine(folder, tool), "/usr/bin/" + tool);
        }

        return folder;
    }
}
