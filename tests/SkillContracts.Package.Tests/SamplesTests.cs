using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Package.Tests;

/// <summary>A day of a user with our samples: build, test, break a script, break a document. Each step is taken once.</summary>
public sealed class SamplesDay(Feed feed) : IAsyncLifetime
{
    private const string Script = "skills/csv-to-sqlite/scripts/csv_to_sqlite.py";
    private const string Document = "skills/csv-to-sqlite/SKILL.md";

    internal UserRepository Repository { get; } = feed.NewRepository("samples").WithSkills("samples/skills").WithProject().WithRunner();

    internal ProcessRun Build { get; private set; } = null!;

    internal TestRun Test { get; private set; } = null!;

    internal TestRun TestOfWrongExit { get; private set; } = null!;

    internal ProcessRun BuildOfBrokenFrontmatter { get; private set; } = null!;

    internal TestRun TestOfBrokenFrontmatter { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Build = (await Repository.Build()).OrThrow();
        Test = await Repository.Test();

        Repository.Replace(Script, "sys.exit(2)", "sys.exit(1)");
        TestOfWrongExit = await Repository.Test("--filter-class", "Skills.csv_to_sqlite");
        Repository.Replace(Script, "sys.exit(1)", "sys.exit(2)");

        Repository.Replace(Document, "description: Loads", "description: Loads: ");
        BuildOfBrokenFrontmatter = await Repository.Build("--no-restore");
        TestOfBrokenFrontmatter = await Repository.Test("--filter-not-method", "Skills.csv_to_sqlite.Ex*");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Our samples as a user has them, with the installed package.</summary>
public sealed class SamplesTests(SamplesDay day) : IClassFixture<SamplesDay>
{
    [Fact]
    public void A_users_project_restores_and_builds_without_a_warning() => day.Build.Output.Should().Contain("0 Warning(s)");

    /// <remarks>MSBuild leaves it out where no C# file is, and VSTest then finds no test.</remarks>
    [Fact]
    public async Task A_project_without_a_C_sharp_file_states_its_target_framework()
    {
        var program = await day.Repository.Start(Path.Combine(day.Repository.Path, "tests/bin/Debug/net10.0/Samples.Tests"), [], "-assemblyInfo");

        program.Output.Should().Contain("\"target-framework\":\".NETCoreApp,Version=v10.0\"");
    }

    [Fact]
    public void Every_row_passes()
    {
        day.Test.Run.ExitCode.Should().Be(0, day.Test.Run.Output);
        day.Test.Rows.Should().OnlyContain(row => row.Outcome == "passed");
    }

    [Theory]
    [InlineData("csv-to-sqlite")]
    [InlineData("json-redact")]
    [InlineData("log-digest")]
    [InlineData("table-to-xlsx")]
    public void Rows_are_named_after_the_experiments_of_the_contract(string skill)
    {
        var contract = File.ReadAllText(Path.Combine(Snapshot.RepositoryPath, "samples/skills", skill, "evals/contract.yaml"));
        var names = Regex.Matches(contract, @"^  - name: (?<name>[^$""\n]+)$", RegexOptions.Multiline).Select(match => match.Groups["name"].Value).ToArray();

        names.Should().NotBeEmpty();
        day.Test.Passed.Should().Contain(names.Select(name => $"Skills.{skill.Replace('-', '_')}.Experiment [{name}]"));
    }

    [Fact]
    public void Each_documented_exit_code_is_a_row() =>
        day.Test.Passed.Where(name => name.Contains("csv_to_sqlite.Exit_code", StringComparison.Ordinal)).Should().Equal(
            "Skills.csv_to_sqlite.Exit_code [csv_to_sqlite.py:0]", "Skills.csv_to_sqlite.Exit_code [csv_to_sqlite.py:2]", "Skills.csv_to_sqlite.Exit_code [csv_to_sqlite.py:3]");

    [Fact]
    public void A_wrong_exit_code_turns_its_row_red_without_a_build()
    {
        day.TestOfWrongExit.Run.ExitCode.Should().NotBe(0);
        day.TestOfWrongExit.Failed.Where(name => name.Contains("Exit_code", StringComparison.Ordinal)).Should().Equal("Skills.csv_to_sqlite.Exit_code [csv_to_sqlite.py:2]");
    }

    [Fact]
    public void A_wrong_exit_code_turns_the_experiments_red_that_expect_it() =>
        day.TestOfWrongExit.Failed.Where(name => name.Contains("Experiment", StringComparison.Ordinal)).Should().NotBeEmpty()
            .And.OnlyContain(name => name.Contains("[refuses ", StringComparison.Ordinal));

    [Fact]
    public void The_trace_of_a_red_row_opens_the_sentence()
    {
        var document = Path.Combine(day.Repository.Path, "skills/csv-to-sqlite/SKILL.md");
        var line = Array.FindIndex(File.ReadAllLines(document), text => text.StartsWith("| 2 | usage error", StringComparison.Ordinal)) + 1;

        day.TestOfWrongExit.Rows.Where(row => row.Outcome == "failed").Should().OnlyContain(
            row => row.Text.Contains($"at csv-to-sqlite in {document}:{line}", StringComparison.Ordinal));
    }

    [Fact]
    public void Broken_frontmatter_is_a_warning_with_place_and_rule()
    {
        day.BuildOfBrokenFrontmatter.ExitCode.Should().Be(0);
        day.BuildOfBrokenFrontmatter.Output.Should().MatchRegex(@"skills/csv-to-sqlite/SKILL\.md\(3,\d+\): warning SKC1003: ").And.Contain("1 Warning(s)");
    }

    [Fact]
    public void Broken_frontmatter_turns_the_skills_specification_red_and_nothing_else()
    {
        day.TestOfBrokenFrontmatter.Failed.Should().Equal("Skills.csv_to_sqlite.Specification");
        day.TestOfBrokenFrontmatter.Passed.Should().BeEquivalentTo(day.Test.Passed.Where(name => !name.StartsWith("Skills.csv_to_sqlite.", StringComparison.Ordinal)));
    }
}
