using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>The frontmatter of a SKILL.md as values. What is broken is read as far as clients do that read leniently.</summary>
/// <param name="State">Whether it is there and is YAML.</param>
/// <param name="Fields">Its keys in written order, unknown ones too; the first of a repeated key only.</param>
/// <param name="Yaml">The lines between the delimiters.</param>
/// <param name="BodyStart">Where the Markdown begins, in UTF-16 units from 0.</param>
public sealed record Frontmatter(FrontmatterState State, EquatableArray<FrontmatterField> Fields, TextSpan Yaml, int BodyStart)
{
    private static readonly YamlReader.Rules YamlRules =
        new(RuleTable.BrokenFrontmatter, RuleTable.DuplicateField, Feature: null, Cut: null);

    /// <summary>The name; null when there is none, or when it is empty, a list or a map.</summary>
    public string? Name => TextOf("name") is { Length: > 0 } name ? name : null;

    /// <summary>The description; null when there is none, or when it is a list or a map.</summary>
    public string? Description => TextOf("description");

    /// <summary>For tests: reads it without judging it. Never throws.</summary>
    internal static Frontmatter Read(SourceFile document) => Parse(new LineMap(document.Path, document.Text), []);

    /// <summary>The field of a key in exactly these letters; null when there is none.</summary>
    public FrontmatterField? Find(string key) => Fields.FirstOrDefault(field => field.Key == key);

    /// <summary>Reads and judges it by the Agent Skills specification.</summary>
    /// <param name="map">The document.</param>
    /// <param name="folder">The name of the skill's folder; null when it is not known.</param>
    /// <param name="problems">Takes what is wrong.</param>
    internal static Frontmatter Parse(LineMap map, string? folder, List<Problem> problems)
    {
        var frontmatter = Parse(map, problems);
        if (frontmatter.State == FrontmatterState.Whole)
        {
            new Specification(map.Path, problems).Judge(frontmatter, folder);
        }

        return frontmatter;
    }

    /// <summary>A document that is not read at all.</summary>
    internal static Frontmatter None(int bodyStart) => new(FrontmatterState.Missing, default, new TextSpan(0, 0), bodyStart);

    /// <summary>Reads it and reports what is no YAML.</summary>
    internal static Frontmatter Parse(LineMap map, List<Problem> problems)
    {
        if (!IsDelimiter(map, 1))
        {
            problems.Add(Problem.Of(RuleTable.NoFrontmatter, new Place(map.Path, 1, 1)));
            return None(0);
        }

        var closing = 2;
        while (map.Has(closing) && !IsDelimiter(map, closing))
        {
            closing++;
        }

        if (!map.Has(closing))
        {
            problems.Add(Problem.Of(RuleTable.UnclosedFrontmatter, new Place(map.Path, 1, 1)));
            return None(map.Text.Length) with { State = FrontmatterState.Unclosed };
        }

        var yaml = new TextSpan(map.StartOf(2), map.StartOf(closing) - map.StartOf(2));
        var bodyStart = map.Has(closing + 1) ? map.StartOf(closing + 1) : map.Text.Length;
        var before = problems.Count;
        var node = YamlReader.Read(map, yaml.Start, yaml.End, YamlRules, problems);
        if (node is null && problems.Count > before)
        {
            return new Frontmatter(FrontmatterState.Broken, LenientFields.Read(map, yaml, YamlRules), yaml, bodyStart);
        }

        if (node is not (null or YamlMap))
        {
            problems.Add(Problem.Of(RuleTable.BrokenFrontmatter, node.Place, "The frontmatter must be a map of keys and values, such as 'name: my-skill'"));
            return new Frontmatter(FrontmatterState.NotMap, default, yaml, bodyStart);
        }

        return new Frontmatter(FrontmatterState.Whole, node is YamlMap whole ? FieldValues.Of(whole, map.Text) : default, yaml, bodyStart);
    }

    /// <summary>Three hyphens at the start of a line with nothing but spaces behind them.</summary>
    private static bool IsDelimiter(LineMap map, int line)
    {
        var at = map.StartOf(line);
        if (string.CompareOrdinal(map.Text, at, "---", 0, 3) != 0)
        {
            return false;
        }

        at += 3;
        while (at < map.Text.Length && map.Text[at] != '\n' && char.IsWhiteSpace(map.Text[at]))
        {
            at++;
        }

        return at >= map.Text.Length || map.Text[at] == '\n';
    }

    private string? TextOf(string key) => Find(key)?.Value is { IsScalar: true, Kind: not FieldKind.Null } value ? value.Text : null;
}

/// <summary>Whether a frontmatter is there and is YAML.</summary>
public enum FrontmatterState
{
    /// <summary>A map, or nothing, between two delimiters.</summary>
    Whole,

    /// <summary>Line 1 is no delimiter.</summary>
    Missing,

    /// <summary>There is no second delimiter.</summary>
    Unclosed,

    /// <summary>What stands between the delimiters is no YAML; fields are read one by one.</summary>
    Broken,

    /// <summary>It is a list or a text.</summary>
    NotMap,
}
