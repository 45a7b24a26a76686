using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using SkillContracts.Runner;

namespace SkillContracts.Cli.Tests;

/// <summary>The real program, started as a process of its own.</summary>
internal static class Tool
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private static readonly string Host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "skillcontracts.dll");

    /// <summary>What stands for the word <c>skillcontracts</c> in a line for bash.</summary>
    public static string CommandLine { get; } = $"{ShellWord.Quote(Host)} exec {ShellWord.Quote(Program)}";

    public static ToolEnd Run(string folder, params string[] arguments) => RunWith("PATH", SearchPath, folder, arguments);

    /// <summary>Runs it with one variable of its environment set.</summary>
    public static ToolEnd RunWith(string variable, string value, string folder, params string[] arguments)
    {
        var start = StartOf(folder, Host, ["exec", Program, .. arguments]);
        start.Environment[variable] = value;
        return EndOf(start);
    }

    /// <summary>Runs it without the right to read what the file's mode forbids, also for root.</summary>
    public static ToolEnd RunWithoutPrivileges(string folder, params string[] arguments) => EndOf(Environment.IsPrivilegedProcess
        ? StartOf(folder, "setpriv", ["--bounding-set=-dac_override,-dac_read_search", Host, "exec", Program, .. arguments])
        : StartOf(folder, Host, ["exec", Program, .. arguments]));

    /// <summary>Runs another program.</summary>
    public static ToolEnd Start(string folder, string program, params string[] arguments) => EndOf(StartOf(folder, program, arguments));

    /// <summary>Starts it and leaves it running.</summary>
    public static Process StartInBackground(string folder, params string[] arguments) =>
        Process.Start(StartOf(folder, Host, ["exec", Program, .. arguments]))!;

    private static string SearchPath => Environment.GetEnvironmentVariable("PATH")!;

    private static ProcessStartInfo StartOf(string folder, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = SearchPath;
        start.Environment["HOME"] = folder;
        start.Environment["LANG"] = "C.UTF-8";
        return start;
    }

    private static ToolEnd EndOf(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} still ran after {Longest}.");
        }

        return new ToolEnd(process.ExitCode, output.Result, errors.Result);
    }
}
