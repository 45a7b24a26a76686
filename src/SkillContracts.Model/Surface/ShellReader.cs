using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace SkillContracts.Model.Surface;

/// <summary>Cuts the shell text of a document into simple commands. Documents are no programs: placeholders and prompts are part of them.</summary>
internal sealed class ShellReader
{
    private static readonly Regex Continuation = new(@"\s*\\\r?\n\s*", RegexOptions.CultureInvariant);

    private readonly string _text;
    private readonly List<ShellCommand> _commands = [];
    private readonly Queue<string> _heres = new();
    private List<ShellWord> _words = [];
    private readonly StringBuilder _word = new();
    private RedirectKind _redirect;
    private int _at;

    private ShellReader(string text) => _text = text;

    private enum RedirectKind
    {
        None,
        Input,
        Output,
    }

    /// <summary>The commands of a text, without comments, here-documents and, where some lines have a prompt, the output between them.</summary>
    public static IReadOnlyList<ShellCommand> Read(string text)
    {
        var reader = new ShellReader(WithoutPrompts(text));
        reader.ReadAll();
        return reader._commands;
    }

    /// <summary>The same length: prompts and lines of output become spaces.</summary>
    private static string WithoutPrompts(string text)
    {
        if (!text.StartsWith("$ ", StringComparison.Ordinal) && text.IndexOf("\n$ ", StringComparison.Ordinal) < 0)
        {
            return text;
        }

        var lines = text.Split('\n');
        var continues = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var prompt = lines[i].StartsWith("$ ", StringComparison.Ordinal);
            var command = prompt || continues;
            continues = command && lines[i].EndsWith("\\", StringComparison.Ordinal);
            lines[i] = prompt ? "  " + lines[i].Substring(2) : command ? lines[i] : new string(' ', lines[i].Length);
        }

        return string.Join("\n", lines);
    }

    private void ReadAll()
    {
        while (_at < _text.Length)
        {
            var character = _text[_at];
            switch (character)
            {
                case ' ' or '\t' or '\r':
                    _at++;
                    break;
                case '\\' when IsLineEnd(_at + 1):
                    _at = AfterLine(_at);
                    break;
                case '\n':
                    EndCommand();
                    _at++;
                    SkipHereDocuments();
                    break;
                case '#':
                    _at = LineEnd(_at);
                    break;
                case ';' or '|' or '&' or '(' or ')':
                    EndCommand();
                    _at++;
                    break;
                case '>' or '<' when !IsPlaceholder(_at):
                    ReadRedirect();
                    break;
                default:
                    ReadWord();
                    break;
            }
        }

        EndCommand();
    }

    private void ReadRedirect()
    {
        if (string.CompareOrdinal(_text, _at, "<<", 0, 2) == 0 && (_at + 2 >= _text.Length || _text[_at + 2] != '<'))
        {
            _at += 2;
            _at += _at < _text.Length && _text[_at] == '-' ? 1 : 0;
            while (_at < _text.Length && _text[_at] is ' ' or '\t')
            {
                _at++;
            }

            var end = _at;
            while (end < _text.Length && !char.IsWhiteSpace(_text[end]) && _text[end] is not (';' or '|' or '&' or ')' or '>'))
            {
                end++;
            }

            _heres.Enqueue(_text.Substring(_at, end - _at).Trim('\'', '"', '\\'));
            _at = end;
            return;
        }

        _redirect = _text[_at] == '<' ? RedirectKind.Input : RedirectKind.Output;
        while (_at < _text.Length && _text[_at] is '<' or '>' or '&' or '|')
        {
            _at++;
        }
    }

    private void SkipHereDocuments()
    {
        while (_heres.Count > 0 && _at < _text.Length)
        {
            var end = LineEnd(_at);
            if (_text.Substring(_at, end - _at).Trim() == _heres.Peek())
            {
                _heres.Dequeue();
            }

            _at = Math.Min(_text.Length, end + 1);
        }

        _heres.Clear();
    }

    private void ReadWord()
    {
        var start = _at;
        var word = _word.Clear();
        var literal = true;
        while (_at < _text.Length && !EndsWord())
        {
            literal &= ReadPart(word);
        }

        if (_at < _text.Length && _text[_at] is '<' or '>' && _redirect == RedirectKind.None && word.Length == 1 && char.IsDigit(word[0]))
        {
            return; // 2>
        }

        var text = word.ToString();
        var shellWord = new ShellWord(text, literal && !LooksOpen(text), start, _redirect == RedirectKind.Input, _redirect == RedirectKind.Output);
        _redirect = RedirectKind.None;
        _words.Add(shellWord);
    }

    private bool EndsWord() => _text[_at] switch
    {
        ' ' or '\t' or '\r' or '\n' or ';' or '|' or '&' or '(' or ')' => true,
        '<' or '>' => !IsPlaceholder(_at),
        _ => false,
    };

    /// <summary>Reads one character or one quoted part.</summary>
    /// <returns>False when a variable, substitution or placeholder stands there.</returns>
    private bool ReadPart(StringBuilder word)
    {
        var character = _text[_at];
        switch (character)
        {
            case '\\' when IsLineEnd(_at + 1):
                _at = AfterLine(_at);
                return true;
            case '\\':
                word.Append(_at + 1 < _text.Length ? _text[_at + 1] : '\\');
                _at = Math.Min(_text.Length, _at + 2);
                return true;
            case '\'':
                return ReadQuoted(word, '\'');
            case '"':
                return ReadQuoted(word, '"');
            case '<':
                var close = _text.IndexOf('>', _at);
                word.Append(_text, _at, close - _at + 1);
                _at = close + 1;
                return false;
            case '$' when _at + 1 < _text.Length && _text[_at + 1] == '(':
                SkipSubstitution();
                return false;
            case '$' when _at + 1 < _text.Length && _text[_at + 1] == '{':
                var end = _text.IndexOf('}', _at) is var found && found >= 0 ? found : _text.Length - 1;
                word.Append(_text, _at, end - _at + 1);
                _at = end + 1;
                return false;
            default:
                word.Append(character);
                _at++;
                return character is not ('$' or '`' or '{' or '}' or '[' or ']' or '*' or '?' or '…' or '~');
        }
    }

    /// <summary>An apostrophe or quote that is not closed on its line belongs to prose, and then nothing of the line is certain.</summary>
    private bool ReadQuoted(StringBuilder word, char quote)
    {
        var literal = true;
        for (_at++; _at < _text.Length && _text[_at] != quote; _at++)
        {
            if (quote == '"' && _text[_at] == '\\' && _at + 1 < _text.Length)
            {
                _at++;
            }
            else if (quote == '"' && _text[_at] is '$' or '`')
            {
                literal = false;
            }

            word.Append(_text[_at]);
        }

        var closed = _at < _text.Length;
        _at = Math.Min(_text.Length, _at + 1);
        return literal && closed;
    }

    private void SkipSubstitution()
    {
        var depth = 0;
        do
        {
            depth += _text[_at] switch { '(' => 1, ')' => -1, _ => 0 };
            _at++;
        }
        while (_at < _text.Length && (depth > 0 || _text[_at - 1] == '$'));
    }

    /// <summary>Such as <c>&lt;path&gt;</c> or <c>&lt;skill-dir&gt;/scripts/x.py</c>; no redirection has a closing bracket in the same word.</summary>
    private bool IsPlaceholder(int at)
    {
        if (_text[at] != '<' || at + 1 >= _text.Length || !char.IsLetter(_text[at + 1]))
        {
            return false;
        }

        for (var i = at + 1; i < _text.Length && i < at + 80 && _text[i] is not ('\n' or '<' or ';'); i++)
        {
            if (_text[i] == '>')
            {
                return true;
            }
        }

        return false;
    }

    private static bool LooksOpen(string text) => text.Contains("...")
        || text.Contains("path/to")
        || text.StartsWith("YOUR", StringComparison.OrdinalIgnoreCase);

    private void EndCommand()
    {
        _redirect = RedirectKind.None;
        if (_words.Count > 0)
        {
            var text = _text.Substring(_words[0].Start, _at - _words[0].Start).TrimEnd();
            _commands.Add(new ShellCommand(_words, text.IndexOf('\n') < 0 ? text : Continuation.Replace(text, " ")));
            _words = [];
        }
    }

    private bool IsLineEnd(int at) => at >= _text.Length || _text[at] == '\n' || (_text[at] == '\r' && IsLineEnd(at + 1));

    private int LineEnd(int at) => _text.IndexOf('\n', at) is var found && found >= 0 ? found : _text.Length;

    private int AfterLine(int at) => Math.Min(_text.Length, LineEnd(at) + 1);
}

/// <summary>A simple command: its words, redirections among them.</summary>
/// <param name="Words">At least one.</param>
/// <param name="Text">As written.</param>
internal sealed record ShellCommand(IReadOnlyList<ShellWord> Words, string Text);

/// <summary>A word of a command.</summary>
/// <param name="Text">Without quotes.</param>
/// <param name="IsLiteral">False when it holds a variable, a substitution, a glob or a placeholder.</param>
/// <param name="Start">The offset of its first character.</param>
/// <param name="IsInput">The file that standard input comes from.</param>
/// <param name="IsOutput">The file that a stream goes to.</param>
internal sealed record ShellWord(string Text, bool IsLiteral, int Start, bool IsInput, bool IsOutput);
