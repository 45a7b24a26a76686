using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;

namespace SkillContracts.Runner.Execution;

/// <summary>What to start and how long it may last.</summary>
/// <param name="Program">Absolute path.</param>
/// <param name="Arguments">Without the program's own name.</param>
/// <param name="Environment">The whole environment.</param>
/// <param name="Folder">The current folder.</param>
/// <param name="InputPath">The file that is standard input; null for an empty one.</param>
/// <param name="Limit">After this time everything that was started is ended.</param>
internal sealed record ChildStart(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string Folder,
    string? InputPath,
    TimeSpan Limit)
{
    /// <summary>What the program sees of the disk in a sandbox; null for none. Its path, arguments and environment then are as it sees them.</summary>
    public SandboxView? Sandbox { get; init; }

    /// <summary>True for a helper of ours, which carries no cookie.</summary>
    public bool IsOurs { get; init; }
}

/// <summary>How a child ended.</summary>
/// <param name="ExitCode">0–255, on Windows any number; null when it was ended by a signal or by us.</param>
/// <param name="Signal">The signal that ended it; null when it exited. Windows has none.</param>
/// <param name="TimedOut">The limit was over.</param>
/// <param name="Duration">From start to end.</param>
/// <param name="Stdout">Standard output.</param>
/// <param name="Stderr">Standard error.</param>
internal sealed record ChildEnd(
    int? ExitCode, int? Signal, bool TimedOut, TimeSpan Duration, CapturedStream Stdout, CapturedStream Stderr)
{
    /// <summary>Which limit of the sandbox it met, such as <c>more than 512 processes</c>; null when none.</summary>
    public string? Refused { get; init; }
}

/// <summary>Starts a program, waits for its end, and ends what it left behind: the one place where the way depends on the system.</summary>
internal static class ChildProcess
{
    /// <summary>Runs the program to its end.</summary>
    /// <exception cref="Win32Exception">The program could not be started.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; everything that was started has been ended.</exception>
    public static ChildEnd Run(ChildStart start, CancellationToken cancellation) =>
        OperatingSystem.IsWindows() ? JobProcess.Run(start, cancellation) : PosixProcess.Run(start, cancellation);
}
