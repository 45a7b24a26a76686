using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Repairs;

/// <summary>Writes allowed tools as one text with spaces between them.</summary>
internal static class ToolsRepair
{
    public static Repair? Of(Problem problem, LineMap map, Frontmatter frontmatter)
    {
        if (frontmatter.Find("allowed-tools") is not { } field || (problem.Place != field.ValuePlace && problem.Place != field.KeyPlace))
        {
            return null;
        }

        var tools = field.Value.Kind switch
        {
            FieldKind.List when field.Value.Items.All(item => item.IsScalar) => field.Value.Items.Select(item => item.Text.Trim()).ToList(),
            FieldKind.Text => Split(field.Value.Text),
            _ => [],
        };
        if (tools.Count == 0 || !tools.All(IsOneTool) || (field.Value.Kind == FieldKind.List && field.Raw.Contains('#')))
        {
            return null;
        }

        var colon = map.Text.IndexOf(':', field.KeySpan.End);
        return Repair.Of(
            problem,
            "One text with spaces between the tools",
            new TextEdit(map.Path, colon + 1, field.ValueSpan.End - colon - 1, " " + Scalar(string.Join(" ", tools))));
    }

    /// <summary>At commas outside parentheses.</summary>
    private static List<string> Split(string text)
    {
        var (tools, start, depth) = (new List<string>(), 0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            var character = i < text.Length ? text[i] : ',';
            depth += character switch { '(' => 1, ')' => -1, _ => 0 };
            if (character == ',' && (depth <= 0 || i == text.Length))
            {
                tools.Add(text.Substring(start, i - start).Trim());
                start = i + 1;
            }
        }

        return tools.Where(tool => tool.Length > 0).ToList();
    }

    /// <summary>Not empty, no line end, and no space outside parentheses: with spaces between the tools it stays one.</summary>
    private static bool IsOneTool(string tool)
    {
        var depth = 0;
        foreach (var character in tool)
        {
            depth += character switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth < 0 || char.IsControl(character) || (depth == 0 && (char.IsWhiteSpace(character) || character == ',')))
            {
                return false;
            }
        }

        return tool.Length > 0 && depth == 0;
    }

    private static string Scalar(string text) =>
        text.Contains(": ") || text.Contains(" #") || text[text.Length - 1] == ':' || !(char.IsLetterOrDigit(text[0]) || text[0] == '_') || text.All(character => !char.IsLetter(character))
            ? YamlText.Quote(text)
            : text;
}
