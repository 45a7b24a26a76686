using System.Linq;
using System.Text.Json;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class JsonReportTests
{
    private const string Contract = """
        version: 1
        experiments:
          - { name: holds, run: bash scripts/tool.sh 0, claim: It never writes twice }
          - { name: fails, run: bash scripts/tool.sh 3 }
          - { name: never ends, run: sleep 600, timeout: 100ms, exit: 9, script: scripts/tool.sh }
          - { name: cannot be judged, run: bash scripts/tool.sh 0, requires: [no-such-tool], bucket: flags }
        """;

    [Fact]
    public void Every_experiment_has_its_verdict_place_and_claim()
    {
        using var skill = new TemporarySkill(Contract).Write("scripts/tool.sh", "exit $1\n");

        var json = Tool.Run(skill.Root, "eval", "skills", "--format", "json", "--isolation", "folder").ShouldEndWith(1).Json;

        json.EnumerateObject().Select(member => member.Name).Should().Equal("formatVersion", "experiments", "notTested", "touched");
        json.GetProperty("formatVersion").GetInt32().Should().Be(1);
        var experiments = json.GetProperty("experiments").EnumerateArray().ToList();
        experiments.Select(experiment => string.Join(' ', experiment.EnumerateObject().Select(member => member.Name))).Distinct().Should().Equal(
            "skill number name bucket verdict reason notes weak exitCode seconds isolation place claim");
        Values(experiments, "isolation").Should().Equal("folder", "folder", "folder", "");
        Values(experiments, "number").Should().Equal("1", "2", "3", "4");
        Values(experiments, "name").Should().Equal("holds", "fails", "never ends", "cannot be judged");
        Values(experiments, "verdict").Should().Equal("pass", "fail", "fail", "inconclusive");
        Values(experiments, "bucket").Should().Equal("happy", "happy", "errors", "flags");
        Values(experiments, "exitCode").Should().Equal("0", "3", "", "");
        Values(experiments, "place").Should().Equal(
            At("skills/tool/SKILL.md", 15), At("skills/tool/SKILL.md", 12), At("skills/tool/evals/contract.yaml", 5), At("skills/tool/SKILL.md", 12));
        Values(experiments, "claim").Should().Equal("""{"file":"skills/tool/SKILL.md","line":15,"text":"It never writes twice."}""", "", "", "");
        experiments[0].GetProperty("seconds").GetDouble().Should().BeInRange(0.0001, 20);
        experiments[3].GetProperty("seconds").GetDouble().Should().Be(0);
        experiments[3].GetProperty("reason").GetString().Should().Contain("'no-such-tool'");
    }

    [Fact]
    public void Documented_codes_that_nothing_expects_are_listed()
    {
        using var skill = new TemporarySkill(Contract).Write("scripts/tool.sh", "exit $1\n");

        var notTested = Tool.Run(skill.Root, "eval", "skills", "--format", "json").Json.GetProperty("notTested");

        notTested.EnumerateArray().Should().ContainSingle().Which.GetRawText().Should().Contain("tool.sh:2").And.Contain("output exists");
        Compact(notTested[0].GetProperty("place")).Should().Be(At("skills/tool/SKILL.md", 13));
    }

    [Fact]
    public void Standard_output_holds_nothing_else_even_when_there_are_problems()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments:\n  - { name: it, run: exit 1, exitt: 2 }\n", TemporarySkill.Document.Replace("name: tool", "name: other"));

        var end = Tool.Run(skill.Root, "eval", "skills", "--format", "json").ShouldEndWith(3);

        end.Json.GetProperty("experiments").GetArrayLength().Should().Be(1);
        end.Stderr.Should().Contain("error SKC1006").And.Contain("error SKC3003");
    }

    [Fact]
    public void Without_experiments_it_still_is_one_object()
    {
        using var skill = TemporarySkill.Of("run: 'true'");

        Tool.Run(skill.Root, "eval", "skills", "--format", "json", "--filter", "none").ShouldEndWith(4).Json.GetProperty("experiments").GetArrayLength().Should().Be(0);
    }

    [Theory]
    [InlineData("\\e[31m\\\"\\\\ \\u2028 \\u0001 </script> ::error::x")]
    [InlineData("line\\nline")]
    [InlineData("Ünïcödé 😀")]
    public void A_hostile_name_comes_back_as_it_was(string escaped)
    {
        using var skill = new TemporarySkill($"version: 1\nexperiments:\n  - {{ name: \"{escaped}\", run: 'true' }}\n");

        var end = Tool.Run(skill.Root, "eval", "skills", "--format", "json").ShouldBeHarmless();

        var name = end.Json.GetProperty("experiments")[0].GetProperty("name").GetString()!;
        JsonSerializer.Serialize(name).Should().Be(JsonSerializer.Serialize(Unescaped(escaped)));
    }

    [Fact]
    public void A_hostile_output_leaves_the_json_valid()
    {
        using var skill = TemporarySkill.Of("run: printf '\\377\\376\\000\\033[31m\"}]</script>\\n::error::x\\n'\nstdout: other");

        Tool.Run(skill.Root, "eval", "skills", "--format", "json").ShouldEndWith(1).ShouldBeHarmless().Json.GetProperty("experiments")[0].GetProperty("reason").GetString()
            .Should().Contain("::error::x");
    }

    private static string Unescaped(string text) => JsonSerializer.Deserialize<string>('"' + text.Replace("\\e", "\\u001b") + '"')!;

    private static string At(string file, int line) => $$"""{"file":"{{file}}","line":{{line}}}""";

    private static string[] Values(System.Collections.Generic.IEnumerable<JsonElement> experiments, string member) =>
        [.. experiments.Select(experiment => Compact(experiment.GetProperty(member)))];

    private static string Compact(JsonElement value) => value.ValueKind is JsonValueKind.Object ? JsonSerializer.Serialize(value) : value.ToString();
}
