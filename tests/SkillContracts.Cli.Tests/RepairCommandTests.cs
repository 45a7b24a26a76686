using System.IO;
using System.Linq;
using System.Text;
using FluentAssertions;
using SkillContracts.Model.Profiles;
using SkillContracts.Runner;
using SkillContracts.Runner.Snapshots;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class RepairCommandTests
{
    private const string Broken = "---\nname: tool\ndescription: Use when: x.\nversion: 1\n---\n\n# Tool\n";
    private const string Repaired = "---\nname: tool\ndescription: \"Use when: x.\"\nmetadata:\n  version: \"1\"\n---\n\n# Tool\n";

    [Fact]
    public void Fix_writes_the_repaired_document_and_a_second_run_changes_nothing()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n", Broken);

        var (output, errors, command) = Run(skill, write: true);

        Read(skill, "SKILL.md").Should().Be(Repaired);
        output.Should().MatchRegex(@"^[^\n]*SKILL\.md\(3,22\): fixed SKC1003: Quotes around the value\n[^\n]*SKILL\.md\(4,1\): fixed SKC1011: 'version' below metadata\n$");
        (errors, command.RepairCount, command.FailedCount).Should().Be(("", 2, 0));
        Run(skill, write: true).Output.Should().BeEmpty();
        Directory.GetFiles(skill.Path).Should().HaveCount(1, "the file beside is gone");
    }

    [Fact]
    public void Fix_keeps_mode_byte_order_mark_and_line_ends()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n");
        var path = Path.Combine(skill.Path, "SKILL.md");
        File.WriteAllBytes(path, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Broken.Replace("\n", "\r\n"))]);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherExecute);

        Run(skill, write: true);

        File.ReadAllBytes(path).Should().Equal([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Repaired.Replace("\n", "\r\n"))]);
        File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherExecute);
    }

    [Fact]
    public void Diff_shows_the_lines_and_writes_nothing()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n", Broken);

        var (output, _, command) = Run(skill, write: false, showDiff: true);

        output.Should().Be(
            "--- a/skills/tool/SKILL.md\n+++ b/skills/tool/SKILL.md\n@@ -1,7 +1,8 @@\n ---\n name: tool\n-description: Use when: x.\n-version: 1\n"
            + "+description: \"Use when: x.\"\n+metadata:\n+  version: \"1\"\n ---\n \n # Tool\n");
        command.RepairCount.Should().Be(2);
        Read(skill, "SKILL.md").Should().Be(Broken);
    }

    [Fact]
    public void Diff_shows_control_characters_and_disarms_commands_of_logs()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n", "---\nname: tool\ndescription: a: b\u001b[2J\n---\n::error::x\n");
        File.WriteAllText(Path.Combine(skill.Path, "SKILL.md"), "---\nname: tool\ndescription: a\u202e: b\nx: 'y'\n---\n::error::x\n");

        var (output, _, _) = Run(skill, write: false, showDiff: true);

        output.Should().Contain(@"-description: a\u202e: b").And.Contain(@" \x3a\x3aerror").And.NotContain("\u202e").And.NotContain("::error");
    }

    [Fact]
    public void Fix_puts_LF_into_a_shell_script_and_keeps_its_bit()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n").Write("scripts/tool.sh", "#!/bin/sh\r\nexit 0\r\n").Write("scripts/data.py", "print(1)\r\n");
        var path = Path.Combine(skill.Path, "scripts/tool.sh");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Run(skill, write: true).Output.Should().Contain("fixed SKC5008: LF at the end of lines");

        Read(skill, "scripts/tool.sh").Should().Be("#!/bin/sh\nexit 0\n");
        Read(skill, "scripts/data.py").Should().Be("print(1)\r\n", "without a shebang Python reads it as it is");
        File.GetUnixFileMode(path).Should().HaveFlag(UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("SKILL.md")]
    [InlineData("scripts/tool.sh")]
    public void Fix_follows_no_link(string file)
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n", Broken).Write("../../outside/file", Broken).Write("scripts/tool.sh", "#!/bin/sh\r\n");
        var path = Path.Combine(skill.Path, file);
        var outside = Path.Combine(skill.Root, "outside/file");
        File.Copy(path, outside, overwrite: true);
        File.Delete(path);
        File.CreateSymbolicLink(path, outside);
        var before = File.ReadAllText(outside);

        var (_, errors, command) = Run(skill, write: true);

        File.ReadAllText(outside).Should().Be(before);
        new FileInfo(path).LinkTarget.Should().Be(outside);
        command.FailedCount.Should().Be(1);
        errors.Should().MatchRegex("^\\S+: not repaired: '[^\n]+' is a link; repair what it leads to\n$");
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_named_and_left()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n").Write("scripts/tool.sh", "");
        byte[] bytes = [.. "#!/bin/sh\r\n# "u8, 0xfc, (byte)'\n'];
        File.WriteAllBytes(Path.Combine(skill.Path, "scripts/tool.sh"), bytes);

        Run(skill, write: true).Errors.Should().Contain("not repaired: ").And.Contain("is not UTF-8");

        File.ReadAllBytes(Path.Combine(skill.Path, "scripts/tool.sh")).Should().Equal(bytes);
    }

    [Fact]
    public void A_problem_that_is_not_wanted_stays()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n", Broken);

        Run(skill, write: true, wanted: "SKC1003").Command.RepairCount.Should().Be(1);

        Read(skill, "SKILL.md").Should().Contain("\nversion: 1\n");
    }

    [Fact]
    public void A_portable_profile_repairs_more()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments: []\n", "---\nname: tool\ndescription: d\nallowed-tools: Read, Grep\nmodel: opus\n---\n");

        Run(skill, write: true).Command.RepairCount.Should().Be(0);
        Run(skill, write: true, profile: "reference").Command.RepairCount.Should().Be(2);

        Read(skill, "SKILL.md").Should().Be("---\nname: tool\ndescription: d\nallowed-tools: Read Grep\nmetadata:\n  model: opus\n---\n");
    }

    [Fact]
    public void A_long_script_is_shown_as_one_block_without_comparing_every_pair_of_lines()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"echo {i}\r\n"));
        using var output = new StringWriter();

        UnifiedDiff.Write("a.sh", text, text.Replace("\r\n", "\n"), output);

        output.ToString().Split('\n').Should().HaveCount(40_004).And.Contain("@@ -1,20000 +1,20000 @@").And.Contain(@"-echo 0\x0d").And.Contain("+echo 0");
    }

    [Theory]
    [InlineData("a\nb\n", "a\nb\nc\n", "@@ -1,2 +1,3 @@\n a\n b\n+c\n")]
    [InlineData("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "x\n1\n2\n3\n4\n5\n6\n7\ny\n", "@@ -1,4 +1,4 @@\n-a\n+x\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+y\n")]
    [InlineData("a\n1\n2\n3\n4\n5\n6\nb\n", "x\n1\n2\n3\n4\n5\n6\ny\n", "@@ -1,8 +1,8 @@\n-a\n+x\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+y\n")]
    public void A_diff_has_three_lines_around_each_change(string before, string after, string hunks)
    {
        using var output = new StringWriter();

        UnifiedDiff.Write("f", before, after, output);

        output.ToString().Should().Be("--- a/f\n+++ b/f\n" + hunks);
    }

    private static (string Output, string Errors, RepairCommand Command) Run(
        TemporarySkill skill, bool write, bool showDiff = false, string? profile = null, string? wanted = null)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var command = new RepairCommand(profile is null ? null : ClientProfile.Find(profile), write, showDiff, output, errors);
        command.Run(LoadedSkill.Load(skill.Path), problem => wanted is null || problem.Rule.Id == wanted);
        return (output.ToString(), errors.ToString(), command);
    }

    private static string Read(TemporarySkill skill, string path) => File.ReadAllText(Path.Combine(skill.Path, path));
}
