using System;
using System.Collections.Generic;

namespace SkillContracts.Model.Code;

/// <summary>Cuts JavaScript and TypeScript into tokens; a template with all that stands in it is one text, a regular expression too.</summary>
internal static class JavaScriptTokens
{
    private const int Deepest = 100;

    public static TokenList Of(string source)
    {
        var tokens = new List<Token>(source.Length / 6);
        var line = 1;
        byte[]? failed = null;
        for (var i = 0; i < source.Length;)
        {
            var (start, first) = (i, line);
            var character = source[i];
            if (character == '\n')
            {
                line++;
                i++;
            }
            else if (char.IsWhiteSpace(character) || character == '\uFEFF')
            {
                i++;
            }
            else if (character == '/' && At(source, i + 1) == '/')
            {
                i = EndOfLine(source, i);
            }
            else if (character == '#' && At(source, i + 1) == '!' && i == 0)
            {
                i = EndOfLine(source, i);
            }
            else if (character == '/' && At(source, i + 1) == '*')
            {
                var end = source.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? source.Length : end + 2;
                line += LinesIn(source, start, i);
            }
            else if (character is '"' or '\'' or '`')
            {
                i = EndOfText(source, i, 0);
                tokens.Add(new Token(TokenKind.Text, start, i, first));
                line += LinesIn(source, start, i);
            }
            else if (character == '/' && StartsPattern(source, tokens))
            {
                i = EndOfPattern(source, i, ref failed);
                tokens.Add(new Token(TokenKind.Text, start, i, first));
            }
            else if (IsNameCharacter(character))
            {
                var isNumber = char.IsDigit(character);
                while (i < source.Length && (IsNameCharacter(source[i]) || (isNumber && source[i] == '.')))
                {
                    i++;
                }

                tokens.Add(new Token(isNumber ? TokenKind.Number : TokenKind.Name, start, i, line));
            }
            else
            {
                i += LengthOfOperator(source, i);
                tokens.Add(new Token(TokenKind.Operator, start, i, line));
            }
        }

        return new TokenList(source, tokens);
    }

    private static bool IsNameCharacter(char character) => character is '_' or '$' || char.IsLetterOrDigit(character);

    private static char At(string source, int index) => index < source.Length ? source[index] : '\0';

    private static int EndOfLine(string source, int index) => source.IndexOf('\n', index) is var end && end >= 0 ? end : source.Length;

    private static int LinesIn(string source, int start, int end)
    {
        var lines = 0;
        for (var i = source.IndexOf('\n', start, end - start); i >= 0; i = source.IndexOf('\n', i + 1, end - i - 1))
        {
            lines++;
        }

        return lines;
    }

    private static int LengthOfOperator(string source, int index)
    {
        var (first, second) = (source[index], At(source, index + 1));
        if (second == '=' && "=!<>+-*%&|^?".IndexOf(first) >= 0)
        {
            return At(source, index + 2) == '=' ? 3 : 2;
        }

        return (first == '=' && second == '>') || (first is '&' or '|' or '?' && second == first) || (first == '?' && second == '.') ? 2 : 1;
    }

    /// <summary>A slash behind a value divides.</summary>
    private static bool StartsPattern(string source, List<Token> tokens)
    {
        if (tokens.Count == 0)
        {
            return true;
        }

        var last = tokens[tokens.Count - 1];
        var text = last.End - last.Start <= 10 ? source.Substring(last.Start, last.End - last.Start) : "";
        return last.Kind switch
        {
            TokenKind.Operator => text is not (")" or "]" or "}"),
            TokenKind.Name => text is "return" or "typeof" or "case" or "in" or "of" or "void" or "throw" or "else" or "do" or "await" or "yield",
            _ => false,
        };
    }

    /// <param name="source">The script.</param>
    /// <param name="index">The slash.</param>
    /// <param name="failed">For each character whether a search in vain has passed it outside (1) or inside (2) of a class: another one need not go on there.</param>
    private static int EndOfPattern(string source, int index, ref byte[]? failed)
    {
        var inClass = false;
        var end = index + 1;
        for (; end < source.Length && source[end] != '\n' && (failed is null || (failed[end] & MarkOf(inClass)) == 0); end++)
        {
            if (source[end] == '\\')
            {
                end++;
            }
            else if (source[end] is '[' or ']')
            {
                inClass = source[end] == '[';
            }
            else if (source[end] == '/' && !inClass)
            {
                return end + 1;
            }
        }

        failed ??= new byte[source.Length];
        inClass = false;
        for (var i = index + 1; i < Math.Min(end, source.Length); i++)
        {
            failed[i] |= MarkOf(inClass);
            inClass = source[i] is '[' or ']' ? source[i] == '[' : inClass;
            i += source[i] == '\\' ? 1 : 0;
        }

        return index + 1; // a lone slash
    }

    private static byte MarkOf(bool inClass) => inClass ? (byte)2 : (byte)1;

    private static int EndOfText(string source, int index, int depth)
    {
        var quote = source[index];
        for (var i = index + 1; i < source.Length; i++)
        {
            if (source[i] == '\\')
            {
                i++;
            }
            else if (source[i] == quote)
            {
                return i + 1;
            }
            else if (source[i] == '\n' && quote != '`')
            {
                return i; // never closed: the next line is code again
            }
            else if (quote == '`' && source[i] == '$' && At(source, i + 1) == '{')
            {
                i = EndOfHole(source, i + 2, depth) - 1;
            }
        }

        return source.Length;
    }

    private static int EndOfHole(string source, int index, int depth)
    {
        var open = 1;
        var i = index;
        while (i < source.Length && open > 0)
        {
            if (source[i] is '"' or '\'' or '`' && depth < Deepest)
            {
                i = EndOfText(source, i, depth + 1);
                continue;
            }

            open += source[i] == '{' ? 1 : source[i] == '}' ? -1 : 0;
            i++;
        }

        return i;
    }
}
