using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SkillContracts.Model.Code;

/// <summary>Reads exit codes and flags of a script for node.</summary>
internal sealed class JavaScriptReader
{
    private const int Deepest = 20;

    /// <summary>In tokens, with what stands in brackets not counted.</summary>
    private const int LongestExpression = 40;

    private const int MostSteps = 4_000_000;

    private static readonly HashSet<string> OtherParsers = new(
        ["yargs", "yargs/yargs", "meow", "minimist", "cac", "sade", "mri", "arg", "args", "command-line-args", "citty", "@oclif/core", "clipanion", "cleye", "getopts"],
        StringComparer.Ordinal);

    private static readonly EquatableArray<string> VersionNames = new(["-V", "--version"]);

    private readonly TokenList _tokens;
    private readonly ExitCodes _exits = new();
    private readonly List<DeclaredFlag> _flags = [];
    private readonly List<ImportedModule> _modules = [];
    private readonly Dictionary<string, List<(int From, int To)>> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _calls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly List<JavaScriptFunction> _functions = [];
    private readonly HashSet<(string, int)> _parameters = [];
    private (int Line, string Why)? _unknown;
    private ArgumentParser _parser = ArgumentParser.None;
    private bool _handlesErrors;
    private int _steps;
    private int _depth;

    private JavaScriptReader(TokenList tokens) => _tokens = tokens;

    public static ScriptFacts Read(string text)
    {
        var reader = new JavaScriptReader(JavaScriptTokens.Of(text));
        reader.ReadNames();
        reader.ReadParser();
        for (var i = 0; i < reader._tokens.Count; i++)
        {
            reader.ReadToken(i);
        }

        return new ScriptFacts(
            ScriptLanguage.JavaScript,
            reader._exits.ToArray(),
            reader._exits.Unknown,
            reader._parser,
            reader._parser is ArgumentParser.Commander or ArgumentParser.ParseArgs && !reader._handlesErrors ? 1 : null,
            reader._flags.ToEquatableArray(),
            reader._unknown is { } unknown ? "line " + unknown.Line.ToString(CultureInfo.InvariantCulture) + ": " + unknown.Why : null,
            EquatableArray<HelpText>.Empty,
            reader._modules.Where(module => module.Name.StartsWith(".", StringComparison.Ordinal)).ToEquatableArray());
    }

    /// <summary>Imports, constants, functions and calls.</summary>
    private void ReadNames()
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (_tokens.Is(i, TokenKind.Text) && (_tokens.Is(i - 1, "from") || _tokens.Is(i - 1, "import") || (_tokens.Is(i - 1, "(") && (_tokens.Is(i - 2, "require") || _tokens.Is(i - 2, "import")))))
            {
                _modules.Add(new ImportedModule(Inner(i) ?? "", _tokens[i].Line));
            }
            else if (!_tokens.Is(i, TokenKind.Name))
            {
                continue;
            }
            else if ((_tokens.Is(i, "const") || _tokens.Is(i, "let") || _tokens.Is(i, "var")) && _tokens.Is(i + 1, TokenKind.Name))
            {
                var equals = _tokens.Is(i + 2, "=") ? i + 2 : _tokens.Is(i + 2, ":") ? FindAssignment(i + 2) : -1;
                Set(_tokens.TextOf(i + 1), equals < 0 ? (0, 0) : (equals + 1, EndOfExpression(equals + 1)));
                ReadArrow(i + 1, equals);
            }
            else if (_tokens.Is(i, "function") && _tokens.Is(i + 1, TokenKind.Name) && _tokens.Is(i + 2, "("))
            {
                AddFunction(_tokens.TextOf(i + 1), i + 2);
            }
            else if (_tokens.Is(i + 1, "=") && !_tokens.Is(i - 1, ".") && !_tokens.Is(i - 1, "const") && !_tokens.Is(i - 1, "let") && !_tokens.Is(i - 1, "var"))
            {
                Set(_tokens.TextOf(i), (i + 2, EndOfExpression(i + 2)));
            }
            else if (_tokens.Is(i + 1, "+=") || _tokens.Is(i + 1, "|=") || _tokens.Is(i + 1, "++"))
            {
                _changed.Add(_tokens.TextOf(i));
            }
            else if (_tokens.Is(i + 1, "(") && !_tokens.Is(i - 1, "."))
            {
                var name = _tokens.TextOf(i);
                if (!_calls.TryGetValue(name, out var calls))
                {
                    _calls.Add(name, calls = []);
                }

                calls.Add(i);
            }
        }
    }

    private int FindAssignment(int from)
    {
        for (var i = from; i < Math.Min(from + 20, _tokens.Count); i++)
        {
            if (_tokens.Is(i, "="))
            {
                return i;
            }

            if (_tokens.Is(i, ";"))
            {
                break;
            }
        }

        return -1;
    }

    private void Set(string name, (int From, int To) value)
    {
        if (!_constants.TryGetValue(name, out var values))
        {
            _constants.Add(name, values = []);
        }

        values.Add(value);
    }

    private void ReadArrow(int name, int equals)
    {
        var open = _tokens.Is(equals + 1, "async") ? equals + 2 : equals + 1;
        if (equals > 0 && _tokens.Is(open, "("))
        {
            AddFunction(_tokens.TextOf(name), open);
        }
    }

    private void AddFunction(string name, int open)
    {
        var body = Math.Min(_tokens.Partner(open), _tokens.Count) + 1;
        for (var i = 0; i < 12 && !_tokens.Is(body, "{"); i++)
        {
            body++;
        }

        if (_tokens.Is(body, "{"))
        {
            var outer = _functions.Count > 0 ? _functions[_functions.Count - 1] : null;
            while (outer is not null && outer.End < open)
            {
                outer = outer.Outer;
            }

            _functions.Add(new JavaScriptFunction(name, open, Math.Min(_tokens.Partner(body), _tokens.Count), outer));
        }
    }

    /// <summary>A statement ends with a semicolon, a comma, a closing bracket or where a new line starts with a name.</summary>
    private int EndOfExpression(int from)
    {
        var (i, count) = (from, 0);
        for (; i < _tokens.Count && count < LongestExpression; i = _tokens.Next(i), count++)
        {
            var isNewLine = i > from && _tokens[i].Kind == TokenKind.Name && _tokens[i].Line > _tokens[i - 1].Line;
            if (_tokens.Is(i, ";") || _tokens.Is(i, ",") || _tokens.Is(i, ")") || _tokens.Is(i, "]") || _tokens.Is(i, "}")
                || (isNewLine && (_tokens[i - 1].Kind != TokenKind.Operator || _tokens.Is(i - 1, ")") || _tokens.Is(i - 1, "}") || _tokens.Is(i - 1, "]"))))
            {
                break;
            }
        }

        return Math.Min(i, _tokens.Count);
    }

    private void ReadParser()
    {
        var names = _modules.Select(module => module.Name).ToList();
        _parser = names.Contains("commander", StringComparer.Ordinal) ? ArgumentParser.Commander
            : _calls.ContainsKey("parseArgs") && (names.Contains("node:util", StringComparer.Ordinal) || names.Contains("util", StringComparer.Ordinal)) ? ArgumentParser.ParseArgs
            : ArgumentParser.None;
        if (_modules.FirstOrDefault(module => OtherParsers.Contains(module.Name)) is { } other)
        {
            (_parser, _handlesErrors) = (ArgumentParser.Unknown, true);
            SetUnknown(other.Line, "flags are declared for " + other.Name);
        }
    }

    private void ReadToken(int i)
    {
        if (!_tokens.Is(i, TokenKind.Name))
        {
            return;
        }

        switch (_tokens.Source[_tokens[i].Start])
        {
            case 'p' when _tokens.Is(i, "process", ".", "exit") || _tokens.Is(i, "process", ".", "reallyExit"):
            case 'D' when _tokens.Is(i, "Deno", ".", "exit"):
                ReadExit(i);
                break;
            case 'p' when _tokens.Is(i, "process", ".", "exitCode") && _tokens.Is(i + 3, "="):
                ReadCode(i + 4, EndOfExpression(i + 4), _tokens[i].Line, _tokens.TextOf(i, EndOfExpression(i + 4)));
                break;
            case 'p' when _tokens.Is(i, "process", ".", "argv") && _parser is ArgumentParser.None or ArgumentParser.OwnCode:
            case 'B' or 'D' when _tokens.Is(i, "Bun", ".", "argv") || _tokens.Is(i, "Deno", ".", "args"):
                _parser = ArgumentParser.OwnCode;
                SetUnknown(_tokens[i].Line, "the script reads the command line itself");
                break;
            case 'o' when _parser == ArgumentParser.Commander && _tokens.Is(i, "option") && _tokens.Is(i - 1, ".") && _tokens.Is(i + 1, "("):
            case 'r' when _parser == ArgumentParser.Commander && _tokens.Is(i, "requiredOption") && _tokens.Is(i + 1, "("):
            case 'O' when _parser == ArgumentParser.Commander && _tokens.Is(i, "Option") && _tokens.Is(i - 1, "new") && _tokens.Is(i + 1, "("):
                ReadOption(i);
                break;
            case 'v' when _parser == ArgumentParser.Commander && _tokens.Is(i, "version") && _tokens.Is(i - 1, ".") && _tokens.Is(i + 1, "("):
                _flags.Add(new DeclaredFlag(VersionNames, EquatableArray<string>.Empty, false, null, false, _tokens[i].Line));
                break;
            case 'a' when _tokens.Is(i, "allowUnknownOption"):
            case 'p' when _tokens.Is(i, "passThroughOptions"):
                SetUnknown(_tokens[i].Line, "unknown flags are let through");
                break;
            case 'e' when _tokens.Is(i, "exitOverride"):
                _handlesErrors = true;
                break;
            case 'c' when _tokens.Is(i, "catch") && _parser == ArgumentParser.ParseArgs:
                _handlesErrors = true;
                break;
            case 'p' when _parser == ArgumentParser.ParseArgs && _tokens.Is(i, "parseArgs") && _tokens.Is(i + 1, "("):
                ReadParseArgs(i);
                break;
            default:
                break;
        }
    }

    private void ReadExit(int i)
    {
        var line = _tokens[i].Line;
        if (!_tokens.Is(i + 3, "("))
        {
            _exits.SetUnknown(line, "an exit is handed on");
            return;
        }

        var close = Math.Min(_tokens.Partner(i + 3), _tokens.Count);
        if (close == i + 4)
        {
            return; // ends with process.exitCode, else 0
        }

        ReadCode(i + 4, close, line, _tokens.TextOf(i, close + 1));
    }

    private void ReadCode(int from, int to, int line, string text)
    {
        _steps += to - from;
        if (_depth >= Deepest || _steps > MostSteps)
        {
            _exits.SetUnknown(line, "exits with a computed code");
            return;
        }

        _depth++;
        ReadInner(from, to, line, text);
        _depth--;
    }

    private void ReadInner(int from, int to, int line, string text)
    {
        while (to - from > 1 && _tokens.Is(from, "(") && _tokens.Partner(from) == to - 1)
        {
            (from, to) = (from + 1, to - 1);
        }

        if (to - from == 1 && _tokens.Is(from, TokenKind.Number))
        {
            if (int.TryParse(_tokens.TextOf(from), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                _exits.Add(code & 255, line, text);
                return;
            }
        }
        else if (_tokens.Find("?", from, to) is var question && question > 0 && _tokens.Find(":", question, to) is var colon && colon > 0)
        {
            ReadCode(question + 1, colon, line, text);
            ReadCode(colon + 1, to, line, text);
            return;
        }
        else if (to - from == 1 && _tokens.Is(from, TokenKind.Name) && ReadVariable(_tokens.TextOf(from), from, line, text))
        {
            return;
        }
        else if (to - from == 3 && _tokens.Is(from + 1, ".") && _constants.TryGetValue(_tokens.TextOf(from), out var values) && values.Count == 1)
        {
            var open = _tokens.Is(values[0].From, "Object", ".", "freeze") ? values[0].From + 4 : values[0].From;
            _steps += values[0].To - open;
            foreach (var (start, end) in _tokens.Is(open, "{") && _steps < MostSteps ? Arguments(open) : [])
            {
                if (_tokens.Is(start + 1, ":") && _tokens.TextOf(start) == _tokens.TextOf(from + 2))
                {
                    ReadCode(start + 2, end, line, text);
                    return;
                }
            }
        }

        _exits.SetUnknown(line, "exits with a computed code");
    }

    private bool ReadVariable(string name, int use, int line, string text)
    {
        if (FunctionAt(use) is { } inside)
        {
            _steps += _tokens.Partner(inside.Open) - inside.Open;
            if (_steps > MostSteps)
            {
                return false;
            }

            var parameters = Arguments(inside.Open);
            if (parameters.FindIndex(parameter => _tokens.Is(parameter.From, name)) is var index && index >= 0)
            {
                return ReadParameter(inside.Name, index, parameters[index]);
            }
        }

        if (_changed.Contains(name) || !_constants.TryGetValue(name, out var values) || values.Count > 20 || values.Any(value => value.From >= value.To))
        {
            return false;
        }

        foreach (var (from, to) in values)
        {
            ReadCode(from, to, values.Count == 1 ? line : _tokens.LineOf(from), values.Count == 1 ? text : name + " = " + _tokens.TextOf(from, to));
        }

        return true;
    }

    /// <summary>The innermost function around a token.</summary>
    private JavaScriptFunction? FunctionAt(int token)
    {
        var (low, high) = (0, _functions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _functions[middle].Open < token ? (middle + 1, high) : (low, middle);
        }

        var found = low > 0 ? _functions[low - 1] : null;
        while (found is not null && found.End < token)
        {
            found = found.Outer;
        }

        return found;
    }

    private bool ReadParameter(string function, int index, (int From, int To) parameter)
    {
        if (!_parameters.Add((function, index)))
        {
            return true;
        }

        var equals = _tokens.Find("=", parameter.From, parameter.To);
        var calls = _calls.TryGetValue(function, out var found) ? found.Where(call => !_tokens.Is(call - 1, "function")).ToList() : [];
        foreach (var call in calls)
        {
            _steps += _tokens.Partner(call + 1) - call;
            if (_steps > MostSteps)
            {
                return false;
            }

            var arguments = Arguments(call + 1);
            var given = index < arguments.Count ? arguments[index] : equals > 0 ? (equals + 1, parameter.To) : (0, 0);
            if (given.Item1 >= given.Item2)
            {
                return false;
            }

            ReadCode(given.Item1, given.Item2, _tokens[call].Line, _tokens.TextOf(call, Math.Min(_tokens.Partner(call + 1), _tokens.Count - 1) + 1));
        }

        return calls.Count > 0;
    }

    private List<(int From, int To)> Arguments(int open) => _tokens.Split(open + 1, Math.Min(_tokens.Partner(open), _tokens.Count));

    private void ReadOption(int i)
    {
        var arguments = Arguments(i + 1);
        if (arguments.Count == 0 || arguments[0].To - arguments[0].From != 1 || Inner(arguments[0].From) is not { } text)
        {
            SetUnknown(_tokens[i].Line, "a flag has a computed name");
            return;
        }

        var words = text.Split([' ', ',', '|'], StringSplitOptions.RemoveEmptyEntries);
        var names = words.Where(word => word[0] == '-').ToEquatableArray();
        if (names.Count == 0)
        {
            return;
        }

        var takesValue = words.Any(word => word[0] is '<' or '[');
        var last = arguments.Count > 2 ? arguments[arguments.Count - 1] : (From: 0, To: 0);
        var value = takesValue && last.To - last.From == 1 ? Literal(last.From) : null;
        var (choices, isHidden) = (new List<string>(), false);
        for (var call = Math.Min(_tokens.Partner(i + 1), _tokens.Count) + 1; _tokens.Is(i, "Option") && _tokens.Is(call, ".") && _tokens.Is(call + 2, "("); call = Math.Min(_tokens.Partner(call + 2), _tokens.Count) + 1)
        {
            var inner = Arguments(call + 2);
            isHidden |= _tokens.Is(call + 1, "hideHelp");
            if (_tokens.Is(call + 1, "default") && inner.Count > 0 && inner[0].To - inner[0].From == 1)
            {
                value = Literal(inner[0].From);
            }
            else if (_tokens.Is(call + 1, "choices") && inner.Count == 1 && _tokens.Is(inner[0].From, "["))
            {
                var items = Arguments(inner[0].From).Select(item => item.To - item.From == 1 ? Inner(item.From) : null).ToList();
                choices = items.Contains(null) ? [] : items.Select(item => item!).ToList();
            }
        }

        _flags.Add(new DeclaredFlag(names, choices.ToEquatableArray(), takesValue, value, isHidden, _tokens[i].Line));
    }

    private void ReadParseArgs(int i)
    {
        var outer = Arguments(i + 1);
        if (outer.Count != 1 || Resolve(outer[0]) is not { } settings || !_tokens.Is(settings.From, "{"))
        {
            SetUnknown(_tokens[i].Line, "flags are declared elsewhere");
            return;
        }

        var hasOptions = false;
        foreach (var (from, to) in Arguments(settings.From))
        {
            if (_tokens.Is(from, "strict") && !_tokens.Is(from + 2, "true"))
            {
                SetUnknown(_tokens[from].Line, "unknown flags are let through");
            }
            else if (_tokens.Is(from, "options"))
            {
                var value = _tokens.Is(from + 1, ":") ? (from + 2, to) : (from, to);
                hasOptions = Resolve(value) is { } options && _tokens.Is(options.From, "{") && ReadOptions(options.From);
            }
        }

        if (!hasOptions)
        {
            SetUnknown(_tokens[i].Line, "flags are declared elsewhere");
        }
    }

    private bool ReadOptions(int open)
    {
        foreach (var (from, to) in Arguments(open))
        {
            if (!_tokens.Is(from + 1, ":") || !_tokens.Is(from + 2, "{"))
            {
                return false;
            }

            var names = new List<string> { "--" + (Inner(from) ?? _tokens.TextOf(from)) };
            var (takesValue, value) = (false, (string?)null);
            foreach (var (start, end) in Arguments(from + 2))
            {
                takesValue |= _tokens.Is(start, "type") && Inner(start + 2) == "string";
                value = _tokens.Is(start, "default") && end - start == 3 ? Literal(start + 2) : value;
                if (_tokens.Is(start, "short") && Inner(start + 2) is { } letter)
                {
                    names.Insert(0, "-" + letter);
                }
            }

            _flags.Add(new DeclaredFlag(names.ToEquatableArray(), EquatableArray<string>.Empty, takesValue, takesValue ? value : null, false, _tokens[from].Line));
        }

        return true;
    }

    private (int From, int To)? Resolve((int From, int To) value) => value.To - value.From == 1 && _tokens.Is(value.From, TokenKind.Name)
        ? _constants.TryGetValue(_tokens.TextOf(value.From), out var found) && found.Count == 1 && found[0].From < found[0].To ? found[0] : null
        : value;

    private string? Literal(int index) => _tokens.Is(index, TokenKind.Number) ? _tokens.TextOf(index) : Inner(index);

    /// <summary>What stands between quotes; null when it is no text, or a computed one.</summary>
    private string? Inner(int index)
    {
        if (!_tokens.Is(index, TokenKind.Text))
        {
            return null;
        }

        var text = _tokens.TextOf(index);
        return text.Length < 2 || text[0] == '/' || text.Contains("${") || text.Contains("\\") ? null : text.Substring(1, text.Length - 2);
    }

    private void SetUnknown(int line, string why)
    {
        if (_unknown is not { } before || line < before.Line)
        {
            _unknown = (line, why);
        }
    }
}

/// <summary>A named function: where the brackets of its parameters open, where its body ends, and the function around it.</summary>
internal sealed record JavaScriptFunction(string Name, int Open, int End, JavaScriptFunction? Outer);
