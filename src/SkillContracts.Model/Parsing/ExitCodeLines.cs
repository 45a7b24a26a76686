using System;
using System.Collections.Generic;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads lists with a code on each line: the help text of a program, a docstring, a comment.</summary>
/// <remarks>
/// Either a line such as <c>Exit codes:</c> stands above, or each line says it: <c>Exit 0 = no change</c>.
/// What was read is blanked out, so that sentences do not find it again.
/// </remarks>
internal static class ExitCodeLines
{
    private static readonly string[] Bullets = ["-", "*", "•"];

    /// <summary>Reads every list of a text.</summary>
    /// <param name="text">Lines without comment marks; spaces in front tell what goes on with the line above.</param>
    /// <param name="rest">The same with blanks for what was read.</param>
    public static List<FoundCode> Read(string text, out string rest)
    {
        var (found, blanked) = (new List<FoundCode>(), text.ToCharArray());
        var start = 0;
        while (start < text.Length)
        {
            var end = ReadList(text, start, found);
            for (var i = start; i < end; i++)
            {
                blanked[i] = blanked[i] == '\n' ? '\n' : ' ';
            }

            start = end > start ? end : LineEnd(text, start) + 1;
        }

        rest = new string(blanked);
        return found;
    }

    /// <returns>Where the list ends; the start when there is none.</returns>
    private static int ReadList(string text, int start, List<FoundCode> found)
    {
        var (word, end) = (SkipBullet(text, start), LineEnd(text, start));
        if (word >= end || (ExitCodeLead.StartingAt(text, word) ?? LeadOfHeading(text, word, end)) is not { } lead)
        {
            return start;
        }

        return IsHeading(text, lead) ? ReadItems(text, start, NextLine(text, lead.End), found) : ReadLeadLines(text, start, found);
    }

    /// <summary>"Possible exit codes:", where the line is short and ends so.</summary>
    private static ExitCodeLead? LeadOfHeading(string text, int word, int end) =>
        end - word <= 60 && text[end - 1] is ':' or '：' && ExitCodeLead.Next(text, word, end) is { Kind: LeadKind.Noun or LeadKind.Plural } lead && lead.NameEnd < end ? lead : null;

    private static bool IsHeading(string text, ExitCodeLead lead)
    {
        var end = LineEnd(text, lead.NameEnd);
        var after = text.Substring(lead.NameEnd, Math.Max(0, end - lead.NameEnd)).Trim().Trim('`', '*', '-', '=', ' ');
        var endsWithColon = after.Length > 0 && after[after.Length - 1] is ':' or '：';
        return lead.Kind switch
        {
            LeadKind.Verb => after is ":" or "：",
            LeadKind.NonZero => false,
            _ => after.Length == 0 || (endsWithColon && after.Length <= 60) || (after[0] is '(' or '（' && after.Length <= 60 && after[after.Length - 1] is ')' or '）'),
        };
    }

    private static int ReadItems(string text, int listStart, int firstLine, List<FoundCode> found)
    {
        var (line, listEnd, indent, meaning) = (firstLine, listStart, -1, 0);
        while (line < text.Length)
        {
            var end = LineEnd(text, line);
            var word = SkipIndent(text, line);
            if (word >= end)
            {
                // One blank line may stand below the heading and between items.
                var next = end + 1;
                if (next >= text.Length || SkipIndent(text, next) >= LineEnd(text, next) || Item(text, next) is null)
                {
                    break;
                }
            }
            else if (Item(text, line) is { } item)
            {
                indent = word - line;
                meaning = item.MeaningAt;
                found.Add(new FoundCode(item.Codes, MeaningOf(text, meaning, end), item.At, IsListed: true, LeadKind.Plural));
                listEnd = end;
            }
            else if (indent >= 0 && word - line > indent)
            {
                listEnd = end;
                var last = found[found.Count - 1];
                found[found.Count - 1] = last with { Meaning = MeaningOf(text, meaning, end) };
            }
            else
            {
                break;
            }

            line = end + 1;
        }

        return listEnd;
    }

    /// <summary>Lines that each say "exit N": at least two.</summary>
    private static int ReadLeadLines(string text, int start, List<FoundCode> found)
    {
        var (line, listEnd, items) = (start, start, new List<FoundCode>());
        while (line < text.Length)
        {
            var end = LineEnd(text, line);
            var word = SkipBullet(text, line);
            if (word >= end || ExitCodeLead.StartingAt(text, word) is not { } lead || lead.End > end
                || ExitCodeGrammar.ReadItem(text, lead.End, allowOther: false) is not { Mark: > CodeMark.Bare } item || item.MeaningAt >= end)
            {
                break;
            }

            items.Add(new FoundCode(item.Codes, MeaningOf(text, item.MeaningAt, end), item.At, IsListed: true, lead.Kind));
            listEnd = end;
            line = end + 1;
        }

        if (items.Count < 2)
        {
            return start;
        }

        found.AddRange(items);
        return listEnd;
    }

    private static string MeaningOf(string text, int start, int end) =>
        ExitCodeSentences.OneLine(text.Substring(start, Math.Min(end - start, ExitCodeSentences.LongestMeaning)));

    private static CodeItem? Item(string text, int line)
    {
        var end = LineEnd(text, line);
        var at = SkipBullet(text, line);
        var item = at < end ? ExitCodeGrammar.ReadItem(text, at, allowOther: true) : null;
        if (item is not { Mark: not CodeMark.None } found || found.MeaningAt >= end)
        {
            return null;
        }

        return found.Mark != CodeMark.Bare || ExitCodeGrammar.IsDigit(text[found.At]) ? found : null;
    }

    private static int SkipIndent(string text, int line)
    {
        var i = line;
        while (i < text.Length && text[i] is ' ' or '\t' or '\r')
        {
            i++;
        }

        return i;
    }

    private static int SkipBullet(string text, int line)
    {
        var i = SkipIndent(text, line);
        foreach (var bullet in Bullets)
        {
            if (i + 1 < text.Length && text[i] == bullet[0] && text[i + 1] == ' ')
            {
                return SkipIndent(text, i + 1);
            }
        }

        while (i < text.Length && text[i] is '`' or '*' or '"')
        {
            i++;
        }

        return i;
    }

    private static int NextLine(string text, int at) => Math.Min(text.Length, LineEnd(text, at) + 1);

    private static int LineEnd(string text, int at)
    {
        var end = at >= text.Length ? -1 : text.IndexOf('\n', at);
        return end < 0 ? text.Length : end;
    }
}
