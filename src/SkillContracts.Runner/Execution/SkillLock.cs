using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SkillContracts.Runner.Execution;

/// <summary>Keeps runs on one skill apart, between threads and between processes. A crash releases it.</summary>
/// <remarks>The skill's folder itself is locked (flock): nothing is written, and nobody can put another lock file in its place.</remarks>
internal sealed class SkillLock : IDisposable
{
    private readonly int _descriptor;

    private SkillLock(int descriptor) => _descriptor = descriptor;

    /// <summary>Waits until no other run holds the skill.</summary>
    /// <param name="skillPath">The skill's folder.</param>
    /// <param name="waiting">Called once when another run holds it.</param>
    /// <exception cref="Win32Exception">The folder cannot be opened.</exception>
    public static SkillLock Take(string skillPath, Action waiting)
    {
        var descriptor = Posix.open(skillPath, Posix.OpenDirectory);
        if (descriptor < 0)
        {
            throw new Win32Exception();
        }

        if (Posix.flock(descriptor, Posix.LockExclusive | Posix.LockNoWait) != 0)
        {
            waiting();
            while (Posix.flock(descriptor, Posix.LockExclusive) != 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted)
            {
                // A signal came; wait on.
            }
        }

        return new SkillLock(descriptor);
    }

    public void Dispose() => _ = Posix.close(_descriptor);
}
