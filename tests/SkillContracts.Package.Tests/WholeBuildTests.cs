using System.IO;
using System.Threading.Tasks;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Package.Tests;

/// <summary>Where a green run without tests could happen.</summary>
public sealed class WholeBuildTests(Feed feed)
{
    private const string Skill = "tests/Fixtures/skills/line-count";

    [Fact]
    public async Task No_SKILL_md_is_error_SKC9003()
    {
        var repository = feed.NewRepository("empty").WithProject().WithRunner().Write("skills/readme.md", "");

        var build = await repository.Build();

        build.ExitCode.Should().Be(1);
        build.Output.Should().Contain($"error SKC9003: No SKILL.md was found below '{repository.Path}/skills/'");
    }

    [Fact]
    public async Task VSTest_without_its_packages_is_error_SKC9004_with_the_cure()
    {
        var repository = feed.NewRepository("no-runner").WithSkills(Skill, "skills/line-count").WithProject();

        var test = await repository.DotNet("test", "tests");

        test.ExitCode.Should().Be(1);
        test.Output.Should().Contain("error SKC9004: ").And.Contain("""put { "test": { "runner": "Microsoft.Testing.Platform" } } into global.json""");
    }

    [Fact]
    public async Task VSTest_with_its_packages_runs_the_rows()
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Feed.CachePath, "xunit.runner.visualstudio/3.1.5")) && Directory.Exists(Path.Combine(Feed.CachePath, "microsoft.net.test.sdk/18.11.0")),
            "needs Microsoft.NET.Test.Sdk 18.11.0 and xunit.runner.visualstudio 3.1.5 among the packages of this machine");
        var repository = feed.NewRepository("vstest").WithSkills(Skill, "skills/line-count").WithProject("""
              <ItemGroup>
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
                <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
              </ItemGroup>

            """);

        var test = await repository.DotNet("test", "tests", "--logger", "console;verbosity=normal");

        test.ExitCode.Should().Be(0, test.Output);
        test.Output.Should().MatchRegex(@"Passed Skills\.line_count\.Experiment.*counts the lines of two");
    }
}
