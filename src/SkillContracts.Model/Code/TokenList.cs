using System;
using System.Collections.Generic;

namespace SkillContracts.Model.Code;

/// <summary>The tokens of a script without comments, and which bracket closes which.</summary>
/// <remarks>Every question may be asked of any index: behind the ends there is nothing.</remarks>
internal sealed class TokenList
{
    private readonly List<Token> _tokens;
    private readonly int[] _partners;

    public TokenList(string source, List<Token> tokens)
    {
        (Source, _tokens, _partners) = (source, tokens, new int[tokens.Count]);
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            _partners[i] = tokens.Count;
            if (tokens[i].Kind != TokenKind.Operator || tokens[i].End - tokens[i].Start != 1)
            {
                continue;
            }

            var character = source[tokens[i].Start];
            if (character is '(' or '[' or '{')
            {
                open.Push(i);
            }
            else if (character is ')' or ']' or '}' && open.Count > 0)
            {
                _partners[open.Peek()] = i;
                _partners[i] = open.Pop();
            }
        }
    }

    public string Source { get; }

    public int Count => _tokens.Count;

    /// <summary>The token at an index that exists.</summary>
    public Token this[int index] => _tokens[index];

    public bool Is(int index, string text)
    {
        if ((uint)index >= (uint)_tokens.Count)
        {
            return false;
        }

        var token = _tokens[index];
        return token.End - token.Start == text.Length
            && token.Kind != TokenKind.Text
            && string.CompareOrdinal(Source, token.Start, text, 0, text.Length) == 0;
    }

    public bool Is(int index, string first, string second, string third) => Is(index, first) && Is(index + 1, second) && Is(index + 2, third);

    public bool Is(int index, TokenKind kind) => (uint)index < (uint)_tokens.Count && _tokens[index].Kind == kind;

    public bool IsOpening(int index) => Is(index, TokenKind.Operator) && Source[_tokens[index].Start] is '(' or '[' or '{';

    /// <summary>The bracket that closes the one at an index; <see cref="Count"/> when none does.</summary>
    public int Partner(int index) => _partners[index];

    public int LineOf(int index) => _tokens.Count == 0 ? 1 : _tokens[Math.Min(Math.Max(index, 0), _tokens.Count - 1)].Line;

    public string TextOf(int index) => Source.Substring(_tokens[index].Start, _tokens[index].End - _tokens[index].Start);

    /// <summary>The first 200 characters of the source from one token up to another one.</summary>
    public string TextOf(int from, int to) => from >= to || from >= Count
        ? ""
        : Source.Substring(_tokens[from].Start, Math.Min(_tokens[Math.Min(to, Count) - 1].End - _tokens[from].Start, 200));

    /// <summary>The first of the tokens from one index up to another one that stands in no bracket and has a text; -1 when none has.</summary>
    public int Find(string text, int from, int to)
    {
        for (var i = from; i < to; i = Next(i))
        {
            if (Is(i, text))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index behind a token, or behind the brackets that it opens.</summary>
    public int Next(int index) => IsOpening(index) ? Math.Min(_partners[index], Count - 1) + 1 : index + 1;

    /// <summary>Splits what stands between two indexes at commas that stand in no bracket.</summary>
    public List<(int From, int To)> Split(int from, int to)
    {
        var parts = new List<(int, int)>();
        var start = from;
        for (var i = from; i < to; i = Next(i))
        {
            if (Is(i, ","))
            {
                parts.Add((start, i));
                start = i + 1;
            }
        }

        if (start < to)
        {
            parts.Add((start, to));
        }

        return parts;
    }
}
