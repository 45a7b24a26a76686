using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SkillContracts.Runner.Execution;

/// <summary>What bounds the processes and the memory of one sandbox.</summary>
/// <remarks>
/// Root is exempt from RLIMIT_NPROC, also in a user namespace of its own, but may make control groups; for other users it is the other way round. Where
/// neither can be had, the sandbox is looked at while it runs and ended when it has too much.
/// </remarks>
internal sealed class SandboxLimits : IDisposable
{
    /// <summary>The most processes and threads.</summary>
    public const int MostProcesses = 512;

    /// <summary>The most memory of all processes together, bytes.</summary>
    public const long MostMemory = 4L * 1024 * 1024 * 1024;

    private const string Processes = "more than 512 processes";
    private const string Memory = "more than 4 GiB of memory";

    private static readonly ConcurrentBag<ControlGroup> Free = [];
    private static readonly Lazy<bool> HasGroups = new(() => Environment.IsPrivilegedProcess && TryReturn(ControlGroup.TryMake()));
    private static readonly Lazy<string?> Wrapper = new(FindWrapper);

    private readonly ControlGroup? _group;
    private readonly (long Processes, long Memory) _before;
    private string? _seen;

    private SandboxLimits(ControlGroup? group)
    {
        _group = group;
        _before = group?.Refused ?? default;
    }

    /// <summary>What is in force on this machine.</summary>
    public static string Described =>
        HasGroups.Value ? "at most 512 processes and 4 GiB of memory, by control group"
        : Wrapper.Value is not null ? "at most 512 processes, by rlimit, and 4 GiB of memory, looked at every 0.2 s"
        : "at most 512 processes and 4 GiB of memory, looked at every 0.2 s";

    /// <summary>Limits for one run.</summary>
    public static SandboxLimits Take() => new(!HasGroups.Value ? null : Free.TryTake(out var group) ? group : ControlGroup.TryMake());

    /// <summary>The words before a command that limit it; they are run inside the sandbox.</summary>
    public static IReadOnlyList<string> Prefix =>
        HasGroups.Value || Wrapper.Value is not { } prlimit ? [] : [prlimit, string.Create(CultureInfo.InvariantCulture, $"--nproc={MostProcesses}:{MostProcesses}")];

    /// <summary>Starts a program under the limits, with all that it will start.</summary>
    /// <param name="start">Starts it and gives its process id; it must wait with its work until this method returns.</param>
    public int Start(Func<int> start) => _group is null ? start() : _group.Start(start);

    /// <summary>Looks at a sandbox that nothing else bounds.</summary>
    /// <param name="pid">Its first process outside.</param>
    /// <returns>True when it has too much.</returns>
    public bool IsOverrun(int pid)
    {
        if (_group is null)
        {
            var (count, bytes) = ProcessTree.SizeOf(pid);
            _seen = count > MostProcesses ? Processes : bytes > MostMemory ? Memory : null;
        }

        return _seen is not null;
    }

    /// <summary>True when nothing in it runs any more; null when only the process table can tell.</summary>
    public bool? IsEmpty => _group?.IsEmpty;

    /// <summary>What the run wanted and was refused, as the end of a sentence; null when nothing.</summary>
    public string? Refused()
    {
        if (_group is null)
        {
            return _seen;
        }

        var (processes, memory) = _group.Refusals();
        return processes > _before.Processes ? Processes : memory > _before.Memory ? Memory : null;
    }

    public void Dispose() => TryReturn(_group);

    private static bool TryReturn(ControlGroup? group)
    {
        if (group is not null)
        {
            Free.Add(group);
        }

        return group is not null;
    }

    /// <summary>Before Linux 5.14 the limit counts all processes of the user, not those of the namespace.</summary>
    private static string? FindWrapper()
    {
        if (Environment.IsPrivilegedProcess || Environment.OSVersion.Version < new Version(5, 14) || Programs.Find("prlimit") is not { } program)
        {
            return null;
        }

        var hard = File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith("Max processes", StringComparison.Ordinal))?
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        return hard == "unlimited" || (int.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most >= MostProcesses) ? program : null;
    }
}
