using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Markdig;
using SkillContracts.Model.Parsing;
using SkillContracts.Runner;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SkillContracts.Benchmarks;

/// <summary><c>check</c> beside Markdig and YamlDotNet alone, which is the limit, and beside the reference validator.</summary>
internal static class Reading
{
    private const string ReferenceLoop = """
        import sys, time, pathlib
        sys.path.insert(0, sys.argv[1])
        from skills_ref.validator import validate
        folders = [p.parent for p in pathlib.Path(sys.argv[2]).rglob("SKILL.md")]
        start = time.perf_counter()
        for folder in folders:
            try:
                validate(folder)
            except Exception:
                pass
        print(time.perf_counter() - start)
        """;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    public static void Measure(int rounds, string? folder, string? reference)
    {
        if (folder is not null)
        {
            Measure(rounds, folder, folder, reference);
            return;
        }

        foreach (var count in new[] { 1000, 10_000 })
        {
            var root = Directory.CreateTempSubdirectory("skillcontracts-benchmark-").FullName;
            try
            {
                SyntheticSkills.Write(root, count);
                Measure(rounds, root, $"{count} synthetic skills", reference);
            }
            finally
            {
                Directory.Delete(root, recursive: true);
            }
        }
    }

    private static void Measure(int rounds, string folder, string title, string? reference)
    {
        var folders = LoadedSkill.Find(folder);
        var sources = folders.Select(path => LoadedSkill.Load(path).Source).ToList();
        var texts = sources.ConvertAll(source => source.Document.Text);
        Console.WriteLine($"{title}: {folders.Count} documents, {texts.Sum(text => (long)text.Length) / 1000} thousand characters, {sources.Sum(source => source.Scripts.Count)} scripts, {Environment.ProcessorCount} processors, median of {rounds} rounds in turns");
        var limit = new Series("Markdig + YamlDotNet, 1 thread", () => texts.ForEach(Limit), texts.Count);
        var parser = new Series("SkillParser, 1 thread", () => sources.ForEach(source => SkillParser.Parse(source)), texts.Count);
        var limits = new Series("Markdig + YamlDotNet, all threads", () => Parallel.ForEach(texts, Limit), texts.Count);
        var parsers = new Series("SkillParser, all threads", () => Parallel.ForEach(sources, source => SkillParser.Parse(source)), texts.Count);
        var check = new Series("skillcontracts check, the whole process", () => Check(folder), texts.Count);
        var nothing = new Series("skillcontracts --version: start-up", () => Start("--version"), 1);
        Series.MeasureAll(warmUps: 40, rounds, limit, parser, limits, parsers);
        Series.MeasureAll(warmUps: 1, rounds, check, nothing);
        Print($"  {limit.First * texts.Count,9:0.0} ms {1000 / limit.First,9:0} skills a second  Markdig + YamlDotNet, 1 thread, the first time in a process");
        foreach (var series in new[] { limit, parser, limits, parsers, check })
        {
            Print($"  {series.Median * texts.Count,9:0.0} ms {1000 / series.Median,9:0} skills a second  {series.Name}");
        }

        Print($"  {nothing.Median,9:0.0} ms                            {nothing.Name}");
        Print($"  SkillParser {parser.Median / limit.Median:0.00} times the limit on 1 thread, {parsers.Median / limits.Median:0.00} times on all; check without start-up {((check.Median * texts.Count) - nothing.Median) / (limit.First * texts.Count):0.00} times the first time of the limit");
        Print($"  check at most {PeakMegabytes(folder):0} MB");
        if (reference is not null)
        {
            var seconds = Enumerable.Range(0, 3)
                .Select(_ => double.TryParse(Output("python3", ["-c", ReferenceLoop, reference, folder]), NumberStyles.Float, CultureInfo.InvariantCulture, out var found) ? found : double.NaN)
                .Order()
                .ElementAt(1);
            Print($"  {seconds * 1000,9:0.0} ms {texts.Count / seconds,9:0} skills a second  skills-ref as a library, frontmatter only, median of 3; NaN where its Python does not find strictyaml");
        }
    }

    private static void Limit(string text)
    {
        var end = text.StartsWith("---", StringComparison.Ordinal) ? text.IndexOf("\n---", 3, StringComparison.Ordinal) : -1;
        if (end > 0)
        {
            try
            {
                new YamlStream().Load(new StringReader(text[4..end]));
            }
            catch (YamlException)
            {
                // A few of the real documents are broken.
            }
        }

        Markdown.Parse(end > 0 ? text[(end + 4)..] : text, Pipeline);
    }

    private static void Check(string folder) => Start("check", folder);

    private static void Start(params string[] arguments) => Output("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "skillcontracts.dll"), .. arguments]);

    private static double PeakMegabytes(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "skillcontracts.dll"), "check", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var peak = 0L;
        while (process.StandardOutput.ReadLine() is not null)
        {
            try
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It has ended.
            }
        }

        process.WaitForExit();
        return peak / 1e6;
    }

    private static string Output(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
