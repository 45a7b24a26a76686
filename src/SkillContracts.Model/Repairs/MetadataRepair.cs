using System.Linq;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Repairs;

/// <summary>Moves a key that the specification does not know below <c>metadata</c>, as a text.</summary>
internal static class MetadataRepair
{
    public static Repair? Of(Problem problem, LineMap map, Frontmatter frontmatter, bool isPortable)
    {
        if (RepairFinder.FieldAt(frontmatter, problem.Place) is not { Value: { IsScalar: true, Kind: not FieldKind.Null } } field || field.Raw[0] is '&' or '*' or '!' || !MayMove(field.Key, isPortable))
        {
            return null;
        }

        var metadata = frontmatter.Find("metadata");
        var line = LineOf(map, frontmatter, field);
        if (line is null || (metadata?.Value.Entries.Any(entry => entry.Key == field.Key) ?? false))
        {
            return null;
        }

        var lineEnd = map.Text[line.End - 1] != '\n' ? "" : line.Length > 1 && map.Text[line.End - 2] == '\r' ? "\r\n" : "\n";
        TextEdit[]? edits = metadata switch
        {
            null => [new TextEdit(map.Path, line.Start, line.Length, $"metadata:{lineEnd}  {Moved(map, field, line)}")],
            { Value.Kind: FieldKind.Map } when metadata.Raw[0] == '{' => InFlow(map, metadata, field, line),
            { Value.Kind: FieldKind.Map } or { Raw: "" } => InBlock(map, metadata, field, line, lineEnd),
            _ => null,
        };
        return edits is null ? null : new Repair(problem, $"'{field.Key}' below metadata", edits.OrderBy(edit => edit.Start).ToEquatableArray());
    }

    /// <summary>Other spellings of known keys are mistakes of another kind; what a client reads as behaviour moves for a portable profile only.</summary>
    private static bool MayMove(string key, bool isPortable) =>
        LenientFields.KeyEnd(key + ":", 0) == key.Length
        && Specification.Misspelt(key) is null
        && (isPortable || !Specification.IsClientKey(key));

    /// <summary>The whole lines of a field with their end; null when it shares them with something else or has a comment that would be lost.</summary>
    private static TextSpan? LineOf(LineMap map, Frontmatter frontmatter, FrontmatterField field)
    {
        var start = map.StartOf(field.KeyPlace.Line);
        var newLine = map.Text.IndexOf('\n', field.ValueSpan.End);
        var end = newLine < 0 || newLine >= frontmatter.Yaml.End ? frontmatter.Yaml.End : newLine + 1;
        var isOneLine = field.Raw.IndexOf('\n') < 0;
        var hasInnerComment = !isOneLine && field.Raw.Split('\n')[0].Contains(" #") && field.Raw[0] is '|' or '>';
        var startsBelow = field.ValuePlace.Line != field.KeyPlace.Line;
        return field.KeySpan.Start != start || hasInnerComment || startsBelow ? null : new TextSpan(start, end - start);
    }

    private static TextEdit[] InBlock(LineMap map, FrontmatterField metadata, FrontmatterField field, TextSpan line, string lineEnd)
    {
        var below = map.StartOf(metadata.KeyPlace.Line + 1);
        var indent = metadata.Value.Entries.Count > 0 ? metadata.Value.Entries[0].KeyPlace.Column - 1 : 2;
        return [new TextEdit(map.Path, below, 0, new string(' ', indent) + Moved(map, field, line).TrimEnd('\r', '\n') + (lineEnd.Length > 0 ? lineEnd : "\n")), new TextEdit(map.Path, line.Start, line.Length, "")];
    }

    /// <summary>A comment cannot move into braces, so such a line stays.</summary>
    private static TextEdit[]? InFlow(LineMap map, FrontmatterField metadata, FrontmatterField field, TextSpan line)
    {
        var behind = map.Text.Substring(field.ValueSpan.End, line.End - field.ValueSpan.End);
        var separator = metadata.Value.Entries.Count > 0 ? ", " : "";
        return behind.Trim().Length > 0
            ? null
            : [new TextEdit(map.Path, metadata.ValueSpan.Start + 1, 0, $"{field.Key}: {YamlText.OneLine(field.Value.Text)}{separator}"), new TextEdit(map.Path, line.Start, line.Length, "")];
    }

    /// <summary>Key, value as a text, and what stands behind it: a comment and the line's end.</summary>
    private static string Moved(LineMap map, FrontmatterField field, TextSpan line)
    {
        var value = field.Value.Kind != FieldKind.Text ? YamlText.Quote(field.Raw)
            : field.Raw.IndexOf('\n') >= 0 ? YamlText.OneLine(field.Value.Text)
            : field.Raw;
        return map.Text.Substring(field.KeySpan.Start, field.KeySpan.Length) + ": " + value + map.Text.Substring(field.ValueSpan.End, line.End - field.ValueSpan.End);
    }
}
