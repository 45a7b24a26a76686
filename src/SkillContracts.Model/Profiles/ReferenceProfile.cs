using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Profiles;

/// <summary>
/// skills-ref 0.1.0 (agentskills/agentskills@69ef37e, skills-ref/src/skills_ref/{parser,validator}.py): the same verdict for the same reasons,
/// and a note where it would lose text.
/// </summary>
internal static class ReferenceProfile
{
    private const string Delimiter = "---";

    public static IEnumerable<ProfileReason> Judge(ProfiledSkill skill)
    {
        if (skill.FileName is not ("SKILL.md" or "skill.md"))
        {
            return [skill.Rejects("missing-file", $"The file is called '{skill.FileName}'; rename it to SKILL.md", 0)];
        }

        if (skill.InvalidAt is not null)
        {
            return [skill.NotUtf8(ProfileOutcome.Rejected)];
        }

        var text = PythonText.Read(skill.Text);
        if (skill.HasByteOrderMark || !text.Value.StartsWith(Delimiter, StringComparison.Ordinal))
        {
            var message = skill.HasByteOrderMark ? "A byte-order mark stands before '---'; save the file without one" : "The file does not start with '---'; put the frontmatter there";
            return [skill.Rejects("no-frontmatter", message, 0)];
        }

        var closing = text.Value.IndexOf(Delimiter, Delimiter.Length, StringComparison.Ordinal);
        return closing < 0
            ? [skill.Rejects("not-closed", "No second '---' ends the frontmatter; add a line '---' after its last key", 0)]
            : JudgeYaml(skill, text, closing).Concat(NoteCut(skill, text, closing));
    }

    private static IEnumerable<ProfileReason> JudgeYaml(ProfiledSkill skill, PythonText text, int closing)
    {
        var fault = StrictYaml.Read(text.Value.Substring(Delimiter.Length, closing - Delimiter.Length), out var value);
        if (fault is not null)
        {
            var at = text.IndexOf(Delimiter.Length + fault.At);
            var message = fault.Code == "yaml" && fault.Message.IndexOf(';') < 0 ? YamlFault.Describe(skill.Map, at, fault.Message, RuleTable.BrokenFrontmatter).Message : fault.Message;
            return [skill.Rejects(fault.Code, message, at)];
        }

        return value?.Entries is { } entries
            ? JudgeFields(skill, entries.ToDictionary(entry => entry.Key.Text!, entry => entry, StringComparer.Ordinal), at => text.IndexOf(Delimiter.Length + at))
            : [skill.Rejects("not-a-map", "The frontmatter is no map of keys and values, such as 'name: my-skill'; write one", 0)];
    }

    private static IEnumerable<ProfileReason> JudgeFields(
        ProfiledSkill skill, Dictionary<string, (StrictValue Key, StrictValue Value)> fields, Func<int, int> offset)
    {
        foreach (var field in fields.Values.Where(field => !Specification.Keys.Contains(field.Key.Text!)))
        {
            yield return skill.Rejects("unknown-field", $"The field '{field.Key.Text}' is not one of the six that are allowed; move it below 'metadata'", offset(field.Key.Start));
        }

        if (!fields.TryGetValue("name", out var name))
        {
            yield return skill.Rejects("name-missing", "The frontmatter has no name; add one, equal to the folder", 0);
        }
        else
        {
            foreach (var (code, message) in JudgeName(name.Value.Text, skill.Folder))
            {
                yield return skill.Rejects(code, message, offset(name.Value.Start));
            }
        }

        if (!fields.TryGetValue("description", out var description))
        {
            yield return skill.Rejects("description-missing", "The frontmatter has no description; add one", 0);
        }
        else if (description.Value.Text is not { } text || text.Trim().Length == 0)
        {
            yield return skill.Rejects("description-empty", "The description is empty or no text; write one", offset(description.Value.Start));
        }
        else if (Specification.Runes(text) is var length and > Specification.LongestDescription)
        {
            yield return skill.Rejects("description-too-long", $"The description has {Number(length)} characters; at most {Number(Specification.LongestDescription)} are allowed", offset(description.Value.Start));
        }

        if (fields.TryGetValue("compatibility", out var compatibility))
        {
            if (compatibility.Value.Text is not { } needs)
            {
                yield return skill.Rejects("compatibility-not-text", "The compatibility must be a text; write one", offset(compatibility.Value.Start));
            }
            else if (Specification.Runes(needs) is var length and > Specification.LongestCompatibility)
            {
                yield return skill.Rejects("compatibility-too-long", $"The compatibility has {Number(length)} characters; at most {Number(Specification.LongestCompatibility)} are allowed", offset(compatibility.Value.Start));
            }
        }
    }

    private static IEnumerable<(string Code, string Message)> JudgeName(string? written, string? folder)
    {
        if (written is null || written.Trim().Length == 0)
        {
            yield return ("name-empty", "The name is empty or no text; write the folder's name");
            yield break;
        }

        var name = NormalForm.OfName(written.Trim());
        if (Specification.Runes(name) is var length and > Specification.LongestName)
        {
            yield return ("name-too-long", $"The name has {Number(length)} characters; at most {Number(Specification.LongestName)} are allowed");
        }

        if (!string.Equals(name, name.ToLowerInvariant(), StringComparison.Ordinal))
        {
            yield return ("name-not-lowercase", $"The name '{name}' has capital letters; use small ones");
        }

        if (name[0] == '-' || name[name.Length - 1] == '-')
        {
            yield return ("name-edge-hyphen", $"The name '{name}' starts or ends with a hyphen; remove it");
        }

        if (name.Contains("--"))
        {
            yield return ("name-double-hyphen", $"The name '{name}' has two hyphens side by side; keep one");
        }

        if (!IsLettersDigitsHyphens(name))
        {
            yield return ("name-characters", $"The name '{name}' has other characters than letters, digits and hyphens; remove them");
        }

        if (folder is not null && NormalForm.OfName(folder) != name)
        {
            yield return ("name-not-folder", $"The name '{name}' is not that of the folder '{folder}'; make them equal");
        }
    }

    /// <summary>Python's isalnum: letters, and all that stands for a number.</summary>
    private static bool IsLettersDigitsHyphens(string name)
    {
        for (var i = 0; i < name.Length; i += char.IsSurrogatePair(name, i) ? 2 : 1)
        {
            if (name[i] != '-' && CharUnicodeInfo.GetUnicodeCategory(name, i) is not (<= UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>skills-ref splits at the first '---' anywhere, also inside a value.</summary>
    private static IEnumerable<ProfileReason> NoteCut(ProfiledSkill skill, PythonText text, int closing)
    {
        if (text.Value[closing - 1] != '\n')
        {
            yield return skill.Notes("text-cut", "skills-ref takes this '---' for the end of the frontmatter and loses what follows; write '–' or two hyphens", text.IndexOf(closing));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text as Python's read_text gives it: every CR LF and lone CR is a line end.</summary>
    private sealed class PythonText
    {
        private readonly List<int>? _removed;

        private PythonText(string value, List<int>? removed) => (Value, _removed) = (value, removed);

        public string Value { get; }

        public static PythonText Read(string text)
        {
            if (text.IndexOf('\r') < 0)
            {
                return new PythonText(text, null);
            }

            var (value, removed) = (new StringBuilder(text.Length), new List<int>());
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] != '\r')
                {
                    value.Append(text[i]);
                }
                else if (i + 1 == text.Length || text[i + 1] != '\n')
                {
                    value.Append('\n');
                }
                else
                {
                    removed.Add(value.Length);
                }
            }

            return new PythonText(value.ToString(), removed);
        }

        /// <summary>The offset in the file of an offset in the value.</summary>
        public int IndexOf(int at)
        {
            var found = _removed?.BinarySearch(at) ?? -1;
            return at + (found >= 0 ? found : _removed is null ? 0 : ~found);
        }
    }
}
