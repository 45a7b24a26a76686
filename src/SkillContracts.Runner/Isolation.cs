using System;
using System.Collections.Concurrent;
using System.Threading;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner;

/// <summary>The level of isolation that runs have, and why it is no stronger one.</summary>
/// <param name="Level">The level.</param>
/// <param name="Limits">What bounds processes and memory, such as <c>512 processes, 4 GiB of memory (cgroup)</c>; null when nothing does.</param>
/// <param name="WhyNotSandbox">Why the sandbox does not work here, with the cure; null when it does or was not asked for.</param>
/// <param name="IsObstacle">True when the sandbox was asked for and does not work: then nothing may run.</param>
public sealed record Isolation(IsolationLevel Level, string? Limits, string? WhyNotSandbox, bool IsObstacle)
{
    private static readonly ConcurrentDictionary<IsolationChoice, Lazy<Isolation>> Known = new();

    /// <summary>What a choice means on this machine. The sandbox is tried once for each process.</summary>
    public static Isolation Of(IsolationChoice choice) => Known.GetOrAdd(choice, static choice => new Lazy<Isolation>(() => Find(choice))).Value;

    /// <summary>The level as reports have it: <c>folder</c> or <c>sandbox</c>.</summary>
    public string Word => Level == IsolationLevel.Sandbox ? "sandbox" : "folder";

    /// <summary>One line for reports, such as <c>sandbox (512 processes, 4 GiB of memory by cgroup)</c>.</summary>
    public override string ToString() =>
        Limits is not null ? $"{Word} ({Limits})"
        : WhyNotSandbox is not null ? $"{Word} (no sandbox: {WhyNotSandbox})"
        : Word;

    private static Isolation Find(IsolationChoice choice)
    {
        if (choice == IsolationChoice.Folder)
        {
            return new Isolation(IsolationLevel.Folder, null, null, IsObstacle: false);
        }

        return SandboxProbe.Fault(CancellationToken.None) is { } fault
            ? new Isolation(choice == IsolationChoice.Sandbox ? IsolationLevel.Sandbox : IsolationLevel.Folder, null, fault, choice == IsolationChoice.Sandbox)
            : new Isolation(IsolationLevel.Sandbox, SandboxLimits.Described, null, IsObstacle: false);
    }
}
