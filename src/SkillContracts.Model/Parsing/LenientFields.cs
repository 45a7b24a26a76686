using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads a frontmatter that is no YAML key by key, as lenient clients do: what stands behind a key whose value is no YAML is its text.</summary>
internal static class LenientFields
{
    /// <summary>The longest that is read so, in UTF-16 units: it takes a parser for each key.</summary>
    private const int LongestYaml = 256 * 1024;

    public static EquatableArray<FrontmatterField> Read(LineMap map, TextSpan yaml, YamlReader.Rules rules)
    {
        var (fields, keys) = (new List<FrontmatterField>(), new HashSet<string>(StringComparer.Ordinal));
        if (yaml.Length > LongestYaml)
        {
            return default;
        }

        var lines = StartLines(map, yaml);
        for (var i = 0; i < lines.Count; i++)
        {
            if (KeyEnd(map.Text, map.StartOf(lines[i])) < 0)
            {
                continue;
            }

            var end = i + 1 < lines.Count ? map.StartOf(lines[i + 1]) : yaml.End;
            var start = map.StartOf(lines[i]);
            var field = YamlReader.Read(map, start, end, rules, []) is YamlMap { Entries.Count: 1 } one
                ? FieldValues.Of(one, map.Text)[0]
                : AsText(map, start, end);
            if (keys.Add(field.Key))
            {
                fields.Add(field);
            }
        }

        return fields.ToEquatableArray();
    }

    /// <summary>The lines that start something new: not blank, not indented, no item of a list, no closing bracket, no comment.</summary>
    private static List<int> StartLines(LineMap map, TextSpan yaml)
    {
        var lines = new List<int>();
        for (var line = map.PlaceOf(yaml.Start).Line; map.Has(line) && map.StartOf(line) < yaml.End; line++)
        {
            if (map.Text[map.StartOf(line)] is not (' ' or '\t' or '\r' or '\n' or '-' or ']' or '}' or '#'))
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    /// <summary>Where the colon behind a key of letters, digits, hyphens, underscores and dots stands; -1 when there is none.</summary>
    public static int KeyEnd(string text, int start)
    {
        var at = start;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '-' or '_' or '.'))
        {
            at++;
        }

        return at > start && at < text.Length && text[at] == ':' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])) ? at : -1;
    }

    /// <summary>The rest of the line and the lines below it, folded as a plain scalar is.</summary>
    private static FrontmatterField AsText(LineMap map, int start, int end)
    {
        var colon = KeyEnd(map.Text, start);
        var valueStart = colon + 1;
        while (valueStart < end && map.Text[valueStart] is ' ' or '\t')
        {
            valueStart++;
        }

        var raw = map.Text.Substring(valueStart, end - valueStart).TrimEnd();
        return new FrontmatterField(
            map.Text.Substring(start, colon - start),
            new FieldValue(FieldKind.Text, Folded(raw), default, default),
            raw,
            new TextSpan(start, colon - start),
            new TextSpan(valueStart, raw.Length),
            map.PlaceOf(start),
            map.PlaceOf(valueStart));
    }

    /// <summary>One line end becomes a space, and of several all but one stay, as in a plain scalar.</summary>
    private static string Folded(string raw)
    {
        var text = new StringBuilder(raw.Length);
        var ends = 0;
        foreach (var line in raw.Split('\n').Select(line => line.Trim()))
        {
            if (line.Length > 0)
            {
                text.Append(ends == 1 ? " " : new string('\n', Math.Max(0, ends - 1))).Append(line);
                ends = 0;
            }

            ends++;
        }

        return text.ToString();
    }
}
