using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Profiles;

/// <summary>
/// OpenCode (anomalyco/opencode@048f74f4 packages/opencode/src/skill/index.ts, @0a8a0ed8 packages/opencode/src/config/markdown.ts) over gray-matter 4:
/// broken YAML is read a second time with each top-level value that holds a colon as a block.
/// </summary>
internal static class OpenCodeProfile
{
    public static IEnumerable<ProfileReason> Judge(ProfiledSkill skill)
    {
        if (!skill.HasDocumentName)
        {
            return [skill.OtherFileName()];
        }

        var invalid = skill.InvalidAt is null ? Enumerable.Empty<ProfileReason>() : [skill.NotUtf8(ProfileOutcome.LoadsChanged)];
        if (!skill.Text.StartsWith("---", StringComparison.Ordinal) || skill.Text.StartsWith("----", StringComparison.Ordinal))
        {
            return invalid.Append(skill.Drops("no-frontmatter", "The file does not start with '---'; put the frontmatter there", 0));
        }

        var start = Math.Min(skill.Text.Length, skill.Map.Line(1).Length);
        var end = skill.Text.IndexOf("\n---", start, StringComparison.Ordinal);
        var yaml = ClientYaml.Read(skill.Map, new TextSpan(start, (end < 0 ? skill.Text.Length : end) - start));
        if (end < 0)
        {
            invalid = invalid.Append(skill.Changes("not-closed", "No line '---' ends the frontmatter, so the whole file is taken for it and no text is left; add one", 0));
        }

        return invalid.Concat(yaml.Fault is { } fault
            ? JudgeSecondReading(skill, yaml.Yaml, skill.Map.StartOf(fault.Place.Line) + fault.Place.Column - 1, fault.Message)
            : JudgeFields(skill, yaml.Find("name"), yaml.Find("description")));
    }

    private static IEnumerable<ProfileReason> JudgeSecondReading(ProfiledSkill skill, TextSpan yaml, int at, string fault)
    {
        var lines = skill.Text.Substring(yaml.Start, yaml.Length).Split('\n').Select(AsBlock);
        var again = new LineMap(skill.Map.Path, string.Join("\n", lines));
        var read = ClientYaml.Read(again, new TextSpan(0, again.Text.Length));
        return read.Fault is not null
            ? [skill.Rejects("yaml", fault, at)]
            : JudgeFields(skill, read.Find("name"), read.Find("description")).Select(reason => reason with { Place = skill.Map.PlaceOf(at) })
                .Append(skill.Changes("colon-repaired", $"The frontmatter is read a second time with colons repaired: {fault}", at));
    }

    private static string AsBlock(string line)
    {
        var bare = line.TrimEnd('\r');
        var colon = 0;
        while (colon < bare.Length && (bare[colon] is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') || (colon > 0 && bare[colon] is >= '0' and <= '9')))
        {
            colon++;
        }

        var behind = colon;
        while (behind < bare.Length && char.IsWhiteSpace(bare[behind]))
        {
            behind++;
        }

        if (colon == 0 || behind == bare.Length || bare[behind] != ':')
        {
            return line;
        }

        var value = bare.Substring(behind + 1).Trim();
        return value is "" or ">" or "|" || value[0] is '"' or '\'' || value.IndexOf(':') < 0
            ? line
            : new StringBuilder(bare, 0, colon, bare.Length + 8).Append(": |-\n  ").Append(value).ToString();
    }

    private static IEnumerable<ProfileReason> JudgeFields(ProfiledSkill skill, FrontmatterField? name, FrontmatterField? description)
    {
        foreach (var (key, field) in new[] { ("name", name), ("description", description) })
        {
            if (field is null)
            {
                yield return skill.Drops(key + "-missing", $"The frontmatter has no {key}; add one", 0);
            }
            else if (field.Value.Kind != FieldKind.Text)
            {
                yield return skill.Drops(key + "-not-text", $"The {key} is {Specification.Word(field.Value.Kind)} to YAML and no text; put it in quotes", field.ValueSpan.Start);
            }
        }
    }
}
