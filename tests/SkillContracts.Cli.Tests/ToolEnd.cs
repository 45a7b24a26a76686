using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FluentAssertions;

namespace SkillContracts.Cli.Tests;

/// <summary>How the program ended and what it printed.</summary>
internal sealed record ToolEnd(int ExitCode, string Stdout, string Stderr)
{
    /// <summary>The lines of standard output.</summary>
    public IReadOnlyList<string> Lines { get; } = Stdout.TrimEnd('\n').Split('\n');

    /// <summary>The lines of both streams that are not empty.</summary>
    public IReadOnlyList<string> AllLines { get; } = (Stdout + "\n" + Stderr).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Standard output as one JSON value.</summary>
    public JsonElement Json => JsonDocument.Parse(Stdout).RootElement;

    /// <summary>The one line that begins with a label such as <c>  again:</c>, without it.</summary>
    public string Field(string label) => Lines.Single(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..].Trim();

    public ToolEnd ShouldEndWith(int exitCode)
    {
        ExitCode.Should().Be(exitCode, "it printed\n{0}\n{1}", Stdout, Stderr);
        AllLines.Should().NotContain(line => line.StartsWith("   at ", StringComparison.Ordinal), "a stack trace is for the tool's authors");
        return this;
    }

    /// <summary>Nothing that a terminal or a log could take for a command; leading spaces do not protect.</summary>
    public ToolEnd ShouldBeHarmless()
    {
        AllLines.Should().NotContain(line => line.Any(char.IsControl), "it printed\n{0}\n{1}", Stdout, Stderr);
        AllLines.Should().NotContain(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
        return this;
    }
}
