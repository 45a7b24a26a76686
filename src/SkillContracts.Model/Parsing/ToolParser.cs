using System.Linq;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads <c>without</c> and <c>fake</c>: tools that are hidden or replaced.</summary>
internal sealed class ToolParser(YamlValues values)
{
    private const string WantedName = "the name of a program, without a path";

    /// <summary>Reads <c>without</c>: tools that the commands do not find.</summary>
    public EquatableArray<string> Hidden(YamlEntry? entry)
    {
        foreach (var path in (entry is null ? [] : values.Texts(entry)).Where(tool => !IsName(tool.Text)))
        {
            values.Wrong("without", path.Place, WantedName);
        }

        return values.TextList(entry);
    }

    /// <summary>Reads <c>fake</c>: tools with the shell text that stands in for each.</summary>
    public EquatableArray<Variable> Fakes(YamlEntry? entry)
    {
        foreach (var tool in ((entry?.Value as YamlMap)?.Entries ?? []).Where(tool => !IsName(tool.Key.Text)))
        {
            values.Wrong("fake", tool.Key.Place, WantedName);
        }

        return values.Variables(entry);
    }

    private static bool IsName(string text) => text.Length is > 0 and < 200 && text is not ("." or "..") && text.IndexOfAny(['/', ' ', '\0', '\n']) < 0;
}
