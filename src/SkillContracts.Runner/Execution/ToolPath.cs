using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Oracles;

namespace SkillContracts.Runner.Execution;

/// <summary>The PATH of the commands under test: stand-ins of <c>fake</c> come first, tools of <c>without</c> are not there.</summary>
/// <remarks>A folder that holds a hidden tool is replaced by one with links to all its other tools.</remarks>
internal sealed class ToolPath(Experiment experiment, WorkFolder folder)
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly string[] NotFoundCodes = ["126", "127"];

    private readonly string _accidents = Path.Combine(folder.Tools, "accidents");

    /// <summary>Folders with <c>:</c> between them.</summary>
    public string SearchPath { get; private set; } = Programs.SearchPath;

    /// <summary>Writes stand-ins and folders of links.</summary>
    /// <returns>What is wrong with a stand-in; null when all is there.</returns>
    public string? Prepare(CancellationToken cancellation)
    {
        if (experiment.Without.Count > 0)
        {
            SearchPath = string.Join(':', Programs.SearchPath.Split(':').Select(Without));
        }

        if (experiment.Fakes.Count == 0)
        {
            return null;
        }

        var stands = Directory.CreateDirectory(Path.Combine(folder.Tools, "fakes")).FullName;
        SearchPath = stands + ":" + SearchPath;
        return experiment.Fakes.Select(fake => WriteFake(fake, stands, cancellation)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>A stand-in that did not find a program of its own; null when none did.</summary>
    public string? Accident() => experiment.Fakes.Count > 0 && Note.Read(_accidents) is { } line
        && experiment.Fakes.Any(fake => NotFoundCodes.Any(code => line == $"{Visible.OneLine(fake.Name)} ended with {code}"))
            ? $"the stand-in for {line}"
            : null;

    /// <summary>The stand-ins that no command has called so far.</summary>
    public IReadOnlyList<string> Uncalled() => [.. experiment.Fakes.Select(fake => fake.Name).Where(name => !FileKind.Of(MarkOf(name)).Exists)];

    private string MarkOf(string name) => Path.Combine(folder.Tools, name + ".called");

    private string? WriteFake(Variable fake, string stands, CancellationToken cancellation)
    {
        if (Programs.Find("bash") is not { } bash)
        {
            return "bash, which stand-ins need, is not on PATH";
        }

        var text = Path.Combine(folder.Tools, fake.Name + ".text");
        File.WriteAllText(text, fake.Value.StartsWith("#!", StringComparison.Ordinal) ? fake.Value : $"#!{bash}\n{fake.Value}\n");
        MakeExecutable(text);
        if (!fake.Value.StartsWith("#!", StringComparison.Ordinal))
        {
            var environment = new Dictionary<string, string> { ["LANG"] = "C.UTF-8" };
            var end = ChildProcess.Run(new ChildStart(bash, ["-n", text], environment, folder.Tools, null, experiment.TimeLimit.Duration), cancellation);
            if (end.ExitCode != 0)
            {
                return $"the stand-in for '{Visible.OneLine(fake.Name)}' is no shell text: {Visible.OneLine(StreamText.WithoutLastLineEnd(StreamText.Of(end.Stderr)), 200)}";
            }
        }

        // A stand-in that gives one of these codes on purpose says so in its text.
        var accidental = string.Join('|', NotFoundCodes.Where(code => !fake.Value.Contains(code, StringComparison.Ordinal)));
        var note = accidental.Length == 0 ? "" : $"case $code in {accidental}) printf '%s ended with %s\\n' {ShellWord.Quote(fake.Name)} $code >> \"$tools/accidents\" ;; esac\n";
        var stand = Path.Combine(stands, fake.Name);
        File.WriteAllText(stand, $"#!{bash}\ntools=${{BASH_SOURCE%/*}}/..\n: > \"$tools/\"{ShellWord.Quote(fake.Name + ".called")}\n\"$tools/\"{ShellWord.Quote(fake.Name + ".text")} \"$@\"\ncode=$?\n{note}exit $code\n");
        MakeExecutable(stand);
        return null;
    }

    private static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Executable);
        }
    }

    private string Without(string searched, int index)
    {
        if (!experiment.Without.Any(tool => File.Exists(Path.Combine(searched, tool))))
        {
            return searched;
        }

        var links = Directory.CreateDirectory(Path.Combine(folder.Tools, FormattableString.Invariant($"path{index}"))).FullName;
        foreach (var tool in Directory.EnumerateFiles(searched).Where(tool => !experiment.Without.Contains(Path.GetFileName(tool), StringComparer.Ordinal)))
        {
            File.CreateSymbolicLink(Path.Combine(links, Path.GetFileName(tool)), tool);
        }

        return links;
    }
}
