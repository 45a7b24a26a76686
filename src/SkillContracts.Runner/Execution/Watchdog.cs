using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Runtime.Versioning;
using System.Text;
using System.Threading;

namespace SkillContracts.Runner.Execution;

/// <summary>A small process that ends what runs started when this process is killed and can do so no more. One for each process, on Linux.</summary>
/// <remarks>
/// It reads from a pipe of which this process has the only other end. The end of the pipe without the word <c>done</c> means that this process was killed:
/// then the watchdog finds all that carries the cookie of this run, the sessions and descendants of these, and what works in this run's folders.
/// </remarks>
internal static class Watchdog
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Watched = new(StringComparer.Ordinal);
    private static int _pipe = -1;
    private static bool _started;

    /// <summary>Lets it know a folder with the folders of experiments.</summary>
    /// <param name="folder">Absolute.</param>
    public static void Watch(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        lock (Gate)
        {
            if (!_started)
            {
                _started = true;
                Start();
            }

            if (_pipe >= 0 && Watched.Add(folder))
            {
                Posix.WriteAll(_pipe, Encoding.UTF8.GetBytes(folder + "\0"));
            }
        }
    }

    /// <summary>Without bash there is none; then experiments are hardly run either.</summary>
    [SupportedOSPlatform("linux")]
    private static void Start()
    {
        if (Programs.Find("bash") is not { } bash || !Posix.TryPipe(out var read, out var write))
        {
            return;
        }

        try
        {
            Descendants.WithoutAdopting(() => PosixProcess.StartDetached(bash, ["-c", Script, "skillcontracts-watchdog", Descendants.CookieStart, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)], read));
            _pipe = write;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Posix.WriteAll(write, Descendants.IsIdle ? "done\0"u8 : []);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            _ = Posix.close(write);
        }
        finally
        {
            _ = Posix.close(read);
        }
    }

    /// <summary>$1: the cookie's start. $2: the process that is watched. Descriptor 3: the pipe.</summary>
    /// <remarks>
    /// In the background of a shell that ends at once, so that it is init's child. Fields of stat are those of proc(5), counted behind the name:
    /// 0 state, 1 parent, 3 session, 4 terminal, 19 start time. A process with a terminal is a person's shell, one that is older than the run is
    /// nobody's business, and one that is younger than our end belongs to the next run.
    /// </remarks>
    private const string Script = """
        trap '' INT TERM HUP QUIT PIPE
        (
          fields() { local text; IFS= read -r -d '' text < "/proc/$1/stat"; text=${text##*) }; set -f; stat=($text); }
          fields "$2"; first=${stat[19]}
          exec > /dev/null 2>&1
          folders=()
          while IFS= read -r -d '' line <&3; do
            [ "$line" = done ] && exit 0
            folders+=("$line/")
          done
          read -r last _ < /proc/uptime; last=${last/./}
          set +f
          for round in {1..100}; do
            declare -A own=() session=() parent=()
            set +f; all=(/proc/[0-9]*)
            while IFS= read -r path; do id=${path#/proc/}; own[${id%/environ}]=1; done < <(grep -lsaF -- "$1" "${all[@]/%//environ}")
            for path in "${all[@]}"; do
              id=${path#/proc/}; stat=(); fields "$id"
              [ ${#stat[@]} -gt 19 ] || continue
              if [ "${stat[0]}" = Z ] || [ "$id" = "$BASHPID" ]; then unset "own[$id]"; continue; fi
              session[$id]=${stat[3]}; parent[$id]=${stat[1]}
              if [ "${stat[4]}" = 0 ] && [ "${stat[19]}" -ge "$first" ] && [ "${stat[19]}" -le "$last" ]; then
                folder=$(readlink "$path/cwd")
                for known in "${folders[@]}"; do [[ $folder/ == "$known"* ]] && own[$id]=1; done
              fi
            done
            [ ${#own[@]} -gt 0 ] || exit 0
            declare -A sessions=()
            for id in "${!own[@]}"; do [ -n "${session[$id]}" ] && sessions[${session[$id]}]=1; done
            for again in {1..20}; do
              grown=
              for id in "${!parent[@]}"; do
                if [ -z "${own[$id]}" ] && { [ -n "${own[${parent[$id]}]}" ] || [ -n "${sessions[${session[$id]}]}" ]; }; then own[$id]=1; grown=1; fi
              done
              [ -n "$grown" ] || break
            done
            kill -KILL "${!own[@]}"
            read -r -t 0.02 <> <(:)
          done
        ) &
        """;
}
