using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Finds names of an experiment that are misspelt, and columns of <c>each</c> that nothing uses.</summary>
/// <remarks>A command is real bash, where a name may come from many places: what is not nearly certain is not told.</remarks>
internal sealed class NameFindings
{
    private const int ShortestEdited = 4;
    private const int MostKnown = 200;
    private const int MostListed = 10;

    private static readonly string[] ShellKeys = ["run", "setup", "requires"];

    private static readonly string[] OwnNames = ["SKILL_DIR", "CLAUDE_SKILL_DIR", "CLAUDE_PLUGIN_ROOT", "WORK"];

    /// <summary>What the runner or bash sets.</summary>
    private static readonly HashSet<string> KnownNames = new(
        [
            .. OwnNames, "PORT", "PATH", "HOME", "TMPDIR", "LANG", "TZ", "NO_COLOR", "COLUMNS", "LINES", "PWD", "OLDPWD", "SHLVL", "UID", "EUID", "PPID", "RANDOM", "SRANDOM", "SECONDS",
            "LINENO", "HOSTNAME", "HOSTTYPE", "MACHTYPE", "OSTYPE", "IFS", "OPTARG", "OPTIND", "OPTERR", "REPLY", "FUNCNAME", "PIPESTATUS", "DIRSTACK", "GROUPS", "HISTCMD", "SHELLOPTS",
            "EPOCHSECONDS", "EPOCHREALTIME", "MAPFILE", "COPROC", "TIMEFORMAT", "USER", "LOGNAME", "SHELL", "TERM", "EDITOR", "PAGER", "MAIL", "CI", "_",
        ],
        StringComparer.Ordinal);

    private readonly YamlValues _values;
    private readonly YamlMap _map;
    private readonly Dictionary<string, Place> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _variables = new(StringComparer.Ordinal);
    private readonly List<(YamlScalar Text, ShellNames Names)> _shellTexts = [];
    private readonly List<YamlScalar> _plainTexts = [];
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<(string, Place)> _told = [];
    private readonly HashSet<string> _meant = new(StringComparer.Ordinal);

    private NameFindings(YamlMap map, YamlValues values) => (_map, _values) = (map, values);

    /// <summary>Adds what is found to the problems.</summary>
    /// <param name="map">The experiment, defaults included.</param>
    /// <param name="values">Takes the problems.</param>
    public static void Add(YamlMap map, YamlValues values)
    {
        var findings = new NameFindings(map, values);
        findings.Collect();
        findings.JudgeShellTexts();
        findings.JudgePlainTexts();
        findings.JudgeColumns();
    }

    private void Collect()
    {
        foreach (var key in ((_map.Find("each")?.Value as YamlList)?.Items ?? []).OfType<YamlMap>().SelectMany(row => row.Entries).Where(entry => entry.Value is YamlScalar).Select(entry => entry.Key).Where(key => !_columns.ContainsKey(key.Text)))
        {
            _columns.Add(key.Text, key.Place);
        }

        foreach (var entry in _map.Entries)
        {
            Collect(entry);
        }

        _words.UnionWith(_shellTexts.SelectMany(text => text.Names.Words));
    }

    private void Collect(YamlEntry entry)
    {
        switch (entry.Key.Text, entry.Value)
        {
            case ("each", _):
                break;
            case ("steps", YamlList steps):
                foreach (var key in steps.Items.OfType<YamlMap>().SelectMany(step => step.Entries))
                {
                    Collect(key);
                }

                break;
            case ("services", YamlMap services):
                foreach (var service in services.Entries)
                {
                    _variables.Add(service.Key.Text.ToUpperInvariant().Replace('-', '_') + "_PORT");
                    AddShell((service.Value as YamlMap)?.Find("start")?.Value);
                }

                break;
            case ("fake", YamlMap tools):
                foreach (var tool in tools.Entries)
                {
                    AddShell(tool.Value);
                }

                break;
            case ("run", YamlList words):
                AddPlain(words);
                break;
            case (var key, _) when ShellKeys.Contains(key):
                AddShell(entry.Value);
                break;
            case ("env", YamlMap variables):
                _variables.UnionWith(variables.Entries.Select(variable => variable.Key.Text));
                AddPlain(variables);
                break;
            default:
                AddPlain(entry.Value);
                break;
        }
    }

    private void AddShell(YamlNode? node)
    {
        foreach (var text in node is YamlList list ? list.Items.OfType<YamlScalar>() : node is YamlScalar one ? [one] : [])
        {
            _shellTexts.Add((text, ShellNames.Of(text.Text)));
        }
    }

    private void AddPlain(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                _plainTexts.Add(scalar);
                break;
            case YamlList list:
                foreach (var item in list.Items)
                {
                    AddPlain(item);
                }

                break;
            case YamlMap map:
                foreach (var entry in map.Entries)
                {
                    _plainTexts.Add(entry.Key);
                    AddPlain(entry.Value);
                }

                break;
        }
    }

    private void JudgeShellTexts()
    {
        foreach (var (text, names) in _shellTexts.Where(text => !text.Names.IsOpen))
        {
            foreach (var reference in names.References.Where(reference => !IsGiven(reference.Name)))
            {
                if (_columns.ContainsKey(reference.Name))
                {
                    if (reference.IsChanged)
                    {
                        Tell(reference.Name, text.Place, $"a column is filled as '${reference.Name}' and nowhere else: for bash write 'x=${reference.Name}' first");
                    }
                }
                else if (!reference.IsChanged && Nearest(reference.Name, [.. _columns.Keys, .. _variables, .. OwnNames]) is { } nearest)
                {
                    Tell(reference.Name, text.Place, $"did you mean '${nearest}'?");
                    _meant.Add(nearest);
                }
                else if (!reference.IsChanged && _columns.Count > 0 && IsOwn(text) && reference.Name.Any(char.IsLower))
                {
                    Tell(reference.Name, text.Place, $"it is no column of 'each' ({string.Join(", ", _columns.Keys.Take(MostListed))}{(_columns.Count > MostListed ? ", …" : "")}), and nothing assigns it");
                }
            }
        }
    }

    /// <summary>In an expected text any name may be meant as it stands, so only one that is nearly another is told.</summary>
    /// <remarks>Several lines, a word that is assigned and a name that comes back are of a program, which has names of its own.</remarks>
    private void JudgePlainTexts()
    {
        foreach (var text in _plainTexts.Where(text => text.Text.IndexOf('$') >= 0 && text.Text.TrimEnd().IndexOf('\n') < 0))
        {
            var own = ShellNames.Of(text.Text).Words;
            foreach (var name in Columns.NamesIn(text.Text).GroupBy(name => name, StringComparer.Ordinal).Where(uses => uses.Count() == 1).Select(uses => uses.Key)
                .Where(name => !IsGiven(name) && !own.Contains(name) && !_columns.ContainsKey(name)))
            {
                var candidates = _columns.Keys.Where(column => name.Any(char.IsLower) || !column.Any(char.IsLower)).Concat(OwnNames.Where(own => own.Length > ShortestEdited));
                if (Nearest(name, [.. candidates]) is { } nearest)
                {
                    Tell(name, text.Place, $"did you mean '${nearest}'?");
                    _meant.Add(nearest);
                }
            }
        }
    }

    private void JudgeColumns()
    {
        if (_columns.Count == 0)
        {
            return;
        }

        var used = new HashSet<string>(_plainTexts.Concat(_shellTexts.Select(text => text.Text)).SelectMany(text => Columns.NamesIn(text.Text))
            .Concat(_shellTexts.SelectMany(text => text.Names.References).Select(reference => reference.Name)), StringComparer.Ordinal);
        foreach (var column in _columns.Where(column => !used.Contains(column.Key) && !_meant.Contains(column.Key)))
        {
            _values.Add(RuleTable.UnusedColumn, column.Value, column.Key);
        }
    }

    private bool IsGiven(string name) => KnownNames.Contains(name) || _variables.Contains(name) || _words.Contains(name) || name.StartsWith("BASH", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal);

    /// <summary>The name that this one was meant to be: it differs by capitals only, or by one letter.</summary>
    private static string? Nearest(string name, IReadOnlyList<string> known) => known.Count > MostKnown ? null
        : known.FirstOrDefault(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase))
            ?? known.FirstOrDefault(other => Math.Min(name.Length, other.Length) >= ShortestEdited && IsOneEdit(name, other));

    /// <summary>True when a letter is missing, added or another one, or two neighbours have changed places.</summary>
    private static bool IsOneEdit(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 1)
        {
            return false;
        }

        var (start, oneEnd, otherEnd) = (0, one.Length, other.Length);
        while (start < oneEnd && start < otherEnd && one[start] == other[start])
        {
            start++;
        }

        while (oneEnd > start && otherEnd > start && one[oneEnd - 1] == other[otherEnd - 1])
        {
            oneEnd--;
            otherEnd--;
        }

        var isSwapped = oneEnd - start == 2 && otherEnd - start == 2 && one[start] == other[start + 1] && one[start + 1] == other[start];
        return isSwapped || Math.Max(oneEnd, otherEnd) - start <= 1;
    }

    /// <summary>A default at the top of the contract serves experiments with other columns, too.</summary>
    private bool IsOwn(YamlScalar text) => text.Place.Line > _map.Place.Line || (text.Place.Line == _map.Place.Line && text.Place.Column >= _map.Place.Column);

    private void Tell(string name, Place place, string cure)
    {
        if (_told.Add((name, place)))
        {
            _values.Add(RuleTable.UnknownName, place, name, cure);
        }
    }
}
