using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads typed values out of YAML nodes; what does not fit is a problem and gives null or nothing.</summary>
internal sealed class YamlValues(List<Problem> problems)
{
    /// <summary>How many problems there are so far.</summary>
    public int ProblemCount => problems.Count;

    /// <summary>The place of the first error since there were so many problems.</summary>
    /// <param name="start">A former <see cref="ProblemCount"/>.</param>
    /// <param name="besides">Rules that do not count.</param>
    public Place? ErrorSince(int start, params Rule[] besides) =>
        problems.Skip(start).FirstOrDefault(problem => problem.Severity == RuleSeverity.Error && !besides.Contains(problem.Rule))?.Place;

    /// <summary>A problem for each key that is not among the known ones.</summary>
    public void RejectUnknownKeys(YamlMap map, IReadOnlyList<string> known)
    {
        foreach (var key in map.Entries.Select(entry => entry.Key).Where(key => !known.Contains(key.Text, StringComparer.Ordinal)))
        {
            var nearest = known.OrderBy(name => Distance(name, key.Text)).First();
            var cure = Distance(nearest, key.Text) <= Math.Max(1, nearest.Length / 3)
                ? $"did you mean '{nearest}'?"
                : "known are " + string.Join(", ", known);
            problems.Add(Problem.Of(RuleTable.UnknownKey, key.Place, key.Text, cure));
        }
    }

    public string? Text(YamlEntry entry) => Text(entry.Key.Text, entry.Value);

    public string? Text(string key, YamlNode node)
    {
        if (node is YamlScalar { IsNull: false } scalar)
        {
            return scalar.Text;
        }

        Wrong(key, node.Place, "a text");
        return null;
    }

    /// <summary>A text, or a list of texts.</summary>
    public IReadOnlyList<YamlScalar> Texts(YamlEntry entry)
    {
        var items = entry.Value is YamlList list ? list.Items : [entry.Value];
        var texts = items.OfType<YamlScalar>().Where(item => !item.IsNull).ToList();
        if (texts.Count < items.Count)
        {
            Wrong(entry.Key.Text, entry.Value.Place, "a text or a list of texts");
        }

        return texts;
    }

    public EquatableArray<string> TextList(YamlEntry? entry) =>
        entry is null ? EquatableArray<string>.Empty : Texts(entry).Select(text => text.Text).ToEquatableArray();

    public YamlMap? Map(YamlEntry entry, string wanted)
    {
        if (entry.Value is YamlMap map)
        {
            return map;
        }

        Wrong(entry.Key.Text, entry.Value.Place, wanted);
        return null;
    }

    public EquatableArray<Variable> Variables(YamlEntry? entry) => entry is null
        ? EquatableArray<Variable>.Empty
        : (Map(entry, "a map of names and texts")?.Entries ?? [])
            .Select(item => (Name: item.Key.Text, Text: Text(item)))
            .Where(item => item.Text is not null)
            .Select(item => new Variable(item.Name, item.Text!))
            .ToEquatableArray();

    /// <summary>A time limit; the default where there is none.</summary>
    public TimeLimit Limit(YamlEntry? entry)
    {
        if (entry?.Value is YamlScalar text && TimeLimit.TryParse(text.Text) is { } limit)
        {
            return limit;
        }

        if (entry is not null)
        {
            Wrong("timeout", entry.Value.Place, "such as 500ms, 30s or 2m, from 1ms to 60m");
        }

        return TimeLimit.Default;
    }

    public void Wrong(string key, Place place, string wanted) => problems.Add(Problem.Of(RuleTable.WrongValue, place, key, wanted));

    public void Add(Rule rule, Place place, params string[] arguments) => problems.Add(Problem.Of(rule, place, arguments));

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Levenshtein distance, where two letters that changed places count as one fault.</summary>
    public static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 8)
        {
            return int.MaxValue;
        }

        var steps = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                steps[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1,
                    steps[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
                }
            }
        }

        return steps[one.Length, other.Length];
    }
}
