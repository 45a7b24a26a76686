using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace SkillContracts.Package.Tests;

/// <summary>Real processes, with the environment of a user's shell instead of that of a test run.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>What a test run, a build or a server puts there, and what would lead past the test's own package folder.</summary>
    private static readonly Regex Foreign = new("^(MSBUILD.*|DOTNET_.*|TESTINGPLATFORM_.*|XUNIT_.*|VSTEST_.*|NUGET_.*|CI|GITHUB_.*|TF_BUILD)$", RegexOptions.IgnoreCase);

    public static Task<ProcessRun> Run(string folder, params string[] arguments) => Start("dotnet", folder, [], arguments);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Name or path.</param>
    /// <param name="folder">Working folder.</param>
    /// <param name="variables">Added to the environment.</param>
    /// <param name="arguments">As they are.</param>
    public static async Task<ProcessRun> Start(string program, string folder, (string Name, string Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => Foreign.IsMatch(name) && name != "DOTNET_ROOT").ToList())
        {
            start.Environment.Remove(name);
        }

        IEnumerable<(string, string)> own =
        [
            ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_UI_LANGUAGE", "en"), ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"),
            // Nothing stays running: no build nodes, no compiler server.
            ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"),
            ("NUGET_CERT_REVOCATION_MODE", "offline"), ("NuGetAudit", "false"),
        ];
        foreach (var (name, value) in own.Concat(variables))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end");
        }

        return new ProcessRun(process.ExitCode, await output + await errors);
    }
}

/// <summary>How a process ended.</summary>
internal sealed record ProcessRun(int ExitCode, string Output)
{
    /// <summary>Itself when it ended with 0.</summary>
    /// <exception cref="InvalidOperationException">It did not; the message is the output.</exception>
    public ProcessRun OrThrow() => ExitCode == 0 ? this : throw new InvalidOperationException(Output);
}
