using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Repairs;

/// <summary>Quotes around a value that is no YAML without them, where it is certain which words the value is.</summary>
internal static class QuoteRepair
{
    private static readonly YamlReader.Rules YamlRules =
        new(RuleTable.BrokenFrontmatter, RuleTable.DuplicateField, Feature: null, Cut: null);

    public static Repair? Of(Problem problem, LineMap map, Frontmatter frontmatter)
    {
        foreach (var line in Candidates(map, frontmatter.Yaml, problem.Place.Line))
        {
            if (ValueOf(map, frontmatter.Yaml, line) is { } value && Words(map.Text, value) is { } raw)
            {
                var repair = Repair.Of(problem, "Quotes around the value", new TextEdit(map.Path, value.Start, value.Length, YamlText.Quote(raw)));
                if (Helps(map, frontmatter.Yaml, value, repair))
                {
                    return repair;
                }
            }
        }

        return null;
    }

    /// <summary>The line of the fault, then the nearest line above that is indented less: its value may go on below.</summary>
    private static IEnumerable<int> Candidates(LineMap map, TextSpan yaml, int line)
    {
        if (map.StartOf(line) >= yaml.End)
        {
            yield break;
        }

        yield return line;
        var indent = Indent(map, line);
        while (indent > 0 && --line > 1)
        {
            if (Indent(map, line) < indent && map.Line(line).Trim().Length > 0)
            {
                yield return line;
                yield break;
            }
        }
    }

    /// <summary>What stands behind the first colon of a line, with the lines below that are indented more.</summary>
    private static TextSpan? ValueOf(LineMap map, TextSpan yaml, int line)
    {
        var indent = Indent(map, line);
        var key = map.StartOf(line) + indent;
        while (string.CompareOrdinal(map.Text, key, "- ", 0, 2) == 0)
        {
            key += 2;
        }

        var start = LenientFields.KeyEnd(map.Text, key) + 1;
        if (start == 0)
        {
            return null;
        }

        while (start < map.Text.Length && map.Text[start] == ' ')
        {
            start++;
        }

        var last = line;
        for (var next = line + 1; next <= map.LineCount && map.StartOf(next) < yaml.End; next++)
        {
            if (map.Line(next).Trim().Length == 0)
            {
                continue;
            }

            if (Indent(map, next) <= indent)
            {
                break;
            }

            last = next;
        }

        var end = map.StartOf(last) + map.Line(last).TrimEnd().Length;
        return start < end && map.Text[start] is not ('\r' or '\n') ? new TextSpan(start, end - start) : null;
    }

    /// <summary>The value's words; null when they could mean something else than themselves.</summary>
    private static string? Words(string text, TextSpan value)
    {
        var raw = text.Substring(value.Start, value.Length);
        var lines = raw.Split('\n');
        var mayBeComment = raw[0] == '#' || lines.Any(line => line.TrimStart().StartsWith("#", System.StringComparison.Ordinal)) || raw.Contains(" #") || raw.Contains("\t#");
        var first = lines[0].TrimEnd();
        return mayBeComment || raw.IndexOf('\0') >= 0 ? null : raw[0] switch
        {
            '|' or '>' or '&' or '!' => null,
            '-' or '?' when first.Length == 1 || first[1] == ' ' => null,
            '*' when first.Length > 1 && first[1] != ' ' => null,
            '"' or '\'' => IsFollowed(first, first.IndexOf(raw[0], 1)) && first[first.Length - 1] != raw[0] ? raw : null,
            '[' => IsFollowed(first, Closing(first, '[', ']')) ? raw : null,
            '{' => IsFollowed(first, Closing(first, '{', '}')) ? raw : null,
            _ => raw,
        };
    }

    /// <summary>Words follow what is closed at an index, so that it is only the beginning of a text.</summary>
    private static bool IsFollowed(string line, int closing) =>
        closing > 0 && closing + 1 < line.Length && line[closing + 1] is not (',' or ']' or '}' or ':');

    private static int Closing(string line, char open, char close)
    {
        var depth = 0;
        for (var i = 0; i < line.Length; i++)
        {
            depth += line[i] == open ? 1 : line[i] == close ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The frontmatter is YAML afterwards, or as far as behind the value.</summary>
    private static bool Helps(LineMap map, TextSpan yaml, TextSpan value, Repair repair)
    {
        var after = repair.Apply(map.Text.Substring(0, yaml.End));
        var problems = new List<Problem>();
        var read = new LineMap(map.Path, after);
        return YamlReader.Read(read, yaml.Start, after.Length, YamlRules, problems) is not null
            || problems.All(problem => read.StartOf(problem.Place.Line) + problem.Place.Column - 1 > value.End + after.Length - yaml.End);
    }

    private static int Indent(LineMap map, int line)
    {
        var text = map.Line(line);
        return text.Length - text.TrimStart(' ').Length;
    }
}
