using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Profiles;

/// <summary>
/// Skills API and upload to claude.ai: the fields' requirements of platform.claude.com/docs (Agent Skills, overview), and what
/// quick_validate.py of anthropics/skills@049d5f28 refuses before packing.
/// </summary>
internal static class ApiProfile
{
    private static readonly string[] ReservedWords = ["anthropic", "claude"];

    public static IEnumerable<ProfileReason> Judge(ProfiledSkill skill)
    {
        if (!skill.HasDocumentName)
        {
            return [skill.Rejects("missing-file", $"The file is called '{skill.FileName}'; rename it to SKILL.md", 0)];
        }

        if (skill.InvalidAt is not null)
        {
            return [skill.NotUtf8(ProfileOutcome.Rejected)];
        }

        if (skill.HasByteOrderMark || skill.Map.Line(1) != "---")
        {
            return [skill.Rejects("no-frontmatter", "The file does not start with a line '---' and nothing else; write it so, without a byte-order mark", 0)];
        }

        var problems = new List<Rules.Problem>();
        var frontmatter = Frontmatter.Parse(skill.Map, problems);
        return frontmatter.State == FrontmatterState.Whole
            ? JudgeFields(skill, frontmatter).Concat(problems.Select(problem => new ProfileReason("yaml-duplicate-key", ProfileOutcome.LoadsChanged, problem.Message, problem.Place)))
            : problems.Select(problem => new ProfileReason(CodeOf(frontmatter.State), ProfileOutcome.Rejected, problem.Message, problem.Place)).Take(1);
    }

    private static string CodeOf(FrontmatterState state) => state switch
    {
        FrontmatterState.Unclosed => "not-closed",
        FrontmatterState.NotMap => "not-a-map",
        _ => "yaml",
    };

    private static IEnumerable<ProfileReason> JudgeFields(ProfiledSkill skill, Frontmatter frontmatter)
    {
        foreach (var field in frontmatter.Fields.Where(field => !Specification.Keys.Contains(field.Key)))
        {
            yield return skill.Rejects("unknown-field", $"The field '{field.Key}' is not one of the six that are allowed; move it below 'metadata'", field.KeySpan.Start);
        }

        foreach (var key in new[] { "name", "description" })
        {
            var field = frontmatter.Find(key);
            if (field is null or { Value.Kind: FieldKind.Null } or { Value.Kind: FieldKind.Text, Value.Text: "" })
            {
                yield return skill.Rejects(key + "-missing", $"The {key} is missing or empty; write one", field?.ValueSpan.Start ?? 0);
            }
            else if (field.Value.Kind != FieldKind.Text)
            {
                yield return skill.Rejects(key + "-not-text", $"The {key} is {Specification.Word(field.Value.Kind)} to YAML and no text; put it in quotes", field.ValueSpan.Start);
            }
        }

        foreach (var (code, message) in NameFaults(frontmatter.Find("name")?.Value))
        {
            yield return skill.Rejects(code, message, frontmatter.Find("name")!.ValueSpan.Start);
        }

        foreach (var (code, message) in DescriptionFaults(frontmatter.Find("description")?.Value))
        {
            yield return skill.Rejects(code, message, frontmatter.Find("description")!.ValueSpan.Start);
        }

        if (frontmatter.Find("compatibility") is { } compatibility)
        {
            if (compatibility.Value.Kind != FieldKind.Text || compatibility.Value.Text.Length == 0)
            {
                yield return skill.Rejects("compatibility-not-text", "The compatibility must be a text of 1-500 characters; write one, or remove the key", compatibility.ValueSpan.Start);
            }
            else if (Specification.Runes(compatibility.Value.Text) > Specification.LongestCompatibility)
            {
                yield return skill.Rejects("compatibility-too-long", "The compatibility has over 500 characters; shorten it", compatibility.ValueSpan.Start);
            }
        }
    }

    private static IEnumerable<(string Code, string Message)> NameFaults(FieldValue? value)
    {
        if (value is not { Kind: FieldKind.Text, Text: { Length: > 0 } written })
        {
            yield break;
        }

        var name = written.Trim();
        if (Specification.Runes(name) > Specification.LongestName)
        {
            yield return ("name-too-long", "The name has over 64 characters; shorten it");
        }

        if (!Specification.HasValidCharacters(name))
        {
            yield return ("name-characters", $"The name '{name}' has other characters than a-z, 0-9 and single hyphens between them; remove them");
        }

        if (ReservedWords.FirstOrDefault(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0) is { } reserved)
        {
            yield return ("name-reserved", $"The name holds the reserved word '{reserved}'; choose another");
        }
    }

    private static IEnumerable<(string Code, string Message)> DescriptionFaults(FieldValue? value)
    {
        if (value is not { Kind: FieldKind.Text, Text: { Length: > 0 } written })
        {
            yield break;
        }

        var description = written.Trim();
        if (description.Length == 0)
        {
            yield return ("description-missing", "The description is missing or empty; write one");
        }

        if (Specification.Runes(description) > Specification.LongestDescription)
        {
            yield return ("description-too-long", "The description has over 1024 characters; shorten it");
        }

        if (description.IndexOfAny(['<', '>']) >= 0)
        {
            yield return ("description-brackets", "The description has '<' or '>', which is refused as an XML tag; write it without");
        }
    }
}
