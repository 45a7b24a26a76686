using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Profiles;
using SkillContracts.Model.Repairs;
using SkillContracts.Model.Rules;
using SkillContracts.Runner;
using SkillContracts.Runner.Checks;

namespace SkillContracts.Cli;

/// <summary>The options of <c>check</c>.</summary>
/// <param name="Paths">Skills, or folders of skills.</param>
/// <param name="Format">How problems are printed.</param>
/// <param name="WarningsAsErrors">A warning ends the command with 3, too.</param>
/// <param name="Severities">Weights that win over <c>skillcontracts.yaml</c>.</param>
/// <param name="Baseline">A baseline that wins over the one of <c>skillcontracts.yaml</c>.</param>
/// <param name="WriteBaseline">Write the baseline instead of judging.</param>
/// <param name="Profiles">Clients to judge for instead of the rules.</param>
/// <param name="Fix">Repair first what can be repaired.</param>
/// <param name="Diff">Show what would be repaired, and nothing else.</param>
internal sealed record CheckOptions(
    IReadOnlyList<string> Paths,
    ReportFormat Format,
    bool WarningsAsErrors,
    IReadOnlyDictionary<string, RuleSeverity?> Severities,
    string? Baseline,
    bool WriteBaseline,
    IReadOnlyList<ClientProfile> Profiles,
    bool Fix,
    bool Diff)
{
    /// <summary>The profile whose repairs are wanted; null for those that every client takes.</summary>
    public ClientProfile? Target => Profiles is [{ IsPortable: true } only] ? only : null;

    /// <summary>Why the options do not go together; null when they do.</summary>
    public string? Fault =>
        (Fix || Diff) && WriteBaseline ? "--write-baseline changes no skill; repair first, without it"
        : (Fix || Diff) && Profiles.Count > 1 ? "--fix and --diff take one profile"
        : Diff && Format != ReportFormat.Text ? "--diff is printed as a diff; leave --format out"
        : Profiles.Count > 0 && Format is ReportFormat.Sarif or ReportFormat.GitHub ? "--profile is printed as text or json only"
        : Profiles.Count > 0 && !Fix && !Diff && (WriteBaseline || Baseline is not null || WarningsAsErrors || Severities.Count > 0) ? "--profile tells what a client does, which no baseline or weight changes"
        : Baseline is { Length: 0 } ? "--baseline needs a path"
        : Baseline is not null && !WriteBaseline && !File.Exists(Baseline) ? $"{SkillPaths.Shown(Baseline)}: no such baseline; write it with --write-baseline"
        : null;
}

/// <summary><c>check</c>: what the documents alone can tell.</summary>
internal sealed class CheckCommand(CheckOptions options, TextWriter output, TextWriter errors)
{
    private readonly ConcurrentDictionary<string, Lazy<IReadOnlySet<string>?>> _tracked = new(StringComparer.Ordinal);

    public ExitCode Run()
    {
        if (options.Fault is { } fault)
        {
            errors.WriteLine($"{fault}; see 'skillcontracts check --help'");
            return ExitCode.Usage;
        }

        if (options.Profiles.Count > 0 && !options.Fix && !options.Diff)
        {
            return TellProfiles();
        }

        if (SkillPaths.Find(options.Paths, errors) is not { } folders)
        {
            return ExitCode.SkillMissing;
        }

        var repositories = folders.Select(Repository.RootOf).Distinct(StringComparer.Ordinal).ToDictionary(root => root, RepositoryRules.Of, StringComparer.Ordinal);
        if (options.Format == ReportFormat.Sarif && repositories.Count > 1)
        {
            errors.WriteLine($"--format sarif belongs to one repository, and the skills lie in {repositories.Count}; see 'skillcontracts check --help'");
            return ExitCode.Usage;
        }

        var faults = repositories.SelectMany(repository => repository.Value.Problems.Select(problem => (Root: repository.Key, Problem: problem))).ToList();
        var baseline = options.Baseline is { } path ? ReadBaseline(path, faults) : null;
        var repaired = options.Fix || options.Diff ? Repair(folders, baseline) : ExitCode.Held;
        if (options.Diff)
        {
            return repaired;
        }

        if (options.Profiles.Count > 0)
        {
            return repaired == ExitCode.Held ? TellProfiles() : repaired;
        }

        var skills = folders
            .AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(folder => Check(folder, baseline))
            .ToList();
        if (options.WriteBaseline)
        {
            foreach (var placed in faults.Select(fault => new PlacedProblem(fault.Root, fault.Problem)))
            {
                errors.WriteLine(placed.Here);
            }

            return faults.Count > 0 ? ExitCode.DocumentErrors : BaselineFile.Write(options.Baseline, repositories, skills, output, errors);
        }

        var report = new CheckReport(
            [.. skills.OfType<CheckedSkill>()],
            [.. faults.Select(fault => new PlacedProblem(fault.Root, fault.Problem)), .. OfRepositories(skills.OfType<CheckedSkill>().ToList(), repositories, baseline)],
            skills.Count(skill => skill is null));
        report.Write(options.Format, output);
        return report.NotReadCount > 0 ? ExitCode.SkillMissing
            : repaired != ExitCode.Held ? repaired
            : report.Count(RuleSeverity.Error) > 0 || (options.WarningsAsErrors && report.Count(RuleSeverity.Warning) > 0) ? ExitCode.DocumentErrors
            : ExitCode.Held;
    }

    private ExitCode TellProfiles() => ProfileReport.Run(options.Paths, options.Profiles, options.Format == ReportFormat.Json, output, errors);

    private static Baseline ReadBaseline(string path, List<(string Root, Problem Problem)> faults)
    {
        var problems = new List<Problem>();
        var baseline = RepositoryRules.ReadBaseline(Path.GetFullPath(path), problems);
        faults.AddRange(problems.Select(problem => ("", problem)));
        return baseline;
    }

    /// <summary>What a comment, a setting or the baseline hides stays as it is.</summary>
    private ExitCode Repair(IReadOnlyList<string> folders, Baseline? baseline)
    {
        var lines = options.Diff || options.Format == ReportFormat.Text ? output : errors;
        var repair = new RepairCommand(options.Target, write: options.Fix && !options.Diff, showDiff: options.Diff, lines, errors);
        var notRead = 0;
        foreach (var folder in folders)
        {
            // What cannot be read is told by the report that follows; a diff has none.
            if (SkillPaths.Load(folder, null, options.Diff ? errors : TextWriter.Null) is not { } skill)
            {
                notRead++;
                continue;
            }

            var rules = RepositoryRules.Of(skill.Root);
            var settings = rules.Settings.With(options.Severities);
            var found = CheckedProblems.Of(skill, TrackedBeside(skill), settings, baseline ?? rules.Baseline);

            // Not by line: each repair moves the lines below it.
            var hidden = found.Known.Concat(found.Suppressed.Select(one => one.Problem)).Select(problem => (problem.Rule, problem.Place.Path, problem.Arguments)).ToHashSet();
            repair.Run(skill, problem => settings.Apply(problem) is not null && !hidden.Contains((problem.Rule, problem.Place.Path, problem.Arguments)));
        }

        if (options.Diff)
        {
            errors.WriteLine($"{CheckReport.Counted(repair.RepairCount, "repair")}; '--fix' makes them");
        }

        return repair.FailedCount > 0 ? ExitCode.DocumentErrors : notRead > 0 && options.Diff ? ExitCode.SkillMissing : ExitCode.Held;
    }

    private CheckedSkill? Check(string folder, Baseline? baseline)
    {
        using var faults = new StringWriter();
        if (SkillPaths.Load(folder, null, faults) is not { } skill)
        {
            lock (errors)
            {
                errors.Write(faults.ToString());
            }

            return null;
        }

        var rules = RepositoryRules.Of(skill.Root);
        var known = options.WriteBaseline ? Baseline.Empty : baseline ?? rules.Baseline;
        var found = CheckedProblems.Of(skill, TrackedBeside(skill), rules.Settings.With(options.Severities), known);
        return new CheckedSkill(
            skill.Root,
            skill.Contract.Folder,
            Runes(skill.Contract.Name) + Runes(skill.Contract.Description),
            found,
            RepairFinder.Fixable(found.Problems, skill.Source.Document, options.Target).Where(problem => RepairedFile.MayChange(skill.Path, skill.FullPath(problem.Place))).ToHashSet());
    }

    /// <summary>git is asked once for a repository, and only where a contract has fixtures.</summary>
    private IReadOnlySet<string>? TrackedBeside(LoadedSkill skill) =>
        skill.Contract.Experiments.Any(experiment => experiment.Fixtures.Any(fixture => fixture.Text is null))
            ? _tracked.GetOrAdd(skill.Root, static root => new(() => Repository.TrackedFiles(root))).Value
            : null;

    private IEnumerable<PlacedProblem> OfRepositories(
        IReadOnlyList<CheckedSkill> skills, Dictionary<string, RepositoryRules> repositories, Baseline? baseline)
    {
        foreach (var (root, rules) in repositories)
        {
            var inRepository = skills.Where(skill => skill.Root == root).ToList();
            var settings = rules.Settings.With(options.Severities);
            var stale = BaselineFile.Stale(baseline ?? rules.Baseline, options.Baseline ?? rules.BaselinePath, root, inRepository);
            foreach (var problem in stale.Concat(Catalogues(inRepository)).Select(settings.Apply).OfType<Problem>())
            {
                yield return new PlacedProblem(root, problem);
            }
        }
    }

    /// <summary>A client lists the skills of one folder together.</summary>
    private static IEnumerable<Problem> Catalogues(IEnumerable<CheckedSkill> skills)
    {
        const int budget = 8000; // Source: skillListingBudgetFraction of Claude Code, its fallback.
        foreach (var group in skills.Where(skill => skill.Folder != ".").GroupBy(skill => Path.GetDirectoryName(skill.Folder) is { Length: > 0 } parent ? parent : ".", StringComparer.Ordinal))
        {
            if (group.Count() > 1 && group.Sum(skill => skill.CatalogueLength) is var length && length > budget)
            {
                yield return Problem.Of(RuleTable.LargeCatalogue, new Place(group.First().Folder + "/SKILL.md", 1, 1), $"{group.Count()}", group.Key, FormattableString.Invariant($"{length:N0}"));
            }
        }
    }

    private static int Runes(string text) => text.EnumerateRunes().Count();
}
