using System.Collections.Generic;

namespace SkillContracts.Model.Code;

/// <summary>Cuts Python into tokens: comments are left out, line ends count outside brackets only.</summary>
internal static class PythonTokens
{
    public static TokenList Of(string source)
    {
        var tokens = new List<Token>(source.Length / 6);
        var (line, depth) = (1, 0);
        for (var i = 0; i < source.Length;)
        {
            var start = i;
            var character = source[i];
            if (character == '\n')
            {
                if (depth == 0 && tokens.Count > 0 && tokens[tokens.Count - 1].Kind != TokenKind.LineEnd)
                {
                    tokens.Add(new Token(TokenKind.LineEnd, i, i + 1, line));
                }

                line++;
                i++;
            }
            else if (character is ' ' or '\t' or '\r' or '\f' or '\\' or '\uFEFF')
            {
                // A backslash joins lines: what it stands before is no end of a statement.
                i++;
                if (character == '\\')
                {
                    i += i < source.Length && source[i] == '\r' ? 1 : 0;
                    if (i < source.Length && source[i] == '\n')
                    {
                        (i, line) = (i + 1, line + 1);
                    }
                }
            }
            else if (character == '#')
            {
                i = source.IndexOf('\n', i) is var end && end >= 0 ? end : source.Length;
            }
            else if (Quote(source, i) is var quote && quote >= 0)
            {
                var first = line;
                i = EndOfText(source, quote, ref line);
                tokens.Add(new Token(TokenKind.Text, start, i, first));
            }
            else if (IsNameCharacter(character))
            {
                while (i < source.Length && (IsNameCharacter(source[i]) || (char.IsDigit(character) && source[i] == '.')))
                {
                    i++;
                }

                tokens.Add(new Token(char.IsDigit(character) ? TokenKind.Number : TokenKind.Name, start, i, line));
            }
            else
            {
                depth += character is '(' or '[' or '{' ? 1 : character is ')' or ']' or '}' && depth > 0 ? -1 : 0;
                i += IsPair(source, i) ? 2 : 1;
                tokens.Add(new Token(TokenKind.Operator, start, i, line));
            }
        }

        tokens.Add(new Token(TokenKind.LineEnd, source.Length, source.Length, line));
        return new TokenList(source, tokens);
    }

    private static bool IsNameCharacter(char character) => character == '_' || char.IsLetterOrDigit(character);

    private static bool IsPair(string source, int index) => index + 1 < source.Length
        && ((source[index + 1] == '=' && "=!<>+-*/%&|^:@".IndexOf(source[index]) >= 0) || (source[index] == '-' && source[index + 1] == '>'));

    /// <summary>Where the quote of a text stands that starts at an index, with a prefix or without; -1 when none does.</summary>
    private static int Quote(string source, int index)
    {
        for (var i = index; i < source.Length && i < index + 3; i++)
        {
            if (source[i] is '"' or '\'')
            {
                return i;
            }

            if ("rRbBuUfFtT".IndexOf(source[i]) < 0)
            {
                break;
            }
        }

        return -1;
    }

    private static int EndOfText(string source, int quote, ref int line)
    {
        var mark = source[quote];
        var isLong = quote + 2 < source.Length && source[quote + 1] == mark && source[quote + 2] == mark;
        for (var i = quote + (isLong ? 3 : 1); i < source.Length; i++)
        {
            if (source[i] == '\\' && i + 1 < source.Length)
            {
                i += source[i + 1] == '\r' && i + 2 < source.Length && source[i + 2] == '\n' ? 2 : 1;
                line += source[i] == '\n' ? 1 : 0;
            }
            else if (source[i] == '\n')
            {
                if (!isLong)
                {
                    return i; // never closed: the next line is code again
                }

                line++;
            }
            else if (source[i] == mark && (!isLong || (i + 2 < source.Length && source[i + 1] == mark && source[i + 2] == mark)))
            {
                return i + (isLong ? 3 : 1);
            }
        }

        return source.Length;
    }
}
