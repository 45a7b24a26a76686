using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Rules;
using SkillContracts.Runner.Checks;

namespace SkillContracts.Cli;

/// <summary>How <c>check</c> prints what it found.</summary>
internal enum ReportFormat
{
    Text,
    Json,
    Sarif,
    GitHub,
}

/// <summary>A problem and the root that its path is relative to; an empty root where the path is absolute.</summary>
/// <param name="Root">Absolute.</param>
/// <param name="Problem">With its place below the root.</param>
/// <param name="IsFixable">True when <c>--fix</c> would repair it.</param>
internal sealed record PlacedProblem(string Root, Problem Problem, bool IsFixable = false)
{
    public string FullPath => Path.GetFullPath(Path.Combine(Root, Problem.Place.Path));

    /// <summary>As the current folder understands it.</summary>
    public Problem Here => Problem with { Place = SkillPaths.Here(FullPath, Problem.Place) };
}

/// <summary>What is left of a skill after it was checked.</summary>
/// <param name="Root">Its repository.</param>
/// <param name="Folder">Its folder, relative to the root.</param>
/// <param name="CatalogueLength">Code points of name and description.</param>
/// <param name="Checked">Its problems.</param>
/// <param name="Fixable">Those that <c>--fix</c> would repair.</param>
internal sealed record CheckedSkill(string Root, string Folder, int CatalogueLength, CheckedProblems Checked, IReadOnlySet<Problem> Fixable)
{
    public IEnumerable<PlacedProblem> Problems => Checked.Problems.Select(problem => new PlacedProblem(Root, problem, Fixable.Contains(problem)));
}

/// <summary>What <c>check</c> found.</summary>
/// <param name="Skills">In order of their paths.</param>
/// <param name="OfRepositories">Problems of no single skill.</param>
/// <param name="NotReadCount">Skills that could not be read.</param>
internal sealed record CheckReport(IReadOnlyList<CheckedSkill> Skills, IReadOnlyList<PlacedProblem> OfRepositories, int NotReadCount)
{
    public IEnumerable<PlacedProblem> Problems => Skills.SelectMany(skill => skill.Problems).Concat(OfRepositories);

    public int Count(RuleSeverity severity) => Problems.Count(placed => placed.Problem.Severity == severity);

    public void Write(ReportFormat format, TextWriter output)
    {
        switch (format)
        {
            case ReportFormat.Json:
                CheckJson.Write(this, output);
                break;
            case ReportFormat.Sarif:
                SarifLog.Write(this, output);
                break;
            case ReportFormat.GitHub:
                WriteCommands(output);
                break;
            default:
                WriteText(output);
                break;
        }
    }

    private void WriteText(TextWriter output)
    {
        foreach (var placed in Problems)
        {
            output.WriteLine(placed.Here);
        }

        output.WriteLine(Summary());
        if (Problems.Count(placed => placed.IsFixable) is > 0 and var fixable)
        {
            output.WriteLine($"{fixable} can be repaired with 'check --fix'");
        }
    }

    /// <summary>Annotations of a workflow: https://docs.github.com/actions/reference/workflow-commands-for-github-actions.</summary>
    private void WriteCommands(TextWriter output)
    {
        foreach (var placed in Problems)
        {
            var (problem, word) = (placed.Here, placed.Problem.Severity switch { RuleSeverity.Error => "error", RuleSeverity.Warning => "warning", _ => "notice" });
            output.WriteLine(FormattableString.Invariant(
                $"::{word} file={Property(problem.Place.Path)},line={problem.Place.Line},col={problem.Place.Column},title={problem.Rule.Id}::{Data(problem.Message)}"));
        }

        output.WriteLine(Summary());
    }

    private static string Data(string text) => Visible.OneLine(text).Replace("%", "%25", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private string Summary()
    {
        var (infos, hidden, known) = (Count(RuleSeverity.Info), Skills.Sum(skill => skill.Checked.Suppressed.Count), Skills.Sum(skill => skill.Checked.Known.Count));
        return $"{Counted(Skills.Count + NotReadCount, "skill")}, {Counted(Count(RuleSeverity.Error), "error")}, {Counted(Count(RuleSeverity.Warning), "warning")}"
            + (infos == 0 ? "" : $", {Counted(infos, "info")}")
            + (hidden == 0 ? "" : $", {hidden} suppressed")
            + (known == 0 ? "" : $", {known} in the baseline")
            + (NotReadCount == 0 ? "" : $", {NotReadCount} not read");
    }

    /// <summary>A number with its noun.</summary>
    internal static string Counted(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
