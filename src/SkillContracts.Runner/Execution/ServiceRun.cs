using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Execution;

/// <summary>Puts an experiment's servers around its commands: each is started before a command and ended after it, at the same place and level.</summary>
internal sealed class ServiceRun(Experiment experiment, WorkFolder folder, RunPlace place, ShellText shell)
{
    private const int NotReady = 125;

    /// <summary>Starts the servers of the list "name start kind value seconds", waits for each, runs the command behind <c>--</c>, and ends them.</summary>
    private const string Supervisor = """
        said() { tail -n 1 "$log" | grep . || echo 'it wrote nothing'; }
        fail() { printf '%s\n' "$1" > "$tools/service-fault"; stop; exit 125; }
        stop() {
          for pid in "${pids[@]}"; do kill -TERM -- "-$pid" 2>/dev/null; done
          for pid in "${pids[@]}"; do
            for ((turn = 0; turn < 250; turn++)); do kill -0 -- "-$pid" 2>/dev/null || break; sleep 0.02; done
            kill -KILL -- "-$pid" 2>/dev/null
          done
        }
        ready() {
          case $1 in
            port) (exec 3<> "/dev/tcp/127.0.0.1/$2") 2>/dev/null ;;
            file) [ -e "$2" ] ;;
            text) grep -qF -- "$2" "$log" ;;
          esac
        }
        tools=$1; shift
        pids=()
        trap 'stop; exit 143' TERM
        while [ "$1" != -- ]; do
          name=$1 start=$2 kind=$3 value=$4 limit=$5; shift 5
          log=$tools/$name.log
          : > "$log"
          set -m
          bash -c "$start" < /dev/null > "$log" 2>&1 &
          pids+=($!)
          set +m
          until ready "$kind" "$value"; do
            kill -0 $! 2>/dev/null || fail "$name ended before it was ready: $(said)"
            ((SECONDS > limit)) && fail "$name was not ready within $limit s: $(said)"
            sleep 0.02
          done
        done
        shift
        "$@"
        code=$?
        stop
        exit $code
        """;

    private readonly Dictionary<string, int> _ports = experiment.Services.ToDictionary(service => service.Name, _ => FreePort(), StringComparer.Ordinal);

    /// <summary>Variables such as <c>DB_PORT</c> for a server <c>db</c>, in the commands and in the servers.</summary>
    public IEnumerable<Variable> Variables => _ports.Select(port => new Variable(
        port.Key.ToUpperInvariant().Replace('-', '_') + "_PORT", port.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>The servers with their ports and real paths, for people.</summary>
    public IReadOnlyList<StartedService> Started =>
        [.. experiment.Services.Select(service => new StartedService((shell with { Inside = path => path }).Expand(service.Start, experiment.Columns), _ports[service.Name]))];

    /// <summary>How long a command may last with the start of its servers before it.</summary>
    public TimeSpan Limit => experiment.Services.Aggregate(experiment.TimeLimit.Duration, (sum, service) => sum + service.Limit.Duration);

    /// <summary>The program and arguments with the servers around them.</summary>
    public (string Program, IReadOnlyList<string> Arguments) Around(string program, IReadOnlyList<string> arguments)
    {
        if (experiment.Services.Count == 0)
        {
            return (program, arguments);
        }

        Directory.CreateDirectory(folder.Tools);
        var bash = Programs.Find("bash") ?? throw new IOException("bash, which services need, is not on PATH");
        List<string> words = ["-c", Supervisor, "services", place.Inside(folder.Tools)];
        foreach (var service in experiment.Services)
        {
            var port = _ports[service.Name].ToString(System.Globalization.CultureInfo.InvariantCulture);
            var start = $"PORT={port}\n{shell.Expand(service.Start, experiment.Columns)}";
            var (kind, value) = service.Ready.Kind == ReadyKind.Port ? ("port", port) : (service.Ready.Kind == ReadyKind.File ? "file" : "text", service.Ready.Text);
            words.AddRange([service.Name, start, kind, value, Math.Ceiling(service.Limit.Duration.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        }

        return (bash, [.. words, "--", place.Inside(program), .. arguments]);
    }

    /// <summary>Why a server was not there; null when all were.</summary>
    /// <param name="exitCode">How the command ended: a server that is not there ends it with a code of ours.</param>
    public string? Fault(int? exitCode) => experiment.Services.Count > 0 && exitCode == NotReady
        && Note.Read(Path.Combine(folder.Tools, "service-fault")) is { } line && experiment.Services.Any(service => line.StartsWith(service.Name + " ", StringComparison.Ordinal))
            ? "the service " + line
            : null;

    /// <summary>A port that nothing listens at; somebody else could take it before the server does.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A server that ran beside a command.</summary>
/// <param name="Start">The shell text that started it.</param>
/// <param name="Port">Its port.</param>
internal sealed record StartedService(string Start, int Port);
