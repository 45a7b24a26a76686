using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Judges a frontmatter by the letter of the Agent Skills specification.</summary>
internal sealed class Specification(string path, List<Problem> problems)
{
    /// <summary>The most characters of a name, in code points.</summary>
    public const int LongestName = 64;

    /// <summary>The most characters of a description, in code points.</summary>
    public const int LongestDescription = 1024;

    /// <summary>The most characters of a compatibility, in code points.</summary>
    public const int LongestCompatibility = 500;

    /// <summary>The keys that the specification knows.</summary>
    public static readonly IReadOnlyList<string> Keys = ["name", "description", "license", "compatibility", "metadata", "allowed-tools"];

    /// <summary>What some client reads as behaviour: code.claude.com/docs/en/skills, and Cursor's globs and alwaysApply.</summary>
    private static readonly string[] ClientKeys =
    [
        "when_to_use", "argument-hint", "arguments", "disable-model-invocation", "user-invocable", "disallowed-tools", "model", "effort",
        "context", "agent", "background", "hooks", "paths", "shell", "globs", "alwaysApply",
    ];

    private static readonly Regex ValidName = new(@"^[a-z0-9]+(?:-[a-z0-9]+)*\z", RegexOptions.CultureInvariant);

    /// <summary>Unicode code points, which is what the specification's limits count.</summary>
    public static int Runes(string text)
    {
        var pairCount = 0;
        for (var i = 1; i < text.Length; i++)
        {
            pairCount += char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return text.Length - pairCount;
    }

    /// <summary>True for a name of the specification's characters, whatever its length.</summary>
    public static bool HasValidCharacters(string name) => ValidName.IsMatch(name);

    /// <summary>The key of the specification that has the same letters (<c>Allowed_Tools</c>); null when none has.</summary>
    public static string? Misspelt(string key) => Keys.FirstOrDefault(known => Letters(known) == Letters(key));

    /// <summary>True for a key that does nothing below <c>metadata</c>, and something where it stands.</summary>
    public static bool IsClientKey(string key) => ClientKeys.Any(known => Letters(known) == Letters(key));

    private static string CureOf(string key) =>
        Misspelt(key) is { } known ? $"write it '{known}'"
        : IsClientKey(key) ? "keep it only for clients that read it, such as Claude Code, and never rely on it elsewhere"
        : "move it below 'metadata'";

    private static string Letters(string key) => key.Replace("-", "").Replace("_", "").ToLowerInvariant();

    /// <summary>True when commas and not only spaces stand between the tools.</summary>
    public static bool HasCommas(string tools)
    {
        var depth = 0;
        foreach (var character in tools)
        {
            depth += character switch { '(' => 1, ')' => -1, _ => 0 };
            if (character == ',' && depth <= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a value is, in words.</summary>
    public static string Word(FieldKind kind) => kind switch
    {
        FieldKind.Text => "a text",
        FieldKind.Number => "a number",
        FieldKind.Boolean => "true or false",
        FieldKind.Null => "nothing",
        FieldKind.List => "a list",
        _ => "a map",
    };

    public void Judge(Frontmatter frontmatter, string? folder)
    {
        JudgeName(frontmatter.Find("name"), folder);
        JudgeDescription(frontmatter.Find("description"));
        foreach (var field in frontmatter.Fields)
        {
            switch (field.Key)
            {
                case "name" or "description":
                    JudgeType(field);
                    break;
                case "license":
                    JudgeType(field);
                    Require(field.Value.IsScalar, RuleTable.LicenseNotText, field);
                    break;
                case "compatibility":
                    JudgeType(field);
                    JudgeCompatibility(field);
                    break;
                case "allowed-tools":
                    JudgeType(field);
                    Require(field.Value.IsScalar, RuleTable.ToolsNotText, field, Word(field.Value.Kind));
                    Require(!HasCommas(field.Value.Text), RuleTable.ToolsWithCommas, field);
                    break;
                case "metadata":
                    JudgeMetadata(field);
                    break;
                default:
                    problems.Add(Problem.Of(RuleTable.UnknownField, field.KeyPlace, field.Key, CureOf(field.Key)));
                    break;
            }
        }
    }

    private void JudgeName(FrontmatterField? field, string? folder)
    {
        if (field is null or { Value.Kind: FieldKind.Null })
        {
            problems.Add(Problem.Of(RuleTable.NoName, field?.KeyPlace ?? new Place(path, 1, 1), folder ?? "my-skill"));
            return;
        }

        if (!field.Value.IsScalar)
        {
            problems.Add(Problem.Of(RuleTable.WrongFieldType, field.ValuePlace, "name", "a text"));
            return;
        }

        var name = field.Value.Text;
        if (name.Length == 0)
        {
            problems.Add(Problem.Of(RuleTable.NoName, field.ValuePlace, folder ?? "my-skill"));
            return;
        }

        var length = Runes(name);
        if (length > LongestName)
        {
            problems.Add(Problem.Of(RuleTable.InvalidName, field.ValuePlace, name, $"has {Number(length)} characters"));
        }
        else if (!HasValidCharacters(name))
        {
            problems.Add(Problem.Of(RuleTable.InvalidName, field.ValuePlace, name, "has other characters than the specification allows"));
        }

        if (folder is not null && !string.Equals(name, folder, StringComparison.Ordinal))
        {
            problems.Add(Problem.Of(RuleTable.NameIsNotFolder, field.ValuePlace, name, folder));
        }
    }

    private void JudgeDescription(FrontmatterField? field)
    {
        if (field is null or { Value.Kind: FieldKind.Null })
        {
            problems.Add(Problem.Of(RuleTable.NoDescription, field?.KeyPlace ?? new Place(path, 1, 1)));
            return;
        }

        if (!field.Value.IsScalar)
        {
            problems.Add(Problem.Of(RuleTable.WrongFieldType, field.ValuePlace, "description", "a text"));
            return;
        }

        if (field.Value.Text.Trim().Length == 0)
        {
            problems.Add(Problem.Of(RuleTable.NoDescription, field.ValuePlace));
        }

        JudgeLength(field, LongestDescription);
    }

    private void JudgeCompatibility(FrontmatterField field)
    {
        if (!field.Value.IsScalar)
        {
            problems.Add(Problem.Of(RuleTable.WrongFieldType, field.ValuePlace, "compatibility", "a text"));
            return;
        }

        Require(field.Value.Kind != FieldKind.Null && field.Value.Text.Trim().Length > 0, RuleTable.EmptyCompatibility, field);
        JudgeLength(field, LongestCompatibility);
    }

    private void JudgeMetadata(FrontmatterField field)
    {
        if (field.Value.Kind is not (FieldKind.Map or FieldKind.Null))
        {
            problems.Add(Problem.Of(RuleTable.WrongFieldType, field.ValuePlace, "metadata", "a map of keys and texts"));
        }

        foreach (var entry in field.Value.Entries)
        {
            var kind = entry.Value.Kind;
            Require(kind is not (FieldKind.List or FieldKind.Map or FieldKind.Null), RuleTable.MetadataNotText, entry, entry.Key, Word(kind));
            Require(kind is not (FieldKind.Number or FieldKind.Boolean), RuleTable.MetadataOtherType, entry, entry.Key, entry.Value.Text, Word(kind));
        }
    }

    private void JudgeType(FrontmatterField field) =>
        Require(field.Value.Kind is not (FieldKind.Number or FieldKind.Boolean), RuleTable.TextOfOtherType, field, field.Key, field.Value.Text, Word(field.Value.Kind));

    private void JudgeLength(FrontmatterField field, int limit)
    {
        var length = Runes(field.Value.Text.TrimEnd('\n'));
        Require(length <= limit, RuleTable.FieldTooLong, field, field.Key, Number(length), Number(limit));
    }

    private void Require(bool holds, Rule rule, FrontmatterField field, params string[] arguments)
    {
        if (!holds)
        {
            problems.Add(Problem.Of(rule, field.ValuePlace.Line == field.KeyPlace.Line ? field.ValuePlace : field.KeyPlace, arguments));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
