using System;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using Xunit;

namespace SkillContracts.Model.Tests.Contracts;

public class TimeLimitTests
{
    [Theory]
    [InlineData("1ms", 1)]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("2m", 120_000)]
    [InlineData("60m", 3_600_000)]
    [InlineData("3600000ms", 3_600_000)]
    public void TryParse_reads_a_number_with_its_unit(string text, int milliseconds) =>
        TimeLimit.TryParse(text)!.Duration.Should().Be(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("30")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData("1.5s")]
    [InlineData("1 s")]
    [InlineData(" 1s")]
    [InlineData("1h")]
    [InlineData("1sm")]
    [InlineData("1S")]
    [InlineData("٣s")]
    [InlineData("61m")]
    [InlineData("3600001ms")]
    [InlineData("99999999999s")]
    public void TryParse_gives_null_for_another_shape_or_range(string text) => TimeLimit.TryParse(text).Should().BeNull();

    [Fact]
    public void Default_is_30_seconds() => TimeLimit.Default.Duration.Should().Be(TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData("30s", "30 s")]
    [InlineData("500ms", "0.5 s")]
    public void ToString_shows_seconds(string text, string expected) => TimeLimit.TryParse(text)!.ToString().Should().Be(expected);
}
