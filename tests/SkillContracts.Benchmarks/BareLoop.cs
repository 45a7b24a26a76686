using System.Runtime.InteropServices;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Benchmarks;

/// <summary>What cannot be beaten: start the script with posix_spawn, wait for it, nothing else.</summary>
internal static unsafe class BareLoop
{
    /// <summary>What an experiment has too: a locale alone costs bash a tenth of a millisecond.</summary>
    private static readonly string[] Environment =
        [$"PATH={Programs.SearchPath}", "HOME=/", "LANG=C.UTF-8", "TZ=UTC", "NO_COLOR=1", "COLUMNS=80", "PYTHONDONTWRITEBYTECODE=1"];

    /// <summary>Runs a program a number of times.</summary>
    /// <returns>The last exit code.</returns>
    public static int Run(string program, string[] arguments, int times)
    {
        var actions = stackalloc byte[Posix.OpaqueSize];
        var argv = stackalloc byte*[arguments.Length + 2];
        var envp = stackalloc byte*[Environment.Length + 1];
        argv[0] = (byte*)Marshal.StringToCoTaskMemUTF8(program);
        for (var i = 0; i < arguments.Length; i++)
        {
            argv[i + 1] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[i]);
        }

        argv[arguments.Length + 1] = null;
        for (var i = 0; i < Environment.Length; i++)
        {
            envp[i] = (byte*)Marshal.StringToCoTaskMemUTF8(Environment[i]);
        }

        envp[Environment.Length] = null;
        const int writeOnly = 1;
        _ = Posix.posix_spawn_file_actions_init(actions);
        _ = Posix.posix_spawn_file_actions_addopen(actions, 0, "/dev/null", 0, 0);
        _ = Posix.posix_spawn_file_actions_addopen(actions, 1, "/dev/null", writeOnly, 0);
        _ = Posix.posix_spawn_file_actions_addopen(actions, 2, "/dev/null", writeOnly, 0);
        var status = 0;
        for (var i = 0; i < times; i++)
        {
            _ = Posix.posix_spawn(out var pid, program, actions, null, argv, envp);
            _ = Posix.waitpid(pid, out status, 0);
        }

        // Bubblewrap leaves the first process of its namespace to whoever adopts it, which is this process; the runner would look at all of them each time.
        while (Posix.waitpid(-1, out _, Posix.WaitNoHang) > 0)
        {
            // On to the next one.
        }

        _ = Posix.posix_spawn_file_actions_destroy(actions);
        return (status >> 8) & 0xff;
    }
}
