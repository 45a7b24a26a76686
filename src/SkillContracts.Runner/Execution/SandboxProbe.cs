using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SkillContracts.Model;

namespace SkillContracts.Runner.Execution;

/// <summary>Tries whether bubblewrap works here.</summary>
internal static class SandboxProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private const string Denied = "install it with 'apt install bubblewrap'; where it is there, allow user namespaces (docs/isolation.md), or use '--isolation folder'";

    /// <summary>Why the sandbox cannot be used, with the cure; null when it can.</summary>
    public static string? Fault(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "it needs Linux; use '--isolation folder'";
        }

        if (Programs.Find("bwrap") is null || Programs.Find("true") is not { } program)
        {
            return "bwrap is not on PATH; install it with 'apt install bubblewrap', or use '--isolation folder'";
        }

        var folder = Directory.CreateTempSubdirectory("skillcontracts-probe-").FullName;
        try
        {
            var work = WorkFolder.At(folder);
            var end = ChildProcess.Run(
                new ChildStart(program, [], new Dictionary<string, string> { ["PATH"] = Programs.SearchPath }, work.Work, null, Limit) { Sandbox = new SandboxView(work, work.Home, work.Home) },
                cancellation);
            var said = Visible.OneLine(Encoding.UTF8.GetString(end.Stderr.Bytes.Span).Trim().Split('\n').Last(), 200);
            return end.ExitCode == 0 ? null
                : end.TimedOut ? $"bwrap did not end within {Limit.TotalSeconds} s; {Denied}"
                : $"{(said.Length == 0 ? $"bwrap ended with {end.ExitCode ?? 128 + end.Signal}" : said)}; {Denied}";
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return $"bwrap cannot be started: {Visible.OneLine(exception.Message, 200)}; {Denied}";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
