using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using SkillContracts.Runner;
using SkillContracts.Tests.Shared;
using SkillContracts.Tests.Shared.Faults;

namespace SkillContracts.Faults;

/// <summary>The runner itself is killed at a random moment, with detached children of the script about.</summary>
internal static class KilledRunner
{
    public const string Name = "kill -9 of the runner at a random moment";

    /// <summary>Of the script, that carry the marker.</summary>
    private const int MostProcesses = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string Keys = """
        run: |
          (setsid sleep 600 &)
          (env -i setsid /bin/bash -c 'trap "" TERM HUP INT; while :; do /bin/sleep 0.1; done' MARKER < /dev/null > /dev/null 2>&1 &)
          bash -c 'while :; do sleep 0.1; done' MARKER
        timeout: 10m
        """;

    public static IEnumerable<int> Times(int count) => Enumerable.Range(0, count);

    public static FaultRun Run(IsolationChoice level, Random random)
    {
        var marker = "scfault" + Guid.NewGuid().ToString("N");
        using var skill = new TemporarySkill(TemporarySkill.Contract(Keys.Replace("MARKER", marker, StringComparison.Ordinal))) { Isolation = level };
        using var runner = Process.Start(new ProcessStartInfo("dotnet", ["exec", Environment.GetCommandLineArgs()[0], "child", skill.Path, level.ToString().ToLowerInvariant()]))!;

        // Before the script, while its children start one after the other, or when all are there.
        var awaited = random.Next(1, MostProcesses + 2);
        SpinWait.SpinUntil(() => Survivors.WithMarker(marker).Count() >= awaited, TimeSpan.FromMilliseconds(random.Next(100, 1200)));
        runner.Kill();
        runner.WaitForExit();
        var link = new FileInfo(Path.Combine(skill.Root, "tmp/eval/tool/e1")).LinkTarget;
        var survivors = Survivors.Of(marker, link is null ? "/none" : Path.GetDirectoryName(link)!, Patience).Select(line => "survived: " + line).ToList();
        List<string> faults = [.. survivors];
        skill.Write("evals/contract.yaml", TemporarySkill.Contract("run: ls -A\nstdout: \"\""));
        if (skill.Run() is { Verdict.Kind: not VerdictKind.Pass } next)
        {
            faults.Add("the next run is not clean: " + next.Verdict.Reason);
        }

        // A killed runner has no verdict; that it has none must not pass for one.
        return new FaultRun(VerdictKind.Inconclusive, faults, survivors.Count, 0, 0);
    }
}
