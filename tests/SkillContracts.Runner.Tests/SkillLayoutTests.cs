using System;
using System.IO;
using System.Linq;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Runner.Tests;

/// <summary>
/// Layouts on which clients differ: Codex looks six folders deep and leaves out hidden ones (openai/codex@033d1d07 codex-rs/core-skills/src/loader.rs),
/// Gemini two (google-gemini/gemini-cli@04fbf507 skillLoader.ts). We are not a client: all skills that lie there are read, links to folders are not entered.
/// </summary>
public sealed class SkillLayoutTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("skill contracts test ").FullName;

    [Theory]
    [InlineData("skills/demo", "SKILL.md")]
    [InlineData(".agents/skills/demo", "SKILL.md")]
    [InlineData("1/2/3/4/5/6/demo", "SKILL.md")]
    [InlineData("skills/demo", "skill.md")]
    [InlineData("skills/outer/demo", "SKILL.md")]
    public void Find_reads_a_skill_wherever_it_lies(string folder, string file)
    {
        Write("skills/outer/SKILL.md");
        Write(folder + "/" + file);

        LoadedSkill.Find(_root).Should().Contain(Path.Combine(_root, folder));
    }

    [Fact]
    public void Find_reads_the_document_in_capitals_when_both_are_there()
    {
        Write("skills/demo/SKILL.md");
        Write("skills/demo/skill.md");

        LoadedSkill.Find(_root).Should().ContainSingle();
        LoadedSkill.Load(Path.Combine(_root, "skills/demo")).Source.Document.Path.Should().EndWith("/SKILL.md");
    }

    [Fact]
    public void Find_does_not_enter_a_link_but_Load_reads_one_that_is_named()
    {
        Write("store/demo/SKILL.md");
        Directory.CreateDirectory(Path.Combine(_root, "skills"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "skills/demo"), "../store/demo");

        LoadedSkill.Find(Path.Combine(_root, "skills")).Should().BeEmpty();
        LoadedSkill.Load(Path.Combine(_root, "skills/demo")).Contract.Name.Should().Be("demo");
    }

    [Fact]
    public void Find_keeps_two_skills_of_one_name()
    {
        Write(".claude/skills/demo/SKILL.md");
        Write(".agents/skills/demo/SKILL.md");

        LoadedSkill.Find(_root).Select(path => Path.GetRelativePath(_root, path)).Should().Equal(".agents/skills/demo", ".claude/skills/demo");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string path)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "---\nname: demo\ndescription: d\n---\n");
    }
}
