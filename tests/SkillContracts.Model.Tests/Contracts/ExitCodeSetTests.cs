using FluentAssertions;
using SkillContracts.Model.Contracts;
using Xunit;

namespace SkillContracts.Model.Tests.Contracts;

public class ExitCodeSetTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("`0`", "0")]
    [InlineData("**0**", "0")]
    [InlineData("_2_", "2")]
    [InlineData("255", "255")]
    [InlineData("3-5", "3-5")]
    [InlineData("3 – 5", "3-5")]
    [InlineData("3..5", "3-5")]
    [InlineData("3 to 5", "3-5")]
    [InlineData("3 tO 5", "3-5")]
    [InlineData("2, 1", "1, 2")]
    [InlineData("1/2", "1, 2")]
    [InlineData("1 or 2", "1, 2")]
    [InlineData("1, 1", "1")]
    [InlineData("exit 2", "2")]
    [InlineData("Exit code 2", "2")]
    [InlineData("exit status 2", "2")]
    [InlineData("non-zero", "non-zero")]
    [InlineData("nonzero", "non-zero")]
    [InlineData("Any other non-zero", "non-zero")]
    [InlineData("> 0", "non-zero")]
    [InlineData("≠ 0", "non-zero")]
    [InlineData("1-255", "non-zero")]
    [InlineData("other", "other")]
    [InlineData("**Other**", "other")]
    [InlineData("Any other", "other")]
    public void TryParse_reads_the_forms_of_documents(string text, string expected) =>
        ExitCodeSet.TryParse(text)!.ToString().Should().Be(expected);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("256")]
    [InlineData("5-3")]
    [InlineData("1-256")]
    [InlineData("-1")]
    [InlineData("1000")]
    [InlineData("2.5")]
    [InlineData("128+N")]
    [InlineData("13a")]
    [InlineData("success")]
    [InlineData("1 and more")]
    [InlineData("٣")]
    [InlineData("１")]
    public void TryParse_gives_null_for_what_is_no_exit_code(string text) => ExitCodeSet.TryParse(text).Should().BeNull();

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Contains_takes_both_ends_of_a_range(int code, bool expected) =>
        ExitCodeSet.TryParse("3-5")!.Contains(code).Should().Be(expected);

    [Fact]
    public void Contains_is_false_for_0_when_the_set_is_non_zero() => ExitCodeSet.NonZero.Contains(0).Should().BeFalse();

    [Fact]
    public void Contains_is_false_for_other() => ExitCodeSet.TryParse("other")!.Contains(1).Should().BeFalse();

    [Theory]
    [InlineData("1-3", "3-5", true)]
    [InlineData("1-2", "3-5", false)]
    [InlineData("4", "3-5", true)]
    [InlineData("non-zero", "0", false)]
    [InlineData("other", "1", false)]
    public void Overlaps_is_true_for_a_common_code(string one, string other, bool expected) =>
        ExitCodeSet.TryParse(one)!.Overlaps(ExitCodeSet.TryParse(other)!).Should().Be(expected);

    [Fact]
    public void Of_sorts_and_keeps_each_code_once() => ExitCodeSet.Of(4, 1, 4).ToString().Should().Be("1, 4");
}
