using System;
using System.IO;
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
        using var tool = Tool.StartInBackground(skill.Root, "eval", "skills");
        var started = await Task.Run(() => File.ReadAllText(pipe)).WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);

        Tool.Start(skill.Root, "kill", "-" + signal, tool.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ShouldEndWith(0);

        var ended = tool.WaitForExit(TimeSpan.FromSeconds(10));
        tool.Kill();
        ended.Should().BeTrue("a few seconds are enough");
        tool.ExitCode.Should().Be(130);
        (await tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().Be("skillcontracts: interrupted; what was started has been ended\n");
        started.Trim().Split(' ').Should().HaveCount(2).And.NotContain(id => Directory.Exists("/proc/" + id));
    }
}
