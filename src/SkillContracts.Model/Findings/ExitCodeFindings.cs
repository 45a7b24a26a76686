using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SkillContracts.Model.Code;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Findings;

/// <summary>Compares lists of exit codes with the code that they speak of.</summary>
internal static class ExitCodeFindings
{
    /// <summary>Shells, signals and time limits give these codes, whatever the script does.</summary>
    private const int FirstForeignCode = 124;

    public static void Judge(string document, SkillCode code, EquatableArray<ExitCodeClaim> claims, List<Problem> problems)
    {
        foreach (var group in claims.Where(claim => claim.Script is not null).GroupBy(claim => claim.Script!, StringComparer.Ordinal))
        {
            if (code.Find(group.Key) is { } script && IsProgram(group.Key, script.Facts))
            {
                Judge(document, code, group.Key, script, group.ToList(), problems);
            }
        }
    }

    /// <summary>A module that only others load ends nothing, and a template is filled before it runs.</summary>
    private static bool IsProgram(string path, ScriptFacts facts) => facts.Language != ScriptLanguage.Other
        && (facts.Codes.Count > 0 || facts.Parser != ArgumentParser.None)
        && !path.StartsWith("assets/", StringComparison.Ordinal)
        && path.IndexOf("template", StringComparison.OrdinalIgnoreCase) < 0;

    private static void Judge(string document, SkillCode code, string path, ScriptText script, List<ExitCodeClaim> all, List<Problem> problems)
    {
        var lists = all.Where(claim => IsCertain(code, path, claim)).GroupBy(claim => claim.Place.Path, StringComparer.Ordinal).Select(list => list.ToList()).ToList();
        var isKnown = code.CodesUnknown(path) is null;
        foreach (var list in lists)
        {
            if (isKnown)
            {
                FindNeverProduced(path, script.Facts, list, problems);
            }

            FindUsage(path, script.Facts, list, problems);
        }

        // A sentence of the document need not name every code, a table or list of codes should.
        lists.RemoveAll(list => list[0].Place.Path != script.Path && list.Exists(claim => claim.Form == ExitCodeForm.InlineList));
        var around = lists.Select(list => list[0].Place.Path == script.Path ? script.Header : Around(document, list)).ToList();
        FindUndocumented(script, all, lists, around, problems);
        if (lists.Count == 2 && lists.Exists(list => list[0].Place.Path == script.Path))
        {
            FindDifference(script, lists, around, problems);
        }
    }

    /// <summary>A sentence that lists codes and names no script may speak of all scripts of the skill.</summary>
    private static bool IsCertain(SkillCode code, string path, ExitCodeClaim claim) => claim.Confidence == ExitCodeConfidence.Declared
        && (claim.Form != ExitCodeForm.InlineList || code.Paths.Count == 1 || claim.Sentence.Contains(path.Substring(path.LastIndexOf('/') + 1)));

    private static void FindNeverProduced(string path, ScriptFacts facts, List<ExitCodeClaim> list, List<Problem> problems)
    {
        var codes = new SortedSet<int>(facts.Codes.Select(found => found.Code));
        var produced = string.Join(", ", codes.Append(0).Concat(Given(facts)).Distinct().OrderBy(found => found));
        foreach (var claim in list)
        {
            if (Single(claim) is { } code && !codes.Contains(code) && !IsForeign(code, facts))
            {
                problems.Add(Problem.Of(RuleTable.CodeNeverProduced, claim.Place, Text(code), path, produced));
            }
        }
    }

    /// <summary>Codes that need no literal: of crashes, and of wrong arguments.</summary>
    private static IEnumerable<int> Given(ScriptFacts facts) => facts.UsageCode is { } usage ? [1, usage] : [1];

    private static bool IsForeign(int code, ScriptFacts facts) => code == 0 || code >= FirstForeignCode || code == facts.UsageCode || facts.Language switch
    {
        ScriptLanguage.Python => code == 1 || (code == 2 && facts.Parser is ArgumentParser.Argparse or ArgumentParser.Click or ArgumentParser.Unknown),
        ScriptLanguage.JavaScript => code is 1 or 13,
        _ => code is 1 or 2,
    };

    private static void FindUsage(string path, ScriptFacts facts, List<ExitCodeClaim> list, List<Problem> problems)
    {
        if (facts.UsageCode != 2)
        {
            return;
        }

        var parser = facts.Parser == ArgumentParser.Click ? "click" : "argparse";
        var two = list.Where(claim => claim.Codes.Contains(2)).ToList();
        if (two.TrueForAll(claim => !MeaningWords.IsUsage(claim.Meaning)) && list.Find(IsOtherUsage) is { } other)
        {
            problems.Add(Problem.Of(RuleTable.UsageCodeDiffers, other.Place, other.Codes.ToString(), parser, path));
        }

        if (two.Count > 0 && two.TrueForAll(claim => Single(claim) == 2 && MeaningWords.IsSpecific(claim.Meaning)))
        {
            problems.Add(Problem.Of(RuleTable.UsageCodeTaken, two[0].Place, Short(two[0].Meaning), parser, path));
        }
    }

    private static bool IsOtherUsage(ExitCodeClaim claim) => Single(claim) switch
    {
        1 => MeaningWords.IsUsage(claim.Meaning),
        > 2 => MeaningWords.IsWrongUsage(claim.Meaning),
        _ => false,
    };

    private static void FindUndocumented(
        ScriptText script, List<ExitCodeClaim> claims, List<List<ExitCodeClaim>> lists, List<string> around, List<Problem> problems)
    {
        var longest = lists.OrderByDescending(list => list.Count).FirstOrDefault();
        if (longest is null || longest.Select(claim => claim.Codes).Distinct().Count() < 2 || claims.Any(claim => claim.Codes.IsOther))
        {
            return;
        }

        var missing = script.Facts.Codes
            .Where(produced => produced.IsCertain && produced.Code != 0 && !claims.Any(claim => claim.Codes.Contains(produced.Code)) && !around.Exists(text => HasNumber(text, produced.Code)))
            .GroupBy(produced => produced.Code);
        foreach (var produced in missing.Select(same => same.First()))
        {
            var place = new Place(script.Path, produced.Line, 1);
            problems.Add(Problem.Of(RuleTable.CodeNotDocumented, place, produced.Text, Text(produced.Code), longest[0].Place.ToString()));
        }
    }

    private static void FindDifference(ScriptText script, List<List<ExitCodeClaim>> lists, List<string> around, List<Problem> problems)
    {
        var isHeaderFirst = lists[0][0].Place.Path == script.Path;
        var (document, header) = isHeaderFirst ? (lists[1], lists[0]) : (lists[0], lists[1]);
        var (aroundDocument, aroundHeader) = isHeaderFirst ? (around[1], around[0]) : (around[0], around[1]);
        var (here, there) = (Singles(document), Singles(header));
        foreach (var first in here)
        {
            foreach (var second in here.Where(second => second.Key > first.Key))
            {
                if (there.TryGetValue(first.Key, out var firstThere) && there.TryGetValue(second.Key, out var secondThere)
                    && MeaningWords.AreSwapped(first.Value.Meaning, second.Value.Meaning, firstThere.Meaning, secondThere.Meaning))
                {
                    problems.Add(Problem.Of(RuleTable.CodesSwapped, first.Value.Place, Text(first.Key), Text(second.Key), firstThere.Place.ToString()));
                }
            }
        }

        if (document.Concat(header).Any(claim => claim.Codes.IsOther || Single(claim) is null) || here.Count < 2 || there.Count < 2)
        {
            return;
        }

        Report(here, there, header[0], aroundHeader);
        Report(there, here, document[0], aroundDocument);

        void Report(Dictionary<int, ExitCodeClaim> mine, Dictionary<int, ExitCodeClaim> theirs, ExitCodeClaim other, string text)
        {
            foreach (var claim in mine.Where(claim => claim.Key != 0 && !theirs.ContainsKey(claim.Key) && !HasNumber(text, claim.Key)
                && script.Facts.Codes.Any(produced => produced.Code == claim.Key)).Select(claim => claim.Value))
            {
                problems.Add(Problem.Of(RuleTable.CodeInOneList, claim.Place, claim.Codes.ToString(), other.Place.ToString()));
            }
        }
    }

    /// <summary>The list's lines and some around them: a list may go on in words that are not read as such.</summary>
    private static string Around(string document, List<ExitCodeClaim> list)
    {
        var (first, last) = (list.Min(claim => claim.Place.Line) - 3, list.Max(claim => claim.Place.Line) + 6);
        var (start, end, line) = (0, 0, 1);
        for (; line < last && end < document.Length; line++)
        {
            end = document.IndexOf('\n', end) is var found && found >= 0 ? found + 1 : document.Length;
            start = line + 1 <= first ? end : start;
        }

        return document.Substring(start, end - start);
    }

    private static bool HasNumber(string text, int code)
    {
        var number = Text(code);
        for (var i = text.IndexOf(number, StringComparison.Ordinal); i >= 0; i = text.IndexOf(number, i + 1, StringComparison.Ordinal))
        {
            var end = i + number.Length;
            if ((i == 0 || !(char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '.' or '-' or '_'))
                && (end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' || (text[end] == '.' && end + 1 < text.Length && char.IsDigit(text[end + 1])))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first claim of each code.</summary>
    private static Dictionary<int, ExitCodeClaim> Singles(List<ExitCodeClaim> claims)
    {
        var singles = new Dictionary<int, ExitCodeClaim>();
        foreach (var claim in claims)
        {
            if (Single(claim) is { } code && !singles.ContainsKey(code))
            {
                singles.Add(code, claim);
            }
        }

        return singles;
    }

    private static int? Single(ExitCodeClaim claim) =>
        claim.Codes.Ranges.Count == 1 && claim.Codes.Ranges[0] is var range && range.Low == range.High ? range.Low : null;

    private static string Short(string meaning) => meaning.Length <= 50 ? meaning : meaning.Substring(0, 49) + "…";

    private static string Text(int code) => code.ToString(CultureInfo.InvariantCulture);
}
