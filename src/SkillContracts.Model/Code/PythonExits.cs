using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SkillContracts.Model.Code;

/// <summary>Finds the codes that a Python script ends with.</summary>
internal sealed class PythonExits
{
    private const int Deepest = 40;
    private const int MostSteps = 4_000_000;

    private readonly PythonCode _code;
    private readonly TokenList _tokens;
    private readonly ExitCodes _found = new();
    private readonly HashSet<PythonFunction> _returned = [];
    private readonly HashSet<(int, string)> _named = [];
    private int _depth;
    private int _steps;

    private PythonExits(PythonCode code) => (_code, _tokens) = (code, code.Tokens);

    public static ExitCodes Of(PythonCode code)
    {
        var exits = new PythonExits(code);
        for (var i = 0; i < code.Tokens.Count; i++)
        {
            if (code.Tokens.Is(i, TokenKind.Name))
            {
                exits.ReadName(i);
            }
        }

        exits.ReadCaught();
        return exits._found;
    }

    private void ReadName(int i)
    {
        if (_tokens.Is(i - 1, ".") || _tokens.Is(i - 1, "def") || _tokens.Is(i - 1, "class") || _tokens.Is(i - 1, "import"))
        {
            return;
        }

        var end = i;
        while (_tokens.Is(end + 1, ".") && _tokens.Is(end + 2, TokenKind.Name))
        {
            end += 2;
        }

        // The last name tells by its first letters whether anything of this matters.
        var last = _tokens[end];
        switch (_tokens.Source[last.Start])
        {
            case 'e' when _tokens.Is(end, "exit"):
            case 'q' when _tokens.Is(end, "quit"):
            case '_' when _tokens.Is(end, "_exit"):
            case 'E' when _tokens.Is(end, "Exit"):
            case 'S' when _tokens.Is(end, "SystemExit"):
                ReadExit(i, end);
                break;
            case 'e' when _tokens.Is(end, "error") && end > i && _tokens.Is(end + 1, "(") && IsParser(end - 2):
                _found.Add(2, _tokens[i].Line, _tokens.TextOf(i, end + 1) + "()");
                break;
            case 'e' when end > i && _tokens.TextOf(end).StartsWith("exec", StringComparison.Ordinal) && _tokens.Is(i, "os"):
            case 'r' when _tokens.Is(i, "runpy") && end > i:
            case 'm' when _tokens.Is(end, "main") && end > i && (_tokens.Is(i, "unittest") || _tokens.Is(i, "pytest")):
                _found.SetUnknown(_tokens[i].Line, "another program takes over");
                break;
            default:
                break;
        }
    }

    private bool IsParser(int name) => _tokens.TextOf(name) is var text
        && (text.IndexOf("parser", StringComparison.OrdinalIgnoreCase) >= 0
            || _code.ValuesOf(_code.OwnerOf(name), text).Any(value => value.IsKnown && IsParserValue(value)));

    private bool IsParserValue(PythonValue value) => _tokens.Find("ArgumentParser", value.From, value.To) >= 0 || _tokens.Find("add_parser", value.From, value.To) >= 0;

    private void ReadExit(int from, int end)
    {
        var name = _tokens.TextOf(end);
        var isCall = _tokens.Is(end + 1, "(");
        var known = end == from
            ? name is "SystemExit" ? _tokens.Is(from - 1, "raise") || isCall : name is "Exit" ? _tokens.Is(from - 1, "raise") : name != "_exit" || _code.Imported.ContainsKey(name)
            : name switch
            {
                "_exit" => true,
                "Exit" => _tokens.Is(from - 1, "raise"),
                "exit" => IsSys(from, end) || (end - from == 2 && (_tokens.Is(from, "ctx") || IsParser(from))),
                _ => false,
            };
        if (!known || (end == from && name is "exit" or "quit" && _code.HasFunction(name)))
        {
            return;
        }

        if (!isCall)
        {
            if (name is "SystemExit" or "Exit")
            {
                _found.Add(0, _tokens[from].Line, "raise " + name);
            }
            else if (!_tokens.Is(end + 1, TokenKind.LineEnd) && name is "exit" or "_exit" && end > from)
            {
                _found.SetUnknown(_tokens[from].Line, "an exit is handed on");
            }

            return;
        }

        var close = Math.Min(_tokens.Partner(end + 1), _tokens.Count);
        var arguments = _code.Arguments(end + 1);
        var line = _tokens[from].Line;
        var text = _tokens.TextOf(_tokens.Is(from - 1, "raise") ? from - 1 : from, close + 1);
        if (arguments.Count == 0)
        {
            _found.Add(0, line, text);
            return;
        }

        var (start, to) = arguments[0];
        start += _tokens.Is(start + 1, "=") ? 2 : 0;
        Read(start, to, _code.OwnerOf(from), line, text);
    }

    private bool IsSys(int from, int end) => end - from == 2
        && (_tokens.Is(from, "sys") || (_code.Imported.TryGetValue(_tokens.TextOf(from), out var module) && module == "sys"));

    /// <summary>Codes that an expression stands for.</summary>
    private void Read(int from, int to, int function, int line, string text)
    {
        _steps += to - from;
        if (_depth >= Deepest || _steps > MostSteps)
        {
            _found.SetUnknown(line, "exits with a computed code");
            return;
        }

        _depth++;
        ReadInner(from, to, function, line, text);
        _depth--;
    }

    private void ReadInner(int from, int to, int function, int line, string text)
    {
        while (to - from > 1 && _tokens.Is(from, "(") && _tokens.Partner(from) == to - 1)
        {
            (from, to) = (from + 1, to - 1);
        }

        if (_tokens.Is(from, "await") || _tokens.Is(from, "+"))
        {
            from++;
        }

        if (from >= to)
        {
            _found.Add(0, line, text);
        }
        else if (to - from == 1)
        {
            ReadOne(from, function, line, text);
        }
        else if (_tokens.Find("if", from, to) is var condition && condition > from && _tokens.Find("else", condition, to) is var other && other > 0)
        {
            Read(from, condition, function, line, text);
            Read(other + 1, to, function, line, text);
        }
        else if (_tokens.Find("or", from, to) is var or && or > from && !IsComparison(from, to))
        {
            Read(from, or, function, line, text);
            Read(or + 1, to, function, line, text);
        }
        else if (_tokens.Is(from, "not") || IsComparison(from, to))
        {
            _found.Add(0, line, text);
            _found.Add(1, line, text);
        }
        else if (_tokens.Is(from, "-") && to - from == 2 && Number(from + 1) is { } negative)
        {
            _found.Add(-negative & 255, line, text);
        }
        else if (_tokens.Is(from, TokenKind.Text))
        {
            _found.Add(1, line, text); // a text, also a formatted one, goes to stderr
        }
        else if (!ReadCall(from, to, function, line, text) && !ReadMember(from, to, line, text))
        {
            _found.SetUnknown(line, "exits with a computed code");
        }
    }

    private void ReadOne(int index, int function, int line, string text)
    {
        if (Number(index) is { } number)
        {
            _found.Add(number & 255, line, text);
        }
        else if (_tokens.Is(index, TokenKind.Text) || _tokens.Is(index, "True"))
        {
            _found.Add(1, line, text);
        }
        else if (_tokens.Is(index, "False") || _tokens.Is(index, "None"))
        {
            _found.Add(0, line, text);
        }
        else if (!_tokens.Is(index, TokenKind.Name) || !ReadVariable(_tokens.TextOf(index), function, line, text))
        {
            _found.SetUnknown(line, "exits with a computed code");
        }
    }

    private bool ReadVariable(string name, int function, int line, string text)
    {
        var own = function >= 0 ? _code.ValuesOf(function, name) : [];
        var parameter = function >= 0 ? _code.Functions[function].IndexOf(name) : -1;
        if (parameter >= 0)
        {
            return own.Count == 0 && ReadParameter(_code.Functions[function], parameter, line);
        }

        var owner = own.Count > 0 ? function : -1;
        var values = own.Count > 0 ? own : _code.ValuesOf(-1, name);
        if (values.Count == 0 || values.Any(value => !value.IsKnown))
        {
            return false;
        }

        // A constant is found at the place where it is used, a variable where it is set.
        var isConstant = owner < 0 && values.Count == 1;
        if (!isConstant && !_named.Add((owner, name)))
        {
            return true;
        }

        foreach (var value in values)
        {
            var to = value.To;
            Read(value.From, to, owner, isConstant ? line : value.Line, isConstant ? text : name + " = " + _tokens.TextOf(value.From, to));
        }

        return true;
    }

    /// <summary>The literals that callers hand in.</summary>
    private bool ReadParameter(PythonFunction function, int index, int line)
    {
        var parameter = function.Parameters[index];
        if (function.IsMethod || _code.Function(function.Name) != function || parameter.Name == "*")
        {
            return false;
        }

        if (!_named.Add((-3 - index, function.Name)))
        {
            return true;
        }

        var isKeywordOnly = function.Parameters.Take(index).Any(before => before.Name == "*");
        var calls = _code.CallsOf(function.Name);
        foreach (var call in calls)
        {
            _steps += _tokens.Partner(call + 1) - call;
            if (_steps > MostSteps)
            {
                return false;
            }

            var arguments = _code.Arguments(call + 1);
            if (arguments.Any(argument => _tokens.Is(argument.From, "*")))
            {
                return false;
            }

            var text = _tokens.TextOf(call, Math.Min(_tokens.Partner(call + 1), _tokens.Count - 1) + 1);
            if (_code.Keyword(call + 1, parameter.Name) is { } given)
            {
                Read(given.From, given.To, _code.OwnerOf(call), _tokens[call].Line, text);
            }
            else if (!isKeywordOnly && index < arguments.Count && !_tokens.Is(arguments[index].From + 1, "="))
            {
                Read(arguments[index].From, arguments[index].To, _code.OwnerOf(call), _tokens[call].Line, text);
            }
            else if (parameter.From < parameter.To)
            {
                Read(parameter.From, parameter.To, -1, _tokens[call].Line, text);
            }
        }

        // Handed on as a value, it may be called with anything.
        return calls.Count > 0;
    }

    private bool ReadCall(int from, int to, int function, int line, string text)
    {
        int open;
        for (open = from; open < to && !_tokens.Is(open, "("); open++)
        {
            if (!_tokens.Is(open, TokenKind.Name) && !_tokens.Is(open, "."))
            {
                return false;
            }
        }

        if (open == from || open >= to || _tokens.Partner(open) != to - 1)
        {
            return false;
        }

        var arguments = _code.Arguments(open);
        var name = _tokens.TextOf(open - 1);
        var isPlain = open - from == 1;
        switch (name)
        {
            case "bool" when isPlain:
                _found.Add(0, line, text);
                _found.Add(1, line, text);
                return true;
            case "int" when isPlain && arguments.Count == 1:
            case "run" when arguments.Count == 1 && (_tokens.Is(from, "asyncio") || _tokens.Is(from, "anyio")):
                Read(arguments[0].From, arguments[0].To, function, line, text);
                return true;
            case "max" or "min" when isPlain && arguments.Count > 1:
                arguments.ForEach(argument => Read(argument.From, argument.To, function, line, text));
                return true;
            case "get" when open - from == 3 && arguments.Count == 2 && _code.Constant(_tokens.TextOf(from)) is { } map && _tokens.Is(map.From, "{"):
                Read(arguments[1].From, arguments[1].To, function, line, text);
                return ReadMap(map, line, text);
            default:
                return isPlain ? _code.Function(name) is { } called && ReadReturns(called) : ReadDispatch(from, open);
        }
    }

    /// <summary><c>args.func(args)</c> of sub-commands: every function that <c>set_defaults(func=…)</c> names.</summary>
    private bool ReadDispatch(int from, int open)
    {
        var setters = open - from == 3 && (_tokens.Is(from, "args") || _tokens.Is(from, "ns") || _tokens.Is(from, "options"))
            ? _code.Setters(_tokens.TextOf(open - 1))
            : [];
        return setters.Count > 0 && setters.All(setter => setter is not null && ReadReturns(setter));
    }

    private bool ReadReturns(PythonFunction function)
    {
        if (!_returned.Add(function))
        {
            return true;
        }

        foreach (var index in function.Returns)
        {
            var end = index + 1;
            while (end < _tokens.Count && !_tokens.Is(end, TokenKind.LineEnd) && !_tokens.Is(end, ";"))
            {
                end = _tokens.Next(end);
            }

            Read(index + 1, end, _code.OwnerOf(index), _tokens[index].Line, _tokens.TextOf(index, end));
        }

        return true;
    }

    /// <summary><c>ExitCode.USAGE</c>, also with <c>.value</c>, and <c>CODES[name]</c>.</summary>
    private bool ReadMember(int from, int to, int line, string text)
    {
        if (_tokens.Is(from, TokenKind.Name) && _tokens.Is(from + 1, "[") && _tokens.Partner(from + 1) == to - 1
            && _code.Constant(_tokens.TextOf(from)) is { } map && _tokens.Is(map.From, "{"))
        {
            return ReadMap(map, line, text);
        }

        var end = to - from == 5 && _tokens.Is(to - 2, ".") && _tokens.Is(to - 1, "value") ? to - 2 : to;
        if (end - from != 3 || !_tokens.Is(from + 1, ".") || !_tokens.Is(from, TokenKind.Name))
        {
            return false;
        }

        if (_code.Constant(_tokens.TextOf(from) + "." + _tokens.TextOf(from + 2)) is not { } member)
        {
            return false;
        }

        Read(member.From, member.To, -1, line, text);
        return true;
    }

    private bool ReadMap(PythonValue map, int line, string text)
    {
        _steps += map.To - map.From;
        if (_steps > MostSteps)
        {
            return false;
        }

        foreach (var (from, to) in _code.Arguments(map.From))
        {
            var colon = _tokens.Find(":", from, to);
            if (colon < 0 || _tokens.Partner(map.From) != map.To - 1)
            {
                return false;
            }

            Read(colon + 1, to, -1, line, text);
        }

        return true;
    }

    private bool IsComparison(int from, int to)
    {
        for (var i = from; i < to; i = _tokens.Next(i))
        {
            if (_tokens.Is(i, "==") || _tokens.Is(i, "!=") || _tokens.Is(i, "<") || _tokens.Is(i, ">") || _tokens.Is(i, "<=") || _tokens.Is(i, ">=") || _tokens.Is(i, "in") || _tokens.Is(i, "is"))
            {
                return true;
            }
        }

        return false;
    }

    private int? Number(int index)
    {
        if (!_tokens.Is(index, TokenKind.Number))
        {
            return null;
        }

        var text = _tokens.TextOf(index).Replace("_", "");
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return isHex
            ? int.TryParse(text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A handler of SystemExit that does more than raise it again may end with another code.</summary>
    private void ReadCaught()
    {
        for (var i = 0; i < _code.Statements.Count; i++)
        {
            var (from, to) = _code.Statements[i];
            if (!_tokens.Is(from, "except"))
            {
                continue;
            }

            var catches = _tokens.Is(from + 1, ":");
            for (var j = from + 1; j < to && !catches; j++)
            {
                catches = _tokens.Is(j, "SystemExit") || _tokens.Is(j, "BaseException");
            }

            var next = i + 1 < _code.Statements.Count ? _code.Statements[i + 1] : (From: to, To: to);
            var colon = _tokens.Find(":", from, to);
            var isRaise = (_tokens.Is(next.From, "raise") && next.To == next.From + 1) || (colon >= 0 && _tokens.Is(colon + 1, "raise"));
            if (catches && !isRaise)
            {
                _found.CaughtAt ??= _tokens[from].Line;
            }
        }
    }
}
