using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Rules;

namespace SkillContracts.Runner.Checks;

/// <summary>Problems after suppressions, settings and baseline.</summary>
/// <param name="Problems">What is reported.</param>
/// <param name="Suppressed">Hidden by comments of SKILL.md.</param>
/// <param name="Known">Hidden by the baseline.</param>
public sealed record CheckedProblems(EquatableArray<Problem> Problems, EquatableArray<SuppressedProblem> Suppressed, EquatableArray<Problem> Known)
{
    /// <summary>Judges all that texts, disk and git tell of a skill.</summary>
    /// <param name="skill">The skill.</param>
    /// <param name="tracked">The files that git has, relative to the repository's root; null when it cannot be told.</param>
    /// <param name="settings">Weights of rules.</param>
    /// <param name="baseline">Known problems.</param>
    public static CheckedProblems Of(LoadedSkill skill, IReadOnlySet<string>? tracked, RuleSettings settings, Baseline baseline)
    {
        var disk = DiskFindings.Of(skill, tracked);
        var all = skill.Found.Problems.Concat(disk.Problems)
            .OrderBy(problem => problem.Place.Path.EndsWith("SKILL.md", StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(problem => problem.Place.Path, StringComparer.Ordinal)
            .ThenBy(problem => problem.Place.Line)
            .ToEquatableArray();
        return Of(new SuppressedProblems(all, skill.Found.Suppressed.Concat(disk.Suppressed).ToEquatableArray()), settings, baseline);
    }

    /// <summary>Applies settings and baseline.</summary>
    internal static CheckedProblems Of(SuppressedProblems divided, RuleSettings settings, Baseline baseline)
    {
        var (fresh, known) = baseline.Divide([.. divided.Problems.Select(settings.Apply).OfType<Problem>()]);
        return new CheckedProblems(fresh, divided.Suppressed, known);
    }
}
