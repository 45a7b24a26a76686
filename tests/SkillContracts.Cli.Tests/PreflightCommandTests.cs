using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class PreflightCommandTests
{
    [Fact]
    public void A_skill_that_can_run_ends_with_0_and_nothing_is_run()
    {
        using var skill = TemporarySkill.Of("run: touch $SKILL_DIR/ran").Committed();

        Tool.Run(skill.Root, "preflight", "skills/tool").ShouldEndWith(0).Lines.Should().Equal(
            "documents:    0 errors", "experiments:  1", "tools:        all there", "working tree: clean");
        Repository.StatusOf(skill).Should().BeEmpty();
    }

    [Fact]
    public void A_missing_tool_ends_with_4_and_is_named()
    {
        using var skill = TemporarySkill.Of("run: 'true'\nrequires: [bash, no-such-tool]").Committed();

        Tool.Run(skill.Root, "preflight", "skills/tool").ShouldEndWith(4).Stdout.Should().Contain("missing: no-such-tool\n");
    }

    [Fact]
    public void An_error_of_the_documents_ends_with_3_and_is_shown()
    {
        using var skill = TemporarySkill.Of("run: 'true'\nexitt: 2").Committed();

        Tool.Run(skill.Root, "preflight", "skills/tool").ShouldEndWith(3).Stdout.Should().Contain("skills/tool/evals/contract.yaml(5,5): error SKC3003");
    }
}
