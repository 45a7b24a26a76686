using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace SkillContracts.Runner.Execution;

/// <summary>A control group of Linux, version 2 or 1, that bounds processes and memory. Used again and again.</summary>
/// <remarks>
/// Moving a process makes the kernel wait for all processors, which can take longer than a small script. Version 1 has groups of threads: there a thread
/// of ours lives in the group, and what it starts is born there.
/// </remarks>
internal sealed class ControlGroup
{
    private const string Mount = "/sys/fs/cgroup";
    private const string Prefix = "skillcontracts-";

    private static readonly Lazy<(string Processes, string Memory)?> Parents = new(FindParents);
    private static int _made;

    private readonly string _processes;
    private readonly string _memory;
    private SpawnThread? _inside;

    private ControlGroup(string processes, string memory) => (_processes, _memory) = (processes, memory);

    private static string Own { get; } = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    private static bool IsUnified { get; } = File.Exists(Path.Combine(Mount, "cgroup.controllers"));

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

    /// <summary>Starts a program in it.</summary>
    /// <param name="start">Starts it and gives its process id; it must wait with its work until this method returns.</param>
    /// <exception cref="IOException">The process cannot be moved.</exception>
    public int Start(Func<int> start)
    {
        if (_inside is not null)
        {
            return _inside.Run(start);
        }

        var pid = start();
        Write(_processes, "cgroup.procs", pid);
        return pid;
    }

    /// <summary>True when no process is in it; one that ends, and can do nothing more, is not counted.</summary>
    public bool IsEmpty => File.ReadLines(Path.Combine(_processes, "cgroup.procs")).All(line => line == Own);

    /// <summary>How often a process and how often memory was refused since the group was made.</summary>
    public (long Processes, long Memory) Refusals() => Refused =
        (Count(Path.Combine(_processes, "pids.events"), "max"), Count(Path.Combine(_memory, IsUnified ? "memory.events" : "memory.oom_control"), "oom_kill"));

    /// <summary>What <see cref="Refusals"/> gave when it was last asked.</summary>
    public (long Processes, long Memory) Refused { get; private set; }

    private void Make()
    {
        Directory.CreateDirectory(_processes);
        Directory.CreateDirectory(_memory);
        Write(_processes, "pids.max", SandboxLimits.MostProcesses + (IsUnified ? 0 : 1));
        Write(_memory, IsUnified ? "memory.max" : "memory.limit_in_bytes", SandboxLimits.MostMemory);
        var swap = IsUnified ? "memory.swap.max" : "memory.memsw.limit_in_bytes";
        if (File.Exists(Path.Combine(_memory, swap)))
        {
            Write(_memory, swap, IsUnified ? 0 : SandboxLimits.MostMemory);
        }

        if (!IsUnified)
        {
            var thread = new SpawnThread();
            thread.Run(() => MoveThread(_processes, _memory));
            _inside = thread;
        }
    }

    /// <summary>Moves the thread that calls it.</summary>
    private static bool MoveThread(string processes, string memory)
    {
        Write(processes, "tasks", 0);
        Write(memory, "tasks", 0);
        return true;
    }

    private void Remove()
    {
        _inside?.Run(() => MoveThread(Path.GetDirectoryName(_processes)!, Path.GetDirectoryName(_memory)!));
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
