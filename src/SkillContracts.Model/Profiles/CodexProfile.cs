using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Profiles;

/// <summary>Codex CLI (openai/codex@033d1d07, codex-rs/core-skills/src/loader.rs: extract_frontmatter, parse_skill_file, validate_len).</summary>
internal static class CodexProfile
{
    private static readonly string[] ReadFields = ["name", "description", "metadata"];

    public static IEnumerable<ProfileReason> Judge(ProfiledSkill skill)
    {
        if (!skill.HasDocumentName)
        {
            return [skill.OtherFileName()];
        }

        if (skill.InvalidAt is not null)
        {
            return [skill.NotUtf8(ProfileOutcome.Rejected)];
        }

        var (yaml, fault) = Delimited(skill);
        return yaml is null ? [fault!] : JudgeYaml(skill, ClientYaml.Read(skill.Map, yaml));
    }

    /// <summary>The lines between two whose only word is '---', however indented.</summary>
    private static (TextSpan? Yaml, ProfileReason? Fault) Delimited(ProfiledSkill skill)
    {
        var map = skill.Map;
        if (skill.HasByteOrderMark || map.Line(1).Trim() != "---")
        {
            return (null, skill.Rejects("no-frontmatter", "Line 1 is not '---', or a byte-order mark stands before it; start the file with a line '---'", 0));
        }

        var closing = 2;
        while (closing <= map.LineCount && map.Line(closing).Trim() != "---")
        {
            closing++;
        }

        return closing switch
        {
            _ when closing > map.LineCount => (null, skill.Rejects("not-closed", "No second line '---' ends the frontmatter; add one after its last key", 0)),
            2 => (null, skill.Rejects("no-frontmatter", "The frontmatter is empty; add name and description", 0)),
            _ => (new TextSpan(map.StartOf(2), map.StartOf(closing) - map.StartOf(2)), null),
        };
    }

    private static IEnumerable<ProfileReason> JudgeYaml(ProfiledSkill skill, ClientYaml yaml)
    {
        if (yaml.Fields is null)
        {
            return [yaml.Fault is { } broken
                ? new ProfileReason("yaml", ProfileOutcome.Rejected, broken.Message, broken.Place)
                : skill.Rejects("not-a-map", "The frontmatter is no map of keys and values; write one", yaml.Yaml.Start)];
        }

        if (yaml.Fault is { } repeated && ReadFields.Contains(repeated.Arguments[0]))
        {
            return [new ProfileReason("yaml-duplicate-key", ProfileOutcome.Rejected, repeated.Message, repeated.Place)];
        }

        return JudgeName(skill, yaml.Find("name")).Concat(JudgeDescription(skill, yaml.Find("description"))).Concat(JudgeMetadata(skill, yaml.Find("metadata")));
    }

    private static IEnumerable<ProfileReason> JudgeName(ProfiledSkill skill, FrontmatterField? field)
    {
        if (field is { Value.IsScalar: false })
        {
            yield return skill.Rejects("name-not-text", "The name must be a text; write the folder's name", field.ValueSpan.Start);
            yield break;
        }

        var written = field?.Value is { Kind: not FieldKind.Null } value ? value.Text : "";
        var name = OneLine(written);
        if (name.Length == 0)
        {
            name = skill.Folder ?? "";
            yield return skill.Changes("name-from-folder", "There is no name and the folder's is taken; write it into the frontmatter", field?.ValueSpan.Start ?? 0);
        }
        else if (name != written)
        {
            yield return skill.Changes("spaces-joined", "Line ends and repeated spaces of the name become one space; write it without", field!.ValueSpan.Start);
        }

        if (Specification.Runes(name) > Specification.LongestName)
        {
            yield return skill.Rejects("name-too-long", "The name has over 64 characters; shorten it (a plugin's name and a colon are added in front)", field?.ValueSpan.Start ?? 0);
        }
    }

    private static IEnumerable<ProfileReason> JudgeDescription(ProfiledSkill skill, FrontmatterField? field)
    {
        if (field is { Value.IsScalar: false })
        {
            yield return skill.Rejects("description-not-text", "The description must be a text; write one", field.ValueSpan.Start);
            yield break;
        }

        var description = field?.Value is { Kind: not FieldKind.Null } value ? OneLine(value.Text) : "";
        if (description.Length == 0)
        {
            yield return skill.Rejects("description-missing", "The description is missing or empty; write one", field?.ValueSpan.Start ?? 0);
        }
        else if (Specification.Runes(description) > Specification.LongestDescription)
        {
            yield return skill.Rejects("description-too-long", "The description has over 1024 characters; shorten it", field!.ValueSpan.Start);
        }
    }

    private static IEnumerable<ProfileReason> JudgeMetadata(ProfiledSkill skill, FrontmatterField? field)
    {
        if (field?.Value is { Kind: FieldKind.Text or FieldKind.Number or FieldKind.Boolean })
        {
            yield return skill.Rejects("metadata-not-map", "The metadata must be a map of keys and texts; write one", field.ValueSpan.Start);
        }
        else if (field?.Value.Entries.FirstOrDefault(entry => entry.Key == "short-description") is { } brief
            && (!brief.Value.IsScalar || Specification.Runes(OneLine(brief.Value.Text)) > Specification.LongestDescription))
        {
            yield return skill.Rejects("short-description", "metadata.short-description must be a text of at most 1024 characters; write one", brief.ValueSpan.Start);
        }
    }

    private static string OneLine(string text) => string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
