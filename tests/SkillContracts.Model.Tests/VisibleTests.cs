using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests;

public class VisibleTests
{
    [Theory]
    [InlineData("plain ünïcode 日本 😀", "plain ünïcode 日本 😀")]
    [InlineData("a\nb", "a⏎b")]
    [InlineData("a\r\nb", "a⏎b")]
    [InlineData("a\n\n", "a")]
    [InlineData("a\rb", @"a\x0db")]
    [InlineData("a\tb", "a  b")]
    [InlineData("\u001b[31mred", @"\x1b[31mred")]
    [InlineData("a\0b", @"a\x00b")]
    [InlineData("a\u0085b", @"a\x85b")]
    [InlineData("a\u202eb", @"a\u202eb")]
    [InlineData("a\u200bb", @"a\u200bb")]
    [InlineData("a\u2028b", @"a\u2028b")]
    [InlineData("a\U000E0041b", @"a\u{e0041}b")]
    public void OneLine_makes_what_acts_or_hides_visible(string text, string expected) => Visible.OneLine(text).Should().Be(expected);

    [Fact]
    public void OneLine_makes_half_a_surrogate_pair_visible() => Visible.OneLine("a\ud800b").Should().Be(@"a\ud800b");

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("abcd", "abc…")]
    public void OneLine_cuts_at_the_limit(string text, string expected) => Visible.OneLine(text, limit: 3).Should().Be(expected);

    [Fact]
    public void OneLine_keeps_a_surrogate_pair_whole_at_the_limit() => Visible.OneLine("ab😀c", limit: 3).Should().Be("ab😀…");
}
