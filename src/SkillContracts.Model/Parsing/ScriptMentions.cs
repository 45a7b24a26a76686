using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Model.Parsing;

/// <summary>Where a text names the skill's scripts: searched once, asked for many places.</summary>
public sealed class ScriptMentions
{
    private readonly List<string> _scripts;
    private readonly List<int> _ends;

    /// <summary>Searches the text.</summary>
    /// <param name="text">Such as the Markdown of a SKILL.md.</param>
    /// <param name="scripts">Paths relative to the skill's folder.</param>
    public ScriptMentions(string text, EquatableArray<string> scripts)
    {
        var found = SkillScripts.NamedIn(text, scripts).ToList();
        _scripts = found.ConvertAll(mention => mention.Script);
        _ends = found.ConvertAll(mention => mention.End);
    }

    /// <summary>The script named last before an offset; null when there is none.</summary>
    /// <param name="offset">In UTF-16 units from 0.</param>
    public string? LastBefore(int offset)
    {
        var at = _ends.BinarySearch(offset);
        var last = at >= 0 ? at : ~at - 1;
        return last < 0 ? null : _scripts[last];
    }
}
