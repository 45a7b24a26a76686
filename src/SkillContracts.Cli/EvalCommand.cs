using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;
using SkillContracts.Runner;

namespace SkillContracts.Cli;

/// <summary>The options of <c>eval</c>.</summary>
internal sealed record EvalOptions(IReadOnlyList<string> Paths)
{
    public string? Contract { get; init; }

    public string? Filter { get; init; }

    public bool RequireClean { get; init; }

    /// <summary>Passing experiments are tried again with something made wrong.</summary>
    public bool Mutate { get; init; }

    /// <summary>Weak experiments and mutants that nothing noticed count as failed.</summary>
    public bool Strict { get; init; }

    /// <summary>Null for the number of processors.</summary>
    public int? Jobs { get; init; }

    public IsolationChoice Isolation { get; init; }

    public bool Json { get; init; }
}

/// <summary><c>eval</c>: runs experiments and reports every verdict.</summary>
internal sealed class EvalCommand(EvalOptions options, TextWriter output, TextWriter errors)
{
    private const int Cancelled = 130;

    public ExitCode Run(CancellationToken cancellation)
    {
        if (options.Contract is { } contract && !File.Exists(contract))
        {
            errors.WriteLine($"{SkillPaths.Shown(contract)}: no such contract; see 'skillcontracts eval --help'");
            return ExitCode.Usage;
        }

        if (SkillPaths.Find(options.Paths, errors) is not { } folders)
        {
            return ExitCode.SkillMissing;
        }

        if (options.Contract is not null && options.Paths is [var path] && SkillPaths.One(path, folders) is { } only)
        {
            folders = [only];
        }
        else if (options.Contract is not null)
        {
            errors.WriteLine($"--contract belongs to one skill, and {folders.Count} are named; see 'skillcontracts eval --help'");
            return ExitCode.Usage;
        }

        if (options.RequireClean && !folders.DistinctBy(RepositoryOf).All(folder => CleanTree.Report(folder, TextWriter.Null, errors)))
        {
            return ExitCode.DirtyTree;
        }

        try
        {
            var skills = folders.Select(folder => SkillPaths.Load(folder, options.Contract, errors)).ToList();
            return skills.Contains(null) ? ExitCode.SkillMissing : Report([.. skills.OfType<LoadedSkill>()], cancellation);
        }
        catch (OperationCanceledException)
        {
            errors.WriteLine("skillcontracts: interrupted; what was started has been ended");
            return (ExitCode)Cancelled;
        }
    }

    /// <summary>What one question to git answers: the folder's repository, or itself when it is in none.</summary>
    private static string RepositoryOf(string folder) =>
        Repository.RootOf(folder) is var root && folder.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? root : folder;

    private ExitCode Report(IReadOnlyList<LoadedSkill> skills, CancellationToken cancellation)
    {
        var watches = skills.Select(skill => skill.Root).Distinct(StringComparer.Ordinal).Select(root => new RepositoryWatch(root)).ToList();
        var runner = new SkillRunner(options.Jobs, options.Isolation, options.Mutate);
        var notices = TextWriter.Synchronized(errors);
        var started = skills.Select(skill => (Skill: skill, Tasks: runner.Start(skill, Chosen, notices.WriteLine, cancellation))).ToList();
        try
        {
            var runs = started.Select(pair => Follow(pair.Skill, pair.Tasks)).ToList();
            return Report(runs, [.. watches.SelectMany(watch => watch.Touched())]);
        }
        finally
        {
            // None may be left behind: what a cancelled one started is ended by itself.
            Task.WhenAll(started.SelectMany(pair => pair.Tasks)).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    private SkillRun Follow(LoadedSkill skill, IReadOnlyList<Task<ExperimentResult>> tasks)
    {
        SkillPaths.Write(skill, options.Json ? errors : output);
        var run = new SkillRun(skill, []);
        WriteHeading(skill);
        foreach (var task in tasks)
        {
            var result = task.GetAwaiter().GetResult();
            run.Results.Add(result);
            WriteRow(result);
        }

        return run;
    }

    private ExitCode Report(List<SkillRun> runs, IReadOnlyList<string> touched)
    {
        if (options.Json)
        {
            JsonReport.Write(runs, touched, options.Mutate, output);
        }
        else
        {
            WriteEnd(runs, touched);
        }

        var code = ExitCodeOf(runs);
        return touched.Count > 0 && code is ExitCode.Held or ExitCode.NotJudged ? ExitCode.Failed : code;
    }

    private bool Chosen(Experiment experiment) => options.Filter is null || experiment.Name == options.Filter;

    private ExitCode ExitCodeOf(List<SkillRun> runs)
    {
        var verdicts = runs.SelectMany(run => run.Results).Select(result => result.Verdict.Kind).ToList();
        if (verdicts.Count == 0)
        {
            errors.WriteLine(options.Filter is { } name
                ? $"no experiment is named '{Visible.OneLine(name)}'; nothing was judged"
                : runs.Exists(run => HasContractErrors(run.Skill))
                    ? "nothing was judged: correct the errors above first"
                    : "no experiment is declared; nothing was judged: write evals/contract.yaml beside SKILL.md");
        }

        return runs.Exists(run => run.Skill.HasErrors) ? ExitCode.DocumentErrors
            : verdicts.Contains(VerdictKind.Fail) || (options.Strict && runs.Exists(run => run.Weak.Any() || run.Unnoticed.Any() || run.Skill.Problems.Any(IsUnfilled))) ? ExitCode.Failed
            : verdicts.Count == 0 || verdicts.Contains(VerdictKind.Inconclusive) ? ExitCode.NotJudged
            : ExitCode.Held;
    }

    /// <summary>A command with a name that nothing fills is not the one that was meant.</summary>
    private static bool IsUnfilled(Problem problem) => problem.Rule == RuleTable.UnknownName;

    private static bool HasContractErrors(LoadedSkill skill) => skill.Problems.Any(problem =>
        problem.Severity == RuleSeverity.Error && !problem.Place.Path.EndsWith("SKILL.md", StringComparison.OrdinalIgnoreCase));

    private void WriteHeading(LoadedSkill skill)
    {
        if (!options.Json && skill.Contract.Experiments.Any(Chosen))
        {
            output.WriteLine(Visible.OneLine(LoadedSkill.Unmistakable(skill.Contract.Folder == "." ? skill.Contract.Name : skill.Contract.Folder)));
        }
    }

    private void WriteRow(ExperimentResult result)
    {
        if (!options.Json)
        {
            var number = FormattableString.Invariant($"E{result.Experiment.Number}");
            var seconds = result.Observations.Count > 0 ? FormattableString.Invariant($"{result.Duration.TotalSeconds:0.000} s") : "";
            output.WriteLine($"  {number,-4} {JsonReport.Word(result.Verdict.Kind),-12} {seconds,9}  {Visible.OneLine(result.Experiment.Name, 120)}");
        }
    }

    private void WriteEnd(List<SkillRun> runs, IReadOnlyList<string> touched)
    {
        foreach (var (run, result) in runs.SelectMany(run => run.Results.Select(result => (run, result))).Where(pair => pair.result.Verdict.Kind != VerdictKind.Pass))
        {
            var folder = Path.GetRelativePath(Directory.GetCurrentDirectory(), run.Skill.Path);
            var contract = options.Contract is { } path ? " --contract " + ShellWord.QuoteVisibly(path) : "";
            var filter = (result.Experiment.Name.StartsWith('-') ? "--filter=" : "--filter ") + ShellWord.QuoteVisibly(result.Experiment.Name);
            var isolation = options.Isolation == IsolationChoice.Auto ? "" : $" --isolation {options.Isolation.ToString().ToLowerInvariant()}";
            var again = $"skillcontracts eval {ShellWord.QuoteVisibly(folder)}{contract}{isolation} {filter}";
            output.WriteLine();
            output.WriteLine($"E{result.Experiment.Number} {JsonReport.Word(result.Verdict.Kind)}: {Visible.OneLine(result.Experiment.Name, 120)}");
            output.WriteLine(FailureText.Of(result, run.Skill, again));
        }

        foreach (var (run, (claim, reason)) in options.Filter is not null ? [] : runs.Where(run => run.Results.Count > 0 || !HasContractErrors(run.Skill)).SelectMany(run => run.NotTested.Select(row => (run, row))))
        {
            output.WriteLine();
            output.WriteLine($"{Visible.OneLine(SkillPaths.Here(run.Skill, claim.Place).ToString())}: not tested: exit code {claim.Codes} of {Visible.OneLine(claim.Script ?? "no known script")}: {Visible.OneLine(claim.Meaning, 120)}; {Visible.OneLine(reason, 200)}");
        }

        foreach (var (run, untested) in options.Filter is not null ? [] : runs.SelectMany(run => run.OtherUntested.Select(row => (run, row))))
        {
            output.WriteLine();
            output.WriteLine($"{Visible.OneLine(SkillPaths.Here(run.Skill, untested.Quote.Place!).ToString())}: not tested: '{Visible.OneLine(untested.Quote.Text, 120)}'; left out on purpose: {Visible.OneLine(untested.Reason, 200)}");
        }

        foreach (var (run, weak) in runs.SelectMany(run => run.Weak.Select(weak => (run, weak))))
        {
            output.WriteLine();
            output.WriteLine($"{Visible.OneLine(SkillPaths.Here(run.Skill, weak.Place).ToString())}: weak: a command that does nothing would pass '{Visible.OneLine(weak.Name, 120)}'; judge stdout, stderr or a file that it writes, or try the same script where it must fail");
        }

        foreach (var (run, mutants) in runs.SelectMany(run => run.Unnoticed.GroupBy(pair => pair.Experiment).Select(mutants => (run, mutants))))
        {
            output.WriteLine();
            foreach (var (experiment, mutant) in mutants)
            {
                output.WriteLine($"{Visible.OneLine(SkillPaths.Here(run.Skill, mutant.Place).ToString())}: unnoticed: {mutant.Change} ('{Visible.OneLine(experiment.Name, 120)}'); {mutant.Cure}");
            }
        }

        foreach (var (run, result, note) in runs.SelectMany(run => run.Results.SelectMany(result => run.NotesOf(result).Select(note => (run, result, note)))))
        {
            output.WriteLine();
            output.WriteLine($"{Visible.OneLine(SkillPaths.Here(run.Skill, result.Experiment.Place).ToString())}: note: '{Visible.OneLine(result.Experiment.Name, 120)}' passed, but {note}");
        }

        foreach (var line in touched)
        {
            output.WriteLine();
            output.WriteLine(line);
        }

        var kinds = runs.SelectMany(run => run.Results).Select(result => result.Verdict.Kind).ToList();
        output.WriteLine();
        if (kinds.Count > 0)
        {
            output.WriteLine($"isolation: {Visible.OneLine(Isolation.Of(options.Isolation).ToString(), 500)}");
        }

        var counts = new[] { (VerdictKind.Pass, "passed"), (VerdictKind.Fail, "failed"), (VerdictKind.Inconclusive, "inconclusive"), (VerdictKind.Broken, "broken") }
            .Select(pair => (Count: kinds.Count(kind => kind == pair.Item1), pair.Item2, IsRare: pair.Item1 == VerdictKind.Broken))
            .Append((Count: runs.Sum(run => run.Weak.Count()), "weak", IsRare: true))
            .Where(pair => pair.Count > 0 || !pair.IsRare);
        output.WriteLine(string.Join(", ", counts.Select(pair => FormattableString.Invariant($"{pair.Count} {pair.Item2}"))));
        if (options.Mutate)
        {
            WriteStrength(runs);
        }
    }

    private void WriteStrength(List<SkillRun> runs)
    {
        foreach (var run in runs.Where(run => runs.Count > 1 && run.Results.Count > 0))
        {
            output.WriteLine($"strength of {Visible.OneLine(run.Skill.Contract.Folder)}: {Strength.Of([run])}");
        }

        output.WriteLine($"strength: {Strength.Of(runs)}");
    }
}
