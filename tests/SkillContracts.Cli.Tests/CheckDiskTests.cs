using System.IO;
using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

/// <summary>What only the disk and git can tell.</summary>
public sealed class CheckDiskTests
{
    private static TemporarySkill With(string body, string? contract = null) => new(contract ?? TemporarySkill.Contract("run: 'true'"), TemporarySkill.Document + "\n\n" + body + "\n");

    private static string[] Check(TemporarySkill skill) =>
        [.. Tool.Run(skill.Root, "check", "skills").Lines.Where(line => line.Contains("SKC")).Select(line => line["skills/tool/".Length..line.IndexOf(": ", line.IndexOf("SKC", System.StringComparison.Ordinal), System.StringComparison.Ordinal)])];

    [Theory]
    [InlineData("```bash\npython scripts/gone.py\n```", "SKILL.md(18,8): warning SKC5004")]
    [InlineData("```bash\npython ${CLAUDE_SKILL_DIR}/scripts/gone.py\n```", "SKILL.md(18,8): warning SKC5004")]
    [InlineData("```bash\ncp assets/gone.txt x.txt\n```", "SKILL.md(18,4): warning SKC5004")]
    [InlineData("Read `references/gone.md`.", "SKILL.md(17,6): info SKC5010")]
    [InlineData("```bash\npython scripts/<name>.py\n```")]
    [InlineData("```bash\npython scripts/*.py > assets/out.txt\n```")]
    [InlineData("```bash\npython scripts/at-root.py\n```")]
    [InlineData("```bash\npython scripts/at-plugin.py\n```")]
    [InlineData("Read `references/at-plugin.md`.")]
    [InlineData("Keep paths relative (e.g. `references/gone.md`).")]
    [InlineData("**Examples**: `references/gone.md` for prices, `assets/gone.png` for a logo")]
    [InlineData("Call `scripts/example.py`.")]
    [InlineData("Take the form of the far skill's `references/gone.md`.")]
    [InlineData("The skill `other` tells it in its `references/of-other.md`.")]
    [InlineData("Read `docs/gone.md`.")]
    public void A_file_that_neither_skill_nor_root_has_is_reported(string body, params string[] problems)
    {
        using var skill = With(body).Write("../../scripts/at-root.py", "").Write("../scripts/at-plugin.py", "").Write("../references/at-plugin.md", "").Write("../other/references/of-other.md", "");

        Check(skill).Should().Equal(problems);
    }

    [Theory]
    [InlineData("```bash\npython scripts/of-other.py\n```", "'scripts/of-other.py', which is neither in the skill nor in a folder above it, but '../other/scripts/of-other.py' exists; correct")]
    [InlineData("Read `references/of-skill.md`.", "'references/of-skill.md', which is neither in the skill nor in a folder above it, but the skill has 'refs/of-skill.md'; correct")]
    [InlineData("Read `references/gone.md`.", "'references/gone.md', which is neither in the skill nor in a folder above it; correct")]
    public void A_missing_file_is_told_with_the_place_where_one_is(string body, string message)
    {
        using var skill = With(body).Write("../other/scripts/of-other.py", "").Write("refs/of-skill.md", "");

        Tool.Run(skill.Root, "check", "skills").Lines.Should().ContainSingle(line => line.Contains("SKC50")).Which.Should().Contain(message);
    }

    [Fact]
    public void A_path_that_is_an_example_first_and_meant_later_is_reported()
    {
        using var skill = With("Keep paths relative (e.g. `references/gone.md`).\n\nRead `references/gone.md`.");

        Check(skill).Should().Equal("SKILL.md(19,6): info SKC5010");
    }

    [Theory]
    [InlineData("references/lost.md", "nothing", "references/lost.md(1,1): info SKC5005")]
    [InlineData("references/test-plan.md", "nothing", "references/test-plan.md(1,1): info SKC5005")]
    [InlineData("references/api-spec.md", "nothing", "references/api-spec.md(1,1): info SKC5005")]
    [InlineData("scripts/lost.py", "We have lost it.", "scripts/lost.py(1,1): info SKC5005")]
    [InlineData("references/lost.md", "More in `references/`.")]
    [InlineData("scripts/lost.py", "Run `python -m scripts.lost`.")]
    [InlineData("scripts/test_lost.py", "nothing")]
    [InlineData("scripts/lost_test.sh", "nothing")]
    [InlineData("scripts/lost.test.ts", "nothing")]
    [InlineData("scripts/tests/lost.py", "nothing")]
    [InlineData("scripts/uv.lock", "nothing")]
    [InlineData("scripts/CLAUDE.md", "nothing")]
    [InlineData("references/lost.md", "Read lost.md.")]
    [InlineData("references/lost.md", "Read all of `references/*.md`.")]
    [InlineData("references/deep/lost.md", "Look into `deep/`.")]
    [InlineData("scripts/__init__.py", "nothing")]
    [InlineData("other/lost.md", "nothing")]
    public void A_file_that_nothing_names_is_reported(string file, string body, params string[] problems)
    {
        using var skill = With(body).Write(file, "x");

        Check(skill).Should().Equal(problems);
    }

    [Fact]
    public void A_folder_that_only_another_file_names_does_not_name_its_files()
    {
        using var skill = With("nothing").Write("README.md", "| `references/` | texts |").Write("references/lost.md", "x");

        Check(skill).Should().Equal("references/lost.md(1,1): info SKC5005");
    }

    [Theory]
    [InlineData("../../agents/reader.md")]
    [InlineData("../commands/deep/read.md")]
    public void A_file_that_an_agent_or_a_command_of_the_plugin_names_is_not_reported(string text)
    {
        using var skill = With("nothing").Write(text, "Read references/lost.md first.").Write("references/lost.md", "x");

        Check(skill).Should().BeEmpty();
    }

    [Fact]
    public void A_file_that_another_file_names_is_not_reported()
    {
        using var skill = With("Run `scripts/a.py`; read `references/one.md`.").Write("scripts/a.py", "import b\n").Write("scripts/b.py", "").Write("references/one.md", "see two.md").Write("references/two.md", "");

        Check(skill).Should().BeEmpty();
    }

    [Theory]
    [InlineData("from . import one, lost\n")]
    [InlineData("from .lost import it\n")]
    [InlineData("from package.lost import it\n")]
    [InlineData("import importlib\nimportlib.import_module('lost')\n")]
    public void A_module_that_another_one_imports_is_not_reported(string import)
    {
        using var skill = With("Run `scripts/a.py`.").Write("scripts/a.py", import).Write("scripts/package/lost.py", "");

        Check(skill).Should().BeEmpty();
    }

    [Fact]
    public void A_module_whose_name_is_a_part_of_a_word_only_is_reported()
    {
        using var skill = With("Run `scripts/a.py`.").Write("scripts/a.py", "lost_count = almost\n").Write("scripts/lost.py", "");

        Check(skill).Should().Equal("scripts/lost.py(1,1): info SKC5005");
    }

    [Theory]
    [InlineData("a.sh now", false)]
    [InlineData("photos -> straighten (a.sh raw)", false)]
    [InlineData("scripts/a.sh", false, "scripts/a.sh(1,1): warning SKC5006")]
    [InlineData("./scripts/a.sh", false, "scripts/a.sh(1,1): warning SKC5006")]
    [InlineData("scripts/a.sh", true)]
    [InlineData("bash scripts/a.sh", false)]
    public void A_script_that_is_run_by_its_path_must_be_executable(string command, bool isExecutable, params string[] problems)
    {
        using var skill = With($"```bash\n{command}\n```").Write("scripts/a.sh", "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(skill.Path, "scripts/a.sh"), isExecutable ? (UnixFileMode)0b111_101_101 : (UnixFileMode)0b110_100_100);

        Check(skill).Should().Equal(problems);
    }

    [Fact]
    public void A_fixture_that_git_does_not_have_is_reported()
    {
        using var skill = With("text", "version: 1\nexperiments:\n  - name: it\n    run: 'true'\n    fixtures: [fixtures/one]\n").Write("evals/fixtures/one/in.txt", "x").Write("evals/fixtures/one/in.db", "x");
        Directory.Delete(Path.Combine(skill.Root, ".git"));
        File.WriteAllText(Path.Combine(skill.Root, ".gitignore"), "*.db\n");
        Tool.Start(skill.Root, "git", "init", "-q").ExitCode.Should().Be(0);
        Check(skill).Should().BeEmpty("SKILL.md itself is not in git yet");
        Tool.Start(skill.Root, "git", "add", ".").ExitCode.Should().Be(0);

        Check(skill).Should().Equal("evals/contract.yaml(5,16): warning SKC5009");
    }

    [Fact]
    public void A_large_catalogue_is_told_once()
    {
        using var skill = With("text");
        foreach (var name in Enumerable.Range(0, 9).Select(number => $"skill-{number}"))
        {
            skill.Write($"../{name}/SKILL.md", $"---\nname: {name}\ndescription: {new string('d', 1000)}\n---\n");
        }

        var lines = Tool.Run(skill.Root, "check", "skills").ShouldEndWith(0).Lines;

        lines.Should().HaveCount(2);
        lines[0].Should().StartWith("skills/skill-0/SKILL.md(1,1): info SKC7002: The 10 skills below 'skills' have names and descriptions of 9,1");
    }

    [Fact]
    public void A_suppression_of_what_the_disk_tells_works_and_is_missed_when_it_does_nothing()
    {
        using var skill = With("<!-- skillcontracts-ignore SKC5010: made later -->\nRead `references/gone.md`.\n\n<!-- skillcontracts-ignore SKC5004: old -->\ntext");

        Check(skill).Should().Equal("SKILL.md(20,1): warning SKC9006");
    }
}
