using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FluentAssertions;
using SkillContracts.Runner.Execution;
using SkillContracts.Runner.Oracles;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Execution;

/// <summary>The parts of Windows that need no Windows; build/try-windows.sh tries the rest under Wine.</summary>
public sealed class WindowsTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("say \"x\"", "\"say \\\"x\\\"\"")]
    [InlineData(@"C:\a\", @"C:\a\")]
    [InlineData(@"C:\a b\", "\"C:\\a b\\\\\"")]
    [InlineData("\\\\\"", "\"\\\\\\\\\\\"\"")]
    [InlineData(@"\\server\a b", "\"\\\\server\\a b\"")]
    [InlineData("nul\0less", "nulless")]
    public void Arguments_are_quoted_for_the_C_runtime(string argument, string quoted) =>
        WindowsText.CommandLine(@"C:\my tools\x.exe", [argument, "end"]).Should().Be($"\"C:\\my tools\\x.exe\" {quoted} end\0");

    [Fact]
    public void The_environment_is_sorted_without_regard_to_case_and_ends_with_two_NUL()
    {
        WindowsText.EnvironmentBlock(new Dictionary<string, string> { ["b"] = "2", ["A_"] = "x=y", ["C"] = "\0", ["AB"] = "" }).Should().Be("AB=\0A_=x=y\0b=2\0C=\0\0");
        WindowsText.EnvironmentBlock(new Dictionary<string, string>()).Should().Be("\0\0");
    }

    [Fact]
    public void Find_takes_the_first_folder_and_then_the_first_extension()
    {
        using var folders = new Folders("one/x.txt", "one/tool", "two/tool.cmd", "two/tool.exe", "three/tool.com");

        folders.Find("tool").Should().Be("two/tool.exe");
        folders.Find("tool.cmd").Should().Be("two/tool.cmd");
        folders.Find("x.txt").Should().BeNull();
        folders.Find(Path.Combine(folders.Root, "three", "tool"), "").Should().Be("three/tool.com");
        folders.Find("three/tool").Should().BeNull("a relative path could name anything");
    }

    [Fact]
    public void Find_takes_no_bash_of_another_system()
    {
        using var folders = new Folders("System32/bash.exe", "WindowsApps/bash.exe", "System32/tar.exe", "git/bash.exe");

        folders.Find("bash").Should().Be("git/bash.exe");
        folders.Find("tar").Should().Be("System32/tar.exe");
        folders.Find("bash", "System32", "WindowsApps").Should().BeNull();
    }

    [Theory]
    [InlineData("python3", "a/python3.exe", "a/python.exe")]
    [InlineData("python", "WindowsApps/python3.exe", "a/python.exe", "a/py.exe")]
    [InlineData("py -3", "WindowsApps/python3.exe", "WindowsApps/python.exe", "a/py.exe")]
    [InlineData("python3", "WindowsApps/python3.exe")]
    public void Python_goes_by_the_name_that_its_installer_gave_it(string words, params string[] files)
    {
        using var folders = new Folders(files);

        WindowsPrograms.Python(folders.SearchPath).Should().Equal(words.Split(' '));
    }

    [Theory]
    [InlineData("services: { db: { start: sleep 9 } }", "'services'")]
    [InlineData("fake: { gh: exit 1 }", "'fake'")]
    [InlineData("without: [git]", "'without'")]
    [InlineData("files: { a: { mode: +x } }", "'mode'")]
    public void What_rests_on_POSIX_is_named(string key, string word)
    {
        using var skill = TemporarySkill.Of("run: [x]\n" + key);

        WindowsExperiments.Fault(skill.Load().Contract.Experiments.Single())!.Value.Fault.Should().Contain(word);
    }

    [Fact]
    public void An_experiment_without_such_keys_can_be_tried()
    {
        using var skill = TemporarySkill.Of("run: [x]\nfiles: { a: exists }\ngit: true\nsetup: echo");

        WindowsExperiments.Fault(skill.Load().Contract.Experiments.Single()).Should().BeNull();
        WindowsExperiments.Fault(@"tool.exe").Should().BeNull();
        WindowsExperiments.Fault(@"tool.CMD")!.Value.Fault.Should().Contain("batch file");
    }

    [Theory]
    [InlineData(9009, "nonzero", null)]
    [InlineData(-1, "nonzero", null)]
    [InlineData(-1, "0", "0xFFFFFFFF")]
    [InlineData(9009, "1-254", "9009")]
    [InlineData(unchecked((int)0xC0000005), "nonzero", "0xC0000005, a crash: ended by exception 0xC0000005")]
    [InlineData(unchecked((int)0xE0434352), "nonzero", "0xE0434352, a crash: ended by exception 0xE0434352")]
    [InlineData(unchecked((int)0x80131623), "nonzero", "0x80131623, a crash: ended by exception 0x80131623")]
    public void Exit_codes_of_Windows_are_judged(int code, string exit, string? got)
    {
        using var skill = TemporarySkill.Of($"run: exit 1\nexit: {exit}");
        var loaded = skill.Load();
        var result = skill.Run();
        var seen = result.Observation!.With(result.Observation.End with { ExitCode = code });

        (ExitCodeOracle.Judge(result.Experiment, seen, loaded.Contract)?.Got).Should().Be(got);
    }

    private sealed class Folders : IDisposable
    {
        public Folders(params string[] files)
        {
            foreach (var file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, file))!);
                File.WriteAllText(Path.Combine(Root, file), "");
            }

            SearchPath = string.Join(';', files.Select(file => Path.Combine(Root, file.Split('/')[0])).Distinct());
        }

        public string Root { get; } = Directory.CreateTempSubdirectory("skill contracts test ").FullName;

        public string SearchPath { get; }

        public string? Find(string name) => Relative(WindowsPrograms.Find(name, SearchPath));

        public string? Find(string name, params string[] folders) => Relative(WindowsPrograms.Find(name, string.Join(';', folders.Select(folder => Path.Combine(Root, folder)))));

        public void Dispose() => Directory.Delete(Root, recursive: true);

        private string? Relative(string? path) => path is null ? null : Path.GetRelativePath(Root, path);
    }
}
