using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;

namespace SkillContracts.Runner.Execution;

/// <summary>Finds and ends every process that a started program leaves behind, also those that detached themselves.</summary>
/// <remarks>
/// On Linux this process is a child subreaper: an orphan below it becomes its child instead of init's. A process can leave its group
/// and session, but not its ancestors. On macOS the group is all that can be ended.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal static unsafe class Descendants
{
    private const int NoChild = 10;
    private const int MostRounds = 100;
    private static readonly TimeSpan LongestDeath = TimeSpan.FromSeconds(2);

    /// <summary>The variable that tells a descendant's run, as long as it keeps its environment.</summary>
    public const string Cookie = "SKILLCONTRACTS_RUN";

    private static readonly string Run = Guid.NewGuid().ToString("N");

    /// <summary>The start of the cookie of every descendant of this process, and of no other's.</summary>
    public static string CookieStart => $"{Cookie}={Run}:";

    /// <summary>The value of <see cref="Cookie"/> for a program that works in a folder.</summary>
    public static string CookieFor(string folder) => $"{Run}:{folder}";

    /// <summary>True while no started program runs.</summary>
    public static bool IsIdle
    {
        get
        {
            lock (Gate)
            {
                return Roots.Count == 0;
            }
        }
    }

    /// <summary>Held while a program is started and while children are looked at: a child that is not registered yet would pass for an orphan.</summary>
    private static readonly Lock Gate = new();

    private static readonly HashSet<int> Roots = [];

    /// <summary>Groups of sandboxes that have ended, but whose first process the kernel still clears away: that takes longer than a small script.</summary>
    private static readonly List<int> Dying = [];
    private static readonly int OwnSession = Posix.getsid(0);
    private static IReadOnlyCollection<int> _foreign = [];
    private static int _adopting;

    /// <summary>Makes this process the parent of orphans below it. Once is enough.</summary>
    private static void Adopt()
    {
        if (Interlocked.Exchange(ref _adopting, 1) == 0 && OperatingSystem.IsLinux())
        {
            _ = Posix.prctl(Posix.SetChildSubreaper, 1);
            KeepZombies();
        }
    }

    /// <summary>Some supervisors start programs with SIGCHLD ignored, and then the kernel throws exit codes away.</summary>
    private static void KeepZombies()
    {
        const int childEnded = 17;
        const nint ignored = 1;
        var action = stackalloc byte[Posix.OpaqueSize];
        if (Posix.sigaction(childEnded, null, action) == 0 && *(nint*)action == ignored)
        {
            new Span<byte>(action, Posix.OpaqueSize).Clear();
            _ = Posix.sigaction(childEnded, action, null);
        }
    }

    /// <summary>Does something while orphans go to init instead: a helper that shall outlive this process must not become its child.</summary>
    public static void WithoutAdopting(Action action)
    {
        Adopt();
        lock (Gate)
        {
            _ = OperatingSystem.IsLinux() ? Posix.prctl(Posix.SetChildSubreaper, 0) : 0;
            try
            {
                action();
            }
            finally
            {
                _ = OperatingSystem.IsLinux() ? Posix.prctl(Posix.SetChildSubreaper, 1) : 0;
            }
        }
    }

    /// <summary>Starts a program, the leader of a session.</summary>
    /// <param name="start">Starts it and gives its process id.</param>
    /// <param name="folder">The folder it works in, which is in the value of <see cref="Cookie"/> in its environment.</param>
    public static Root Start(Func<int> start, string folder)
    {
        Adopt();
        lock (Gate)
        {
            if (Roots.Count == 0)
            {
                // What this process has as children already is not ours to end.
                _foreign = OperatingSystem.IsLinux() && HasChildren() ? Children() : [];
            }

            var root = new Root(start(), folder);
            Roots.Add(root.Id);
            return root;
        }
    }

    /// <summary>A started program and what comes from it.</summary>
    internal sealed class Root(int pid, string folder) : IDisposable
    {
        public int Id => pid;

        /// <summary>Ends the program and its group. Call it before the program is reaped: until then nobody else can have its number.</summary>
        public void EndGroup()
        {
            _ = Posix.kill(-pid, Posix.SignalKill);
            _ = Posix.kill(pid, Posix.SignalKill);
        }

        /// <summary>Ends the program, its group and its session.</summary>
        public void EndSession()
        {
            EndGroup();
            if (OperatingSystem.IsLinux())
            {
                foreach (var member in SessionMembers())
                {
                    _ = Posix.kill(member, Posix.SignalKill);
                }
            }
        }

        /// <summary>Ends and reaps what outlived the program, which has been reaped.</summary>
        /// <param name="sandbox">The limits of its sandbox, out of which nothing comes; null when it had none.</param>
        public void EndRemaining(SandboxLimits? sandbox)
        {
            lock (Gate)
            {
                Roots.Remove(pid);
                Dying.RemoveAll(HasGone);
                if (sandbox is not null)
                {
                    EmptySandbox(sandbox);
                    return;
                }

                ReapGroup();
                for (var round = 0; round < MostRounds && OperatingSystem.IsLinux() && HasChildren(); round++)
                {
                    var mine = AdoptedFromHere();
                    if (mine.Count == 0)
                    {
                        break;
                    }

                    mine.ForEach(child => _ = Posix.kill(child, Posix.SignalKill));
                    mine.ForEach(AwaitDeath);
                }
            }
        }

        public void Dispose()
        {
            lock (Gate)
            {
                Roots.Remove(pid);
            }
        }

        /// <summary>What the group left has been killed and needs no search.</summary>
        private void ReapGroup()
        {
            var limit = Stopwatch.StartNew();
            while (!HasGone(pid) && limit.Elapsed < LongestDeath)
            {
                _ = Posix.kill(-pid, Posix.SignalKill);
                Thread.Yield();
            }
        }

        /// <summary>Waits until nothing in the sandbox can write any more. Its first process takes the others with it.</summary>
        private void EmptySandbox(SandboxLimits sandbox)
        {
            var limit = Stopwatch.StartNew();
            while (!HasGone(pid))
            {
                if ((sandbox.IsEmpty ?? FirstProcessIsAlone()) || limit.Elapsed > LongestDeath)
                {
                    Dying.Add(pid);
                    return;
                }

                _ = Posix.kill(-pid, Posix.SignalKill);
                Thread.Yield();
            }
        }

        private bool FirstProcessIsAlone() =>
            !Children().Any(child => Stat(child, 3) == (ulong)pid && ChildrenOf(string.Create(CultureInfo.InvariantCulture, $"/proc/{child}/task/{child}")).Count > 0);

        /// <summary>One that cannot be killed, such as a program of another user, must not hold everybody up.</summary>
        private static void AwaitDeath(int child)
        {
            var limit = Stopwatch.StartNew();
            while (Posix.waitpid(child, out _, Posix.WaitNoHang) == 0 && limit.Elapsed < LongestDeath)
            {
                Thread.Yield();
            }
        }

        private List<int> AdoptedFromHere() =>
            Children().Where(child => !Roots.Contains(child) && !_foreign.Contains(child) && IsMine(child)).ToList();

        /// <summary>While other programs run, a child that hides where it comes from may be theirs: it is ended with the last of them.</summary>
        private bool IsMine(int child)
        {
            var session = Stat(child, 3);
            return session == (ulong)pid || HasCookie(child) || WorksHere(child) || (Roots.Count == 0 && session != (ulong)OwnSession);
        }

        private bool WorksHere(int child) =>
            RealPath.IsBelow(new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{child}/cwd")).LinkTarget ?? "", folder);

        private bool HasCookie(int child)
        {
            try
            {
                var variables = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{child}/environ")).Split('\0');
                return variables.Contains($"{Cookie}={CookieFor(folder)}", StringComparer.Ordinal);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }

        private List<int> SessionMembers() => Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Stat(id, 3) == (ulong)pid)
            .ToList();
    }

    /// <summary>One system call, so that the usual case, a program that leaves nothing behind, costs nothing.</summary>
    private static bool HasChildren()
    {
        var info = stackalloc byte[Posix.OpaqueSize];
        return Posix.waitid(Posix.WaitAll, 0, info, Posix.WaitExited | Posix.WaitNoHang | Posix.WaitNoReap) == 0
            || Marshal.GetLastPInvokeError() != NoChild;
    }

    /// <summary>Reaps those of a group that have ended.</summary>
    /// <returns>True when none is left.</returns>
    private static bool HasGone(int group)
    {
        int reaped;
        do
        {
            reaped = Posix.waitpid(-group, out _, Posix.WaitNoHang);
        }
        while (reaped > 0);
        return reaped < 0;
    }

    private static List<int> Children() => [.. Directory.EnumerateDirectories("/proc/self/task").SelectMany(ChildrenOf)];

    private static List<int> ChildrenOf(string task)
    {
        try
        {
            return [.. File.ReadAllText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            // The thread ended.
            return [];
        }
    }

    /// <summary>A number of /proc/pid/stat, counted from the state behind the name; 0 when the process is gone. See proc(5).</summary>
    private static ulong Stat(int pid, int index)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return ulong.TryParse(fields[index], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
