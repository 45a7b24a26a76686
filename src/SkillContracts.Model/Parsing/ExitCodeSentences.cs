using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>A code that a text tells.</summary>
/// <param name="Codes">The codes.</param>
/// <param name="Meaning">On one line; may be empty.</param>
/// <param name="At">The place of the code in the text.</param>
/// <param name="IsListed">True when it is one of several that are listed.</param>
/// <param name="Lead">The words that it was told with.</param>
internal readonly record struct FoundCode(ExitCodeSet Codes, string Meaning, int At, bool IsListed, LeadKind Lead);

/// <summary>Reads exit codes out of sentences: lists in one line, and prose.</summary>
internal sealed class ExitCodeSentences
{
    /// <summary>How far a list may stand behind the words "exit codes": "exit codes follow the house style: 0 = ok".</summary>
    private const int FarthestList = 60;

    private const int MostTries = 3;

    /// <summary>A text with more attempts in vain is no text for people, and each costs a look at a long piece of it.</summary>
    private const int MostFailures = 500;

    /// <summary>More in one paragraph is no text for people.</summary>
    private const int MostCodes = 1000;

    private const int LongestSentence = 300;

    /// <summary>Bounds what is looked at again for the next code, so that reading is linear.</summary>
    public const int LongestMeaning = 600;

    private static readonly string[] Zero = ["zero"];

    private static readonly string[] Conjunctions = ["and", "or", "else", "e", "y", "和", "或"];

    private static readonly string[] SoftConjunctions = ["and", "or"];

    private readonly PlainText _plain;
    private readonly string _text;
    private readonly bool _isProse;
    private readonly List<FoundCode> _found = [];
    private int _failures;
    private LeadKind _lead;

    private ExitCodeSentences(PlainText plain, string text, bool isProse) => (_plain, _text, _isProse) = (plain, text, isProse);

    /// <summary>Every code of a text.</summary>
    /// <param name="plain">The text.</param>
    /// <param name="text">The same, with blanks for what is not to be read.</param>
    /// <param name="isProse">False where a line end may end a sentence: in comments.</param>
    public static List<FoundCode> Read(PlainText plain, string text, bool isProse)
    {
        var reader = new ExitCodeSentences(plain, text, isProse);
        for (var lead = ExitCodeLead.Next(text, 0); lead is { } found && reader._found.Count < MostCodes; lead = ExitCodeLead.Next(text, reader.Read(found)))
        {
        }

        return reader._found;
    }

    /// <summary>A list that starts at a place without the words "exit code" before it, where the context has said them.</summary>
    /// <returns>Empty when there are not at least two codes.</returns>
    public static List<FoundCode> ReadList(PlainText plain, int at, bool isProse)
    {
        var reader = new ExitCodeSentences(plain, plain.Text, isProse);
        if (ExitCodeGrammar.ReadItem(plain.Text, at, allowOther: false) is { Mark: > CodeMark.Bare } item)
        {
            reader.AddList(item, isLoose: false, LeadKind.Plural, atLeast: 2, out _);
        }

        return reader._found;
    }

    /// <summary>The codes that start with an item, each with its meaning: one or more.</summary>
    public static List<FoundCode> ReadPacked(PlainText plain, CodeItem item)
    {
        var reader = new ExitCodeSentences(plain, plain.Text, isProse: true);
        reader.AddList(item, isLoose: true, LeadKind.Plural, atLeast: 1, out _);
        return reader._found;
    }

    /// <summary>True when a text speaks of exit codes.</summary>
    public static bool SpeaksOfExits(string text)
    {
        for (var lead = ExitCodeLead.Next(text, 0); lead is { } found; lead = ExitCodeLead.Next(text, Math.Max(found.End, found.At + 1)))
        {
            if (found.Kind != LeadKind.Verb || char.ToLowerInvariant(text[found.NameEnd - 1]) == 's')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the sentence around a place starts and ends, as far as that is near.</summary>
    public static (int Start, int End) SentenceAt(string text, int at)
    {
        var (start, end) = (at, at);
        while (start > 0 && at - start < LongestSentence && !IsSentenceEnd(text, start - 1))
        {
            start--;
        }

        while (end < text.Length && end - at < LongestSentence && !IsSentenceEnd(text, end))
        {
            end++;
        }

        return (start, end);
    }

    /// <summary>A text on one line.</summary>
    public static string OneLine(string text) =>
        string.Join(" ", text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd(';', ',', ' ');

    /// <summary>Reads what follows one lead.</summary>
    /// <returns>Where to go on.</returns>
    private int Read(ExitCodeLead lead)
    {
        if (_plain.IsInsideCode(lead.At))
        {
            return lead.NameEnd;
        }

        if (lead.Kind == LeadKind.NonZero)
        {
            Add(new CodeItem(ExitCodeSet.NonZero, lead.At, lead.End, CodeMark.Word, lead.End), lead.Kind);
            return lead.End;
        }

        var code = ExitCodeGrammar.SkipSpace(_text, lead.End);
        var hasColon = code < _text.Length && _text[code] is ':' or '：' && (lead.Kind != LeadKind.Verb || lead.End == lead.NameEnd);
        if (ItemAfter(lead, hasColon ? code + 1 : code) is not { } item)
        {
            return lead.Kind == LeadKind.Verb ? lead.NameEnd : ReadDistantList(lead) ?? lead.NameEnd;
        }

        return AddList(item, isLoose: hasColon || lead.Kind == LeadKind.Plural, lead.Kind, atLeast: 2, out var end) ? end : Add(item, lead.Kind);
    }

    private CodeItem? ItemAfter(ExitCodeLead lead, int at)
    {
        if (ExitCodeGrammar.ReadItem(_text, at, allowOther: false) is { } item)
        {
            return lead.IsExit || item.Codes.Ranges.All(range => range.High < 100) ? item : null;
        }

        var zero = ExitCodeGrammar.SkipSpace(_text, at);
        return lead.Kind == LeadKind.Verb && ExitCodeGrammar.WordAt(_text, zero, Zero) is { } length
            ? new CodeItem(ExitCodeSet.Of(0), zero, zero + length, CodeMark.None, zero + length)
            : null;
    }

    /// <summary>"Exit codes (documented): 0 = ok, …" and "Check the exit code. `0` means …".</summary>
    private int? ReadDistantList(ExitCodeLead lead)
    {
        var end = Math.Min(_text.Length, lead.NameEnd + FarthestList);
        for (var (i, tries) = (lead.NameEnd, 0); i < end && tries < MostTries && _failures < MostFailures; i++)
        {
            if (_text[i] is not (':' or '：' or '(' or '（' or '—' or '–' or '.' or '。'))
            {
                continue;
            }

            tries++;
            if (ExitCodeGrammar.ReadItem(_text, i + 1, allowOther: false) is { Mark: not CodeMark.None } item
                && (item.Mark != CodeMark.Bare || _text[i] is ':' or '：' or '(' or '（')
                && (_text[i] is not ('.' or '。') || _plain.IsCode(item.At))
                && AddList(item, isLoose: _text[i] is ':' or '：' or '(' or '（', lead.Kind, atLeast: 2, out var listEnd))
            {
                return listEnd;
            }

            _failures++;

            if (_text[i] is '.' or '。' && IsSentenceEnd(_text, i))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Adds a list when it has enough codes.</summary>
    private bool AddList(CodeItem first, bool isLoose, LeadKind lead, int atLeast, out int end)
    {
        var items = new List<(CodeItem Item, int End)>();
        CodeItem? item = first;
        (_lead, end) = (lead, first.End);
        while (item is { } current && current.Mark != CodeMark.None && items.Count < MostCodes)
        {
            (end, item) = EndOfMeaning(current.MeaningAt, isLoose);
            items.Add((current, end));
        }

        if (items.Count < atLeast)
        {
            return false;
        }

        foreach (var (listed, meaningEnd) in items)
        {
            _found.Add(new FoundCode(listed.Codes, Meaning(listed.MeaningAt, meaningEnd), listed.At, IsListed: true, lead));
        }

        return true;
    }

    private int Add(CodeItem item, LeadKind lead)
    {
        _lead = lead;
        var end = EndOfMeaning(item.MeaningAt, isLoose: false).End;
        var meaning = item.Mark == CodeMark.None ? "" : Meaning(item.MeaningAt, end);
        if (item.Mark == CodeMark.None || meaning.Length == 0 || lead == LeadKind.NonZero)
        {
            meaning = SentenceAround(item.At);
        }

        _found.Add(new FoundCode(item.Codes, meaning, item.At, IsListed: false, lead));
        return Math.Max(item.End, item.At + 1);
    }

    /// <summary>Where a meaning ends: before the next item, at the sentence's end, or where its parenthesis closes.</summary>
    private (int End, CodeItem? Next) EndOfMeaning(int at, bool isLoose)
    {
        var depth = 0;
        var most = Math.Min(_text.Length, at + LongestMeaning);
        for (var i = at; i < most; i++)
        {
            var character = _text[i];
            if (character is '(' or '[' or '（')
            {
                depth++;
            }
            else if (character is ')' or ']' or '）' && --depth < 0)
            {
                return (i, null);
            }
            else if (depth == 0 && IsDelimiter(i))
            {
                if (NextItem(i, isLoose) is { } next)
                {
                    return (i, next);
                }

                if (StartsStatement(i + 1) || (character == '\n' && !_isProse && !Continues(i)))
                {
                    return (i, null);
                }
            }

            if (IsSentenceEnd(_text, i) && (depth == 0 || character == '\n'))
            {
                return (i, NextItem(i, isLoose, mayHaveLead: false) is { } next && (next.Mark == CodeMark.Sign || _plain.IsCode(next.At)) ? next : null);
            }
        }

        return (most, null);
    }

    /// <summary>The item behind a delimiter. Without a mark behind its code it counts only in a list that was announced.</summary>
    private CodeItem? NextItem(int delimiter, bool isLoose, bool mayHaveLead = true)
    {
        var i = ExitCodeGrammar.SkipSpace(_text, delimiter + 1);
        if (ExitCodeGrammar.WordAt(_text, i, Conjunctions) is { } conjunction)
        {
            i = ExitCodeGrammar.SkipSpace(_text, i + conjunction);
        }

        var hasLead = mayHaveLead && _text[delimiter] != '\n' && i < _text.Length && ExitCodeLead.StartingAt(_text, i) is { Kind: LeadKind.Verb or LeadKind.Noun } lead && (i = lead.End) > 0;
        if (ExitCodeGrammar.ReadItem(_text, i, allowOther: !hasLead) is not { } item || item.Mark == CodeMark.None)
        {
            return null;
        }

        // "non-zero" may follow "and" alone, "other" may not: it is too common a word.
        var isNumber = ExitCodeGrammar.IsDigit(_text[item.At]) || item.Codes == ExitCodeSet.NonZero;
        var isSoft = _text[delimiter] is ' ' or '\n';
        var isCodeSpan = _plain.IsCode(item.At) && !_plain.IsInsideCode(item.At) && (item.End >= _text.Length || !_plain.IsInsideCode(item.End));
        return item.Mark switch
        {
            CodeMark.Bare => isNumber && !hasLead && !isSoft && (isLoose || isCodeSpan || (_lead != LeadKind.Verb && _text[delimiter] is not (',' or '，' or '、'))) ? item : null,
            CodeMark.Word => isNumber || !isSoft ? item : null,
            CodeMark.Parenthesis => _text[delimiter] != '\n' || (delimiter > 0 && ",;.·/".IndexOf(_text[delimiter - 1]) >= 0) ? item : null,
            _ => item,
        };
    }

    /// <summary>True where another "exit N" starts: the meaning before it ends there.</summary>
    private bool StartsStatement(int at)
    {
        var i = ExitCodeGrammar.SkipSpace(_text, at);
        return i < _text.Length && ExitCodeLead.StartingAt(_text, i) is { } lead && ExitCodeGrammar.ReadItem(_text, lead.End, allowOther: false) is not null;
    }

    private bool IsDelimiter(int i) => _text[i] switch
    {
        ',' or ';' or '·' or '•' or '，' or '；' or '、' or '\n' => true,
        '/' or '|' => i > 0 && char.IsWhiteSpace(_text[i - 1]),
        ' ' => ExitCodeGrammar.WordAt(_text, i + 1, SoftConjunctions) is not null,
        _ => false,
    };

    /// <summary>True when the next line of a comment goes on with the sentence.</summary>
    private bool Continues(int lineEnd)
    {
        var i = lineEnd + 1;
        while (i < _text.Length && _text[i] is ' ' or '\t')
        {
            i++;
        }

        return i < _text.Length && (char.IsLower(_text[i]) || ExitCodeGrammar.IsDigit(_text[i]) || _text[i] is '(' or '`' or '<' or '[');
    }

    private static bool IsSentenceEnd(string text, int i)
    {
        if (text[i] == '\n')
        {
            return i + 1 < text.Length && text[i + 1] == '\n';
        }

        if (text[i] is '。')
        {
            return true;
        }

        if (text[i] is not ('.' or '!' or '?'))
        {
            return false;
        }

        var next = i + 1;
        while (next < text.Length && (char.IsWhiteSpace(text[next]) || text[next] is ')' or '"' or '*'))
        {
            next++;
        }

        return next >= text.Length || (next > i + 1 && !char.IsLower(text[next]));
    }

    private string Meaning(int start, int end) => OneLine(_text.Substring(start, Math.Max(0, Math.Min(end, _text.Length) - start)).Trim(' ', '`', '*', '"'));

    private string SentenceAround(int at)
    {
        var (start, end) = SentenceAt(_text, at);
        return OneLine(_text.Substring(start, end - start));
    }
}
