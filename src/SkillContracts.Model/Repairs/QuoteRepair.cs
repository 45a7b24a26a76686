using System;
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

    /// <summary>The most values that are quoted in one frontmatter.</summary>
    private const int MostValues = 8;

    /// <summary>The quotes for the first fault; null unless quotes alone make the whole frontmatter YAML.</summary>
    public static Repair? Of(Problem problem, LineMap map, Frontmatter frontmatter)
    {
        var (first, yaml, fault) = ((Repair?)null, frontmatter.Yaml, problem);
        if (HasOtherLineEnd(map.Text.Substring(yaml.Start, yaml.Length)))
        {
            return null;
        }

        for (var i = 0; i < MostValues; i++)
        {
            if (Next(fault, map, yaml) is not { } next)
            {
                return null;
            }

            first ??= next;
            var text = next.Apply(map.Text);
            yaml = new TextSpan(yaml.Start, yaml.Length + text.Length - map.Text.Length);
            map = new LineMap(map.Path, text);
            if (FaultOf(map, yaml) is not { } left)
            {
                return first;
            }

            fault = left;
        }

        return null;
    }

    private static Repair? Next(Problem problem, LineMap map, TextSpan yaml)
    {
        foreach (var line in Candidates(map, yaml, problem.Place.Line))
        {
            if (ValueOf(map, yaml, line) is { } value && Words(map.Text, value) is { } raw)
            {
                var repair = Repair.Of(problem, "Quotes around the value", new TextEdit(map.Path, value.Start, value.Length, YamlText.Quote(raw)));
                if (Helps(map, yaml, value, repair))
                {
                    return repair;
                }
            }
        }

        return null;
    }

    private static Problem? FaultOf(LineMap map, TextSpan yaml)
    {
        var problems = new List<Problem>();
        return YamlReader.Read(map, yaml.Start, yaml.End, YamlRules, problems) is null ? problems.FirstOrDefault() : null;
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
                if (!StartsSomethingElse(map, next))
                {
                    return null;
                }

                break;
            }

            last = next;
        }

        var end = map.StartOf(last) + map.Line(last).TrimEnd().Length;
        return start < end && map.Text[start] is not ('\r' or '\n') ? new TextSpan(start, end - start) : null;
    }

    /// <summary>A key of one word, an item or a comment. Any other line may be words of the value that are not indented.</summary>
    private static bool StartsSomethingElse(LineMap map, int line)
    {
        var start = map.StartOf(line) + Indent(map, line);
        return map.Text[start] is '#' or '"' or '\'' || string.CompareOrdinal(map.Text, start, "- ", 0, 2) == 0 || LenientFields.KeyEnd(map.Text, start) >= 0;
    }

    /// <summary>The value's words; null when they could mean something else than themselves.</summary>
    private static string? Words(string text, TextSpan value)
    {
        var raw = text.Substring(value.Start, value.Length);
        var lines = raw.Split('\n');
        var mayBeComment = raw[0] == '#' || lines.Any(line => line.TrimStart().StartsWith("#", StringComparison.Ordinal)) || raw.Contains(" #") || raw.Contains("\t#");
        var first = lines[0].TrimEnd();
        var mayBeMap = lines.Skip(1).Select(line => line.TrimStart()).Any(line => LenientFields.KeyEnd(line, 0) >= 0 || line.StartsWith("- ", StringComparison.Ordinal));
        return mayBeComment || mayBeMap ? null : raw[0] switch
        {
            '|' or '>' or '&' or '!' => null,
            '-' or '?' when first.Length == 1 || first[1] == ' ' => null,
            '*' when text.IndexOf('&', 0, value.Start) >= 0 => null,
            '"' or '\'' => IsFollowed(first, first.IndexOf(raw[0], 1)) && first[first.Length - 1] != raw[0] ? raw : null,
            '[' => IsFollowed(first, Closing(first, '[', ']')) ? raw : null,
            '{' => IsFollowed(first, Closing(first, '{', '}')) ? raw : null,
            _ => raw,
        };
    }

    /// <summary>Line ends to YAML that are none to editors, or NUL.</summary>
    private static bool HasOtherLineEnd(string yaml) =>
        yaml.IndexOfAny(['\0', '\u0085', '\u2028', '\u2029']) >= 0 || yaml.Replace("\r\n", "\n").IndexOf('\r') >= 0;

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
        var after = new LineMap(map.Path, repair.Apply(map.Text.Substring(0, yaml.End)));
        return FaultOf(after, new TextSpan(yaml.Start, after.Text.Length - yaml.Start)) is not { } fault
            || after.StartOf(fault.Place.Line) + fault.Place.Column - 1 > value.End + after.Text.Length - yaml.End;
    }

    private static int Indent(LineMap map, int line)
    {
        var text = map.Line(line);
        return text.Length - text.TrimStart(' ').Length;
    }
}
