using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FluentAssertions;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using Xunit;

namespace SkillContracts.Generator.Tests.Build;

/// <summary><c>build/SkillContracts.targets</c> in real MSBuild.</summary>
public sealed class TargetsTests : IDisposable
{
    private readonly ScratchProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void The_root_is_the_nearest_folder_upwards_with_a_git_folder() =>
        RootOf(_project.With(".git/HEAD")).Should().Be(".");

    [Fact]
    public void The_root_of_a_worktree_has_a_git_file() =>
        RootOf(_project.With(".git")).Should().Be(".");

    [Fact]
    public void A_worktree_below_a_clone_is_its_own_root() =>
        RootOf(_project.With(".git/HEAD").With("tests/.git")).Should().Be("tests/");

    [Fact]
    public void A_clone_below_a_worktree_is_its_own_root() =>
        RootOf(_project.With(".git").With("tests/.git/HEAD")).Should().Be("tests/");

    [Fact]
    public void Without_git_the_root_is_the_project() =>
        RootOf(_project).Should().Be("tests/my tests/");

    [Fact]
    public void A_root_of_the_command_line_is_relative_to_the_project() =>
        RootOf(_project.With(".git/HEAD"), "-p:SkillContractsRoot=..").Should().Be("tests/");

    [Fact]
    public void Properties_that_start_a_comment_reach_the_compiler_escaped()
    {
        var run = _project.Run("<PropertyGroup><SkillContractsRoot>/c#;d e/</SkillContractsRoot></PropertyGroup>", "-getProperty:_SkillContractsRootEscaped,_SkillContractsRoot");

        run.Property("_SkillContractsRootEscaped").Should().Be("%2Fc%23%3Bd%20e%2F");
    }

    [Fact]
    public void Documents_contracts_and_scripts_of_skills_are_additional_files()
    {
        _project.With(".git/HEAD").With("skills/a/SKILL.md").With("skills/a/evals/contract.yaml").With("skills/a/scripts/x.py").With("skills/a/notes.md").With("elsewhere/y.py");

        List().AdditionalFiles.Should().Equal("skills/a/SKILL.md", "skills/a/evals/contract.yaml", "skills/a/scripts/x.py");
    }

    [Fact]
    public void A_document_in_other_letters_is_an_additional_file_with_its_scripts()
    {
        _project.With(".git/HEAD").With("a/skill.md").With("a/scripts/x.py").With("b/Skill.md").With("c/notes.md").With("c/xSKILL.md");

        List().AdditionalFiles.Should().Equal("a/scripts/x.py", "a/skill.md", "b/Skill.md");
    }

    [Fact]
    public void The_list_names_every_file_of_every_skill_once()
    {
        _project.With(".git/HEAD").With("a/SKILL.md").With("a/b/SKILL.md").With("a/b/c.txt").With("elsewhere/y.py");

        var root = List().RepositoryPath;

        ListedFiles().Order(StringComparer.Ordinal).Should().Equal("# The files of all skills", root + "/a/SKILL.md", root + "/a/b/SKILL.md", root + "/a/b/c.txt");
    }

    [Fact]
    public void The_list_is_there_without_any_skill()
    {
        _project.With(".git/HEAD").With("elsewhere/y.py");

        List();

        ListedFiles().Should().Equal("# The files of all skills");
    }

    [Fact]
    public void The_list_is_written_only_when_it_changes()
    {
        _project.With(".git/HEAD").With("a/SKILL.md");
        List();
        var list = Path.Combine(_project.ProjectPath, "obj/SkillContracts.files.txt");
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(list, old);

        List();

        File.GetLastWriteTimeUtc(list).Should().Be(old);
    }

    [Theory]
    [InlineData("tmp")]
    [InlineData("deep/er/tmp")]
    [InlineData("bin")]
    [InlineData("obj")]
    [InlineData("node_modules/x")]
    [InlineData(".git/x")]
    [InlineData("skills/a/evals/fixtures/other")]
    public void A_SKILL_md_is_left_out_below(string folder)
    {
        _project.With(".git/HEAD").With("skills/a/SKILL.md").With(folder + "/SKILL.md");

        List().AdditionalFiles.Should().Equal("skills/a/SKILL.md");
    }

    [Fact]
    public void A_user_leaves_out_more()
    {
        _project.With(".git/HEAD").With("a/SKILL.md").With("vendor/b/SKILL.md").With("c/third/SKILL.md").With("a/third/x.py");

        var run = _project.Run(
            "<PropertyGroup><SkillContractsExclude>\n  vendor/**;\n  **/third/**\n</SkillContractsExclude></PropertyGroup>", "-t:CoreCompile", "-getItem:AdditionalFiles");

        run.AdditionalFiles.Should().Equal("a/SKILL.md");
    }

    [Fact]
    public void A_user_names_another_folder()
    {
        _project.With(".git/HEAD").With("a/SKILL.md").With("tests/skills/b/SKILL.md");

        List("-p:SkillContractsFolder=../skills").AdditionalFiles.Should().Equal("tests/skills/b/SKILL.md");
    }

    [Fact]
    public void Names_with_any_characters_come_through()
    {
        const string folder = "s/a;b [x] (y), 'z' %41 #2 $(R) @(AF)";
        _project.With(".git/HEAD").With(folder + "/SKILL.md").With(folder + "/x;1.py").With(folder + "/it's.it's");

        var run = List();

        run.AdditionalFiles.Should().Equal(folder + "/SKILL.md", folder + "/x;1.py");
        ListedFiles().Should().Contain(run.RepositoryPath + "/" + folder + "/it's.it's");
    }

    [Fact]
    public void The_scripts_are_those_of_the_Model()
    {
        var extensions = Regex.Matches(Targets(), @"'%\(Extension\)' == '(?<one>[^']+)'").Select(match => match.Groups["one"].Value).ToArray();

        SkillScripts.Among(extensions.Select(extension => "x" + extension)).Should().HaveCount(16).And.HaveSameCount(extensions);
    }

    [Fact]
    public void Faults_of_the_generator_stay_errors_whatever_the_user_says()
    {
        var run = _project.Run(
            "<PropertyGroup><NoWarn>CS8785;8784;cs8032;CS18785;CS1591</NoWarn><WarningsNotAsErrors>CS8785</WarningsNotAsErrors><WarningsAsErrors>nullable</WarningsAsErrors></PropertyGroup>",
            "-t:CoreCompile",
            "-getProperty:NoWarn,WarningsAsErrors,WarningsNotAsErrors");

        run.Property("NoWarn").Should().Be(";;;CS18785;CS1591");
        run.Property("WarningsNotAsErrors").Should().BeEmpty();
        run.Property("WarningsAsErrors").Should().Be("nullable;CS8032;CS8784;CS8785");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup>")]
    [InlineData("<ItemGroup><None Include='xunit.runner.visualstudio.testadapter.dll' /></ItemGroup>")]
    public void VSTest_without_all_its_packages_is_SKC9004(string content)
    {
        var run = _project.Run(content, "-t:VSTest");

        run.ExitCode.Should().Be(1);
        run.Output.Should().Contain("error SKC9004: " + Problem.Of(RuleTable.NoTestRunner, new("", 1, 1)).Message);
    }

    [Fact]
    public void VSTest_with_its_packages_runs()
    {
        var run = _project.Run(
            "<PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup><ItemGroup><None Include='xunit.runner.visualstudio.testadapter.dll' /></ItemGroup>",
            "-t:VSTest");

        run.ExitCode.Should().Be(0);
    }

    private static string Targets() => File.ReadAllText(Path.Combine(ScratchProject.ShippedPath, "SkillContracts.targets"));

    private static string RootOf(ScratchProject project, params string[] arguments)
    {
        var run = project.Run("", ["-getProperty:_SkillContractsRoot,_SkillContractsFolder", .. arguments]);
        return Path.GetRelativePath(run.RepositoryPath, run.Property("_SkillContractsRoot"));
    }

    private MSBuildRun List(params string[] arguments) => _project.Run("", ["-t:CoreCompile", "-getItem:AdditionalFiles", .. arguments]);

    private string[] ListedFiles() => File.ReadAllLines(Path.Combine(_project.ProjectPath, "obj/SkillContracts.files.txt"));
}
