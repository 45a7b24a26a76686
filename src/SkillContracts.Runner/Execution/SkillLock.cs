using System;
using System.ComponentModel;

namespace SkillContracts.Runner.Execution;

/// <summary>Keeps runs on one skill apart, between threads and between processes. A crash releases it.</summary>
/// <remarks>The skill's folder itself is locked (flock): nothing is written, and nobody can put another lock file in its place.</remarks>
internal sealed class SkillLock : IDisposable
{
    private readonly int _descriptor;

    private SkillLock(int descriptor) => _descriptor = descriptor;

    /// <summary>Takes the skill, if no other run holds it.</summary>
    /// <param name="skillPath">The skill's folder.</param>
    /// <returns>Null when another run holds it.</returns>
    /// <exception cref="Win32Exception">The folder cannot be opened.</exception>
    public static SkillLock? TryTake(string skillPath)
    {
        var descriptor = Posix.open(skillPath, Posix.OpenDirectory);
        if (descriptor < 0)
        {
            throw new Win32Exception();
        }

        if (Posix.flock(descriptor, Posix.LockExclusive | Posix.LockNoWait) == 0)
        {
            return new SkillLock(descriptor);
        }

        _ = Posix.close(descriptor);
        return null;
    }

    public void Dispose() => _ = Posix.close(_descriptor);
}
