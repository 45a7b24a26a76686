using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Profiles;

/// <summary>Claude Code as far as its documentation tells (code.claude.com/docs/en/skills: fields, defaults, listing); its source is not public.</summary>
internal static class ClaudeCodeProfile
{
    /// <summary>Description and when_to_use together are cut behind so many characters in the list that the model sees.</summary>
    private const int LongestListing = 1536;

    public static IEnumerable<ProfileReason> Judge(ProfiledSkill skill)
    {
        if (!skill.HasDocumentName)
        {
            yield return skill.OtherFileName();
            yield break;
        }

        if (skill.InvalidAt is not null)
        {
            yield return skill.NotUtf8(ProfileOutcome.LoadsChanged);
        }

        var problems = new List<Rules.Problem>();
        var frontmatter = Frontmatter.Parse(skill.Map, problems);
        if (skill.HasByteOrderMark)
        {
            yield return skill.Changes("not-documented", "Whether the frontmatter is seen behind a byte-order mark is not documented; save the file without one", 0);
        }

        if (frontmatter.State is not (FrontmatterState.Whole or FrontmatterState.Missing))
        {
            yield return new ProfileReason("not-documented", ProfileOutcome.LoadsChanged, $"What is done with such a frontmatter is not documented; name and description may be taken from folder and text: {problems[0].Message}", problems[0].Place);
            yield break;
        }

        if (frontmatter.Name is null)
        {
            yield return skill.Changes("name-from-folder", "There is no name and the folder's is taken; write it into the frontmatter", frontmatter.Find("name")?.ValueSpan.Start ?? 0);
        }

        if (string.IsNullOrWhiteSpace(frontmatter.Description))
        {
            var paragraph = FirstParagraph(skill.Map, frontmatter.BodyStart);
            yield return skill.Changes(
                "description-from-text",
                paragraph.Length == 0 ? "There is no description and no text to take one from; write one" : $"There is no description and the first paragraph is taken ('{paragraph}'); write one",
                frontmatter.Find("description")?.ValueSpan.Start ?? 0);
        }

        var listing = Specification.Runes(frontmatter.Description ?? "") + Specification.Runes(frontmatter.Find("when_to_use")?.Value.Text ?? "");
        if (listing > LongestListing)
        {
            yield return skill.Changes("listing-cut", "The list of skills shows 1536 characters of description and when_to_use; shorten them", (frontmatter.Find("description") ?? frontmatter.Find("when_to_use"))!.ValueSpan.Start);
        }
    }

    /// <summary>The start of the first lines that hold text, headings left out.</summary>
    private static string FirstParagraph(LineMap map, int bodyStart)
    {
        var lines = Enumerable.Range(map.PlaceOf(bodyStart).Line, map.LineCount - map.PlaceOf(bodyStart).Line + 1).Select(line => map.Line(line).Trim());
        var text = string.Join(" ", lines.SkipWhile(line => line.Length == 0 || line[0] == '#').TakeWhile(line => line.Length > 0));
        return text.Length <= 60 ? text : text.Substring(0, char.IsHighSurrogate(text[59]) ? 59 : 60) + "…";
    }
}
