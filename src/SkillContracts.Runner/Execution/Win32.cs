using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SkillContracts.Runner.Execution;

/// <summary>The calls of Windows that .NET has no form of.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class Win32
{
    public const uint UnicodeEnvironment = 0x400;
    public const uint ExtendedStartup = 0x80000;
    public const uint NoWindow = 0x08000000;
    public const uint UseStandardHandles = 0x100;

    public const uint HandleList = 0x20002;
    public const uint JobList = 0x2000D;

    public const int AccountingInformation = 1;
    public const int ExtendedLimitInformation = 9;
    public const uint DieOnUnhandledException = 0x400;
    public const uint KillOnJobClose = 0x2000;

    [LibraryImport("kernel32", SetLastError = true)]
    public static partial SafeFileHandle CreateJobObjectW(void* attributes, char* name);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetInformationJobObject(SafeFileHandle job, int kind, void* information, int size);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool QueryInformationJobObject(SafeFileHandle job, int kind, void* information, int size, int* returned);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool TerminateJobObject(SafeFileHandle job, uint exitCode);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool InitializeProcThreadAttributeList(void* list, int count, int flags, ref nuint size);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool UpdateProcThreadAttribute(void* list, uint flags, nuint attribute, void* value, nuint size, void* previous, nuint* returned);

    [LibraryImport("kernel32")]
    public static partial void DeleteProcThreadAttributeList(void* list);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool CreateProcessW(
        char* program, char* commandLine, void* processAttributes, void* threadAttributes, int inheritsHandles, uint flags, char* environment, char* folder, StartupInformation* startup, ProcessInformation* started);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool GetExitCodeProcess(SafeProcessHandle process, out uint exitCode);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool CloseHandle(nint handle);

    /// <summary>STARTUPINFOEXW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct StartupInformation
    {
        public int Size;
        public nint Reserved;
        public nint Desktop;
        public nint Title;
        public int X;
        public int Y;
        public int Width;
        public int Height;
        public int Columns;
        public int Rows;
        public int Fill;
        public uint Flags;
        public short Show;
        public short ReservedSize;
        public nint ReservedBytes;
        public nint Input;
        public nint Output;
        public nint Errors;
        public void* Attributes;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ProcessInformation
    {
        public nint Process;
        public nint Thread;
        public int ProcessId;
        public int ThreadId;
    }

    /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct JobLimits
    {
        public long ProcessTime;
        public long JobTime;
        public uint Flags;
        public nuint LeastWorkingSet;
        public nuint MostWorkingSet;
        public uint MostProcesses;
        public nuint Affinity;
        public uint Priority;
        public uint Scheduling;
        public fixed ulong Counters[6];
        public nuint ProcessMemory;
        public nuint JobMemory;
        public nuint PeakProcessMemory;
        public nuint PeakJobMemory;
    }

    /// <summary>JOBOBJECT_BASIC_ACCOUNTING_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct JobAccounting
    {
        public fixed long Times[4];
        public uint PageFaults;
        public uint Processes;
        public uint ActiveProcesses;
        public uint TerminatedProcesses;
    }
}
