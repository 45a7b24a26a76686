using System;
using System.Threading.Tasks;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Package.Tests;

/// <summary>One skill with a known failure, with a command that writes into the repository, and with two that wait for each other.</summary>
public sealed class States(Feed feed) : IAsyncLifetime
{
    private const string Document = "---\nname: tool\ndescription: Does what a test asks for. Use it in tests.\n---\n\nIt counts.\n";

    private const string Contract = """
        version: 1
        allow: []
        experiments:
          - { name: known, broken: issue 12, run: exit 1 }
          - { name: first, run: 'touch "$TMPDIR/../../a"; until [ -e "$TMPDIR/../../b" ]; do sleep 0.01; done' }
          - { name: second, run: 'touch "$TMPDIR/../../b"; until [ -e "$TMPDIR/../../a" ]; do sleep 0.01; done' }
          - { name: writes, run: 'touch "$SKILL_DIR/../../made"' }
        """;

    internal TestRun All { get; private set; } = null!;

    internal TestRun Claimless { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var repository = feed.NewRepository("states").WithProject().WithRunner()
            .Write("skills/tool/SKILL.md", Document).Write("skills/tool/evals/contract.yaml", Contract).Write(".gitignore", "bin/\nobj/\ntmp/\n");
        (await repository.Build()).OrThrow();
        All = new TestRun(await repository.Start("dotnet", [("SKILLCONTRACTS_ISOLATION", "folder")], "test", "--project", "tests", "--no-build", "--output", "Detailed", "--no-ansi"));
        var claimless = feed.NewRepository("claimless").WithProject().WithRunner().Write("skills/tool/SKILL.md", Document);
        (await claimless.Build()).OrThrow();
        Claimless = await claimless.Test();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class StatesTests(States runs) : IClassFixture<States>
{
    [Fact]
    public void A_known_failure_is_skipped_with_its_reason()
    {
        runs.All.Skipped.Should().Contain("Skills.tool.Experiment [known]");
        runs.All.Row("Skills.tool.Experiment [known]").Text.Should().Contain("known to be false: issue 12");
    }

    [Fact]
    public void Rows_of_one_skill_run_at_the_same_time_when_everything_runs()
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, "one processor runs them one after the other");
        runs.All.Passed.Should().Contain(["Skills.tool.Experiment [first]", "Skills.tool.Experiment [second]"]);
    }

    [Fact]
    public void A_run_that_changes_the_repository_is_red_and_names_path_and_experiment()
    {
        runs.All.Passed.Should().Contain("Skills.tool.Experiment [writes]");
        runs.All.Run.ExitCode.Should().NotBe(0);
        runs.All.Run.Output.Should().Contain("made: changed while ").And.Contain("'skills/tool/writes'");
    }

    [Fact]
    public void A_repository_that_claims_nothing_is_red()
    {
        runs.Claimless.Failed.Should().Equal("Skills.Repository.Has_claims");
        runs.Claimless.Run.Output.Should().Contain("No skill of this repository claims anything that can be tried");
    }
}
