using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace SkillContracts.Benchmarks;

/// <summary>The generator over many skills, cold and after one edited SKILL.md.</summary>
internal static class Generating
{
    /// <summary>Roslyn's own tracking of steps takes minutes for 1,000 inputs that are collected, so the steps are told of fewer skills.</summary>
    private const int TrackedCount = 30;

    public static void Measure(int rounds, int skills)
    {
        var (cold, warm) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var (first, second, _) = Run(skills, isTracked: false);
            cold.Add(first);
            warm.Add(second);
        }

        Report(Run(TrackedCount, isTracked: true).Driver.GetRunResult().Results[0], cold, warm);
    }

    private static (double Cold, double Warm, GeneratorDriver Driver) Run(int skills, bool isTracked)
    {
        var texts = Enumerable.Range(0, skills)
            .Select(number => (AdditionalText)new MemoryText($"/repo/skills/skill-{number:00000}/SKILL.md", SyntheticSkills.Document(number, hasScript: false, new Random(number))))
            .ToImmutableArray();
        var edited = new MemoryText(texts[0].Path, texts[0].GetText()!.ToString() + "\nOne line more.\n");
        var compilation = CSharpCompilation.Create("Tests");
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [Generator().AsSourceGenerator()], texts, optionsProvider: new Properties(), driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, isTracked));
        var clock = Stopwatch.StartNew();
        driver = driver.RunGenerators(compilation);
        var cold = clock.Elapsed.TotalMilliseconds;
        driver = driver.ReplaceAdditionalText(texts[0], edited);
        clock.Restart();
        driver = driver.RunGenerators(compilation);
        return (cold, clock.Elapsed.TotalMilliseconds, driver);
    }

    private static void Report(GeneratorRunResult result, List<double> cold, List<double> warm)
    {
        Console.WriteLine(FormattableString.Invariant($"first run with everything to be compiled {cold[0]:0} ms; then {Median(cold):0} ms cold, {Median(warm):0.0} ms after one edited SKILL.md: {Median(cold) / Median(warm):0} times faster"));
        foreach (var (name, steps) in result.TrackedSteps.OrderBy(step => step.Key, StringComparer.Ordinal))
        {
            var outputs = steps.SelectMany(step => step.Outputs).GroupBy(output => output.Reason).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}");
            Console.WriteLine($"  {name}: {string.Join(", ", outputs)}");
        }
    }

    private static double Median(List<double> all) => all.Skip(1).Order().ElementAt((all.Count - 1) / 2);

    private static IIncrementalGenerator Generator() =>
        (IIncrementalGenerator)Activator.CreateInstance(Assembly.Load("SkillContracts.Generator").GetType("SkillContracts.Generator.SkillContractGenerator", throwOnError: true)!)!;

    private sealed class MemoryText(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class Properties : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Root();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Root : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key.StartsWith("build_property._SkillContracts", StringComparison.Ordinal) ? "%2Frepo%2F" : null;
            return value is not null;
        }
    }
}
