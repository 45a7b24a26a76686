using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class CheckRepairTests
{
    private const string Broken = "---\nname: tool\ndescription: Use when: a test asks\nversion: 1.0   # mine\nmodel: haiku\n---\n\n# Tool\n";

    private static TemporarySkill Skill(string document = Broken) => new(TemporarySkill.Contract("run: 'true'"), document);

    private static string Read(TemporarySkill skill, string file = "SKILL.md") => File.ReadAllText(Path.Combine(skill.Path, file));

    [Fact]
    public void Fix_repairs_what_cannot_change_the_meaning_and_shows_what_is_left()
    {
        using var skill = Skill();
        Tool.Run(skill.Root, "check", "skills").ShouldEndWith(3).Lines[^1].Should().Be("1 can be repaired with 'check --fix'");

        var end = Tool.Run(skill.Root, "check", "skills", "--fix").ShouldEndWith(0);

        end.Lines[0].Should().StartWith("skills/tool/SKILL.md(3,").And.Contain(": fixed SKC1003: ");
        end.Lines.Should().Contain(line => line.Contains("warning SKC1011: The key 'model'"));
        Read(skill).Should().Be("---\nname: tool\ndescription: \"Use when: a test asks\"\nmetadata:\n  version: \"1.0\"   # mine\nmodel: haiku\n---\n\n# Tool\n");
    }

    [Fact]
    public void Fix_twice_changes_nothing_more()
    {
        using var skill = Skill();
        Tool.Run(skill.Root, "check", "skills", "--fix");
        var once = Read(skill);

        Tool.Run(skill.Root, "check", "skills", "--fix").Stdout.Should().NotContain("fixed");

        Read(skill).Should().Be(once);
    }

    [Fact]
    public void Diff_shows_and_changes_nothing()
    {
        using var skill = Skill();

        var lines = Tool.Run(skill.Root, "check", "skills", "--diff").ShouldEndWith(0).Lines;

        lines.Should().Contain("-description: Use when: a test asks").And.Contain("+description: \"Use when: a test asks\"");
        Read(skill).Should().Be(Broken);
    }

    [Fact]
    public void Fix_for_a_portable_profile_moves_what_only_one_client_reads()
    {
        using var skill = Skill("---\nname: tool\ndescription: x\nmodel: haiku\nallowed-tools: [Read, Write]\n---\n");

        Tool.Run(skill.Root, "check", "skills", "--fix", "--profile", "api").ShouldEndWith(0);

        Read(skill).Should().Be("---\nname: tool\ndescription: x\nmetadata:\n  model: haiku\nallowed-tools: Read Write\n---\n");
        Tool.Run(skill.Root, "check", "skills", "--profile", "api").ShouldEndWith(0).Stdout.Should().Be("api: 1 loads\n");
    }

    [Fact]
    public void Fix_leaves_alone_what_is_switched_off_suppressed_or_known()
    {
        const string document = "---\nname: tool\ndescription: x\nversion: 1\n---\n\n";
        using var off = Skill(document);
        Tool.Run(off.Root, "check", "skills", "--fix", "--rule", "SKC1011=none").ShouldEndWith(0);
        Read(off).Should().Be(document);

        const string comment = document + "<!-- skillcontracts-ignore SKC1011: our own client reads it -->\n";
        using var suppressed = Skill(comment);
        Tool.Run(suppressed.Root, "check", "skills", "--fix").ShouldEndWith(0);
        Read(suppressed).Should().Be(comment);

        using var known = Skill(document);
        File.WriteAllText(Path.Combine(known.Root, "skillcontracts.yaml"), "version: 1\nbaseline: known.json\n");
        Tool.Run(known.Root, "check", "skills", "--write-baseline").ShouldEndWith(0);
        Tool.Run(known.Root, "check", "skills", "--fix").ShouldEndWith(0);
        Read(known).Should().Be(document);
    }

    [Fact]
    public void Fix_puts_LF_into_scripts_and_keeps_their_mode()
    {
        using var skill = Skill(TemporarySkill.Document).Write("scripts/tool.sh", "#!/bin/sh\r\n[ $# -gt 1 ] && exit 2\r\nexit 0\r\n");
        var script = Path.Combine(skill.Path, "scripts/tool.sh");
        File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);

        Tool.Run(skill.Root, "check", "skills", "--fix").ShouldEndWith(0).Lines[0].Should().Be("skills/tool/scripts/tool.sh(1,1): fixed SKC5008: LF at the end of lines");

        Read(skill, "scripts/tool.sh").Should().Be("#!/bin/sh\n[ $# -gt 1 ] && exit 2\nexit 0\n");
        File.GetUnixFileMode(script).Should().Be((UnixFileMode)0b111_101_101);
    }

    [Fact]
    public void Fix_never_writes_through_a_link()
    {
        using var skill = Skill();
        var outside = Path.Combine(skill.Root, "outside.md");
        File.Move(Path.Combine(skill.Path, "SKILL.md"), outside);
        File.CreateSymbolicLink(Path.Combine(skill.Path, "SKILL.md"), outside);

        var end = Tool.Run(skill.Root, "check", "skills", "--fix").ShouldEndWith(3);

        end.Stderr.Should().Contain("not repaired: ").And.Contain("is a link");
        File.ReadAllText(outside).Should().Be(Broken);
    }

    [Fact]
    public void Fix_keeps_every_byte_that_it_does_not_change()
    {
        using var skill = Skill();
        var path = Path.Combine(skill.Path, "SKILL.md");
        File.WriteAllBytes(path, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Broken.Replace("\n", "\r\n") + "end\t \0 without line end")]);

        Tool.Run(skill.Root, "check", "skills", "--fix");

        var after = Encoding.UTF8.GetString(File.ReadAllBytes(path));
        after.Should().StartWith("\ufeff---\r\nname: tool\r\ndescription: \"Use when: a test asks\"\r\n").And.EndWith("\r\n# Tool\r\nend\t \0 without line end");
    }

    [Theory]
    [InlineData("reference", 3, "rejected")]
    [InlineData("claude-code", 0, "loads")]
    public void Profile_tells_what_a_client_makes_of_a_skill(string profile, int code, string outcome)
    {
        using var skill = Skill("---\nname: tool\ndescription: x\nmodel: haiku\n---\n");

        using var json = JsonDocument.Parse(Tool.Run(skill.Root, "check", "skills", "--profile", profile, "--format", "json").ShouldEndWith(code).Stdout);

        var told = json.RootElement.GetProperty("skills").EnumerateArray().Single();
        told.GetProperty("profile").GetString().Should().Be(profile);
        told.GetProperty("outcome").GetString().Should().Be(outcome);
    }

    [Fact]
    public void All_profiles_are_told_at_once()
    {
        using var skill = Skill();

        Tool.Run(skill.Root, "check", "skills", "--profile", "all").Lines.Where(line => line.Contains(": 1 ") || line.Contains(": 0 ")).Should().HaveCount(6);
    }

    [Theory]
    [InlineData("--profile", "nobody")]
    [InlineData("--profile", "api", "--format", "sarif")]
    [InlineData("--profile", "api", "--profile", "reference", "--fix")]
    public void A_profile_that_is_not_understood_ends_with_2(params string[] options)
    {
        using var skill = Skill();

        Tool.Run(skill.Root, ["check", "skills", .. options]).ShouldEndWith(2);
    }

    [Fact]
    public void Fix_leaves_alone_what_the_named_baseline_knows_also_after_other_repairs()
    {
        const string document = "---\nname: tool\ndescription: x\nfoo: x\nbar: y\n---\n";
        using var skill = Skill(document);
        Tool.Run(skill.Root, "check", "skills", "--write-baseline", "--baseline", "known.json").ShouldEndWith(0);
        Tool.Run(skill.Root, "check", "skills", "--baseline", "known.json", "--fix").ShouldEndWith(0);
        Read(skill).Should().Be(document);

        skill.Write("SKILL.md", document.Replace("foo", "zoo"));
        Tool.Run(skill.Root, "check", "skills", "--baseline", "known.json", "--fix").ShouldEndWith(0);

        Read(skill).Should().Be("---\nname: tool\ndescription: x\nmetadata:\n  zoo: x\nbar: y\n---\n");
    }

    [Fact]
    public void Fix_repairs_what_an_option_switches_on()
    {
        using var skill = Skill("---\nname: tool\ndescription: x\nversion: a\n---\n");
        File.WriteAllText(Path.Combine(skill.Root, "skillcontracts.yaml"), "version: 1\nrules:\n  SKC1011: none\n");

        Tool.Run(skill.Root, "check", "skills", "--rule", "SKC1011=warning", "--diff").Stderr.Should().Be("1 repair; '--fix' makes them\n");
    }

    [Fact]
    public void What_lies_behind_a_link_is_not_promised_to_be_repaired()
    {
        using var skill = Skill(TemporarySkill.Document).Write("../../shared.sh", "#!/bin/sh\r\nexit 0\r\n").Write("scripts/own.txt", "see tool.sh");
        File.CreateSymbolicLink(Path.Combine(skill.Path, "scripts/tool.sh"), Path.Combine(skill.Root, "shared.sh"));

        Tool.Run(skill.Root, "check", "skills").Stdout.Should().Contain("SKC5008").And.NotContain("can be repaired");
    }
}
