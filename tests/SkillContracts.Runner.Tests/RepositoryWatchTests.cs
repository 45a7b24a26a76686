using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

public sealed class RepositoryWatchTests
{
    [Theory]
    [InlineData("touch \"$SKILL_DIR/../../made\"", "made: changed while 'skills/tool/it' ran")]
    [InlineData("echo more >> \"$SKILL_DIR/../../kept\"", "kept: changed while 'skills/tool/it' ran")]
    [InlineData("rm \"$SKILL_DIR/../../kept\"", "kept: changed while 'skills/tool/it' ran")]
    public void A_path_that_an_experiment_touches_is_named(string command, string line)
    {
        using var skill = Committed(command);

        Touched(skill).Should().ContainSingle().Which.Should().StartWith(line);
    }

    [Fact]
    public void A_commit_of_the_authors_unsaved_work_is_named()
    {
        using var skill = Committed("cd \"$SKILL_DIR\" && git checkout -q -b other && git -c user.name=x -c user.email=x@x commit -q -am x");
        File.WriteAllText(Path.Combine(skill.Root, "kept"), "unsaved\n");

        Touched(skill).Should().Contain(line => line.Contains("(main) to ", StringComparison.Ordinal) && line.Contains("(other) while 'skills/tool/it' ran", StringComparison.Ordinal));
    }

    [Fact]
    public void What_people_change_before_and_after_is_theirs()
    {
        using var skill = Committed("echo nothing");
        File.WriteAllText(Path.Combine(skill.Root, "unsaved"), "");
        var watch = new RepositoryWatch(skill.Root);
        File.WriteAllText(Path.Combine(skill.Root, "before"), "");
        TickOfTheFileClock();

        skill.Run();
        TickOfTheFileClock();
        File.WriteAllText(Path.Combine(skill.Root, "kept"), "edited\n");

        watch.Touched().Should().BeEmpty();
    }

    [Fact]
    public void An_experiment_that_may_touch_what_is_outside_is_not_named()
    {
        using var skill = Committed("touch \"$SKILL_DIR/../../made\"", "\nallow: outside");

        Touched(skill).Should().BeEmpty();
    }

    /// <summary>Time stamps of files come in steps of some milliseconds.</summary>
    private static void TickOfTheFileClock() => System.Threading.SpinWait.SpinUntil(() => false, 30);

    private static IReadOnlyList<string> Touched(TemporarySkill skill)
    {
        var watch = new RepositoryWatch(skill.Root);
        skill.Run();
        return watch.Touched();
    }

    private static TemporarySkill Committed(string command, string keys = "")
    {
        var skill = TemporarySkill.Of($"run: '{command}'{keys}");
        Directory.Delete(Path.Combine(skill.Root, ".git"));
        File.WriteAllText(Path.Combine(skill.Root, "kept"), "kept\n");
        foreach (var arguments in new[] { "init -q -b main", "add -A", "-c user.name=x -c user.email=x@x commit -q -m first" })
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = skill.Root })!;
            git.WaitForExit();
            git.ExitCode.Should().Be(0);
        }

        return skill;
    }
}
