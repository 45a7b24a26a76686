using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class InterruptTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_the_tool_with_130_and_everything_that_it_started(string signal)
    {
        using var skill = TemporarySkill.Of("run: setsid sleep 600 & echo $$ $! > \"$SKILL_DIR/../../started\"; sleep 600\ntimeout: 10m");
        var pipe = Path.Combine(skill.Root, "started");
        Tool.Start(skill.Root, "mkfifo", pipe).ShouldEndWith(0);
        using var tool = Tool.StartInBackground(skill.Root, "eval", "--isolation", "folder", "skills");
        var started = await Task.Run(() => File.ReadAllText(pipe)).WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);

        Tool.Start(skill.Root, "kill", "-" + signal, tool.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ShouldEndWith(0);

        var ended = tool.WaitForExit(TimeSpan.FromSeconds(10));
        tool.Kill();
        ended.Should().BeTrue("a few seconds are enough");
        tool.ExitCode.Should().Be(130);
        (await tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().Be("skillcontracts: interrupted; what was started has been ended\n");
        started.Trim().Split(' ').Should().HaveCount(2).And.NotContain(id => Directory.Exists("/proc/" + id));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("sandbox")]
    public async Task A_killed_tool_leaves_no_process(string level)
    {
        // The last one has cleared its environment and left the session, but works in the run's folder.
        using var skill = TemporarySkill.Of("""
            run: |
              setsid sleep 600.125 & (env -i setsid /bin/bash -c 'trap "" TERM; while :; do /bin/sleep 0.1; done' scfault-killed &)
              sleep 600.125
            timeout: 10m
            """);
        var link = Path.Combine(skill.Root, "tmp/eval/tool/e1");
        using var tool = Tool.StartInBackground(skill.Root, "eval", "--isolation", level, "skills");
        await Until(() => CountOf("600.125") + CountOf("scfault-killed") >= 3);

        tool.Kill();

        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Until(() => CountOf("600.125") + CountOf("scfault-killed") == 0);
        Directory.Exists(link).Should().BeTrue("the folder is kept for people");
    }

    private static int CountOf(string word) => Directory.EnumerateDirectories("/proc").Count(process => CommandLineOf(process).Contains(word, StringComparison.Ordinal));

    private static string CommandLineOf(string process)
    {
        try
        {
            return File.Exists(process + "/cmdline") ? File.ReadAllText(process + "/cmdline") : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(40));
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
