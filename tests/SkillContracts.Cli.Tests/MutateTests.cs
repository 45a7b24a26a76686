using System.IO;
using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

/// <summary><c>eval --mutate</c>: strength of contracts.</summary>
public sealed class MutateTests
{
    private const string Half = "run: echo a; echo abcd > x\nfiles: { x: exists }";

    [Fact]
    public void What_no_check_noticed_stands_at_its_place_and_the_strength_is_the_last_line()
    {
        using var skill = TemporarySkill.Of(Half);

        var end = Tool.Run(skill.Root, "eval", "skills", "--mutate").ShouldEndWith(0);

        end.Lines.Where(line => line.Contains("unnoticed")).Should().Equal(
            "skills/tool/evals/contract.yaml:3: unnoticed: the last line of stdout dropped ('it'); judge all of stdout, or keep it with 'snapshot: [stdout]'",
            "skills/tool/evals/contract.yaml:3: unnoticed: 'x' cut to its first half ('it'); add 'files: { x: { is: … } }'");
        end.Lines[^2].Should().Be("1 passed, 0 failed, 0 inconclusive");
        end.Lines[^1].Should().Be("strength: 50 % (2 of 4 mutants noticed)");
    }

    [Theory]
    [InlineData(Half, 1)]
    [InlineData("run: echo abcd\nstdout: abcd", 0)]
    public void Unnoticed_mutants_are_red_only_when_strict(string keys, int strict)
    {
        using var skill = TemporarySkill.Of(keys);

        Tool.Run(skill.Root, "eval", "skills", "--mutate").ShouldEndWith(0);
        Tool.Run(skill.Root, "eval", "skills", "--strict").ShouldEndWith(0);
        Tool.Run(skill.Root, "eval", "skills", "--strict", "--mutate").ShouldEndWith(strict);
    }

    [Fact]
    public void A_weak_contract_has_a_low_strength_and_each_skill_has_its_own()
    {
        using var skill = TemporarySkill.Of("run: 'true'");
        var other = Path.Combine(skill.Root, "skills/other");
        Directory.CreateDirectory(Path.Combine(other, "evals"));
        File.WriteAllText(Path.Combine(other, "SKILL.md"), TemporarySkill.Document.Replace("name: tool", "name: other"));
        File.WriteAllText(Path.Combine(other, "evals/contract.yaml"), TemporarySkill.Contract("run: echo abc\nstdout: abc"));

        var end = Tool.Run(skill.Root, "eval", "skills", "--mutate", "--jobs", "2").ShouldEndWith(0);

        end.Lines.TakeLast(3).Should().Equal(
            "strength of skills/other: 100 % (3 of 3 mutants noticed)",
            "strength of skills/tool: 50 % (1 of 2 mutants noticed)",
            "strength: 80 % (4 of 5 mutants noticed)");
    }

    [Fact]
    public void What_fails_is_told_as_ever_and_has_no_strength()
    {
        using var skill = TemporarySkill.Of("run: exit 1");

        var end = Tool.Run(skill.Root, "eval", "skills", "--mutate").ShouldEndWith(1);

        end.Stdout.Should().Contain("expected exit code 0").And.NotContain("unnoticed");
        end.Lines[^1].Should().Be("strength: not known: no experiment that passed could be tried with something made wrong");
    }

    [Fact]
    public void A_mutant_that_could_not_be_judged_is_told_and_not_counted()
    {
        using var skill = TemporarySkill.Of("steps: [{ run: \"printf '#!/bin/sh\\\\necho hi\\\\n' > go; chmod +x go\" }, { run: [./go], stdout: hi }]");

        var end = Tool.Run(skill.Root, "eval", "skills", "--mutate").ShouldEndWith(0);

        end.Lines[^1].Should().Be("strength: 100 % (5 of 5 mutants noticed, 1 not judged)");
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("sandbox")]
    public void The_json_has_every_mutant_and_the_strength(string isolation)
    {
        using var skill = TemporarySkill.Of(Half);

        var json = Tool.Run(skill.Root, "eval", "skills", "--mutate", "--format", "json", "--isolation", isolation).ShouldEndWith(0).Json;

        json.GetProperty("experiments")[0].GetProperty("mutants").EnumerateArray().Select(mutant => $"{mutant.GetProperty("kind")} {mutant.GetProperty("noticed")} {mutant.GetProperty("place").GetProperty("line")}").Should().Equal(
            "nothing True 3", "exitCode True 3", "lastLine False 3", "halfFile False 3");
        json.GetProperty("strength").GetRawText().Replace(" ", "").Replace("\n", "").Should().Be("""{"noticed":2,"judged":4,"notJudged":0,"percent":50}""");
    }

    [Fact]
    public void Hostile_names_and_output_stay_harmless()
    {
        using var skill = TemporarySkill.Of("run: printf '::error::x \\033[31m\\n'; echo abcd > $'\\n::error::y \\e[31m'");

        Tool.Run(skill.Root, "eval", "skills", "--mutate").ShouldEndWith(0).ShouldBeHarmless();
    }
}
