using System.Linq;
using System.Threading.Tasks;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Package.Tests;

/// <summary>How a build changes the weight of a rule; .editorconfig has no effect on SKILL.md.</summary>
public sealed class RuleWeightTests(Feed feed)
{
    [Theory]
    [InlineData("warning", 0, "", "")]
    [InlineData("error", 1, "", "is_global = true\ndotnet_diagnostic.SKC5003.severity = error\n")]
    [InlineData("", 0, "", "is_global = true\ndotnet_diagnostic.SKC5003.severity = none\n")]
    [InlineData("error", 1, "<WarningsAsErrors>$(WarningsAsErrors);SKC5003</WarningsAsErrors>", "")]
    [InlineData("", 0, "<NoWarn>$(NoWarn);SKC5003</NoWarn>", "")]
    public async Task A_build_reports_a_problem_at_its_place_with_the_chosen_weight(string weight, int exitCode, string properties, string globalConfig)
    {
        var repository = feed.NewRepository($"weight-{weight}-{properties.Length}-{globalConfig.Length}")
            .WithProject($"<PropertyGroup>{properties}</PropertyGroup>")
            .WithRunner()
            .Write("skills/one/SKILL.md", "---\nname: one\ndescription: Does it. Use it.\n---\n[it](gone.md)\n")
            .Write("tests/.globalconfig", globalConfig.Length > 0 ? globalConfig : "is_global = true\n");

        var build = await repository.Build();

        build.ExitCode.Should().Be(exitCode, build.Output);
        var lines = build.Output.Split('\n').Where(line => line.Contains("SKC5003")).ToList();
        lines.Where(line => !line.Contains($"skills/one/SKILL.md(5,1): {weight} SKC5003: ")).Should().BeEmpty();
        (lines.Count > 0).Should().Be(weight.Length > 0);
    }
}
