using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;

namespace SkillContracts.Runner.Execution;

/// <summary>Starts a program with posix_spawn in a session of its own and waits for its end.</summary>
/// <remarks>
/// <see cref="Process"/> will not do: its children inherit an ignored SIGPIPE, and it waits for a pipe that a grandchild holds.
/// Output goes through pipes, not straight to files: a script's <c>echo x &gt; /dev/stderr</c> would truncate a file.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal static unsafe class PosixProcess
{
    private const int TurnMilliseconds = 200;
    private const int TurnWithoutDescriptor = 5;

    /// <summary>As <see cref="ChildProcess.Run"/>; the code of the exception is errno.</summary>
    public static ChildEnd Run(ChildStart start, CancellationToken cancellation)
    {
        using var output = new OutputPipe();
        using var errors = new OutputPipe();
        var clock = Stopwatch.StartNew();
        using var limits = start.Sandbox is null ? null : SandboxLimits.Take();
        using var root = Descendants.Start(
            () => start.Sandbox is { } view ? SpawnSandboxed(start, view, limits!, output.WriteEnd, errors.WriteEnd) : Spawn(start, output.WriteEnd, errors.WriteEnd, null),
            start.Folder);
        output.CloseWriteEnd();
        errors.CloseWriteEnd();
        var timedOut = !AwaitEnd(root.Id, start.Limit, clock, output, errors, limits, cancellation);
        if (timedOut || cancellation.IsCancellationRequested)
        {
            root.EndSession();
        }
        else
        {
            root.EndGroup();
        }

        var status = Reap(root.Id);
        var duration = clock.Elapsed;
        root.EndRemaining(limits);
        output.Drain();
        errors.Drain();
        cancellation.ThrowIfCancellationRequested();
        var signal = (status & 0x7f) is not 0 and var own ? own : SignalBehind((status >> 8) & 0xff);
        return new ChildEnd(
            timedOut || signal != 0 ? null : (status >> 8) & 0xff,
            signal == 0 ? null : signal,
            timedOut,
            duration,
            output.Captured,
            errors.Captured)
        { Refused = limits?.Refused() };
    }

    /// <summary>Starts a program that starts another one and ends; nothing of its output is kept.</summary>
    /// <param name="program">Absolute path.</param>
    /// <param name="arguments">Without the program's own name.</param>
    /// <param name="third">What becomes descriptor 3.</param>
    /// <exception cref="Win32Exception">The program could not be started; the code is errno.</exception>
    public static void StartDetached(string program, IReadOnlyList<string> arguments, int third)
    {
        using var output = new OutputPipe();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = Programs.SearchPath };
        Reap(Spawn(new ChildStart(program, arguments, environment, "/", null, TimeSpan.Zero) { IsOurs = true }, output.WriteEnd, output.WriteEnd, third));
    }

    /// <summary>Bubblewrap waits for its options in a pipe: until then it can be put under limits.</summary>
    private static int SpawnSandboxed(ChildStart start, SandboxView view, SandboxLimits limits, int output, int errors)
    {
        var bwrap = Programs.Find("bwrap") ?? throw new Win32Exception(2, "bwrap is not on PATH");
        if (!Posix.TryPipe(out var read, out var write))
        {
            throw new Win32Exception();
        }

        try
        {
            string[] arguments = ["--args", "3", "--unsetenv", Descendants.Cookie, .. SandboxLimits.Prefix, start.Program, .. start.Arguments];
            var pid = limits.Start(() => Spawn(start with { Program = bwrap, Arguments = arguments }, output, errors, read));
            _ = Posix.close(read);
            read = -1;
            Posix.WriteAll(write, view.Options());
            return pid;
        }
        finally
        {
            _ = read < 0 ? 0 : Posix.close(read);
            _ = Posix.close(write);
        }
    }

    private static int Spawn(ChildStart start, int output, int errors, int? third)
    {
        var actions = stackalloc byte[Posix.OpaqueSize];
        var attributes = stackalloc byte[Posix.OpaqueSize];
        var signals = stackalloc byte[Posix.OpaqueSize];
        _ = Posix.posix_spawn_file_actions_init(actions);
        _ = Posix.posix_spawnattr_init(attributes);
        using var argv = new NativeStrings([start.Program, .. start.Arguments]);
        using var envp = new NativeStrings(Pairs(start));
        try
        {
            _ = Posix.posix_spawn_file_actions_addchdir_np(actions, start.Folder);
            _ = Posix.posix_spawn_file_actions_addopen(actions, 0, start.InputPath ?? "/dev/null", 0, 0);
            _ = Posix.posix_spawn_file_actions_adddup2(actions, output, 1);
            _ = Posix.posix_spawn_file_actions_adddup2(actions, errors, 2);
            if (third is { } descriptor)
            {
                _ = Posix.posix_spawn_file_actions_adddup2(actions, descriptor, 3);
            }

            _ = Posix.sigfillset(signals);
            _ = Posix.posix_spawnattr_setsigdefault(attributes, signals);
            _ = Posix.sigemptyset(signals);
            _ = Posix.posix_spawnattr_setsigmask(attributes, signals);
            _ = Posix.posix_spawnattr_setflags(attributes, Posix.SpawnFlags);
            var error = Posix.posix_spawn(out var pid, start.Program, actions, attributes, argv.Pointer, envp.Pointer);
            return error == 0 ? pid : throw new Win32Exception(error);
        }
        finally
        {
            _ = Posix.posix_spawn_file_actions_destroy(actions);
            _ = Posix.posix_spawnattr_destroy(attributes);
        }
    }

    /// <summary>Bubblewrap and shells end with 128 and the number of the signal that ended the command. Only those that no program gives as an answer.</summary>
    private static int SignalBehind(int code) => code - 128 is 4 or 5 or 6 or 7 or 8 or 9 or 11 or 31 ? code - 128 : 0;

    /// <summary>Moves output until the child has ended.</summary>
    /// <returns>False when the limit came first.</returns>
    private static bool AwaitEnd(
        int pid, TimeSpan limit, Stopwatch clock, OutputPipe output, OutputPipe errors, SandboxLimits? limits, CancellationToken cancellation)
    {
        var process = Posix.OpenProcess(pid);
        try
        {
            var polled = stackalloc Posix.PollDescriptor[3];
            var longest = process < 0 ? TurnWithoutDescriptor : TurnMilliseconds;
            var looked = TimeSpan.Zero;
            while (!cancellation.IsCancellationRequested)
            {
                var left = (limit - clock.Elapsed).TotalMilliseconds;
                if (left <= 0)
                {
                    return false;
                }

                if (limits is not null && (clock.Elapsed - looked).TotalMilliseconds >= TurnMilliseconds)
                {
                    looked = clock.Elapsed;
                    if (limits.IsOverrun(pid))
                    {
                        _ = Posix.kill(pid, Posix.SignalKill);
                    }
                }

                polled[0] = new() { Descriptor = process, Events = Posix.PollIn };
                polled[1] = new() { Descriptor = output.ReadEnd, Events = Posix.PollIn };
                polled[2] = new() { Descriptor = errors.ReadEnd, Events = Posix.PollIn };
                _ = Posix.poll(polled, 3, (int)Math.Min(Math.Ceiling(left), longest));
                if (polled[1].Returned != 0)
                {
                    output.ReadSome();
                }

                if (polled[2].Returned != 0)
                {
                    errors.ReadSome();
                }

                if (process < 0 ? HasEnded(pid) : polled[0].Returned != 0)
                {
                    return true;
                }
            }

            return true;
        }
        finally
        {
            if (process >= 0)
            {
                _ = Posix.close(process);
            }
        }
    }

    private static bool HasEnded(int pid)
    {
        var info = stackalloc byte[Posix.OpaqueSize];
        new Span<byte>(info, Posix.OpaqueSize).Clear();
        return Posix.waitid(1, (uint)pid, info, Posix.WaitExited | Posix.WaitNoHang | Posix.WaitNoReap) != 0 || *(int*)info != 0;
    }

    /// <summary>The wait status. Without one nothing is known: 0 would be the answer of a program that succeeded.</summary>
    private static int Reap(int pid)
    {
        int status;
        int reaped;
        do
        {
            reaped = Posix.waitpid(pid, out status, 0);
        }
        while (reaped < 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted);
        return reaped == pid ? status : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    private static List<string> Pairs(ChildStart start)
    {
        var pairs = new List<string>(start.Environment.Count + 1);
        if (!start.IsOurs)
        {
            pairs.Add($"{Descendants.Cookie}={Descendants.CookieFor(start.Folder)}");
        }

        foreach (var (name, value) in start.Environment)
        {
            if (name != Descendants.Cookie)
            {
                pairs.Add(name + "=" + value);
            }
        }

        return pairs;
    }

    /// <summary>A null-terminated array of UTF-8 strings in native memory.</summary>
    private sealed class NativeStrings : IDisposable
    {
        private readonly int _count;

        public NativeStrings(IReadOnlyList<string> texts)
        {
            _count = texts.Count;
            Pointer = (byte**)NativeMemory.AllocZeroed((nuint)_count + 1, (nuint)sizeof(byte*));
            for (var i = 0; i < _count; i++)
            {
                Pointer[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i].Replace("\0", "", StringComparison.Ordinal));
            }
        }

        public byte** Pointer { get; }

        public void Dispose()
        {
            for (var i = 0; i < _count; i++)
            {
                Marshal.FreeCoTaskMem((nint)Pointer[i]);
            }

            NativeMemory.Free(Pointer);
        }
    }
}
