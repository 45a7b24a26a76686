using System;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SkillContracts.Runner.Execution;

/// <summary>The C library's calls that .NET has no form of. Numbers are those of Linux (glibc, musl) and macOS.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class Posix
{
    public const int Interrupted = 4;
    public const int SignalKill = 9;
    public const int WaitNoHang = 1;
    public const int WaitExited = 4;
    public const int WaitAll = 0;
    public const short PollIn = 1;
    public const int SetChildSubreaper = 36;
    public const int LockExclusive = 2;
    public const int LockNoWait = 4;
    public const int CurrentFolder = -100;
    public const int NoFollow = 0x100;
    public const uint BasicStats = 0x7ff;

    /// <summary>posix_spawnattr_t and posix_spawn_file_actions_t are opaque; the largest known has 336 bytes.</summary>
    public const int OpaqueSize = 1024;

    public static readonly bool IsMac = OperatingSystem.IsMacOS();
    public static readonly int WaitNoReap = IsMac ? 0x20 : 0x01000000;
    public static readonly short SpawnFlags = (short)(0x04 | 0x08 | (IsMac ? 0x4000 | 0x0400 : 0x80)); // SETSIGDEF, SETSIGMASK, (CLOEXEC_DEFAULT,) SETSID
    public static readonly int OpenDirectory = IsMac ? 0x100000 | 0x1000000 : 0x10000 | 0x80000; // O_DIRECTORY | O_CLOEXEC
    private static readonly int CloseOnExec = IsMac ? 0 : 0x80000;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn(out int pid, string path, byte* actions, byte* attributes, byte** argv, byte** envp);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn_file_actions_addopen(byte* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_adddup2(byte* actions, int from, int to);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn_file_actions_addchdir_np(byte* actions, string path);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_destroy(byte* attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setflags(byte* attributes, short flags);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigdefault(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigmask(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    public static partial int sigfillset(byte* signals);

    [LibraryImport("libc")]
    public static partial int sigemptyset(byte* signals);

    [LibraryImport("libc")]
    public static partial int sigaction(int signal, byte* action, byte* former);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int waitpid(int pid, out int status, int options);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int waitid(int idType, uint id, byte* info, int options);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int pid, int signal);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int descriptor);

    [LibraryImport("libc")]
    public static partial int prctl(int option, nuint argument);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int flock(int descriptor, int operation);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int statx(int folder, string path, int flags, uint mask, StatX* result);

    [LibraryImport("libc")]
    public static partial int getsid(int pid);

    /// <summary>A pipe whose ends no other child inherits.</summary>
    public static bool TryPipe(out int read, out int write)
    {
        var ends = stackalloc int[2];
        var made = IsMac ? pipe(ends) : pipe2(ends, CloseOnExec);
        (read, write) = (ends[0], ends[1]);
        return made == 0;
    }

    /// <summary>Writes all bytes, or as many as the reader takes before it ends.</summary>
    public static void WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint count;
            fixed (byte* buffer = bytes)
            {
                count = write(descriptor, buffer, (nuint)bytes.Length);
            }

            if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                return;
            }

            bytes = bytes[(int)Math.Max(0, count)..];
        }
    }

    /// <summary>A descriptor that becomes readable when the process ends; -1 where the kernel has none (before Linux 5.3, macOS).</summary>
    public static int OpenProcess(int pid) => OperatingSystem.IsLinux() ? (int)syscall(434, pid, 0) : -1;

    [LibraryImport("libc")]
    private static partial int pipe2(int* ends, int flags);

    [LibraryImport("libc")]
    private static partial int pipe(int* ends);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint one, nint two);

    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    /// <summary>struct statx of Linux, the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct StatX
    {
        [FieldOffset(16)]
        public uint LinkCount;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;
    }
}
