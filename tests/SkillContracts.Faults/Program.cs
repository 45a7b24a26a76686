using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using SkillContracts.Faults;
using SkillContracts.Runner;
using SkillContracts.Tests.Shared.Faults;

// Every fault at every level, again and again; the table tells what came of it. Linux with bubblewrap, python3 and git; best as root:
//   dotnet run -c Release --project tests/SkillContracts.Faults [ROUNDS [SEED]]
if (args is ["child", var path, var word])
{
    _ = IsolationChoices.TryParse(word, out var chosen);
    foreach (var task in new SkillRunner(isolation: chosen).Start(LoadedSkill.Load(path), null, _ => { }, CancellationToken.None))
    {
        task.GetAwaiter().GetResult();
    }

    return 0;
}

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Environment.TickCount & 0xffff;
var random = new Random(seed);
Console.WriteLine($"{rounds} rounds, seed {seed}; folder: {Isolation.Of(IsolationChoice.Folder)}; sandbox: {Isolation.Of(IsolationChoice.Sandbox)}");
if (Isolation.Of(IsolationChoice.Sandbox).IsObstacle)
{
    return 1;
}

IsolationChoice[] levels = [IsolationChoice.Folder, IsolationChoice.Sandbox];
var injections = FaultList.All
    .SelectMany(fault => levels.Where(level => FaultRun.Applies(fault, level)).Select(level => (fault.Name, Level: level, Run: (Func<FaultRun>)(() => FaultRun.Of(fault, level)))))
    .Concat(levels.SelectMany(level => KilledRunner.Times(4).Select(_ => (KilledRunner.Name, Level: level, Run: (Func<FaultRun>)(() => KilledRunner.Run(level, random))))))
    .ToList();
var done = new List<(string Name, IsolationChoice Level, FaultRun Run)>();
var clock = Stopwatch.StartNew();
for (var round = 1; round <= rounds; round++)
{
    foreach (var (name, level, run) in injections.OrderBy(_ => random.Next()))
    {
        var end = run();
        done.Add((name, level, end));
        foreach (var fault in end.Faults)
        {
            Console.WriteLine($"round {round}, {name}, {level}: {fault}");
        }
    }

    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {done.Count} runs, {clock.Elapsed.TotalSeconds:0} s"));
}

Console.WriteLine($"{"fault",-68} {"level",-8} {"runs",5} {"pass",5} {"fail",5} {"incon",5} {"alive",5} {"outsd",5} {"MB",4} {"wrong",5}");
foreach (var group in done.GroupBy(run => (run.Name, run.Level)).OrderBy(group => injections.FindIndex(injection => injection.Name == group.Key.Name)).ThenBy(group => group.Key.Level))
{
    int Count(VerdictKind kind) => group.Count(run => run.Run.Verdict == kind);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{group.Key.Name,-68} {group.Key.Level,-8} {group.Count(),5} {Count(VerdictKind.Pass),5} {Count(VerdictKind.Fail),5} {Count(VerdictKind.Inconclusive),5} {group.Sum(run => run.Run.Survivors),5} {group.Sum(run => run.Run.Outside),5} {group.Max(run => run.Run.PeakBytes) / 1_000_000,4} {group.Count(run => run.Run.Faults.Count > 0),5}"));
}

var wrong = done.Count(run => run.Run.Faults.Count > 0);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done.Count} runs in {clock.Elapsed.TotalSeconds:0} s, {wrong} not as they must be, {done.Sum(run => run.Run.Survivors)} survivors, {done.Sum(run => run.Run.Outside)} changes outside, at most {done.Max(run => run.Run.PeakBytes) / 1_000_000} MB"));
return wrong == 0 ? 0 : 1;
