using System;
using System.ComponentModel;
using System.Threading;

namespace SkillContracts.Runner.Execution;

/// <summary>Keeps runs on one skill apart, between threads and between processes. A crash releases it.</summary>
/// <remarks>The skill's folder itself is locked (flock): nothing is written, and nobody can put another lock file in its place.</remarks>
internal sealed class SkillLock : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);

    private readonly int _descriptor;

    private SkillLock(int descriptor) => _descriptor = descriptor;

    /// <summary>Waits until no other run holds the skill.</summary>
    /// <param name="skillPath">The skill's folder.</param>
    /// <param name="waiting">Called once when another run holds it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="Win32Exception">The folder cannot be opened.</exception>
    public static SkillLock Take(string skillPath, Action waiting, CancellationToken cancellation)
    {
        var descriptor = Posix.open(skillPath, Posix.OpenDirectory);
        if (descriptor < 0)
        {
            throw new Win32Exception();
        }

        var held = new SkillLock(descriptor);
        if (!held.TryLock())
        {
            waiting();
            while (!held.TryLock())
            {
                if (cancellation.WaitHandle.WaitOne(Turn))
                {
                    held.Dispose();
                    cancellation.ThrowIfCancellationRequested();
                }
            }
        }

        return held;
    }

    private bool TryLock() => Posix.flock(_descriptor, Posix.LockExclusive | Posix.LockNoWait) == 0;

    public void Dispose() => _ = Posix.close(_descriptor);
}
