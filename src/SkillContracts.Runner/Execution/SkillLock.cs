using System;
using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace SkillContracts.Runner.Execution;

/// <summary>Keeps runs on one skill apart, between threads and between processes. A crash releases it.</summary>
/// <remarks>
/// The skill's folder itself is locked (flock): nothing is written, and nobody can put another lock file in its place. Windows would keep
/// scripts from reading a locked folder: there it is a named object, which is held by whoever made it and gone with its last handle.
/// </remarks>
internal sealed class SkillLock : IDisposable
{
    private readonly IDisposable _held;

    private SkillLock(IDisposable held) => _held = held;

    /// <summary>Takes the skill, if no other run holds it.</summary>
    /// <param name="skillPath">The skill's folder.</param>
    /// <returns>Null when another run holds it.</returns>
    /// <exception cref="Win32Exception">The folder cannot be opened.</exception>
    public static SkillLock? TryTake(string skillPath)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryTakeName(@"Global\skillcontracts-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(skillPath.ToUpperInvariant()))));
        }

        var descriptor = Posix.open(skillPath, Posix.OpenDirectory);
        if (descriptor < 0)
        {
            throw new Win32Exception();
        }

        if (Posix.flock(descriptor, Posix.LockExclusive | Posix.LockNoWait) == 0)
        {
            return new SkillLock(new SafeFileHandle(descriptor, ownsHandle: true));
        }

        _ = Posix.close(descriptor);
        return null;
    }

    private static SkillLock? TryTakeName(string name)
    {
        try
        {
            var held = new EventWaitHandle(false, EventResetMode.ManualReset, name, out var isNew);
            if (isNew)
            {
                return new SkillLock(held);
            }

            held.Dispose();
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            // Another user has it.
            return null;
        }
    }

    public void Dispose() => _held.Dispose();
}
