using System;
using System.Collections.Generic;

namespace SkillContracts.Model.Parsing;

/// <summary>The variables that a shell text names, read only as far as to tell references from everything else.</summary>
internal sealed class ShellNames
{
    private static readonly string[] Sources = ["eval", "source", "nounset"];

    private static readonly string[] Declarations = ["export", "declare", "typeset", "readonly", "local"];

    private readonly string _text;

    /// <summary>What is open, innermost last: <c>"</c>, a backtick, <c>(</c>, or <c>+</c> for the parenthesis of arithmetic.</summary>
    private readonly Stack<char> _open = new();

    /// <summary>Here-documents whose text begins with the next line.</summary>
    private readonly Queue<(string End, bool IsIndented, bool IsQuoted)> _documents = new();

    /// <summary>How many <c>+</c> are open: there <c>&lt;&lt;</c> moves bits.</summary>
    private int _sums;

    private ShellNames(string text) => _text = text;

    /// <summary>References outside of single quotes and comments.</summary>
    public List<ShellReference> References { get; } = [];

    /// <summary>All other words that could be names: what is assigned, read or declared is among them.</summary>
    public HashSet<string> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>True when names may come from elsewhere, or are left empty on purpose.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Reads a text; never fails.</summary>
    public static ShellNames Of(string text)
    {
        var names = new ShellNames(text);
        for (var i = 0; i < text.Length;)
        {
            i = names.Read(i);
        }

        return names;
    }

    private bool IsInDoubleQuotes => _open.Count > 0 && _open.Peek() == '"';

    /// <summary>Reads what stands at a place.</summary>
    /// <returns>Where it ends, behind the place.</returns>
    private int Read(int at)
    {
        switch (_text[at])
        {
            case '\\':
                return at + 2;
            case '$':
                return Dollar(at);
            case '"' or '`':
                Toggle(_text[at]);
                return at + 1;
            case var character when IsStart(character):
                return Word(at);
            case var _ when IsInDoubleQuotes:
                return at + 1;
            case '\'':
                return Quoted(at + 1, hasEscapes: false);
            case '#' when at == 0 || char.IsWhiteSpace(_text[at - 1]) || At(at - 1) is ';' or '&' or '|' or '(' or ')':
                var end = _text.IndexOf('\n', at);
                return end < 0 ? _text.Length : end;
            case '(':
                return Parenthesis(at);
            case ')' when _open.Count > 0 && _open.Peek() is '(' or '+':
                _sums -= _open.Pop() == '+' ? 1 : 0;
                return at + 1;
            case '<' when At(at + 1) == '<' && _sums == 0:
                return HereDocument(at + 2);
            case '\n' when _documents.Count > 0:
                return HereDocuments(at + 1);
            case '.' when char.IsWhiteSpace(At(at + 1)) && (at == 0 || char.IsWhiteSpace(_text[at - 1]) || At(at - 1) is ';' or '&' or '|' or '(' or '{'):
                IsOpen = true;
                return at + 1;
            default:
                return at + 1;
        }
    }

    private char At(int index) => index >= 0 && index < _text.Length ? _text[index] : '\0';

    private void Toggle(char quote)
    {
        if (_open.Count > 0 && _open.Peek() == quote)
        {
            _open.Pop();
        }
        else
        {
            _open.Push(quote);
        }
    }

    private int Parenthesis(int at)
    {
        var isSum = At(at + 1) == '(' || (At(at - 1) == '(' && _open.Count > 0 && _open.Peek() == '+');
        _open.Push(isSum ? '+' : '(');
        _sums += isSum ? 1 : 0;
        return at + 1;
    }

    private int Word(int start)
    {
        var end = EndOfName(start);
        var word = _text.Substring(start, end - start);
        Words.Add(word);

        // The patterns of 'case' have a parenthesis that closes nothing.
        IsOpen |= Array.IndexOf(Sources, word) >= 0 || (word == "case" && _open.Count > 0 && !IsInDoubleQuotes);
        if (word == "set" && At(end) == ' ' && At(end + 1) == '-')
        {
            for (var i = end + 2; IsStart(At(i)); i++)
            {
                IsOpen |= At(i) == 'u';
            }
        }
        else if (At(end) == ' ' && Array.IndexOf(Declarations, word) >= 0)
        {
            // As in export $(cat .env).
            IsOpen |= At(end + 1) is '$' or '`' || (At(end + 1) == '"' && At(end + 2) is '$' or '`');
        }

        return end;
    }

    /// <summary>Reads a reference, or what opens with a dollar sign.</summary>
    private int Dollar(int start)
    {
        var at = start + 1;
        if (At(at) == '\'' && !IsInDoubleQuotes)
        {
            return Quoted(at + 1, hasEscapes: true);
        }

        if (At(at) == '(')
        {
            return Parenthesis(at);
        }

        if (At(at) is '$' or '#' or '!' or '?' or '@' or '*' or '-')
        {
            return at + 1;
        }

        return Reference(at);
    }

    private int Reference(int start)
    {
        var isBraced = At(start) == '{';
        var at = isBraced ? start + 1 : start;
        var isChanged = isBraced && At(at) is '#' or '!';
        at += isChanged ? 1 : 0;
        if (!IsStart(At(at)))
        {
            return at;
        }

        var end = EndOfName(at);
        isChanged |= isBraced && At(end) != '}';
        var name = _text.Substring(at, end - at);
        if (isBraced && (At(end) == '=' || (At(end) == ':' && At(end + 1) == '=')))
        {
            Words.Add(name);
        }

        References.Add(new ShellReference(name, isChanged));
        return end;
    }

    /// <summary>Reads to the closing single quote. A text in quotes may be a program that assigns names.</summary>
    private int Quoted(int at, bool hasEscapes)
    {
        while (at < _text.Length && _text[at] != '\'')
        {
            at = hasEscapes && _text[at] == '\\' ? at + 2 : IsStart(_text[at]) ? Word(at) : at + 1;
        }

        return at + 1;
    }

    /// <summary>Reads what stands behind <c>&lt;&lt;</c>.</summary>
    private int HereDocument(int at)
    {
        if (At(at) == '<')
        {
            return at + 1;
        }

        var isIndented = At(at) == '-';
        at += isIndented ? 1 : 0;
        while (At(at) is ' ' or '\t')
        {
            at++;
        }

        var isQuoted = At(at) is '\'' or '"' or '\\';
        at += isQuoted ? 1 : 0;
        var end = at;
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]) && _text[end] is not ('\'' or '"' or ';' or '&' or '|' or '<' or '>' or '(' or ')'))
        {
            end++;
        }

        if (end > at)
        {
            _documents.Enqueue((_text.Substring(at, end - at), isIndented, isQuoted));

            // It may be a program, with names of its own.
            IsOpen |= isQuoted;
        }

        return isQuoted && At(end) is '\'' or '"' ? end + 1 : end;
    }

    /// <summary>Reads the lines of the here-documents that were announced. Quotes mean nothing there.</summary>
    private int HereDocuments(int at)
    {
        while (_documents.Count > 0)
        {
            var (delimiter, isIndented, isQuoted) = _documents.Dequeue();
            for (var isEnd = false; !isEnd;)
            {
                if (at >= _text.Length)
                {
                    IsOpen = true;
                    return at;
                }

                var newLine = _text.IndexOf('\n', at);
                var end = newLine < 0 ? _text.Length : newLine;
                var line = _text.Substring(at, end - at);
                isEnd = (isIndented ? line.TrimStart('\t') : line) == delimiter;
                while (!isEnd && at < end)
                {
                    at = _text[at] == '\\' && !isQuoted ? at + 2 : _text[at] == '$' && !isQuoted ? Reference(at + 1) : IsStart(_text[at]) ? Word(at) : at + 1;
                }

                at = Math.Max(at, end + 1);
            }
        }

        return at - 1;
    }

    private int EndOfName(int start)
    {
        var end = start;
        while (end < _text.Length && (IsStart(_text[end]) || _text[end] is >= '0' and <= '9'))
        {
            end++;
        }

        return end;
    }

    private static bool IsStart(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';
}

/// <summary>A variable that a shell text refers to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsChanged">True for forms such as <c>${name%.csv}</c>, <c>${name:-x}</c> and <c>${#name}</c>, which only a shell fills.</param>
internal readonly record struct ShellReference(string Name, bool IsChanged);
