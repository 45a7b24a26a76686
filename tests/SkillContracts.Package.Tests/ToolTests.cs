using System.IO;
using System.Threading.Tasks;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Package.Tests;

/// <summary>The tool package, installed.</summary>
public sealed class ToolTests(Feed feed)
{
    [Fact]
    public async Task The_installed_tool_tells_its_version_and_runs_a_skill()
    {
        var repository = feed.NewRepository("tool").WithSkills("samples/skills/json-redact", "skills/json-redact");
        var tools = Path.Combine(repository.Path, "tools");
        var program = Path.Combine(tools, "skillcontracts");

        var install = await repository.DotNet("tool", "install", "SkillContracts.Cli", "--tool-path", tools, "--add-source", feed.Path, "--version", feed.Version);
        var version = await repository.Start(program, [], "--version");
        var eval = await repository.Start(program, [], "eval", "skills/json-redact");

        install.ExitCode.Should().Be(0, install.Output);
        version.Output.Should().StartWith(feed.Version);
        eval.ExitCode.Should().Be(0, eval.Output);
        eval.Output.Should().Contain(" 0 failed, 0 inconclusive");
    }
}
