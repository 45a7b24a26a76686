using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

/// <summary>Text of a skill reaches terminals and logs as text: no escape sequence, no workflow command.</summary>
public sealed class HostileTextTests
{
    private const string Evil = "::error file=x::taken over \u001b[2J\u001b]0;title\u0007\u202e";

    private const string Contract = """
        version: 1
        experiments:
          - name: "::error::name \e[31m\n::error::line"
            claim: "::error::claim"
            run: printf '::error::out\n  ::error::out\n\033[31m\r\n'; printf '::error::err\n\033]0;x\007' >&2; touch $'::error::file \e[31m\n::error::x'; exit 3
            stdout: "::error::wanted"
            changes: ["\e[31m"]
            files: { "\e[31m": exists, "\e[32m": { is: "\e" }, "::error::file*": { json: { "\e": 1 }, sql: { "select '\e[31m": 1 } } }
          - { name: ::error::cannot be judged, run: "true", requires: ["::error::tool\e[31m"] }
          - { name: "::error::setup", run: "true", setup: "printf '\e[31m\n::error::setup' >&2; false" }
          - { name: "it", run: "true", "::error::key\e[31m": 1 }
        """;

    [Theory]
    [InlineData("eval", "::error file=x::skill \u001b[31m\n::error::y")]
    [InlineData("eval", "  ::error::skill")]
    [InlineData("eval", ".")]
    [InlineData("eval", "::error file=x::skill \u001b[31m\n::error::y", "--format", "json")]
    [InlineData("eval", "::error::none\u001b[31m")]
    [InlineData("eval", ".", "--filter", "\n::error::none\u001b[31m")]
    [InlineData("eval", ".", "--frob\u001b[31m\n::error::x")]
    [InlineData("eval", ".", "--require-clean")]
    [InlineData("eval", "  ::error::skill", "--contract", "::error::none\u001b[31m")]
    [InlineData("eval", "  ::error::skill", "--contract", "::error file=x::skill \u001b[31m\n::error::y/evals/contract.yaml")]
    [InlineData("check", ".")]
    [InlineData("check", "::error file=x::skill \u001b[31m\n::error::y")]
    [InlineData("check", "::error::none\u001b[31m")]
    [InlineData("preflight", "  ::error::skill")]
    [InlineData("undo", ".")]
    [InlineData("undo", "::error::none\u001b[31m")]
    public void Nothing_of_a_skill_acts_on_a_terminal_or_a_log(params string[] arguments)
    {
        using var skill = new TemporarySkill(Contract, TemporarySkill.Document.Replace("name: tool", $"name: \"::error::name\\e[31m\"") + $"\n\n::error::claim {Evil}\n")
            .Write("scripts/to\u001b[31m\n::error::ol.sh", "").Committed();
        skill.Write($"../../{Evil.Replace('/', ' ')}", "");
        Copy(skill, "::error file=x::skill \u001b[31m\n::error::y");
        Copy(skill, "  ::error::skill");

        var end = Tool.Run(skill.Root, arguments);

        end.AllLines.Should().NotBeEmpty();
        end.ShouldBeHarmless();
    }

    [Fact]
    public void A_path_that_looks_like_a_command_still_opens()
    {
        using var skill = new TemporarySkill("version: 1\n", TemporarySkill.Document.Replace("name: tool", "name: other"));
        Copy(skill, "::error::skill");

        Tool.Run(skill.Root, "check", "::error::skill").ShouldEndWith(3).Lines[0].Should().StartWith("./::error::skill/SKILL.md(2,7): error SKC1006: ");
    }

    private static void Copy(TemporarySkill skill, string name)
    {
        skill.Write($"../../{name}/SKILL.md", File.ReadAllText(Path.Combine(skill.Path, "SKILL.md")));
        skill.Write($"../../{name}/evals/contract.yaml", File.ReadAllText(Path.Combine(skill.Path, "evals/contract.yaml")));
        skill.Write($"../../{name}/scripts/::tool.sh", "");
    }
}
