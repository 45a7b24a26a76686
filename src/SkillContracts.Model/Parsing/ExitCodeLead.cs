using System;

namespace SkillContracts.Model.Parsing;

/// <summary>The words that an exit code is told with.</summary>
internal enum LeadKind
{
    /// <summary>"exits", "exit with", "exited".</summary>
    Verb,

    /// <summary>"exit code", "return status" and their like in other languages.</summary>
    Noun,

    /// <summary>"exit codes": what follows is a list.</summary>
    Plural,

    /// <summary>"non-zero exit": the code is told already.</summary>
    NonZero,
}

/// <summary>Words such as "exits with" or "exit code is", and the place where a code may follow.</summary>
/// <param name="Kind">Which.</param>
/// <param name="At">Where they start.</param>
/// <param name="NameEnd">Where the name ends: behind "exit code" of "exit code is".</param>
/// <param name="End">Where a code may follow.</param>
/// <param name="IsExit">False for "return code", which may be one of HTTP.</param>
internal readonly record struct ExitCodeLead(LeadKind Kind, int At, int NameEnd, int End, bool IsExit)
{
    private static readonly string[] Plurals = ["codes", "statuses", "values"];

    private static readonly string[] Nouns = ["codes", "code", "statuses", "status", "values", "value"];

    private static readonly string[] Links =
        ["with", "always", "codes", "code", "status", "value", "values", "of", "is", "was", "are", "be", "must be", "should be", "a", "an", "the", "as", "=", "equals"];

    private static readonly string[] NonZeroNouns =
        ["exit codes", "exit code", "exit status", "exit-code", "exits", "exit", "return code", "return status", "return value", "returncode", "status code", "status"];

    private static readonly string[] Statements = ["exit", "status", "code", "when", "if", "on", "for", "unless", "to", "and", "or", "in", "with"];

    private static readonly string[] NonZeros = ["non-zero", "nonzero", "non zero"];

    private static readonly string[] Foreign =
    [
        "退出状态码", "退出狀態碼", "退出代码", "退出代碼", "退出状态", "退出狀態", "退出码", "退出碼", "終了ステータス", "終了コード", "종료 코드", "종료코드", "종료 상태",
        "códigos de saída", "código de saída", "codigo de saida", "códigos de salida", "código de salida", "codigo de salida",
    ];

    /// <summary>Finds the next such words.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="from">Where to start.</param>
    /// <returns>Null when there are none.</returns>
    public static ExitCodeLead? Next(string text, int from) => Next(text, from, text.Length);

    /// <summary>Finds the next such words that start before a place.</summary>
    public static ExitCodeLead? Next(string text, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (MayStartAt(text, i) && StartingAt(text, i) is { } lead)
            {
                return lead;
            }
        }

        return null;
    }

    /// <summary>The words that start at a place.</summary>
    public static ExitCodeLead? StartingAt(string text, int i) => text[i] switch
    {
        'e' or 'E' => Exit(text, i),
        'r' or 'R' => Return(text, i),
        'n' or 'N' => NonZero(text, i),
        '退' or '終' or '종' or 'c' or 'C' => Other(text, i),
        _ => null,
    };

    /// <summary>False for a character that no such words start with.</summary>
    public static bool MayStartWith(char character) => character is 'e' or 'E' or 'r' or 'R' or 'n' or 'N' or 'c' or 'C' or >= '\x80';

    /// <summary>Looks at two letters, because every place of a text is asked.</summary>
    private static bool MayStartAt(string text, int at)
    {
        var next = at + 1 < text.Length ? (char)(text[at + 1] | 0x20) : '\0';
        return text[at] switch
        {
            'e' or 'E' => next == 'x',
            'r' or 'R' => next == 'e',
            'n' or 'N' => next == 'o',
            'c' or 'C' => next is 'o' or 'ó',
            '退' or '終' or '종' => true,
            _ => false,
        };
    }

    private static ExitCodeLead? Exit(string text, int at)
    {
        if (!StartsWith(text, at, "exit") || !IsWordStart(text, at))
        {
            return null;
        }

        var i = at + 4;
        i += StartsWith(text, i, "ing") ? 3 : StartsWith(text, i, "ed") ? 2 : StartsWith(text, i, "s") ? 1 : 0;
        var isPlainExit = i == at + 4;
        if (isPlainExit && StartsWith(text, i, "-code"))
        {
            i++;
        }

        if (isPlainExit && StartsWith(text, i, "code"))
        {
            return AfterName(text, at, i, isExit: true);
        }

        // "exit(2)" is code, "exit-2" and "exit_code" are names.
        if (i < text.Length && (ExitCodeGrammar.IsAsciiWord(text[i]) || text[i] is '(' or '-'))
        {
            return null;
        }

        var noun = ExitCodeGrammar.SkipSpace(text, i);
        return ExitCodeGrammar.WordAt(text, noun, Nouns) is not null
            ? AfterName(text, at, noun, isExit: true)
            : new ExitCodeLead(LeadKind.Verb, at, i, AfterLinks(text, i), IsExit: true);
    }

    private static ExitCodeLead? Return(string text, int at)
    {
        if (!StartsWith(text, at, "return") || !IsWordStart(text, at))
        {
            return null;
        }

        var i = at + 6;
        i += StartsWith(text, i, "ed") ? 2 : StartsWith(text, i, "s") ? 1 : 0;
        var noun = ExitCodeGrammar.SkipSpace(text, i);
        if (noun == i)
        {
            return null;
        }

        if (ExitCodeGrammar.WordAt(text, noun, Nouns) is not null)
        {
            return AfterName(text, at, noun, isExit: false);
        }

        return ExitCodeGrammar.WordAt(text, noun, NonZeros) is { } length && IsStatement(text, noun + length)
            ? new ExitCodeLead(LeadKind.NonZero, at, noun + length, noun + length, IsExit: true)
            : null;
    }

    private static ExitCodeLead? NonZero(string text, int at)
    {
        if (ExitCodeGrammar.WordAt(text, at, NonZeros) is not { } length || !IsWordStart(text, at))
        {
            return null;
        }

        var noun = ExitCodeGrammar.SkipSpace(text, at + length);
        return ExitCodeGrammar.WordAt(text, noun, NonZeroNouns) is { } nounLength
            ? new ExitCodeLead(LeadKind.NonZero, at, noun + nounLength, noun + nounLength, IsExit: true)
            : null;
    }

    private static ExitCodeLead? Other(string text, int at)
    {
        var isLatin = text[at] is 'c' or 'C';
        if ((isLatin && (at + 2 >= text.Length || text[at + 2] != 'd')) || ExitCodeGrammar.WordAt(text, at, Foreign) is not { } length)
        {
            return null;
        }

        var end = at + length;
        var code = end;
        while (code < text.Length && (char.IsWhiteSpace(text[code]) || "为為是がはを가은는=＝`".IndexOf(text[code]) >= 0) && text[code] != '\n')
        {
            code++;
        }

        return new ExitCodeLead(isLatin && text[at + 6] == 's' ? LeadKind.Plural : LeadKind.Noun, at, end, code, IsExit: true);
    }

    private static ExitCodeLead AfterName(string text, int at, int noun, bool isExit)
    {
        var kind = ExitCodeGrammar.WordAt(text, noun, Plurals) is not null ? LeadKind.Plural : LeadKind.Noun;
        var end = noun + ExitCodeGrammar.WordAt(text, noun, Nouns).GetValueOrDefault();
        return new ExitCodeLead(kind, at, end, AfterLinks(text, end), isExit);
    }

    private static int AfterLinks(string text, int at)
    {
        var i = at;
        for (var words = 0; words < 5; words++)
        {
            var next = ExitCodeGrammar.SkipSpace(text, i);
            if (ExitCodeGrammar.WordAt(text, next, Links) is not { } length)
            {
                break;
            }

            i = next + length;
        }

        return i;
    }

    /// <summary>"returns non-zero when" tells of an end, "returns a non-zero count" does not.</summary>
    private static bool IsStatement(string text, int at)
    {
        var next = ExitCodeGrammar.SkipSpace(text, at);
        return next >= text.Length || !ExitCodeGrammar.IsAsciiLetter(text[next])
            || ExitCodeGrammar.WordAt(text, next, Statements) is not null;
    }

    private static bool IsWordStart(string text, int at) =>
        at == 0 || !(ExitCodeGrammar.IsAsciiWord(text[at - 1]) || text[at - 1] is '-' or '.' or '$' or '/' or '\\' or '@');

    private static bool StartsWith(string text, int at, string word) =>
        ExitCodeGrammar.MayBeEqual(text, at, word) && string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;
}
