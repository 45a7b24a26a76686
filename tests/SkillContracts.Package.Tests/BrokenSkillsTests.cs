using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Package.Tests;

/// <summary>The seven broken skills, tested once.</summary>
public sealed class BrokenSkills(Feed feed) : IAsyncLifetime
{
    internal UserRepository Repository { get; } = feed.NewRepository("broken").WithSkills("tests/Fixtures/broken/skills").WithProject().WithRunner();

    internal TestRun Test { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (await Repository.Build()).OrThrow();
        Test = await Repository.Test();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Exactly the sentences that <c>tests/Fixtures/broken/README.md</c> calls false are red.</summary>
public sealed class BrokenSkillsTests(BrokenSkills broken) : IClassFixture<BrokenSkills>
{
    private const string WrongCode = "Skills.wrong_exit_code.Exit_code [check_settings.py:2]";

    private static readonly (string Skill, string Row, string Line)[] Table =
    [
        .. Regex.Matches(
                File.ReadAllText(Path.Combine(Snapshot.RepositoryPath, "tests/Fixtures/broken/README.md")),
                @"^\| `(?<skill>[a-z-]+)` \| [^|]+ \| `(?<name>[^`]+)` \| .* \| (?<line>\d+) \|\r?$", RegexOptions.Multiline)
            .Select(match => (
                match.Groups["skill"].Value,
                $"Skills.{match.Groups["skill"].Value.Replace('-', '_')}.Experiment [{match.Groups["name"].Value}]",
                match.Groups["line"].Value)),
    ];

    [Fact]
    public void Each_broken_sentence_is_red_and_nothing_else()
    {
        Table.Should().HaveCount(7);
        broken.Test.Failed.Should().BeEquivalentTo(Table.Select(fault => fault.Row).Append(WrongCode));
    }

    [Fact]
    public void No_row_is_skipped() => broken.Test.Skipped.Should().BeEmpty();

    [Fact]
    public void Each_red_row_opens_the_line_of_its_sentence() =>
        Table.Should().OnlyContain(fault => broken.Test.Row(fault.Row).Text.Contains(
            $"in {broken.Repository.Path}/skills/{fault.Skill}/SKILL.md:{fault.Line}", StringComparison.Ordinal));
}
