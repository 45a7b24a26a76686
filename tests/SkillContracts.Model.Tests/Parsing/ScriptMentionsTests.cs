using System;
using System.Threading.Tasks;
using FluentAssertions;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class ScriptMentionsTests
{
    private static readonly EquatableArray<string> Scripts = new(["lib/b.sh", "scripts/a.py"]);

    [Theory]
    [InlineData(0, null)]
    [InlineData(3, null)]
    [InlineData(4, "scripts/a.py")]
    [InlineData(9, "scripts/a.py")]
    [InlineData(15, "lib/b.sh")]
    [InlineData(30, "lib/b.sh")]
    public void LastBefore_takes_the_last_that_ends_there(int offset, string? script) =>
        new ScriptMentions("a.py, then b.sh, then x.py", Scripts).LastBefore(offset).Should().Be(script);

    [Fact]
    public void LastBefore_gives_null_without_scripts() => new ScriptMentions("a.py", EquatableArray<string>.Empty).LastBefore(4).Should().BeNull();

    [Fact]
    public async Task One_long_word_is_searched_quickly()
    {
        var text = new string('a', 1_000_000);

        var search = Task.Run(() => new ScriptMentions(text, Scripts), TestContext.Current.CancellationToken);

        await search.Invoking(task => task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Should().NotThrowAsync();
    }
}
