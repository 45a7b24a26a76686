using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace SkillContracts.Runner.Execution;

/// <summary>A control group of Linux, version 2 or 1, that bounds processes and memory. Used again and again: moving a process costs 0.03 ms.</summary>
internal sealed class ControlGroup
{
    private const string Mount = "/sys/fs/cgroup";
    private const string Prefix = "skillcontracts-";

    private static readonly Lazy<(string Processes, string Memory)?> Parents = new(FindParents);
    private static int _made;

    private readonly string _processes;
    private readonly string _memory;

    private ControlGroup(string processes, string memory) => (_processes, _memory) = (processes, memory);

    private static bool IsUnified => File.Exists(Path.Combine(Mount, "cgroup.controllers"));

    /// <summary>Makes one.</summary>
    /// <returns>Null where that is not allowed.</returns>
    public static ControlGroup? TryMake()
    {
        if (Parents.Value is not var (processes, memory))
        {
            return null;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _made)}");
        var group = new ControlGroup(Path.Combine(processes, name), Path.Combine(memory, name));
        try
        {
            group.Make();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => group.Remove();
            return group;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            group.Remove();
            return null;
        }
    }

    /// <summary>Moves a process into it.</summary>
    /// <exception cref="IOException">The process cannot be moved.</exception>
    public void Admit(int pid)
    {
        Write(_processes, "cgroup.procs", pid);
        if (_memory != _processes)
        {
            Write(_memory, "cgroup.procs", pid);
        }
    }

    /// <summary>True when no process is in it; one that ends, and can do nothing more, is not counted.</summary>
    public bool IsEmpty => File.ReadAllText(Path.Combine(_processes, "cgroup.procs")).Length == 0;

    /// <summary>How often a process and how often memory was refused since the group was made.</summary>
    public (long Processes, long Memory) Refusals() =>
        (Count(Path.Combine(_processes, "pids.events"), "max"), Count(Path.Combine(_memory, IsUnified ? "memory.events" : "memory.oom_control"), "oom_kill"));

    private void Make()
    {
        Directory.CreateDirectory(_processes);
        Directory.CreateDirectory(_memory);
        Write(_processes, "pids.max", SandboxLimits.MostProcesses);
        Write(_memory, IsUnified ? "memory.max" : "memory.limit_in_bytes", SandboxLimits.MostMemory);
        var swap = IsUnified ? "memory.swap.max" : "memory.memsw.limit_in_bytes";
        if (File.Exists(Path.Combine(_memory, swap)))
        {
            Write(_memory, swap, IsUnified ? 0 : SandboxLimits.MostMemory);
        }
    }

    private void Remove()
    {
        TryRemove(_processes);
        TryRemove(_memory);
    }

    private static void TryRemove(string group)
    {
        try
        {
            Directory.Delete(group);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not made, or still in use.
        }
    }

    private static void Write(string group, string file, long value) => File.WriteAllText(Path.Combine(group, file), value.ToString(CultureInfo.InvariantCulture));

    private static long Count(string path, string name)
    {
        try
        {
            var line = File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
            return line is not null && long.TryParse(line.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static (string Processes, string Memory)? FindParents()
    {
        try
        {
            var found = IsUnified ? Unified() : (First("pids"), First("memory"));
            if (found is { } parents)
            {
                Sweep(parents.Processes);
                Sweep(parents.Memory);
            }

            return found;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Version 2 has controllers below a group without processes only, such as the root.</summary>
    private static (string Processes, string Memory)? Unified() =>
        File.ReadAllText(Path.Combine(Mount, "cgroup.subtree_control")).Split(' ', '\n') is var given && given.Contains("pids") && given.Contains("memory") ? (Mount, Mount) : null;

    /// <summary>Version 1: below our own group, whose limits go on to hold.</summary>
    private static string First(string controller)
    {
        var own = File.ReadLines("/proc/self/cgroup").Select(line => line.Split(':', 3)).FirstOrDefault(fields => fields[1].Split(',').Contains(controller))?[2].TrimStart('/');
        var mount = Path.Combine(Mount, controller);
        var nested = Path.Combine(mount, own ?? "");
        return Directory.Exists(nested) ? nested : mount;
    }

    /// <summary>Removes what killed runs left.</summary>
    private static void Sweep(string parent)
    {
        foreach (var group in Directory.EnumerateDirectories(parent, Prefix + "*").Where(group => !Directory.Exists("/proc/" + Path.GetFileName(group).Split('-')[1])))
        {
            TryRemove(group);
        }
    }
}
