using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

/// <summary>Each documented exit code is produced, and of several the first of 2, 6, 5, 3, 1, 4 wins.</summary>
public sealed class ExitCodeTests
{
    private const string Holds = "  - { name: holds, run: 'true' }\n";
    private const string Fails = "  - { name: fails, run: exit 9 }\n";
    private const string CannotBeJudged = "  - { name: cannot be judged, run: 'true', requires: [no-such-tool] }\n";
    private const string HasAnError = "  - { name: has an error, run: 'true', exitt: 2 }\n";

    [Fact]
    public void Eval_ends_with_0_when_every_claim_held() => Eval(Holds).ShouldEndWith(0);

    [Fact]
    public void Eval_ends_with_1_when_a_claim_failed() => Eval(Holds + Fails).ShouldEndWith(1);

    [Theory]
    [InlineData]
    [InlineData("frobnicate")]
    [InlineData("--frobnicate")]
    [InlineData("eval")]
    [InlineData("eval", "skills", "--frobnicate")]
    [InlineData("check", "skills", "--frobnicate")]
    [InlineData("preflight", "--frobnicate")]
    [InlineData("undo", "--frobnicate")]
    [InlineData("eval", "skills", "--format", "xml")]
    [InlineData("eval", "skills", "--filter")]
    [InlineData("eval", "skills/tool", "--contract", "none.yaml")]
    public void A_wrong_command_line_ends_with_2_and_points_to_the_help(params string[] arguments)
    {
        using var skill = TemporarySkill.Of("run: touch $SKILL_DIR/ran");

        var end = Tool.Run(skill.Root, arguments).ShouldEndWith(2);

        end.Stdout.Should().BeEmpty();
        end.Stderr.Should().Contain("--help'").And.NotContain(".;");
        File.Exists(Path.Combine(skill.Path, "ran")).Should().BeFalse();
    }

    [Theory]
    [InlineData("eval", "skills", "--contract", "skills/tool/evals/contract.yaml")]
    [InlineData("preflight", "skills")]
    public void A_verb_for_one_skill_ends_with_2_when_there_are_several(params string[] arguments)
    {
        using var skill = TemporarySkill.Of("run: 'true'").Write("../other/SKILL.md", TemporarySkill.Document.Replace("name: tool", "name: other"));

        Tool.Run(skill.Root, arguments).ShouldEndWith(2).Stderr.Should().Contain("one skill, and 2 are");
    }

    [Fact]
    public void An_error_of_the_contract_ends_with_3_and_the_rest_still_runs() =>
        Eval(HasAnError + Holds).ShouldEndWith(3).Stdout.Should().Contain("error SKC3003").And.MatchRegex(@"E\d +pass .*  holds");

    [Fact]
    public void An_error_of_the_document_ends_with_3_and_the_experiments_still_run() =>
        Eval(Holds, TemporarySkill.Document.Replace("name: tool", "name: other")).ShouldEndWith(3).Stdout.Should().Contain("error SKC1006").And.Contain("1 passed");

    [Fact]
    public void A_missing_tool_ends_with_4() => Eval(Holds + CannotBeJudged).ShouldEndWith(4).Stdout.Should().Contain("'no-such-tool'");

    [Fact]
    public void A_skill_without_experiments_ends_with_4()
    {
        using var skill = TemporarySkill.Of("run: 'true'");
        Directory.Delete(Path.Combine(skill.Path, "evals"), recursive: true);

        Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(4).Stderr.Should().Contain("nothing was judged: write evals/contract.yaml");
    }

    [Fact]
    public void A_filter_that_matches_nothing_ends_with_4()
    {
        using var skill = TemporarySkill.Of("run: 'true'");

        Tool.Run(skill.Root, "eval", "skills", "--filter", "i").ShouldEndWith(4).Stderr.Should().Be("no experiment is named 'i'; nothing was judged\n");
    }

    [Theory]
    [InlineData("eval", "skills", "--require-clean")]
    [InlineData("preflight", "skills/tool")]
    public void A_dirty_tree_ends_with_5_and_its_changes_are_named(params string[] arguments)
    {
        using var skill = TemporarySkill.Of("run: touch $SKILL_DIR/ran").Committed().Write("new.txt", "");

        Tool.Run(skill.Root, arguments).ShouldEndWith(5).Stderr.Should().Contain("not clean (1 paths)").And.Contain("  skills/tool/new.txt\n");
        File.Exists(Path.Combine(skill.Path, "ran")).Should().BeFalse();
    }

    [Theory]
    [InlineData("eval", "skills", "--require-clean")]
    [InlineData("preflight", "skills/tool")]
    public void A_tree_that_git_does_not_know_ends_with_5(params string[] arguments)
    {
        using var skill = TemporarySkill.Of("run: 'true'");
        Directory.Delete(Path.Combine(skill.Root, ".git"));

        Tool.Run(skill.Root, arguments).ShouldEndWith(5).Stderr.Should().Contain("cannot tell").And.Contain("not in a git repository");
    }

    [Theory]
    [InlineData("eval", "skills", "--require-clean")]
    [InlineData("preflight", "skills/tool")]
    public void A_machine_without_git_ends_with_5(params string[] arguments)
    {
        using var skill = TemporarySkill.Of("run: 'true'").Committed();

        Tool.RunWith("PATH", "/no/such/folder", skill.Root, arguments).ShouldEndWith(5).Stderr.Should().Contain("cannot tell").And.Contain("git is not on PATH");
    }

    [Fact]
    public void The_repository_of_every_skill_must_be_clean()
    {
        using var clean = TemporarySkill.Of("run: 'true'").Committed();
        using var dirty = TemporarySkill.Of("run: 'true'").Committed().Write("new.txt", "");

        Tool.Run(clean.Root, "eval", clean.Path, dirty.Path, "--require-clean").ShouldEndWith(5);
    }

    [Theory]
    [InlineData("eval", "none")]
    [InlineData("eval", "skills", "none")]
    [InlineData("eval", "empty")]
    [InlineData("check", "none")]
    [InlineData("preflight", "none")]
    [InlineData("preflight", "empty")]
    [InlineData("undo", "none")]
    public void A_missing_skill_ends_with_6_and_nothing_runs(params string[] arguments)
    {
        using var skill = TemporarySkill.Of("run: touch $SKILL_DIR/ran");
        Directory.CreateDirectory(Path.Combine(skill.Root, "empty"));

        Tool.Run(skill.Root, arguments).ShouldEndWith(6).AllLines.Should().ContainSingle().Which.Should().MatchRegex("^(none: no such folder|empty: no SKILL.md below)");
        File.Exists(Path.Combine(skill.Path, "ran")).Should().BeFalse();
    }

    [Fact]
    public void A_skill_that_cannot_be_read_ends_with_6_before_any_other_runs()
    {
        using var skill = TemporarySkill.Of("run: touch $SKILL_DIR/ran");
        File.CreateSymbolicLink(Directory.CreateDirectory(Path.Combine(skill.Root, "skills/zz")).FullName + "/SKILL.md", "nowhere");

        Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(6).AllLines.Should().ContainSingle().Which.Should().Contain("zz: cannot be read");
        File.Exists(Path.Combine(skill.Path, "ran")).Should().BeFalse();
    }

    [Theory]
    [InlineData("none", "--frobnicate")]
    [InlineData("none", "--contract", "none.yaml")]
    public void Usage_comes_before_a_missing_skill(params string[] arguments)
    {
        using var skill = TemporarySkill.Of("run: 'true'");

        Tool.Run(skill.Root, ["eval", .. arguments]).ShouldEndWith(2);
    }

    [Fact]
    public void A_missing_skill_comes_before_a_dirty_tree()
    {
        using var skill = TemporarySkill.Of("run: 'true'");

        Tool.Run(skill.Root, "eval", "skills", "none", "--require-clean").ShouldEndWith(6);
        Tool.Run(skill.Root, "preflight", "none").ShouldEndWith(6);
    }

    [Fact]
    public void A_dirty_tree_comes_before_an_error()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments:\n" + HasAnError).Committed().Write("new.txt", "");

        Tool.Run(skill.Root, "eval", "skills", "--require-clean").ShouldEndWith(5);
        Tool.Run(skill.Root, "preflight", "skills").ShouldEndWith(5);
    }

    [Fact]
    public void An_error_comes_before_a_failed_claim() => Eval(HasAnError + Fails).ShouldEndWith(3).Stdout.Should().Contain("1 failed");

    [Fact]
    public void An_error_comes_before_what_cannot_be_judged() => Eval(HasAnError + CannotBeJudged).ShouldEndWith(3);

    [Fact]
    public void A_failed_claim_comes_before_one_that_cannot_be_judged() => Eval(CannotBeJudged + Fails + Holds).ShouldEndWith(1);

    private static ToolEnd Eval(string experiments, string document = TemporarySkill.Document)
    {
        using var skill = new TemporarySkill("version: 1\nexperiments:\n" + experiments, document);
        return Tool.Run(skill.Root, "eval", "skills");
    }
}
