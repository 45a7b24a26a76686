using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Snapshots;

/// <summary>What differs between runs, machines and levels of isolation is hidden; what a script computed is not.</summary>
public sealed class ScrubberTests
{
    [Theory]
    [InlineData("at 2026-11-21T05:58:05Z", "at [time]")]
    [InlineData("at 2026-11-21T05:58:05.123456+02:00.", "at [time].")]
    [InlineData("at 2026-11-21 05:58:05,123 INFO", "at [time] INFO")]
    [InlineData("at 2026-11-21 05:58", "at [time]")]
    [InlineData("log-2026-11-21_05-58-05.txt", "log-[time].txt")]
    [InlineData("20261121T055805Z", "[time]")]
    [InlineData("backup_20261121-055805", "backup_20261121-055805")]
    [InlineData("backup 20261121-055805", "backup [time]")]
    [InlineData("Sat Nov 21 05:58:05 UTC 2026", "[time]")]
    [InlineData("Sat, 21 Nov 2026 05:58:05 +0000", "[time]")]
    [InlineData("11/21/2026, 5:58:05 AM", "[time]")]
    [InlineData("on TODAY, since 2020-02-29 and 2026-13-40", "on [date], since 2020-02-29 and 2026-13-40")]
    [InlineData("[05:58:05] ok", "[[time]] ok")]
    [InlineData("1 3f2504e0-4f89-11d3-9a0c-0305e82c3301, 2 3F2504E0-4F89-11D3-9A0C-0305E82C3301, 3 00000000-0000-0000-0000-000000000000", "1 guid_1, 2 guid_1, 3 guid_2")]
    [InlineData("took 0.123 s", "took [duration]")]
    [InlineData("took 12ms, 3 seconds, 0m0.012s", "took [duration], [duration], [duration]")]
    [InlineData("12 msgs, 3 steps, 5 sheets, 1.5 scale, v2", "12 msgs, 3 steps, 5 sheets, 1.5 scale, v2")]
    [InlineData("version 1.2.3, 10:30, 2024, 12-31, 1:2", "version 1.2.3, 10:30, 2024, 12-31, 1:2")]
    [InlineData("/tmp/x /tmpx /var/tmp/y /tmp. a/tmp", "[tmp]/x /tmpx /var/tmp/y [tmp]. a/tmp")]
    [InlineData("/work/a /works /home/user/.x /repo/skills/tool/a /repo/b /skills/tool", "[work]/a /works [home]/.x [skill]/a [repo]/b [skill]")]
    public void A_text_keeps_what_does_not_differ(string text, string kept) => Received($"run: [printf, '%s\\n', \"{text.Replace("TODAY", Today, System.StringComparison.Ordinal)}\"]\nsnapshot: stdout").Should().Be(kept + "\n");

    [Fact]
    public void Folders_have_one_name_wherever_they_are() =>
        Received("run: 'echo $WORK/a $HOME/b $TMPDIR/c $SKILL_DIR/d file://$WORK/e --out=$WORK'\nsnapshot: stdout")
            .Should().Be("[work]/a [home]/b [tmp]/c [skill]/d file://[work]/e --out=[work]\n");

    [Fact]
    public void Patterns_of_the_contract_go_first() =>
        Received($"run: echo id-77 at {Today}, {Today}\nscrub: ['^id-\\d+ at \\d{{4}}-\\d\\d-\\d\\d']\nsnapshot: stdout").Should().Be("[scrubbed], [date]\n");

    private static string Today => System.DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Received(string keys)
    {
        using var skill = TemporarySkill.Of(keys);
        skill.Run();
        return File.ReadAllText(Path.Combine(skill.Path, "evals/snapshots/it.stdout.received.txt"));
    }
}
