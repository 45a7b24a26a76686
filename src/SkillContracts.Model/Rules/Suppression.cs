using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Rules;

/// <summary>A comment <c>&lt;!-- skillcontracts-ignore SKC5003: why --&gt;</c> of a SKILL.md.</summary>
/// <param name="RuleId">The rule whose problems it hides.</param>
/// <param name="Reason">What follows the colon; never empty.</param>
/// <param name="Place">The comment.</param>
/// <param name="LastLine">The last line of the block below the comment; null where it holds for the whole skill.</param>
public sealed record Suppression(string RuleId, string Reason, Place Place, int? LastLine)
{
    /// <summary>True when it hides the problem.</summary>
    public bool Hides(Problem problem) => problem.Rule.Id == RuleId
        && (LastLine is null || (problem.Place.Path == Place.Path && problem.Place.Line >= Place.Line && problem.Place.Line <= LastLine));
}

/// <summary>A problem that a comment hides.</summary>
public sealed record SuppressedProblem(Problem Problem, Suppression Suppression);

/// <summary>What is left of problems under suppressions.</summary>
/// <param name="Problems">Those that nothing hides, and a problem for each suppression that hides nothing.</param>
/// <param name="Suppressed">The others.</param>
public sealed record SuppressedProblems(EquatableArray<Problem> Problems, EquatableArray<SuppressedProblem> Suppressed)
{
    /// <summary>Divides problems.</summary>
    /// <param name="problems">Of one skill.</param>
    /// <param name="suppressions">Of its SKILL.md.</param>
    /// <param name="input">The rules that were judged: only their suppressions can be without effect.</param>
    public static SuppressedProblems Of(IReadOnlyList<Problem> problems, EquatableArray<Suppression> suppressions, RuleInput input)
    {
        if (suppressions.Count == 0)
        {
            return new SuppressedProblems(problems.ToEquatableArray(), []);
        }

        var byRule = suppressions.ToLookup(suppression => suppression.RuleId, StringComparer.Ordinal);
        var suppressed = problems
            .Select(problem => (problem, by: byRule[problem.Rule.Id].FirstOrDefault(suppression => suppression.Hides(problem))))
            .Where(pair => pair.by is not null)
            .Select(pair => new SuppressedProblem(pair.problem, pair.by!))
            .ToEquatableArray();
        var hidden = new HashSet<Problem>(suppressed.Select(one => one.Problem));
        var problemsOf = problems.ToLookup(problem => problem.Rule.Id, StringComparer.Ordinal);
        var unused = suppressions
            .Where(suppression => RuleTable.Find(suppression.RuleId)?.Input == input && !problemsOf[suppression.RuleId].Any(suppression.Hides))
            .Select(suppression => Problem.Of(RuleTable.UnusedSuppression, suppression.Place, suppression.RuleId));
        return new SuppressedProblems(problems.Where(problem => !hidden.Contains(problem)).Concat(unused).ToEquatableArray(), suppressed);
    }
}
