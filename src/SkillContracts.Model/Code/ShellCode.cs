using System;
using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Model.Code;

/// <summary>Cuts a shell script into simple commands, branches of <c>case</c> and here-documents.</summary>
internal sealed class ShellCode
{
    private const int Deepest = 200;

    private static readonly HashSet<string> Keywords = new(
        ["if", "then", "else", "elif", "fi", "while", "until", "do", "done", "esac", "{", "}", "!", "time", "select"], StringComparer.Ordinal);

    private readonly string _text;
    private readonly Queue<(string Mark, bool StripsTabs, string Command)> _pendingHeres = new();
    private readonly Stack<(char Kind, string Outer)> _blocks = new();
    private readonly Stack<Case> _cases = new();
    private int _at;
    private int _line = 1;
    private int _counted;
    private int _depth;
    private int _subshells;
    private string? _function;
    private string? _nextFunction;
    private ShellCommand? _command;
    private bool _isRedirected;

    private ShellCode(string text) => _text = text;

    public List<ShellCommand> Commands { get; } = [];

    public List<ShellBranch> Branches { get; } = [];

    public List<ShellHereDocument> HereDocuments { get; } = [];

    public HashSet<string> Functions { get; } = new(StringComparer.Ordinal);

    public static ShellCode Of(string text)
    {
        var code = new ShellCode(text);
        code.Read();
        return code;
    }

    private void Read()
    {
        while (_at < _text.Length)
        {
            if (_cases.Count > 0 && _cases.Peek().ExpectsPattern)
            {
                ReadPattern();
                continue;
            }

            switch (_text[_at])
            {
                case ' ' or '\t' or '\r':
                    _at++;
                    break;
                case '\\' when Follows("\n", 1) || Follows("\r\n", 1):
                    _at += Follows("\n", 1) ? 2 : 3;
                    break;
                case '\n':
                    EndCommand();
                    _at++;
                    ReadHereDocuments();
                    break;
                case '#':
                    _at = EndOfLine(_at);
                    break;
                case ';':
                    EndCommand();
                    ReadSemicolon();
                    break;
                case '&' when Follows(">", 1):
                    _at += 2;
                    break;
                case '&' or '|':
                    EndCommand();
                    _at++;
                    break;
                case '(':
                    ReadOpening();
                    break;
                case ')':
                    EndCommand();
                    Close('(');
                    _at++;
                    break;
                case '<' or '>':
                    ReadRedirect();
                    break;
                default:
                    ReadWord();
                    break;
            }
        }

        EndCommand();
        while (_cases.Count > 0)
        {
            EndBranch(_cases.Pop());
        }
    }

    private void ReadSemicolon()
    {
        var isBranchEnd = Follows(";", 1) || Follows("&", 1);
        _at++;
        while (isBranchEnd && _at < _text.Length && _text[_at] is ';' or '&')
        {
            _at++;
        }

        if (isBranchEnd && _cases.Count > 0)
        {
            EndBranch(_cases.Peek());
            _cases.Peek().ExpectsPattern = true;
        }
    }

    private void EndBranch(Case open)
    {
        if (open.Branch is { } branch)
        {
            branch.End = Math.Min(_at, _text.Length);
            open.Branch = null;
        }
    }

    private void ReadOpening()
    {
        if (_command is null && Follows("(", 1))
        {
            _at = EndOfParentheses(_at); // arithmetic
            return;
        }

        if (_command is { Words.Count: 1 } named && ClosesAtOnce() is var end && end > 0)
        {
            Define(named.Words[0]);
            _command = null;
            _at = end;
            return;
        }

        EndCommand();
        Open('(');
        _at++;
    }

    private int ClosesAtOnce()
    {
        var i = _at + 1;
        while (i < _text.Length && _text[i] == ' ')
        {
            i++;
        }

        return i < _text.Length && _text[i] == ')' ? i + 1 : -1;
    }

    private void Define(string name)
    {
        Functions.Add(name);
        _nextFunction = name;
    }

    private void Open(char kind)
    {
        _blocks.Push((kind, _function ?? ""));
        _subshells += kind == '(' ? 1 : 0;
        if (_nextFunction is not null && (kind is '{' or '('))
        {
            _function = _nextFunction;
            _nextFunction = null;
            _subshells -= kind == '(' ? 1 : 0;
        }
    }

    private void Close(char kind)
    {
        if (_blocks.Count == 0 || _blocks.Peek().Kind != kind)
        {
            return;
        }

        var (_, before) = _blocks.Pop();
        var outer = before.Length == 0 ? null : before;
        _subshells = Math.Max(0, _subshells - (kind == '(' && outer == _function ? 1 : 0));
        _function = outer;
    }

    private void ReadRedirect()
    {
        if (Follows("(", 1))
        {
            _at = EndOfParentheses(_at + 1); // process substitution
            return;
        }

        if (Follows("<<", 0) && !Follows("<<<", 0))
        {
            _at += 2;
            var stripsTabs = _at < _text.Length && _text[_at] == '-';
            _at += stripsTabs ? 1 : 0;
            SkipBlanks();
            var start = _at;
            SkipWord();
            var mark = Unquoted(_text.Substring(start, _at - start));
            if (mark.Length > 0)
            {
                _pendingHeres.Enqueue((mark, stripsTabs, (_command is { Words.Count: > 0 } command ? command.Words[0] : "") + (_isRedirected || RestIsRedirected() ? ">" : "")));
            }

            return;
        }

        _isRedirected |= _text[_at] == '>' && !Follows("&", 1);
        while (_at < _text.Length && _text[_at] is '<' or '>' or '&' or '|')
        {
            _at++;
        }

        SkipBlanks();
        if (_at < _text.Length && _text[_at] is not ('\n' or ';' or ')' or '('))
        {
            SkipWord();
        }
    }

    /// <summary>What is written into a file or piped on, users do not see; <c>>&amp;2</c> they do.</summary>
    private bool RestIsRedirected()
    {
        var end = _text.IndexOf('\n', _at, Math.Min(200, _text.Length - _at)) is var found and >= 0 ? found : Math.Min(_at + 200, _text.Length);
        found = _text.IndexOfAny(['>', '|'], _at, end - _at);
        return found >= 0 && !(found + 1 < end && _text[found] == '>' && _text[found + 1] == '&');
    }

    private void ReadHereDocuments()
    {
        while (_pendingHeres.Count > 0 && _at < _text.Length)
        {
            var (mark, stripsTabs, command) = _pendingHeres.Dequeue();
            var (start, end) = (_at, -1);
            var line = LineAt(start);
            while (_at < _text.Length && end < 0)
            {
                var lineEnd = EndOfLine(_at);
                var (from, to) = (_at, lineEnd > _at && _text[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd);
                while (stripsTabs && from < to && _text[from] == '\t')
                {
                    from++;
                }

                if (to - from == mark.Length && string.CompareOrdinal(_text, from, mark, 0, mark.Length) == 0)
                {
                    end = _at;
                }

                _at = Math.Min(lineEnd + 1, _text.Length);
            }

            HereDocuments.Add(new ShellHereDocument(command, _text.Substring(start, (end < 0 ? _text.Length : end) - start), line));
        }
    }

    private void ReadPattern()
    {
        var open = _cases.Peek();
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] == '('))
        {
            _at++;
        }

        if (_at < _text.Length && _text[_at] == '#')
        {
            _at = EndOfLine(_at);
            return;
        }

        var (patterns, line) = (new List<string>(), LineAt(Math.Min(_at, _text.Length)));
        while (_at < _text.Length && _text[_at] is not (')' or '\n' or ';'))
        {
            var start = _at;
            SkipWord();
            if (_at > start)
            {
                patterns.Add(_text.Substring(start, _at - start));
            }
            else
            {
                _at++; // a bar or a blank
            }
        }

        if (patterns.Count > 0 && patterns[0] == "esac")
        {
            _cases.Pop();
            return;
        }

        _at = Math.Min(_at + 1, _text.Length);
        open.ExpectsPattern = false;
        open.Branch = new ShellBranch(open.Subject, patterns, line, _at);
        Branches.Add(open.Branch);
    }

    private void ReadWord()
    {
        var (start, line) = (_at, LineAt(_at));
        SkipWord();
        if (_at == start)
        {
            _at++;
            return;
        }

        var word = _text.Substring(start, _at - start);
        if (_at < _text.Length && _text[_at] is '<' or '>' && word.All(char.IsDigit))
        {
            return; // the 2 of 2>
        }

        if (word.EndsWith("=", StringComparison.Ordinal) && _at < _text.Length && _text[_at] == '(')
        {
            _at = EndOfParentheses(_at); // an array
            word = _text.Substring(start, _at - start);
        }

        if (_command is null && Keywords.Contains(word))
        {
            ReadKeyword(word);
            return;
        }

        if (_command is { Words.Count: 2 } && _command.Words[0] == "case" && word == "in")
        {
            _cases.Push(new Case(_command.Words[1]) { ExpectsPattern = true });
            _command = null;
            return;
        }

        if (_command is null && word == "function")
        {
            SkipBlanks();
            var name = _at;
            SkipWord();
            Define(_text.Substring(name, _at - name));
            SkipBlanks();
            _at = _at < _text.Length && _text[_at] == '(' && ClosesAtOnce() is var end && end > 0 ? end : _at;
            return;
        }

        _command ??= new ShellCommand([], line, _function, _subshells > 0);
        if (_command.Words.Count == 0 && IsAssignment(word))
        {
            _command.Assignments.Add(word);
        }
        else
        {
            _command.Words.Add(word);
            if (word == "[[" && _command.Words.Count == 1)
            {
                ReadTest();
            }
        }
    }

    private void ReadKeyword(string word)
    {
        if (Commands.Count > 0)
        {
            Commands[Commands.Count - 1].IsInCompound = word is "fi" or "done" or "esac" || Commands[Commands.Count - 1].IsInCompound;
        }

        if (word == "{")
        {
            Open('{');
        }
        else if (word == "}")
        {
            Close('{');
        }
        else if (word == "esac" && _cases.Count > 0)
        {
            EndBranch(_cases.Pop());
        }
    }

    /// <summary>Between <c>[[</c> and <c>]]</c> brackets and bars are no operators.</summary>
    private void ReadTest()
    {
        while (_at < _text.Length && _text[_at] != '\n')
        {
            var start = _at;
            SkipWord();
            if (_at == start)
            {
                _at++;
                continue;
            }

            var word = _text.Substring(start, _at - start);
            if (word == "]]")
            {
                return;
            }

            _command!.Words.Add(word);
        }
    }

    private void EndCommand()
    {
        if (_command is not null && (_command.Words.Count > 0 || _command.Assignments.Count > 0))
        {
            Commands.Add(_command);
        }

        (_command, _isRedirected) = (null, false);
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=');
        if (equals < 1 || !(char.IsLetter(word[0]) || word[0] == '_'))
        {
            return false;
        }

        for (var i = 0; i < equals; i++)
        {
            if (!(char.IsLetterOrDigit(word[i]) || word[i] == '_' || (word[i] == '+' && i == equals - 1) || word[i] is '[' or ']'))
            {
                return false;
            }
        }

        return true;
    }

    internal static string Unquoted(string word) =>
        word.IndexOfAny(['\'', '"', '\\']) < 0 ? word : word.Replace("'", "").Replace("\"", "").Replace("\\", "");

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t')
        {
            _at++;
        }
    }

    private void SkipWord()
    {
        while (_at < _text.Length && _text[_at] is not (' ' or '\t' or '\n' or '\r' or ';' or '&' or '|' or '(' or ')' or '<' or '>'))
        {
            _at = EndOfPart(_at);
        }
    }

    /// <summary>Behind the character, quote or substitution at an index.</summary>
    private int EndOfPart(int at)
    {
        switch (_text[at])
        {
            case '\\':
                return Math.Min(at + 2, _text.Length);
            case '\'':
                return _text.IndexOf('\'', at + 1) is var end && end >= 0 ? end + 1 : _text.Length;
            case '"':
                return EndOfQuote(at, '"');
            case '`':
                return EndOfQuote(at, '`');
            case '$' when at + 1 < _text.Length && _text[at + 1] == '(':
                return EndOfParentheses(at + 1);
            case '$' when at + 1 < _text.Length && _text[at + 1] == '{':
                return EndOfBraces(at + 1);
            case '$' when at + 1 < _text.Length && _text[at + 1] is '#' or '?' or '*' or '@' or '$' or '!':
                return at + 2;
            default:
                return at + 1;
        }
    }

    private int EndOfQuote(int at, char quote)
    {
        if (_depth >= Deepest)
        {
            return _text.Length;
        }

        _depth++;
        var i = at + 1;
        while (i < _text.Length && _text[i] != quote)
        {
            i = _text[i] is '\\' or '$' || (_text[i] == '`' && quote == '"') ? EndOfPart(i) : i + 1;
        }

        _depth--;
        return Math.Min(i + 1, _text.Length);
    }

    private int EndOfBraces(int at)
    {
        if (_depth >= Deepest)
        {
            return _text.Length;
        }

        _depth++;
        var i = at + 1;
        while (i < _text.Length && _text[i] != '}')
        {
            i = EndOfPart(i);
        }

        _depth--;
        return Math.Min(i + 1, _text.Length);
    }

    /// <summary>Behind the bracket that closes the one at an index.</summary>
    private int EndOfParentheses(int at)
    {
        if (_depth >= Deepest)
        {
            return _text.Length;
        }

        _depth++;
        var (i, open) = (at, 0);
        while (i < _text.Length)
        {
            if (_text[i] == '(')
            {
                open++;
                i++;
            }
            else if (_text[i] == ')')
            {
                i++;
                if (--open == 0)
                {
                    break;
                }
            }
            else if (_text[i] == '#' && i > 0 && char.IsWhiteSpace(_text[i - 1]))
            {
                i = EndOfLine(i);
            }
            else
            {
                i = EndOfPart(i);
            }
        }

        _depth--;
        return Math.Min(i, _text.Length);
    }

    private bool Follows(string text, int offset) => string.CompareOrdinal(_text, _at + offset, text, 0, text.Length) == 0 && _at + offset + text.Length <= _text.Length;

    private int EndOfLine(int at) => _text.IndexOf('\n', at) is var end && end >= 0 ? end : _text.Length;

    /// <summary>Asked in order of the text.</summary>
    private int LineAt(int offset)
    {
        for (; _counted < offset; _counted++)
        {
            _line += _text[_counted] == '\n' ? 1 : 0;
        }

        return _line;
    }

    private sealed class Case(string subject)
    {
        public string Subject => subject;

        public bool ExpectsPattern { get; set; }

        public ShellBranch? Branch { get; set; }
    }
}
