using System.Threading.Tasks;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Package.Tests;

/// <summary>A skill whose experiments cannot be judged here, tested on a desk and on a build server.</summary>
public sealed class NotJudged(Feed feed) : IAsyncLifetime
{
    private const string Document = """
        ---
        name: tool
        description: Does what a test asks for. Use it in tests.
        ---

        | Exit code of `scripts/tool.sh` | Meaning |
        |---|---|
        | 0 | done |
        | 2 | needs a tool that nobody has |
        | 3 | never tried |
        """;

    private const string Contract = """
        version: 1
        experiments:
          - name: works
            run: bash scripts/tool.sh
          - name: needs a tool
            requires: no-such-tool-anywhere
            run: bash scripts/tool.sh
            exit: 2
        """;

    internal TestRun Desk { get; private set; } = null!;

    internal TestRun Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var repository = feed.NewRepository("not-judged").WithProject().WithRunner()
            .Write("skills/tool/SKILL.md", Document).Write("skills/tool/evals/contract.yaml", Contract).Write("skills/tool/scripts/tool.sh", "exit 0\n");
        (await repository.Build()).OrThrow();
        Desk = await repository.Test();
        Server = await repository.TestOnServer();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>"Not judged" is never a pass: skipped with a reason where somebody sees it, red where nobody would.</summary>
public sealed class NotJudgedTests(NotJudged runs) : IClassFixture<NotJudged>
{
    private const string Works = "Skills.tool.Experiment [works]";
    private const string NeedsTool = "Skills.tool.Experiment [needs a tool]";
    private const string Code2 = "Skills.tool.Exit_code [tool.sh:2]";
    private const string Code3 = "Skills.tool.Exit_code [tool.sh:3]";

    [Fact]
    public void On_a_desk_what_cannot_be_judged_is_skipped_and_names_what_is_missing()
    {
        runs.Desk.Run.ExitCode.Should().Be(0, runs.Desk.Run.Output);
        runs.Desk.Skipped.Should().Equal(Code2, Code3, NeedsTool);
        runs.Desk.Row(NeedsTool).Text.Should().Contain("no-such-tool-anywhere");
    }

    [Fact]
    public void On_a_server_what_cannot_be_judged_is_red()
    {
        runs.Server.Run.ExitCode.Should().NotBe(0);
        runs.Server.Failed.Should().Equal(Code2, NeedsTool);
    }

    [Fact]
    public void An_exit_code_without_experiment_is_skipped_as_not_tested()
    {
        runs.Desk.Row(Code3).Text.Should().Contain("not tested");
        runs.Server.Skipped.Should().Equal(Code3);
    }

    [Fact]
    public void What_can_be_judged_passes()
    {
        runs.Desk.Passed.Should().Contain(Works);
        runs.Server.Passed.Should().Contain(Works);
    }
}
