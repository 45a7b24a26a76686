using System;
using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Model.Parsing;

/// <summary>Where a text names the skill's scripts: searched once, asked for many places.</summary>
public sealed class ScriptMentions
{
    private const int MostStems = 64;

    private readonly List<string> _scripts;
    private readonly List<int> _ends;

    /// <summary>For each mention the last one before it that names another script; -1 when there is none.</summary>
    private readonly List<int> _others = [];

    /// <summary>Searches the text.</summary>
    /// <param name="text">Such as the Markdown of a SKILL.md.</param>
    /// <param name="scripts">Paths relative to the skill's folder.</param>
    public ScriptMentions(string text, EquatableArray<string> scripts)
        : this(SkillScripts.NamedIn(text, scripts).ToList())
    {
    }

    /// <summary>Searches for names and for the words that a script is installed or told under: <c>check-links</c> for check-links.sh.</summary>
    internal static ScriptMentions OfNamesAndStems(string text, EquatableArray<string> scripts)
    {
        var stems = scripts.Select(script => (Script: script, Stem: StemOf(script))).Where(entry => entry.Stem.IndexOfAny(['-', '_']) > 0).Take(MostStems)
            .GroupBy(entry => entry.Stem, StringComparer.Ordinal).Where(group => group.Count() == 1).SelectMany(group => group);
        var named = SkillScripts.NamedIn(text, scripts).ToList();
        var variables = named.Select(mention => (mention.Script, Variable: VariableAt(text, mention.End))).Where(entry => entry.Variable is not null).Distinct().Take(MostStems)
            .GroupBy(entry => entry.Variable!, StringComparer.Ordinal).Where(group => group.Count() == 1).SelectMany(group => group)
            .SelectMany(entry => new[] { (entry.Script, Word: "$" + entry.Variable), (entry.Script, Word: "${" + entry.Variable + "}") });
        var words = stems.Select(entry => (entry.Script, Word: entry.Stem)).Concat(variables);
        var found = named.Concat(words.SelectMany(entry => Words(text, entry.Word).Select(end => (entry.Script, End: end))));
        return new ScriptMentions(found.OrderBy(mention => mention.End).ToList());
    }

    /// <summary>The variable that takes a script's path at the start of a line: <c>CHECK="$ROOT/scripts/check.sh"</c>.</summary>
    private static string? VariableAt(string text, int mentionEnd)
    {
        var line = Math.Max(text.LastIndexOf('\n', mentionEnd - 1, Math.Min(mentionEnd, 300)) + 1, 0);
        while (line < mentionEnd && text[line] == ' ')
        {
            line++;
        }

        var end = line;
        while (end < mentionEnd && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return end > line && end < mentionEnd && text[end] == '=' && !char.IsDigit(text[line]) ? text.Substring(line, end - line) : null;
    }

    private ScriptMentions(List<(string Script, int End)> found)
    {
        _scripts = found.ConvertAll(mention => mention.Script);
        _ends = found.ConvertAll(mention => mention.End);
        for (var i = 0; i < found.Count; i++)
        {
            _others.Add(i == 0 ? -1 : _scripts[i - 1] == _scripts[i] ? _others[i - 1] : i - 1);
        }
    }

    /// <summary>The script named last before an offset; null when there is none.</summary>
    /// <param name="offset">In UTF-16 units from 0.</param>
    public string? LastBefore(int offset)
    {
        var last = IndexBefore(offset);
        return last < 0 ? null : _scripts[last];
    }

    /// <summary>The mentions whose ends fulfil a condition.</summary>
    internal ScriptMentions Within(Func<int, bool> contains) =>
        new(Enumerable.Range(0, _ends.Count).Where(i => contains(_ends[i])).Select(i => (_scripts[i], _ends[i])).ToList());

    /// <summary>The script that is named last behind <paramref name="start"/>, up to <paramref name="end"/>; null when none is.</summary>
    internal string? LastIn(int start, int end)
    {
        var last = IndexBefore(end);
        return last >= 0 && _ends[last] > start ? _scripts[last] : null;
    }

    /// <summary>The script that is named first behind <paramref name="start"/>, up to <paramref name="end"/>; null when none is.</summary>
    internal string? FirstIn(int start, int end)
    {
        var first = IndexBefore(start) + 1;
        return first < _ends.Count && _ends[first] <= end ? _scripts[first] : null;
    }

    /// <summary>True when two scripts are named behind <paramref name="start"/>, up to <paramref name="end"/>.</summary>
    internal bool AreSeveralIn(int start, int end)
    {
        var last = IndexBefore(end);
        return last >= 0 && _others[last] >= 0 && _ends[_others[last]] > start;
    }

    private static string StemOf(string script)
    {
        var name = script.Substring(script.LastIndexOf('/') + 1);
        return name.Substring(0, name.LastIndexOf('.'));
    }

    /// <summary>Where a word ends that stands alone: in front of no extension and behind no path.</summary>
    private static IEnumerable<int> Words(string text, string word)
    {
        for (var i = text.IndexOf(word, StringComparison.Ordinal); i >= 0; i = text.IndexOf(word, i + word.Length, StringComparison.Ordinal))
        {
            var end = i + word.Length;
            if ((i == 0 || !IsOfName(text[i - 1])) && (end == text.Length || !IsOfName(text[end]) || (text[end] == '.' && (end + 1 == text.Length || !char.IsLetter(text[end + 1])))))
            {
                yield return end;
            }
        }
    }

    private static bool IsOfName(char character) => char.IsLetterOrDigit(character) || character is '_' or '-' or '.' or '/' or '\\';

    private int IndexBefore(int offset)
    {
        var at = _ends.BinarySearch(offset);
        return at >= 0 ? at : ~at - 1;
    }
}
