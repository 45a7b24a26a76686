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

    [Theory]
    [InlineData("echo more >> \"$SKILL_DIR/../../tools/bin/run.sh\"", "tools/bin/run.sh: changed")]
    [InlineData("touch \"$SKILL_DIR/../../tools/bin/evil\"", "tools/bin/evil: changed")]
    [InlineData("rm \"$SKILL_DIR/../../tools/bin/run.sh\"", "tools/bin/run.sh: changed")]
    public void So_is_one_in_a_folder_of_a_build_that_git_tracks(string command, string line)
    {
        using var skill = Committed(command);

        Touched(skill).Should().ContainSingle().Which.Should().StartWith(line);
    }

    [Theory]
    [InlineData("mkdir -p \"$SKILL_DIR/../../tests/bin/Debug\"; touch \"$SKILL_DIR/../../tests/bin/Debug/a.dll\"")]
    [InlineData("mkdir -p \"$SKILL_DIR/../../tests/obj\"; touch \"$SKILL_DIR/../../tests/obj/a.json\"")]
    [InlineData("mkdir \"$SKILL_DIR/../../TestResults\"; touch \"$SKILL_DIR/../../TestResults/a.trx\"")]
    [InlineData("mkdir -p \"$SKILL_DIR/../../tools/bin/Debug\"; touch \"$SKILL_DIR/../../tools/bin/Debug/a.dll\"")]
    public void What_a_build_writes_is_not(string command)
    {
        using var skill = Committed(command);

        Touched(skill).Should().BeEmpty();
    }

    [Theory]
    [InlineData("echo more >> bin/run.sh", "changed bin/run.sh")]
    [InlineData("touch bin/evil", "created bin/evil")]
    [InlineData("rm bin/run.sh", "removed bin/run.sh")]
    [InlineData("echo more >> node_modules/a/index.js", "changed node_modules/a/index.js")]
    public void A_skills_own_folder_of_such_a_name_is_watched_as_far_as_git_tracks_it(string command, string change)
    {
        using var skill = Committed($"cd \"$SKILL_DIR\"; {command}");

        skill.Run().Observation!.SkillChanges.Should().ContainSingle().Which.ToString().Should().Be(change);
    }

    [Theory]
    [InlineData("mkdir -p obj; touch obj/a.json")]
    [InlineData("mkdir -p bin/Debug; touch bin/Debug/a.dll")]
    [InlineData("mkdir -p tmp; touch tmp/a")]
    [InlineData("touch TestResults/a.trx")]
    public void What_a_build_writes_there_is_not(string command)
    {
        using var skill = Committed($"cd \"$SKILL_DIR\"; {command}");
        Directory.CreateDirectory(Path.Combine(skill.Path, "TestResults"));

        skill.Run().Observation!.SkillChanges.Should().BeEmpty();
    }

    [Theory]
    [InlineData("bin", "SKILL.md", "changed bin/run.sh")]
    [InlineData("bin", "a.csproj", "")]
    [InlineData("tmp", "SKILL.md", "")]
    public void Without_git_it_is_unless_a_project_lies_beside_it(string folder, string beside, string change)
    {
        using var skill = TemporarySkill.Of($"run: echo more >> \"$SKILL_DIR/{folder}/run.sh\"").Write($"{folder}/run.sh", "");
        File.AppendAllText(Path.Combine(skill.Path, beside), "\n");

        string.Join(", ", skill.Run().Observation!.SkillChanges).Should().Be(change);
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
        skill.Write("bin/run.sh", "").Write("node_modules/a/index.js", "").Write("../../tools/bin/run.sh", "");
        foreach (var arguments in new[] { "init -q -b main", "add -A", "-c user.name=x -c user.email=x@x commit -q -m first" })
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = skill.Root })!;
            git.WaitForExit();
            git.ExitCode.Should().Be(0);
        }

        return skill;
    }
}
