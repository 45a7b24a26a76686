using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Code;

namespace SkillContracts.Model.Findings;

/// <summary>Looks flags up as the parser of a script would.</summary>
internal sealed class KnownFlags
{
    /// <summary>How often similar flags are searched: it costs a look at every flag.</summary>
    private const int MostSearches = 100;

    /// <summary>So many names of one start are compared.</summary>
    private const int MostStarts = 100;

    private readonly ScriptFacts _facts;
    private readonly Dictionary<string, DeclaredFlag> _byName = new(StringComparer.Ordinal);
    private readonly Lazy<string[]> _sorted;
    private readonly List<string> _shown;
    private int _searches;

    public KnownFlags(ScriptFacts facts)
    {
        _facts = facts;
        foreach (var flag in facts.Flags)
        {
            foreach (var name in flag.Names.Where(name => !_byName.ContainsKey(name)))
            {
                _byName.Add(name, flag);
            }
        }

        _sorted = new(() => _byName.Keys.OrderBy(name => name, StringComparer.Ordinal).ToArray());
        _shown = facts.Flags.Where(flag => !flag.IsHidden).Select(flag => flag.Names.OrderByDescending(one => one.Length).First()).Distinct().ToList();
    }

    /// <summary>The declaration of a name in all its letters; null when there is none.</summary>
    public DeclaredFlag? Declared(string name) => _byName.TryGetValue(name, out var flag) ? flag : null;

    /// <summary>The declaration of a flag, also by the unambiguous start of its name where the parser takes that; null when there is none.</summary>
    public DeclaredFlag? Find(string name) =>
        Declared(name) ?? (_facts.TakesStarts && name.Length > 2 && name.StartsWith("--", StringComparison.Ordinal) ? FindStart(name) : null);

    /// <summary>True for flags that the parser adds by itself.</summary>
    public bool IsBuiltIn(string name) =>
        _facts.Parser is not (ArgumentParser.OwnCode or ArgumentParser.None or ArgumentParser.ParseArgs)
        && (name is "--help" or "-h"
            || (name == "--version" && _facts.Parser == ArgumentParser.Click)
            || (_facts.TakesStarts && name.Length > 2 && "--help".StartsWith(name, StringComparison.Ordinal)));

    /// <summary>What to say of the flags that there are: a similar one first, else some.</summary>
    public string Nearest(string name)
    {
        if (_shown.Count == 0)
        {
            return "no flags";
        }

        var start = name.Substring(0, Math.Min(5, name.Length));
        var similar = _searches++ < MostSearches
            ? _shown.Where(other => other.StartsWith(start, StringComparison.Ordinal) || other.EndsWith(name.TrimStart('-'), StringComparison.Ordinal))
            : [];
        var shown = similar.Concat(_shown).Distinct().Take(8).ToList();
        return string.Join(", ", shown) + (_shown.Count > shown.Count ? ", …" : "");
    }

    /// <summary>A start of two flags' names is refused, unless they may belong to different parsers.</summary>
    private DeclaredFlag? FindStart(string start)
    {
        var index = Array.BinarySearch(_sorted.Value, start, StringComparer.Ordinal);
        DeclaredFlag? found = null;
        for (var i = index < 0 ? ~index : index; i < Math.Min(_sorted.Value.Length, (index < 0 ? ~index : index) + MostStarts) && _sorted.Value[i].StartsWith(start, StringComparison.Ordinal); i++)
        {
            var flag = _byName[_sorted.Value[i]];
            if (found is not null && !ReferenceEquals(found, flag))
            {
                return _facts.HasSubcommands ? found : null;
            }

            found = flag;
        }

        return found;
    }
}
