using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Profiles;

/// <summary>Gemini CLI (google-gemini/gemini-cli@04fbf507, packages/core/src/skills/skillLoader.ts).</summary>
internal static class GeminiProfile
{
    public static IEnumerable<ProfileReason> Judge(ProfiledSkill skill)
    {
        if (!skill.HasDocumentName)
        {
            return [skill.OtherFileName()];
        }

        if (Delimited(skill) is not { } span)
        {
            return [skill.Drops("no-frontmatter", "The file is not a line '---', keys, and a line that starts with '---'; write it so, without a byte-order mark or spaces on line 1", 0)];
        }

        var yaml = ClientYaml.Read(skill.Map, span);
        var (name, description) = (yaml.Find("name"), yaml.Find("description"));
        return yaml.Fault is null && name is { Value.Kind: FieldKind.Text } && description is { Value.Kind: FieldKind.Text }
            ? JudgeName(skill, name.Value.Text, name.ValueSpan.Start).Concat(NotUtf8(skill))
            : JudgeLines(skill, yaml).Concat(NotUtf8(skill));
    }

    private static IEnumerable<ProfileReason> NotUtf8(ProfiledSkill skill) => skill.InvalidAt is null ? [] : [skill.NotUtf8(ProfileOutcome.LoadsChanged)];

    /// <summary>Line 1 is '---' and nothing else; the next line that starts with '---' closes.</summary>
    private static TextSpan? Delimited(ProfiledSkill skill)
    {
        var map = skill.Map;
        if (skill.HasByteOrderMark || map.Line(1) != "---")
        {
            return null;
        }

        for (var line = 3; line <= map.LineCount; line++)
        {
            if (string.CompareOrdinal(map.Text, map.StartOf(line), "---", 0, 3) == 0)
            {
                return new TextSpan(map.StartOf(2), map.StartOf(line) - map.StartOf(2));
            }
        }

        return null;
    }

    private static IEnumerable<ProfileReason> JudgeName(ProfiledSkill skill, string name, int at)
    {
        if (name.IndexOfAny([':', '\\', '/', '<', '>', '*', '?', '"', '|']) >= 0)
        {
            yield return skill.Changes("name-characters", "Characters of the name that no file can have become hyphens; use letters, digits and hyphens", at);
        }
    }

    /// <summary>What is no YAML, or has no two texts, is read line by line: quotes stay, block scalars keep their sign.</summary>
    private static IEnumerable<ProfileReason> JudgeLines(ProfiledSkill skill, ClientYaml yaml)
    {
        var (name, description) = (ValueOfLine(skill.Map, yaml.Yaml, "name:"), ValueOfLine(skill.Map, yaml.Yaml, "description:"));
        if (name is null || description is null)
        {
            return [skill.Drops(name is null ? "name-missing" : "description-missing", $"The frontmatter has no line '{(name is null ? "name" : "description")}: …'; add one", yaml.Yaml.Start)];
        }

        var (at, why) = yaml.Fault is { } fault
            ? (skill.Map.StartOf(fault.Place.Line) + fault.Place.Column - 1, fault.Message)
            : (yaml.Yaml.Start, "Name or description is no text to YAML; put it in quotes");
        return JudgeName(skill, name, at).Append(skill.Changes("read-by-line", $"Name and description are read line by line, with their quotes: {why}", at));
    }

    private static string? ValueOfLine(LineMap map, TextSpan yaml, string key)
    {
        for (var line = map.PlaceOf(yaml.Start).Line; line <= map.LineCount && map.StartOf(line) < yaml.End; line++)
        {
            var text = map.Line(line).TrimStart();
            if (text.StartsWith(key, StringComparison.Ordinal))
            {
                return text.Substring(key.Length).Trim();
            }
        }

        return null;
    }
}
