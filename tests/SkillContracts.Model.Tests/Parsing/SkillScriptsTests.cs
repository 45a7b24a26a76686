using FluentAssertions;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillScriptsTests
{
    private static readonly EquatableArray<string> Scripts = new(["lib/b.sh", "scripts/a.py", "scripts/c.mjs"]);

    [Fact]
    public void Among_takes_scripts_by_extension_and_sorts_them() => SkillScripts
        .Among(["scripts/z.py", "scripts/a.SH", "README.md", "scripts/data.json", "b.mjs"])
        .Should().Equal("b.mjs", "scripts/a.SH", "scripts/z.py");

    [Theory]
    [InlineData("evals/x.py")]
    [InlineData("tests/x.py")]
    [InlineData("node_modules/x.js")]
    [InlineData("scripts/node_modules/x/index.js")]
    [InlineData("tmp/x.py")]
    [InlineData(".git/hooks/x.sh")]
    [InlineData("scripts/__init__.py")]
    public void Among_leaves_out_what_is_not_the_skills_own(string file) => SkillScripts.Among([file]).Should().BeEmpty();

    [Theory]
    [InlineData("python3 scripts/a.py in", "scripts/a.py")]
    [InlineData("python3 \"scripts/a.py\"; x", "scripts/a.py")]
    [InlineData("./scripts/a.py", "scripts/a.py")]
    [InlineData(@"python scripts\a.py", "scripts/a.py")]
    [InlineData("$SKILL_DIR/scripts/a.py", "scripts/a.py")]
    [InlineData("{baseDir}/scripts/a.py", "scripts/a.py")]
    [InlineData("~/.claude/skills/demo/scripts/a.py", "scripts/a.py")]
    [InlineData("a.py and then b.sh", "scripts/a.py")]
    [InlineData("(see c.mjs).", "scripts/c.mjs")]
    public void FirstNamedIn_finds_the_script_in_any_form_of_its_path(string text, string script) =>
        SkillScripts.FirstNamedIn(text, Scripts).Should().Be(script);

    [Theory]
    [InlineData("")]
    [InlineData("other.py")]
    [InlineData("xa.py")]
    [InlineData("a.pyc")]
    [InlineData("python3 -m a")]
    public void FirstNamedIn_gives_null_for_a_text_without_a_script(string text) => SkillScripts.FirstNamedIn(text, Scripts).Should().BeNull();

    [Fact]
    public void FirstNamedIn_takes_the_longest_path_that_fits() =>
        SkillScripts.FirstNamedIn("python3 scripts/a.py", new(["a.py", "scripts/a.py"])).Should().Be("scripts/a.py");
}
