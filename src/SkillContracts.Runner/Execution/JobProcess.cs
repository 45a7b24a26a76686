using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace SkillContracts.Runner.Execution;

/// <summary>Starts a program of Windows in a job object of its own and waits for its end.</summary>
/// <remarks><see cref="Process"/> will not do: between its start and its assignment to a job a program could start others, or this process be killed.</remarks>
[SupportedOSPlatform("windows")]
internal static unsafe class JobProcess
{
    /// <summary>What programs of Windows do not start without, or look for programs with.</summary>
    private static readonly string[] SystemVariables = ["SystemRoot", "SystemDrive", "ComSpec", "PATHEXT"];

    /// <summary>As <see cref="ChildProcess.Run"/>; the code of the exception is that of Windows.</summary>
    public static ChildEnd Run(ChildStart start, CancellationToken cancellation)
    {
        using var job = new JobObject();
        using var output = new OutputReader();
        using var errors = new OutputReader();
        var clock = Stopwatch.StartNew();
        using var process = Start(start, job, output.WriteEnd, errors.WriteEnd);
        output.Begin();
        errors.Begin();
        using var end = new ProcessEnd(process);
        var left = Math.Clamp((start.Limit - clock.Elapsed).TotalMilliseconds, 0, int.MaxValue);
        var timedOut = WaitHandle.WaitAny([end, cancellation.WaitHandle], (int)left) == WaitHandle.WaitTimeout;
        _ = Win32.GetExitCodeProcess(process, out var exitCode);
        var duration = clock.Elapsed;
        job.End();
        var (stdout, stderr) = (output.Finish(), errors.Finish());
        cancellation.ThrowIfCancellationRequested();
        return new ChildEnd(timedOut ? null : (int)exitCode, null, timedOut, duration, stdout, stderr);
    }

    private static SafeProcessHandle Start(ChildStart start, JobObject job, SafeHandle output, SafeHandle errors)
    {
        using var input = File.OpenHandle(start.InputPath ?? "NUL", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete | FileShare.Inheritable);
        var handles = stackalloc nint[] { input.DangerousGetHandle(), output.DangerousGetHandle(), errors.DangerousGetHandle() };
        var jobs = stackalloc nint[] { job.Handle };
        nuint size = 0;
        _ = Win32.InitializeProcThreadAttributeList(null, 2, 0, ref size);
        var attributes = NativeMemory.Alloc(size);
        try
        {
            if (!Win32.InitializeProcThreadAttributeList(attributes, 2, 0, ref size))
            {
                throw new Win32Exception();
            }

            var startup = new Win32.StartupInformation
            {
                Size = sizeof(Win32.StartupInformation),
                Flags = Win32.UseStandardHandles,
                Input = handles[0],
                Output = handles[1],
                Errors = handles[2],
                Attributes = attributes,
            };
            Win32.ProcessInformation started;
            fixed (char* program = start.Program)
            fixed (char* commandLine = WindowsText.CommandLine(start.Program, start.Arguments))
            fixed (char* environment = WindowsText.EnvironmentBlock(WithSystem(start.Environment)))
            fixed (char* folder = start.Folder)
            {
                if (!Win32.UpdateProcThreadAttribute(attributes, 0, Win32.HandleList, handles, (nuint)(3 * sizeof(nint)), null, null)
                    || !Win32.UpdateProcThreadAttribute(attributes, 0, Win32.JobList, jobs, (nuint)sizeof(nint), null, null)
                    || !Win32.CreateProcessW(program, commandLine, null, null, 1, Win32.UnicodeEnvironment | Win32.ExtendedStartup | Win32.NoWindow, environment, folder, &startup, &started))
                {
                    throw new Win32Exception();
                }
            }

            _ = Win32.CloseHandle(started.Thread);
            return new SafeProcessHandle(started.Process, ownsHandle: true);
        }
        finally
        {
            Win32.DeleteProcThreadAttributeList(attributes);
            NativeMemory.Free(attributes);
        }
    }

    private static Dictionary<string, string> WithSystem(IReadOnlyDictionary<string, string> environment)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in SystemVariables)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                all[name] = value;
            }
        }

        // Names are equal in any letter case; the last that was given counts.
        foreach (var (name, value) in environment)
        {
            all[name] = value;
        }

        return all;
    }

    private sealed class ProcessEnd : WaitHandle
    {
        public ProcessEnd(SafeProcessHandle process) => SafeWaitHandle = new SafeWaitHandle(process.DangerousGetHandle(), ownsHandle: false);
    }

    /// <summary>Reads one stream on a thread of its own: pipes of Windows cannot be polled.</summary>
    private sealed class OutputReader : IDisposable
    {
        private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

        private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.In, HandleInheritability.Inheritable, 64 * 1024);
        private readonly KeptOutput _kept = new();
        private readonly Lock _gate = new();
        private Thread? _thread;
        private bool _isFinished;

        public SafeHandle WriteEnd => _pipe.ClientSafePipeHandle;

        /// <summary>The program has its end of the pipe.</summary>
        public void Begin()
        {
            _pipe.DisposeLocalCopyOfClientHandle();
            _thread = new Thread(Read) { IsBackground = true, Name = "skillcontracts reader" };
            _thread.Start();
        }

        /// <summary>What was written. The job is empty; if another process has the end of the pipe nevertheless, it is not waited for.</summary>
        public CapturedStream Finish()
        {
            _thread!.Join(LongestRest);
            lock (_gate)
            {
                _isFinished = true;
                return _kept.Captured;
            }
        }

        /// <summary>A thread that still reads has the pipe, and closes it.</summary>
        public void Dispose()
        {
            _pipe.DisposeLocalCopyOfClientHandle();
            if (_thread is not { IsAlive: true })
            {
                _pipe.Dispose();
            }
        }

        private void Read()
        {
            var chunk = new byte[64 * 1024];
            try
            {
                for (var count = _pipe.Read(chunk); count > 0; count = _pipe.Read(chunk))
                {
                    lock (_gate)
                    {
                        if (_isFinished)
                        {
                            break;
                        }

                        _kept.Add(chunk.AsSpan(0, count));
                    }
                }
            }
            catch (IOException)
            {
                // Nobody writes any more.
            }

            _pipe.Dispose();
        }
    }
}
