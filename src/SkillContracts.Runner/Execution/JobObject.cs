using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace SkillContracts.Runner.Execution;

/// <summary>A job object of Windows: a process in it cannot leave it, nor can what it starts.</summary>
/// <remarks>This process has the only handle, and nobody inherits it. When it is killed, the handle closes, and that ends all that is in the job.</remarks>
[SupportedOSPlatform("windows")]
internal sealed unsafe class JobObject : IDisposable
{
    private static readonly TimeSpan LongestDeath = TimeSpan.FromSeconds(2);

    private readonly SafeFileHandle _job;

    public JobObject()
    {
        _job = Win32.CreateJobObjectW(null, null);
        var limits = new Win32.JobLimits { Flags = Win32.KillOnJobClose | Win32.DieOnUnhandledException };
        if (_job.IsInvalid || !Win32.SetInformationJobObject(_job, Win32.ExtendedLimitInformation, &limits, sizeof(Win32.JobLimits)))
        {
            var error = Marshal.GetLastPInvokeError();
            _job.Dispose();
            throw new Win32Exception(error);
        }
    }

    /// <summary>For the list of jobs that a process is started in.</summary>
    public nint Handle => _job.DangerousGetHandle();

    private bool IsEmpty
    {
        get
        {
            Win32.JobAccounting accounting;
            return Win32.QueryInformationJobObject(_job, Win32.AccountingInformation, &accounting, sizeof(Win32.JobAccounting), null) && accounting.ActiveProcesses == 0;
        }
    }

    /// <summary>Ends all that is in it, and waits until nothing is. One that hangs in a driver must not hold everybody up.</summary>
    public void End()
    {
        _ = Win32.TerminateJobObject(_job, 1);
        _ = SpinWait.SpinUntil(() => IsEmpty, LongestDeath);
    }

    public void Dispose() => _job.Dispose();
}
