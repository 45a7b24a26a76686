using System.IO;
using System.Linq;
using System.Text.Json;
using FluentAssertions;
using SkillContracts.Model.Profiles;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class ProfileReportTests
{
    private const string Document = "---\nname: tool\ndescription: a --- b\nversion: 1\n---\n";

    [Fact]
    public void Json_has_an_object_for_each_skill_with_path_outcome_and_reasons()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n", Document);

        var (end, text) = Run(skill, asJson: true, "reference");

        end.Should().Be(ExitCode.Held);
        var only = JsonDocument.Parse(text).RootElement.GetProperty("skills").EnumerateArray().Single();
        only.GetRawText().Should().MatchRegex(
            "\"path\": \"skills/tool/SKILL.md\",\\s+\"profile\": \"reference\",\\s+\"outcome\": \"loads\",\\s+\"reasons\": \\[\\s+\\{\\s+\"code\": \"text-cut\",\\s+\"outcome\": \"loads\","
            + "\\s+\"message\": \"[^\"]+\",\\s+\"line\": 3,\\s+\"column\": 16\\s+\\}");
    }

    [Fact]
    public void Text_has_a_line_for_each_reason_and_a_sum_for_each_profile()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n", Document);

        var (end, text) = Run(skill, asJson: false, "api", "codex", "reference");

        end.Should().Be(ExitCode.DocumentErrors);
        text.Should().MatchRegex(
            @"^[^\n]*SKILL\.md\(4,1\): error api/unknown-field: [^\n]+\n[^\n]*SKILL\.md\(3,16\): info reference/text-cut: [^\n]+\n"
            + "api: 0 loads, 1 rejected\ncodex: 1 loads\nreference: 1 loads\n$");
    }

    [Fact]
    public void A_skill_that_cannot_be_read_ends_with_6()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n");
        File.Delete(Path.Combine(skill.Path, "SKILL.md"));
        File.CreateSymbolicLink(Path.Combine(skill.Path, "SKILL.md"), "nowhere");

        Run(skill, asJson: true, "reference").End.Should().Be(ExitCode.SkillMissing);
    }

    // Source of the two: find_skill_md in skills_ref/parser.py (agentskills/agentskills@69ef37e) takes SKILL.md first; so do we.
    [Fact]
    public void Of_SKILL_md_and_skill_md_the_first_counts()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n").Write("skill.md", "# no frontmatter\n");

        Run(skill, asJson: false, "reference").Text.Should().Be("reference: 1 loads\n");
    }

    private static (ExitCode End, string Text) Run(TemporarySkill skill, bool asJson, params string[] profiles)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var end = ProfileReport.Run([skill.Path], [.. profiles.Select(id => ClientProfile.Find(id)!)], asJson, output, errors);
        return (end, output.ToString());
    }
}
