using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>The frontmatter of a SKILL.md, judged by the Agent Skills specification.</summary>
/// <param name="Name">Null when there is none.</param>
/// <param name="Description">Null when there is none.</param>
/// <param name="BodyStart">Where the Markdown begins, in UTF-16 units from 0.</param>
internal sealed record Frontmatter(string? Name, string? Description, int BodyStart)
{
    private const int LongestName = 64;
    private const int LongestDescription = 1024;
    private const int LongestCompatibility = 500;

    private static readonly YamlReader.Rules YamlRules =
        new(RuleTable.BrokenFrontmatter, RuleTable.DuplicateField, Feature: null, Cut: null);

    private static readonly string[] KnownFields = ["name", "description", "license", "compatibility", "metadata", "allowed-tools"];

    private static readonly Regex ValidName = new(@"^[a-z0-9]+(?:-[a-z0-9]+)*\z", RegexOptions.CultureInvariant);

    /// <summary>Reads and judges it.</summary>
    /// <param name="map">The document.</param>
    /// <param name="folder">The name of the skill's folder; null when it is not known.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static Frontmatter Parse(LineMap map, string? folder, List<Problem> problems)
    {
        if (map.Line(1).TrimEnd() != "---")
        {
            problems.Add(Problem.Of(RuleTable.NoFrontmatter, new Place(map.Path, 1, 1)));
            return new Frontmatter(null, null, 0);
        }

        var closing = Enumerable.Range(2, map.LineCount - 1).FirstOrDefault(line => map.Line(line).TrimEnd() == "---");
        if (closing == 0)
        {
            problems.Add(Problem.Of(RuleTable.UnclosedFrontmatter, new Place(map.Path, 1, 1)));
            return new Frontmatter(null, null, map.Text.Length);
        }

        var bodyStart = closing < map.LineCount ? map.StartOf(closing + 1) : map.Text.Length;
        var before = problems.Count;
        var node = YamlReader.Read(map, map.StartOf(2), map.StartOf(closing), YamlRules, problems);
        if (node is null && problems.Count > before)
        {
            return new Frontmatter(null, null, bodyStart);
        }

        if (node is not (null or YamlMap))
        {
            problems.Add(Problem.Of(RuleTable.BrokenFrontmatter, node.Place, "The frontmatter must be a map of keys and values, such as 'name: my-skill'"));
            return new Frontmatter(null, null, bodyStart);
        }

        var entries = (node as YamlMap)?.Entries ?? [];
        var top = new Place(map.Path, 1, 1);
        return new Frontmatter(
            JudgeName(entries, folder, top, problems),
            JudgeDescription(entries, top, problems),
            bodyStart).With(entries, problems);
    }

    private Frontmatter With(IReadOnlyList<YamlEntry> entries, List<Problem> problems)
    {
        foreach (var entry in entries.Where(entry => !KnownFields.Contains(entry.Key.Text, StringComparer.Ordinal)))
        {
            problems.Add(Problem.Of(RuleTable.UnknownField, entry.Key.Place, entry.Key.Text));
        }

        if (Find(entries, "compatibility") is { } compatibility)
        {
            if (Text(compatibility, "a text", problems) is { } text)
            {
                JudgeLength("compatibility", text, LongestCompatibility, compatibility.Value.Place, problems);
            }
        }

        if (Find(entries, "metadata") is { Value: not YamlMap and not YamlScalar { IsNull: true } } metadata)
        {
            problems.Add(Problem.Of(RuleTable.WrongFieldType, metadata.Value.Place, "metadata", "a map of keys and texts"));
        }

        return this;
    }

    private static string? JudgeName(IReadOnlyList<YamlEntry> entries, string? folder, Place top, List<Problem> problems)
    {
        var entry = Find(entries, "name");
        if (entry is null or { Value: YamlScalar { IsNull: true } })
        {
            problems.Add(Problem.Of(RuleTable.NoName, entry?.Key.Place ?? top, folder ?? "my-skill"));
            return null;
        }

        if (Text(entry, "a text", problems) is not { } name)
        {
            return null;
        }

        if (name.Length == 0)
        {
            problems.Add(Problem.Of(RuleTable.NoName, entry.Value.Place, folder ?? "my-skill"));
            return null;
        }

        var length = Runes(name);
        if (length > LongestName)
        {
            problems.Add(Problem.Of(RuleTable.InvalidName, entry.Value.Place, name, $"has {Number(length)} characters"));
        }
        else if (!ValidName.IsMatch(name))
        {
            problems.Add(Problem.Of(RuleTable.InvalidName, entry.Value.Place, name, "has other characters than the specification allows"));
        }

        if (folder is not null && !string.Equals(name, folder, StringComparison.Ordinal))
        {
            problems.Add(Problem.Of(RuleTable.NameIsNotFolder, entry.Value.Place, name, folder));
        }

        return name;
    }

    private static string? JudgeDescription(IReadOnlyList<YamlEntry> entries, Place top, List<Problem> problems)
    {
        var entry = Find(entries, "description");
        if (entry is null or { Value: YamlScalar { IsNull: true } })
        {
            problems.Add(Problem.Of(RuleTable.NoDescription, entry?.Key.Place ?? top));
            return null;
        }

        if (Text(entry, "a text", problems) is not { } description)
        {
            return null;
        }

        if (description.Trim().Length == 0)
        {
            problems.Add(Problem.Of(RuleTable.NoDescription, entry.Value.Place));
        }

        JudgeLength("description", description.TrimEnd('\n'), LongestDescription, entry.Value.Place, problems);
        return description;
    }

    private static void JudgeLength(string field, string text, int limit, Place place, List<Problem> problems)
    {
        var length = Runes(text);
        if (length > limit)
        {
            problems.Add(Problem.Of(RuleTable.FieldTooLong, place, field, Number(length), Number(limit)));
        }
    }

    private static YamlEntry? Find(IReadOnlyList<YamlEntry> entries, string key) => entries.FirstOrDefault(entry => entry.Key.Text == key);

    private static string? Text(YamlEntry entry, string wanted, List<Problem> problems)
    {
        if (entry.Value is YamlScalar scalar)
        {
            return scalar.Text;
        }

        problems.Add(Problem.Of(RuleTable.WrongFieldType, entry.Value.Place, entry.Key.Text, wanted));
        return null;
    }

    /// <summary>Unicode code points, which is what the specification's limits count.</summary>
    private static int Runes(string text) => text.Length - text.Where((_, i) => i > 0 && char.IsSurrogatePair(text[i - 1], text[i])).Count();

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
