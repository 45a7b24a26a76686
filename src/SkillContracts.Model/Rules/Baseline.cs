using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SkillContracts.Model.Rules;

/// <summary>Problems that a repository had when it started: known, and only allowed to become fewer.</summary>
/// <param name="Entries">Sorted by file, rule and message; each once.</param>
public sealed record Baseline(EquatableArray<BaselineEntry> Entries)
{
    /// <summary>Nothing is known.</summary>
    public static readonly Baseline Empty = new([]);

    private static readonly Regex Line = new(@"(?<=\bline |:)[0-9]+", RegexOptions.CultureInvariant);

    /// <summary>The baseline that holds just these problems.</summary>
    public static Baseline Of(IEnumerable<Problem> problems) => new(problems
        .GroupBy(KeyOf)
        .Select(same => same.Key with { Count = same.Count() })
        .OrderBy(entry => entry.File, StringComparer.Ordinal)
        .ThenBy(entry => entry.RuleId, StringComparer.Ordinal)
        .ThenBy(entry => entry.Message, StringComparer.Ordinal)
        .ToEquatableArray());

    /// <summary>The baseline with what both have: it never grows.</summary>
    public Baseline ShrunkTo(Baseline now)
    {
        var counts = now.Entries.ToDictionary(entry => entry with { Count = 0 }, entry => entry.Count);
        return new Baseline(Entries
            .Select(entry => entry with { Count = Math.Min(entry.Count, counts.TryGetValue(entry with { Count = 0 }, out var count) ? count : 0) })
            .Where(entry => entry.Count > 0)
            .ToEquatableArray());
    }

    /// <summary>Divides problems into new ones and known ones.</summary>
    public (EquatableArray<Problem> New, EquatableArray<Problem> Known) Divide(IReadOnlyList<Problem> problems)
    {
        if (Entries.Count == 0)
        {
            return (problems.ToEquatableArray(), []);
        }

        var files = new HashSet<string>(problems.Select(problem => problem.Place.Path), StringComparer.Ordinal);
        var left = Entries.Where(entry => files.Contains(entry.File)).ToDictionary(entry => entry with { Count = 0 }, entry => entry.Count);
        var (fresh, known) = (new List<Problem>(), new List<Problem>());
        foreach (var problem in problems)
        {
            var key = KeyOf(problem);
            var isKnown = left.TryGetValue(key, out var count) && count > 0;
            left[key] = isKnown ? count - 1 : 0;
            (isKnown ? known : fresh).Add(problem);
        }

        return (fresh.ToEquatableArray(), known.ToEquatableArray());
    }

    /// <summary>Without the numbers of lines, which any edit moves.</summary>
    private static BaselineEntry KeyOf(Problem problem) => new(problem.Place.Path, problem.Rule.Id, Line.Replace(problem.Message, "N"), 0);
}

/// <summary>Equal problems of one file.</summary>
/// <param name="File">Relative to the repository's root.</param>
/// <param name="RuleId">Their rule.</param>
/// <param name="Message">Their message, with <c>N</c> for numbers of lines.</param>
/// <param name="Count">How many there may be.</param>
public sealed record BaselineEntry(string File, string RuleId, string Message, int Count);
