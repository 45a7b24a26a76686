using System;
using System.IO;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class OwnSkillTests : IDisposable
{
    private readonly string _root = Repository.Copy("skills");

    [Fact]
    public void The_tool_keeps_the_word_of_its_own_skill()
    {
        var tools = Directory.CreateDirectory(Path.Combine(_root, "tools")).FullName;
        var program = Path.Combine(tools, "skillcontracts");
        File.WriteAllText(program, $"#!/bin/sh\nexec {Tool.CommandLine} \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // The sandbox would hide a tool below its own paths, where a checkout may lie.
        var end = Tool.RunWith("PATH", tools + ":" + Environment.GetEnvironmentVariable("PATH"), _root, "eval", "skills", "--strict", "--isolation", "folder").ShouldEndWith(0);

        end.Lines[^1].Should().MatchRegex("^[1-9][0-9]+ passed, 0 failed, 0 inconclusive$");
    }

    public void Dispose() => Repository.Remove(_root);
}
