using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkillContracts.Fuzz;

// dotnet run -c Release --project tests/SkillContracts.Fuzz [COUNT [FIRST-SEED [FOLDER]]]
// COUNT damaged skills; a folder adds its SKILL.md files to those that damage starts from.
var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
var first = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Random.Shared.Next(1_000_000_000);
var documents = Texts.Documents.ToList();
if (args.Length > 2)
{
    documents.AddRange(Directory.EnumerateFiles(args[2], "SKILL.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText));
}

Console.WriteLine($"{count} skills from seed {first}, damaged from {documents.Count} documents");
var faults = new ConcurrentQueue<string>();
var (done, watch) = (0, Stopwatch.StartNew());
Parallel.For(first, first + count, (seed, state) =>
{
    if (Case.FaultOf(seed, documents) is { } fault)
    {
        faults.Enqueue(fault);
        Console.WriteLine(fault);
        if (faults.Count >= 10)
        {
            state.Stop();
        }
    }

    if (Interlocked.Increment(ref done) % 20_000 == 0)
    {
        Console.WriteLine($"{done} done, {watch.Elapsed.TotalSeconds:0} s");
    }
});

Console.WriteLine($"{done} skills in {watch.Elapsed.TotalSeconds:0} s, {faults.Count} faults");
return faults.IsEmpty ? 0 : 1;
