using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model.Contracts;
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
internal sealed record CheckOptions(
    IReadOnlyList<string> Paths,
    ReportFormat Format,
    bool WarningsAsErrors,
    IReadOnlyDictionary<string, RuleSeverity?> Severities,
    string? Baseline,
    bool WriteBaseline);

/// <summary><c>check</c>: what the documents alone can tell.</summary>
internal sealed class CheckCommand(CheckOptions options, TextWriter output, TextWriter errors)
{
    private readonly ConcurrentDictionary<string, Lazy<IReadOnlySet<string>?>> _tracked = new(StringComparer.Ordinal);

    public ExitCode Run()
    {
        if (SkillPaths.Find(options.Paths, errors) is not { } folders)
        {
            return ExitCode.SkillMissing;
        }

        var repositories = folders.Select(Repository.RootOf).Distinct(StringComparer.Ordinal).ToDictionary(root => root, RepositoryRules.Of, StringComparer.Ordinal);
        var faults = repositories.SelectMany(repository => repository.Value.Problems.Select(problem => (Root: repository.Key, Problem: problem))).ToList();
        var baseline = options.Baseline is { } path ? ReadBaseline(path, faults) : null;
        var skills = folders
            .AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(folder => Check(folder, baseline))
            .ToList();
        if (options.WriteBaseline)
        {
            return BaselineFile.Write(options.Baseline, repositories, skills, output, errors);
        }

        var report = new CheckReport(
            [.. skills.OfType<CheckedSkill>()],
            [.. faults.Select(fault => new PlacedProblem(fault.Root, fault.Problem)), .. OfRepositories(skills.OfType<CheckedSkill>().ToList(), repositories, baseline)],
            skills.Count(skill => skill is null));
        report.Write(options.Format, output);
        return report.NotReadCount > 0 ? ExitCode.SkillMissing
            : report.Count(RuleSeverity.Error) > 0 || (options.WarningsAsErrors && report.Count(RuleSeverity.Warning) > 0) ? ExitCode.DocumentErrors
            : ExitCode.Held;
    }

    private static Baseline ReadBaseline(string path, List<(string Root, Problem Problem)> faults)
    {
        var problems = new List<Problem>();
        var baseline = RepositoryRules.ReadBaseline(Path.GetFullPath(path), problems);
        faults.AddRange(problems.Select(problem => ("", problem)));
        return baseline;
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
        return new CheckedSkill(
            skill.Root,
            skill.Path,
            skill.Contract.Folder,
            Runes(skill.Contract.Name) + Runes(skill.Contract.Description),
            CheckedProblems.Of(skill, TrackedBeside(skill), rules.Settings.With(options.Severities), known));
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
