using System;
using System.Collections.Generic;

namespace SkillContracts.Model.Parsing;

/// <summary>The variables that a shell text names, read only as far as to tell references from everything else.</summary>
internal sealed class ShellNames
{
    private static readonly string[] Sources = ["eval", "source", "nounset"];

    private readonly string _text;
    private char _quote;

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
        names.Read();
        return names;
    }

    private void Read()
    {
        for (var i = 0; i < _text.Length; i++)
        {
            var character = _text[i];
            if (character == '\\' && _quote != '\'')
            {
                i++;
            }
            else if (character == '#' && _quote == '\0' && (i == 0 || char.IsWhiteSpace(_text[i - 1])))
            {
                var end = _text.IndexOf('\n', i);
                i = end < 0 ? _text.Length : end - 1;
            }
            else if (character is '\'' or '"')
            {
                _quote = _quote == '\0' ? character : _quote == character ? '\0' : _quote;
            }
            else if (character == '$')
            {
                i = Reference(i + 1) - 1;
            }
            else if (IsStart(character))
            {
                var end = EndOfName(i);
                Word(_text.Substring(i, end - i), end);
                i = end - 1;
            }
            else
            {
                // A here-document in quotes, a sourced file and 'set -u' make any name legitimate.
                IsOpen |= character == '<' && At(i + 1) == '<' && At(i + 2) is '\'' or '"' or '\\' or '-'
                    || character == '.' && (i == 0 || At(i - 1) is ' ' or '\n' or ';' or '&') && At(i + 1) == ' ';
            }
        }
    }

    private char At(int index) => index >= 0 && index < _text.Length ? _text[index] : '\0';

    private void Word(string word, int end)
    {
        Words.Add(word);
        IsOpen |= Array.IndexOf(Sources, word) >= 0;
        if (word == "set" && At(end) == ' ' && At(end + 1) == '-')
        {
            for (var i = end + 2; IsStart(At(i)); i++)
            {
                IsOpen |= At(i) == 'u';
            }
        }
    }

    /// <summary>Reads what stands behind a dollar sign.</summary>
    /// <returns>Where it ends.</returns>
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
        if (_quote != '\'')
        {
            References.Add(new ShellReference(_text.Substring(at, end - at), isChanged));
        }

        return end;
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
