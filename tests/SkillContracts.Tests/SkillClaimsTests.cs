using System;
using System.IO;
using System.Threading.Tasks;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;
using Xunit.Sdk;

namespace SkillContracts.Tests;

/// <summary>The bodies of generated tests, called by hand where a red or skipped row is wanted.</summary>
public sealed class SkillClaimsTests
{
    private const string Broken = "tests/Fixtures/broken/skills/wrong-exit-code";
    private const string Sound = "tests/Fixtures/skills/line-count";
    private const string Spaced = "tests/Fixtures/skills/with space/join-words";
    private const string WithoutContract = "tests/Fixtures/skills/say-hello";

    [Fact]
    public async Task A_red_experiment_has_the_sentence_as_its_stack_trace()
    {
        var failure = await Failure(() => SkillClaims.Experiment(Broken, "a file that is not JSON"));

        failure.StackTrace.Should().Be($"   at wrong-exit-code in {Full(Broken)}/SKILL.md:line 22");
        failure.Path.Should().Be(Full(Broken) + "/SKILL.md");
        failure.Line.Should().Be(22);
    }

    [Fact]
    public async Task A_red_experiment_tells_sentence_expectation_and_how_to_run_it_alone()
    {
        var failure = await Failure(() => SkillClaims.Experiment(Broken, "a file that is not JSON"));

        failure.Message.Should().StartWith($"{Broken}/SKILL.md:22: \"| 2 | wrong arguments").And.Contain("expected exit code 2").And.Contain("got 1")
            .And.EndWith($"again:   dotnet test --project tests/SkillContracts.Tests/SkillContracts.Tests.csproj --filter-trait 'Case={Broken}/a file that is not JSON'");
    }

    [Fact]
    public async Task Nothing_that_a_skill_calls_itself_acts_on_a_log()
    {
        var skill = Directory.CreateTempSubdirectory("skill contracts test ").FullName;
        Directory.CreateDirectory(Path.Combine(skill, "evals"));
        Directory.CreateDirectory(Path.Combine(skill, ".git"));
        await File.WriteAllTextAsync(Path.Combine(skill, "SKILL.md"), "---\nname: \"x\\n::error::taken over\\e[31m\"\ndescription: d\n---\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(skill, "evals/contract.yaml"), "version: 1\nexperiments: [{ name: it, run: exit 9 }]\n", TestContext.Current.CancellationToken);

        var failure = await Failure(() => SkillClaims.Experiment(skill, "it"));

        $"{failure.Message}\n{failure.StackTrace}".Should().NotContain("\n::").And.NotContain("\e");
        Directory.Delete(skill, recursive: true);
    }

    [Fact]
    public async Task A_red_exit_code_opens_its_row_of_the_table()
    {
        var failure = await Failure(() => SkillClaims.ExitCode(Broken, "check_settings.py:2"));

        failure.StackTrace.Should().Be($"   at wrong-exit-code in {Full(Broken)}/SKILL.md:line 22");
        failure.Message.Should().Contain("a file that is not JSON");
    }

    [Fact]
    public void A_failure_counts_as_a_failed_assertion_and_not_as_an_error() => typeof(ClaimFailedException).Should().Implement<IAssertionException>();

    [Fact]
    public async Task What_holds_passes()
    {
        await SkillClaims.Experiment(Sound, "counts the lines of two");
        await SkillClaims.ExitCode(Sound, "line_count.sh:2");
        await SkillClaims.Specification(Sound);
    }

    [Fact]
    public async Task A_path_with_a_space_passes() => await SkillClaims.Experiment(Spaced, "joins words");

    [Fact]
    public async Task A_row_that_the_documents_no_longer_have_asks_for_a_build()
    {
        (await Failure(() => SkillClaims.Experiment(Sound, "gone"))).Message.Should().Be($"The documents of {Sound} no longer have 'gone'; build the tests again");
        (await Failure(() => SkillClaims.ExitCode(Sound, "line_count.sh:9"))).Message.Should().Contain("no longer have 'line_count.sh:9'");
    }

    [Fact]
    public async Task An_exit_code_without_experiment_is_skipped_as_not_tested()
    {
        var claim = () => SkillClaims.ExitCode(WithoutContract, "say_hello.sh:0");

        await claim.Should().ThrowAsync<SkipException>().WithMessage($"*{WithoutContract}/SKILL.md:14: not tested: no experiment expects exit code 0 of scripts/say_hello.sh*");
    }

    [Fact]
    public async Task A_document_against_the_specification_is_red_at_the_place()
    {
        var skill = Directory.CreateTempSubdirectory("skill-contracts-");
        var document = Path.Combine(skill.FullName, "SKILL.md");
        await File.WriteAllTextAsync(document, "---\nname: x\ndescription: Loads: a file\n---\n", TestContext.Current.CancellationToken);

        var failure = await Failure(() => SkillClaims.Specification(skill.FullName));
        skill.Delete(recursive: true);

        failure.Message.Should().Contain("SKC1003");
        failure.StackTrace.Should().EndWith($" in {document}:line 3");
    }

    private static string Full(string path) => Path.Combine(Snapshot.RepositoryPath, path);

    private static async Task<ClaimFailedException> Failure(Func<Task> claim) => await Assert.ThrowsAsync<ClaimFailedException>(claim);
}
