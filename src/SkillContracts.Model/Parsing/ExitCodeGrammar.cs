using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>The mark between an exit code and what it means.</summary>
internal enum CodeMark
{
    None,

    /// <summary>Nothing but space: <c>0 success</c>.</summary>
    Bare,

    /// <summary>A word: <c>2 when the output exists</c>; the meaning starts with it.</summary>
    Word,

    /// <summary>A parenthesis: <c>2 (usage)</c>; the meaning starts with it.</summary>
    Parenthesis,

    /// <summary>A sign such as <c>=</c>, <c>:</c> or <c>→</c>; the meaning follows it.</summary>
    Sign,
}

/// <summary>Codes, the mark behind them, and where the meaning starts.</summary>
internal readonly record struct CodeItem(ExitCodeSet Codes, int At, int End, CodeMark Mark, int MeaningAt);

/// <summary>Reads exit codes as documents write them. Each method looks a few words ahead and never back.</summary>
internal static class ExitCodeGrammar
{
    private const string Marks = "`*_\"“”‘’「」『』";

    private static readonly string[] NonZeroWords =
    [
        "any other non-zero", "any non-zero", "other non-zero", "a non-zero", "any nonzero", "a nonzero", "non-zero", "nonzero", "non zero", "!= 0", "!=0", "≠ 0", "≠0", "> 0", ">0",
        "非零", "非 0", "非0", "0 以外", "0以外", "ゼロ以外", "0이 아닌", "diferente de zero", "distinto de cero",
    ];

    private static readonly string[] OtherWords =
        ["any other", "all others", "all other", "anything else", "everything else", "others", "other", "其他", "其它", "その他", "기타", "outros", "outro", "otros", "otro"];

    private static readonly string[] Conjunctions = ["or", "and", "ou", "o", "y", "e", "和", "或", "または"];

    private static readonly string[] RangeWords = ["to", "through"];

    private static readonly string[] HigherWords = ["or higher", "or more", "or above", "or greater"];

    private static readonly string[] MeaningWords =
    [
        "when", "if", "on", "for", "means", "mean", "meaning", "is", "with", "unless", "indicates", "signals", "otherwise", "denotes", "after", "once", "because",
        "quando", "se", "cuando", "si", "em", "en", "para", "significa", "indica",
        "表示", "代表", "为", "為", "是", "时", "時", "の", "は", "なら", "で", "은", "는", "이면", "を", "을", "를",
    ];

    private static readonly string[] Signs = ["->", "=>", "==", "--", ":", "：", "=", "＝", "—", "–", "-", "→", "⇒", "➜", "➔"];

    /// <summary>Skips spaces, one line end and the marks of code, bold and quotes.</summary>
    public static int SkipSpace(string text, int at)
    {
        var lineEnds = 0;
        for (var i = at; i < text.Length; i++)
        {
            if (text[i] == '\n' && ++lineEnds == 2)
            {
                return i - 1;
            }

            if (!char.IsWhiteSpace(text[i]) && Marks.IndexOf(text[i]) < 0)
            {
                return i;
            }
        }

        return text.Length;
    }

    /// <summary>Reads <c>2</c>, <c>3-5</c>, <c>1, 2</c>, <c>1 or 2</c>, <c>3+</c>, <c>non-zero</c>, and <c>other</c> where a list may end with it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="at">Where the codes start; set behind them when they are read.</param>
    /// <param name="allowOther">True where a code must follow.</param>
    /// <returns>Null when there is no exit code.</returns>
    public static ExitCodeSet? ReadCodes(string text, ref int at, bool allowOther)
    {
        var i = SkipSpace(text, at);
        if (WordAt(text, i, NonZeroWords) is { } nonZero)
        {
            at = i + nonZero;
            return ExitCodeSet.NonZero;
        }

        if (allowOther && WordAt(text, i, OtherWords) is { } other)
        {
            at = i + other;
            return new ExitCodeSet(EquatableArray<ExitCodeRange>.Empty, IsOther: true);
        }

        if (ReadRange(text, ref i) is not { } first)
        {
            return null;
        }

        var ranges = new List<ExitCodeRange> { first };
        for (var next = i; ranges.Count < 256 && ReadNextRange(text, ref next) is { } range; i = next)
        {
            ranges.Add(range);
        }

        at = i;
        return new ExitCodeSet(ranges.Distinct().OrderBy(range => range.Low).ToEquatableArray());
    }

    /// <summary>Reads an item such as <c>2 = usage error</c> up to its meaning.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="at">Where it starts.</param>
    /// <param name="allowOther">True where a code must follow.</param>
    /// <returns>Null when there are no codes; <see cref="CodeMark.None"/> when nothing follows them.</returns>
    public static CodeItem? ReadItem(string text, int at, bool allowOther)
    {
        var start = SkipSpace(text, at);
        var end = start;
        if (ReadCodes(text, ref end, allowOther) is not { } codes)
        {
            return null;
        }

        var (mark, meaning) = ReadMark(text, end);
        return new CodeItem(codes, start, end, mark, meaning);
    }

    /// <summary>The word of the list that stands at a place and ends there; its length.</summary>
    public static int? WordAt(string text, int at, string[] words)
    {
        foreach (var word in words)
        {
            if (MayBeEqual(text, at, word)
                && string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (!IsAsciiWord(word[word.Length - 1]) || at + word.Length >= text.Length || !IsAsciiWord(text[at + word.Length])))
            {
                return word.Length;
            }
        }

        return null;
    }

    /// <summary>False when two characters of a word tell at once that it does not stand there: most comparisons end here.</summary>
    public static bool MayBeEqual(string text, int at, string word) =>
        at < text.Length && MayBeEqual(text[at], word[0]) && (word.Length == 1 || (at + 1 < text.Length && MayBeEqual(text[at + 1], word[1])));

    public static bool IsAsciiWord(char character) => IsAsciiLetter(character) || IsDigit(character) || character == '_';

    public static bool IsAsciiLetter(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    public static bool IsDigit(char character) => character is >= '0' and <= '9';

    private static bool MayBeEqual(char one, char other) => one == other || (one | 0x20) == (other | 0x20) || (one >= 0x80 && other >= 0x80);

    private static (CodeMark Mark, int MeaningAt) ReadMark(string text, int end)
    {
        var i = SkipSpace(text, end);
        if (i >= text.Length)
        {
            return (CodeMark.None, i);
        }

        if (text[i] is '(' or '（')
        {
            return (CodeMark.Parenthesis, i);
        }

        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(text, i, sign, 0, sign.Length) == 0)
            {
                var meaning = SkipSpace(text, i + sign.Length);
                return meaning < text.Length && text[meaning] != '\n' ? (CodeMark.Sign, meaning) : (CodeMark.None, meaning);
            }
        }

        if (WordAt(text, i, MeaningWords) is not null)
        {
            return (CodeMark.Word, i);
        }

        // A code that nothing sets off from the next word is part of it: "2nd", "3x".
        return (char.IsLetter(text[i]) || text[i] is '<' or '[' or '/' or '~' or '$' or '.' or '+') && (i > end || text[i] >= 0x80) && !(text[i] == '.' && SkipSpace(text, i + 1) != i + 1)
            ? (CodeMark.Bare, i)
            : (CodeMark.None, i);
    }

    private static ExitCodeRange? ReadNextRange(string text, ref int at)
    {
        var i = SkipSpace(text, at);
        var isComma = i < text.Length && text[i] is ',' or '、' or '，';
        if (i >= text.Length)
        {
            return null;
        }

        if (isComma)
        {
            i = SkipSpace(text, i + 1);
        }
        else if (text[i] is '/' or '|')
        {
            i++;
        }
        else if (WordAt(text, i, Conjunctions) is null)
        {
            return null;
        }

        if (WordAt(text, i, Conjunctions) is { } conjunction)
        {
            isComma = false;
            i += conjunction;
        }

        i = SkipSpace(text, i);
        if (ReadRange(text, ref i) is not { } range)
        {
            return null;
        }

        // "exits 0, 3 files are written" and "0, 1 = usage" in a sentence: the number behind the comma starts something else.
        if (isComma && ReadMark(text, i).Mark == CodeMark.Bare)
        {
            return null;
        }

        at = i;
        return range;
    }

    private static ExitCodeRange? ReadRange(string text, ref int at)
    {
        var i = at;
        if (ReadNumber(text, ref i) is not { } low)
        {
            return null;
        }

        if (i < text.Length && text[i] == '+')
        {
            at = i + 1 < text.Length && text[i + 1] is 'N' or 'n' ? i + 2 : i + 1;
            return new ExitCodeRange(low, 255);
        }

        if (WordAt(text, SkipSpace(text, i), HigherWords) is { } higher)
        {
            at = SkipSpace(text, i) + higher;
            return new ExitCodeRange(low, 255);
        }

        var to = SkipSpace(text, i);
        if (to < text.Length && (text[to] is '-' or '–' || (text[to] == '—' && to == i)))
        {
            to++;
        }
        else if (string.CompareOrdinal(text, to, "..", 0, 2) == 0)
        {
            to += 2;
        }
        else if (WordAt(text, to, RangeWords) is { } length)
        {
            to += length;
        }
        else
        {
            to = text.Length;
        }

        var isTight = to < text.Length && to - i <= 2 && IsDigit(text[to]);
        to = SkipSpace(text, to);
        if (ReadNumber(text, ref to) is { } high && high > low && (isTight || ReadMark(text, to).Mark != CodeMark.Bare))
        {
            at = to;
            return new ExitCodeRange(low, high);
        }

        at = i;
        return new ExitCodeRange(low, low);
    }

    /// <summary>A whole number up to 255 that is not part of a longer word, date, version or percentage.</summary>
    private static int? ReadNumber(string text, ref int at)
    {
        var end = at;
        while (end < text.Length && end - at < 4 && IsDigit(text[end]))
        {
            end++;
        }

        if (end == at || end - at > 3 || (end < text.Length && (IsAsciiWord(text[end]) || text[end] is '%' or '$' or '°')))
        {
            return null;
        }

        if (end + 1 < text.Length)
        {
            var (next, then) = (text[end], text[end + 1]);
            if ((next is '.' or ':' && IsDigit(then)) || (next == '-' && IsAsciiLetter(then)) || (next == ',' && end + 3 < text.Length && IsDigit(then) && IsDigit(text[end + 2]) && IsDigit(text[end + 3])))
            {
                return null;
            }
        }

        var value = int.Parse(text.Substring(at, end - at), CultureInfo.InvariantCulture);
        if (value > 255)
        {
            return null;
        }

        at = end;
        return value;
    }
}
