using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SkillContracts.Model.Code;
using SkillContracts.Model.Rules;
using SkillContracts.Model.Surface;

namespace SkillContracts.Model.Findings;

/// <summary>Compares lists of flags with the parsers of the scripts that they belong to.</summary>
internal static class FlagFindings
{
    /// <summary>More findings of one rule for one script are not told.</summary>
    internal const int MostFindings = 100;

    /// <summary>So many flags of a script are searched in the document.</summary>
    private const int MostSearched = 200;

    public static void Judge(string document, SkillCode code, EquatableArray<DocumentedFlag> flags, List<Problem> problems)
    {
        if (document.Contains("$ARGUMENTS") || document.Contains("argument-hint:"))
        {
            return; // flags of a command for the agent, which hands on some of them
        }

        var counts = new Dictionary<(string Rule, string Script), int>();
        foreach (var list in Lists(flags))
        {
            var path = list[0].Script!;
            if (code.Find(path) is not null && code.FlagsUnknown(path) is null && list.Exists(flag => flag.Names.Any(name => code.FlagsOf(path).Find(name) is not null)))
            {
                foreach (var flag in list)
                {
                    JudgeFlag(code, path, flag, counts, problems);
                }
            }
        }

        foreach (var group in flags.Where(flag => flag.Script is not null && flag.Form != FlagForm.Usage).GroupBy(flag => flag.Script!, StringComparer.Ordinal))
        {
            if (code.Find(group.Key) is { } script && code.FlagsUnknown(group.Key) is null)
            {
                FindUndocumented(document, script, code.FlagsOf(group.Key), group.ToList(), problems);
            }
        }
    }

    /// <summary>Flags of one form and script that stand together: a table or list as a whole belongs to a script or does not.</summary>
    private static List<List<DocumentedFlag>> Lists(EquatableArray<DocumentedFlag> flags)
    {
        var lists = new List<List<DocumentedFlag>>();
        foreach (var flag in flags.Where(flag => flag.Script is not null))
        {
            var last = lists.Count > 0 ? lists[lists.Count - 1] : null;
            if (last is not null && last[0].Script == flag.Script && last[0].Form == flag.Form && flag.Place.Line - last[last.Count - 1].Place.Line <= 2)
            {
                last.Add(flag);
            }
            else
            {
                lists.Add([flag]);
            }
        }

        return lists;
    }

    /// <summary>True as long as a rule has few findings for a script.</summary>
    private static bool Counts(Dictionary<(string Rule, string Script), int> counts, Rule rule, string script)
    {
        counts.TryGetValue((rule.Id, script), out var count);
        counts[(rule.Id, script)] = count + 1;
        return count < MostFindings;
    }

    private static void JudgeFlag(SkillCode code, string path, DocumentedFlag flag, Dictionary<(string Rule, string Script), int> counts, List<Problem> problems)
    {
        var known = code.FlagsOf(path);
        foreach (var name in flag.Names)
        {
            if (known.Find(name) is null && !known.IsBuiltIn(name) && !IsElsewhere(code, path, name) && Counts(counts, RuleTable.FlagUnknown, path))
            {
                problems.Add(Problem.Of(RuleTable.FlagUnknown, flag.Place, name, path, known.Nearest(name)));
            }
        }

        if (flag.Names.Select(known.Find).FirstOrDefault(found => found is not null) is not { } declared)
        {
            return;
        }

        var refused = flag.Values.Where(value => declared.Choices.Count > 0 && !declared.Choices.Contains(value, StringComparer.Ordinal)).ToList();
        if (refused.Count > 0 && refused.Count < flag.Values.Count && Counts(counts, RuleTable.ValueRefused, path))
        {
            problems.Add(Problem.Of(RuleTable.ValueRefused, flag.Place, string.Join(", ", refused), flag.Names[0], path, string.Join(", ", declared.Choices)));
        }

        if (flag.Default is { } stated && !IsCut(flag.Meaning, stated) && declared.Default is { } real && Differ(stated, real) && Counts(counts, RuleTable.DefaultDiffers, path))
        {
            problems.Add(Problem.Of(RuleTable.DefaultDiffers, flag.Place, flag.Names[0], stated, real, path + ":" + declared.Line.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static bool IsElsewhere(SkillCode code, string path, string name) =>
        code.Paths.Any(other => other != path && code.FlagsOf(other).Declared(name) is not null);

    /// <summary>In "default: current folder" and "default: en,ja" the first word is not all of it.</summary>
    private static bool IsCut(string meaning, string stated)
    {
        var end = meaning.IndexOf(stated, StringComparison.Ordinal) is var start && start >= 0 ? start + stated.Length : meaning.Length;
        return end + 1 < meaning.Length && (meaning[end] == ' '
            ? char.IsLetterOrDigit(meaning[end + 1]) || meaning[end + 1] is '(' or '/' or '+'
            : meaning[end] is ',' or ';' && !char.IsWhiteSpace(meaning[end + 1]));
    }

    private static bool Differ(string stated, string real)
    {
        var plain = stated.Trim().Trim('`', '"', '\'', '.', '(', ')', '*').Trim();
        if (plain.Length == 0 || plain.Any(char.IsWhiteSpace))
        {
            return false;
        }

        if (double.TryParse(real, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var other) && !number.Equals(other);
        }

        return plain.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or '/')
            && !Path(plain).Equals(Path(real.Trim('.')), StringComparison.OrdinalIgnoreCase);
    }

    private static string Path(string text) => (text.StartsWith("./", StringComparison.Ordinal) ? text.Substring(2) : text).TrimEnd('/');

    private static void FindUndocumented(string document, ScriptText script, KnownFlags known, List<DocumentedFlag> flags, List<Problem> problems)
    {
        var isList = flags.Count(flag => flag.Names.Any(name => known.Find(name) is not null)) * 2 > flags.Count && flags.Count > 1;
        var missing = script.Facts.Flags
            .Take(isList ? MostSearched : 0)
            .Where(flag => !flag.IsHidden && !flag.Names.Any(name => name is "--help" or "-h" or "--version" or "-V" || document.IndexOf(name, StringComparison.Ordinal) >= 0))
            .Select(flag => flag.Names[flag.Names.Count - 1])
            .Distinct()
            .ToList();
        if (missing.Count > 0)
        {
            var names = string.Join(", ", missing.Take(6)) + (missing.Count > 6 ? ", …" : "");
            problems.Add(Problem.Of(RuleTable.FlagNotDocumented, flags[0].Place, names, flags[0].Script!));
        }
    }
}
