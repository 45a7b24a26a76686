using System.IO;
using System.Text;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class CheckCommandTests
{
    private const string Frontmatter = "---\nname: tool\ndescription: Does a thing. Use it.\n---\n";

    [Fact]
    public void It_prints_a_line_for_each_problem_and_a_sum()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments:\n  - { name: it, run: touch $SKILL_DIR/ran, exitt: 2 }\n", TemporarySkill.Document.Replace("name: tool", "name: other"));

        var lines = Tool.Run(skill.Root, "check", "skills").ShouldEndWith(3).Lines;

        lines.Should().HaveCount(3);
        lines[0].Should().StartWith("skills/tool/SKILL.md(2,7): error SKC1006: ");
        lines[1].Should().StartWith("skills/tool/evals/contract.yaml(3,44): error SKC3003: ");
        lines[2].Should().Be("1 skill, 2 errors, 0 warnings");
        File.Exists(Path.Combine(skill.Path, "ran")).Should().BeFalse();
    }

    [Theory]
    [InlineData(".", "skills", "skills/tool/SKILL.md(2,7)")]
    [InlineData(".", "./skills/tool/", "skills/tool/SKILL.md(2,7)")]
    [InlineData(".", "skills/tool/SKILL.md", "skills/tool/SKILL.md(2,7)")]
    [InlineData("skills", "tool", "tool/SKILL.md(2,7)")]
    [InlineData("skills/tool", ".", "SKILL.md(2,7)")]
    [InlineData("skills/tool", "SKILL.md", "SKILL.md(2,7)")]
    [InlineData("docs", "../skills", "../skills/tool/SKILL.md(2,7)")]
    public void A_place_opens_from_the_current_folder(string current, string path, string place)
    {
        using var skill = new TemporarySkill("version: 1\n", TemporarySkill.Document.Replace("name: tool", "name: other")).Write("../../docs/page.md", "");

        Tool.Run(Path.Combine(skill.Root, current), "check", path).ShouldEndWith(3).Lines[0].Should().StartWith(place + ": error SKC1006: ");
    }

    [Fact]
    public void Several_paths_are_read_and_each_skill_once()
    {
        using var skill = TemporarySkill.Of("run: 'true'").Write("../other/SKILL.md", TemporarySkill.Document.Replace("name: tool", "name: other"));

        Tool.Run(skill.Root, "check", "skills/tool", "skills/other/SKILL.md", "skills").ShouldEndWith(0).Stdout.Should().Be("2 skills, 0 errors, 0 warnings\n");
    }

    [Fact]
    public void A_skill_inside_another_is_a_skill_of_its_own()
    {
        using var skill = TemporarySkill.Of("run: 'true'").Write("inner/SKILL.md", TemporarySkill.Document);

        Tool.Run(skill.Root, "check", "skills").ShouldEndWith(3).Lines.Should().HaveCount(2).And.Contain("2 skills, 1 error, 0 warnings")
            .And.Contain(line => line.StartsWith("skills/tool/inner/SKILL.md(2,7): error SKC1006"));
    }

    [Theory]
    [InlineData("", "1,1): error SKC1014: ")]
    [InlineData("# Tool\n", "1,1): error SKC1001: ")]
    [InlineData("---\nname: tool\ndescription: Does a thing.\n# Tool\n", "1,1): error SKC1002: ")]
    [InlineData("---\nname: tool\ndescription: Does M\u00fcller. Use it.\n---\n", "3,20): error SKC1012: ")]
    public void A_broken_document_is_one_line_with_place_and_cure(string bytes, string problem)
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n");
        File.WriteAllText(Path.Combine(skill.Path, "SKILL.md"), bytes, Encoding.Latin1);
        File.Delete(Path.Combine(skill.Path, "evals/contract.yaml"));

        var end = Tool.Run(skill.Root, "check", "skills").ShouldEndWith(3);

        end.AllLines.Should().HaveCount(2);
        end.Lines[0].Should().StartWith("skills/tool/SKILL.md(" + problem).And.Contain("; ");
        end.Lines[1].Should().Be("1 skill, 1 error, 0 warnings");
    }

    [Theory]
    [InlineData("\u00ef\u00bb\u00bf" + Frontmatter, "1,1): warning SKC1013: ")]
    [InlineData(Frontmatter + "\n## Exit codes\n\n| Exit code | Meaning |\n|---|---|\n| 0 | done |\n| otherwise | bad |\n", "11,1): warning SKC2001: 'otherwise' ")]
    public void A_doubtful_document_is_one_warning_and_ends_with_0(string bytes, string problem)
    {
        using var skill = new TemporarySkill("");
        File.WriteAllText(Path.Combine(skill.Path, "SKILL.md"), bytes, Encoding.Latin1);
        File.Delete(Path.Combine(skill.Path, "evals/contract.yaml"));

        var end = Tool.Run(skill.Root, "check", "skills").ShouldEndWith(0);

        end.AllLines.Should().HaveCount(2);
        end.Lines[0].Should().StartWith("skills/tool/SKILL.md(" + problem);
        end.Lines[1].Should().Be("1 skill, 0 errors, 1 warning");
    }

    [Fact]
    public void Windows_line_ends_are_no_problem()
    {
        using var skill = new TemporarySkill("version: 1\r\nexperiments:\r\n  - name: it\r\n    run: 'true'\r\n", TemporarySkill.Document.Replace("\n", "\r\n"));

        Tool.Run(skill.Root, "check", "skills").ShouldEndWith(0).AllLines.Should().Equal("1 skill, 0 errors, 0 warnings");
    }

    [Fact]
    public void A_document_of_ten_megabytes_is_one_line()
    {
        using var skill = new TemporarySkill("version: 1\n", Frontmatter + new string('x', 10_000_000));
        File.Delete(Path.Combine(skill.Path, "evals/contract.yaml"));

        Tool.Run(skill.Root, "check", "skills").ShouldEndWith(3).AllLines.Should().HaveCount(2)
            .And.Contain(line => line.StartsWith("skills/tool/SKILL.md(1,1): error SKC1015: The file has 10000"));
    }

    [Theory]
    [InlineData("version: 1\nexperiments:\n\t- name: a\n", "3,1): error SKC3001: ")]
    [InlineData("version: 1\nexperiments:\n  - name: &a it\n    run: 'true'\n", "3,11): error SKC3006: ")]
    [InlineData("version: 1\nexperiments:\n  - name: it\n    run: 'true'\n    run: 'false'\n", "5,5): error SKC3004: The key 'run' on line 5 is already declared on line 4")]
    [InlineData("version: 2\nexperiments: []\n", "1,10): error SKC3002: ")]
    public void A_broken_contract_is_one_line_with_its_place(string contract, string problem)
    {
        using var skill = new TemporarySkill(contract);

        var end = Tool.Run(skill.Root, "check", "skills").ShouldEndWith(3);

        end.AllLines.Should().HaveCount(2);
        end.Lines[0].Should().StartWith("skills/tool/evals/contract.yaml(" + problem).And.Contain("; ");
    }

    [Fact]
    public void A_document_that_is_a_folder_is_one_line()
    {
        using var skill = TemporarySkill.Of("run: 'true'");
        File.Delete(Path.Combine(skill.Path, "SKILL.md"));
        Directory.CreateDirectory(Path.Combine(skill.Path, "SKILL.md"));

        Tool.Run(skill.Root, "check", "skills/tool").ShouldEndWith(6).AllLines.Should().ContainSingle().Which.Should().StartWith("skills/tool: its SKILL.md is a folder; ");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("SKILL.md")]
    public void A_document_that_is_a_link_to_nothing_is_one_line_and_not_counted_as_right(string target)
    {
        using var skill = TemporarySkill.Of("run: 'true'");
        File.Delete(Path.Combine(skill.Path, "SKILL.md"));
        File.CreateSymbolicLink(Path.Combine(skill.Path, "SKILL.md"), target);

        ShouldNotBeRead(Tool.Run(skill.Root, "check", "skills"));
    }

    [Fact]
    public void A_document_that_is_a_link_to_nothing_says_where_it_leads()
    {
        using var skill = TemporarySkill.Of("run: 'true'");
        File.Delete(Path.Combine(skill.Path, "SKILL.md"));
        File.CreateSymbolicLink(Path.Combine(skill.Path, "SKILL.md"), "../../old/tool/SKILL.md");

        Tool.Run(skill.Root, "check", "skills").Stderr.Should().EndWith("SKILL.md' is a link to '../../old/tool/SKILL.md', which does not exist; correct it, or remove it\n");
    }

    [Fact]
    public void A_document_that_may_not_be_read_is_one_line_and_not_counted_as_right()
    {
        using var skill = TemporarySkill.Of("run: 'true'");
        File.SetUnixFileMode(Path.Combine(skill.Path, "SKILL.md"), UnixFileMode.None);

        ShouldNotBeRead(Tool.RunWithoutPrivileges(skill.Root, "check", "skills"));
    }

    [Fact]
    public void A_skill_that_cannot_be_read_does_not_hide_the_problems_of_others()
    {
        using var skill = new TemporarySkill(TemporarySkill.Contract("run: 'true'"), TemporarySkill.Document.Replace("name: tool", "name: other"));
        File.CreateSymbolicLink(Directory.CreateDirectory(Path.Combine(skill.Root, "skills/a")).FullName + "/SKILL.md", "nowhere");

        Tool.Run(skill.Root, "check", "skills").ShouldEndWith(6).Stdout.Should().Contain("error SKC1006").And.EndWith("2 skills, 1 error, 0 warnings, 1 not read\n");
    }

    private static void ShouldNotBeRead(ToolEnd end)
    {
        end.ShouldEndWith(6).AllLines.Should().HaveCount(2);
        end.Stdout.Should().Be("1 skill, 0 errors, 0 warnings, 1 not read\n");
        end.Stderr.Should().MatchRegex("skills/tool: cannot be read: [^\n]+; (make its files readable|correct it, or remove it)\n$");
    }
}
