using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

/// <summary>The verb <c>accept</c> after runs of <c>eval</c>.</summary>
public sealed class AcceptCommandTests
{
    private const string Two = "version: 1\nsnapshot: [stdout]\nexperiments:\n  - { name: first one, run: echo one }\n  - { name: b, run: echo two }\n";

    [Fact]
    public void A_run_without_snapshots_fails_and_after_accept_it_holds_without_a_change_of_the_tree()
    {
        using var skill = new TemporarySkill(Two).Committed();

        Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(1).Stdout.Should()
            .Contain("no snapshot yet; look at skills/tool/evals/snapshots/first-one.stdout.received.txt and take it over with 'skillcontracts accept skills/tool'");
        Tool.Run(skill.Root, "eval", "skills", "--require-clean").ShouldEndWith(1);
        var accepted = Tool.Run(skill.Root, "accept").ShouldEndWith(0);
        Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(0);

        accepted.Lines.Should().Equal("accepted skills/tool/evals/snapshots/b.stdout.verified.txt", "accepted skills/tool/evals/snapshots/first-one.stdout.verified.txt");
        Tool.Run(skill.Root, "accept", "skills").ShouldEndWith(0).Stdout.Should().StartWith("nothing to take over");
    }

    [Fact]
    public void A_difference_is_printed_with_its_lines()
    {
        using var skill = TemporarySkill.Of("run: printf 'a\\nB\\nc\\n'\nsnapshot: [stdout]").Write("evals/snapshots/it.stdout.verified.txt", "a\nb\nc\n");

        Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(1).ShouldBeHarmless().Stdout.Should().Contain("\n  | -b\n  | +B\n");
    }

    [Fact]
    public void A_filter_takes_one_experiments_snapshots_over()
    {
        using var skill = new TemporarySkill(Two);
        Tool.Run(skill.Root, "eval", "skills");

        Tool.Run(skill.Root, "accept", "skills", "--filter", "b").ShouldEndWith(0).Lines.Should().Equal("accepted skills/tool/evals/snapshots/b.stdout.verified.txt");
        Tool.Run(skill.Root, "accept", "skills", "--filter", "c").ShouldEndWith(2).Stderr.Should().Contain("no experiment is named 'c'");
    }

    [Fact]
    public void Orphans_are_warned_of_and_pruned()
    {
        using var skill = new TemporarySkill(Two).Write("evals/snapshots/gone.stdout.verified.txt", "x\n");

        Tool.Run(skill.Root, "check", "skills").ShouldEndWith(0).Stdout.Should().Contain("SKC5011");
        Tool.Run(skill.Root, "accept", "skills", "--prune").ShouldEndWith(0).Lines.Should().Equal("removed skills/tool/evals/snapshots/gone.stdout.verified.txt");
        Tool.Run(skill.Root, "check", "skills").ShouldEndWith(0).Stdout.Should().NotContain("SKC5011");
    }

    [Fact]
    public void Nothing_is_pruned_while_the_contract_has_errors()
    {
        using var skill = TemporarySkill.Of("run: echo x\nexti: 3").Write("evals/snapshots/gone.stdout.verified.txt", "x\n");

        Tool.Run(skill.Root, "accept", "skills", "--prune").ShouldEndWith(3).Stderr.Should().Contain("nothing is removed");
        File.Exists(Path.Combine(skill.Path, "evals/snapshots/gone.stdout.verified.txt")).Should().BeTrue();
    }

    [Theory]
    [InlineData(6, "accept", "nowhere")]
    [InlineData(2, "accept", "skills", "--contract", "nowhere.yaml")]
    [InlineData(2, "accept", "skills", "--prun")]
    public void A_command_line_that_makes_no_sense_ends_with_its_code(int code, params string[] arguments)
    {
        using var skill = TemporarySkill.Of("run: 'true'");

        Tool.Run(skill.Root, arguments).ShouldEndWith(code);
    }

    [Fact]
    public void A_folder_of_snapshots_that_is_a_link_is_not_followed()
    {
        using var skill = TemporarySkill.Of("run: echo x\nsnapshot: [stdout]");
        var outside = Directory.CreateDirectory(Path.Combine(skill.Root, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "it.stdout.received.txt"), "x\n");
        Directory.CreateSymbolicLink(Path.Combine(skill.Path, "evals", "snapshots"), outside);

        Tool.Run(skill.Root, "accept", "skills").ShouldEndWith(7).Stderr.Should().Contain("is no folder of the skill itself");
        Directory.GetFiles(outside).Should().ContainSingle();
    }
}
