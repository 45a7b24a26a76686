using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SkillContracts.Model.Code;

/// <summary>Finds the flags that a Python script declares with argparse or click.</summary>
internal sealed class PythonArguments
{
    /// <summary>Parsers that take flags from somewhere else than declarations.</summary>
    private static readonly HashSet<string> Others = new(
        ["typer", "fire", "docopt", "optparse", "getopt", "absl", "plac", "tyro", "cyclopts", "simple_parsing", "configargparse", "clize", "tap", "jsonargparse"],
        StringComparer.Ordinal);

    private static readonly HashSet<string> Groups = new(
        ["ArgumentParser", "add_parser", "add_argument_group", "add_mutually_exclusive_group", "add_subparsers"], StringComparer.Ordinal);

    private readonly PythonCode _code;
    private readonly TokenList _tokens;
    private readonly List<DeclaredFlag> _flags = [];
    private readonly List<HelpText> _help = [];
    private readonly HashSet<string> _parsers = new(StringComparer.Ordinal);
    private (int Line, string Why)? _unknown;
    private bool _handlesErrors;
    private bool _readsArguments;
    private bool _refusesStarts;

    private PythonArguments(PythonCode code) => (_code, _tokens) = (code, code.Tokens);

    public ArgumentParser Parser { get; private set; }

    /// <summary>Parsers that the script makes, also for sub-commands.</summary>
    public int ParserCount { get; private set; }

    public bool TakesStarts => Parser == ArgumentParser.Argparse && (!_refusesStarts || ParserCount > 1);

    public int? UsageCode => Parser is ArgumentParser.Argparse or ArgumentParser.Click && !_handlesErrors ? 2 : null;

    public EquatableArray<DeclaredFlag> Flags => _flags.ToEquatableArray();

    public EquatableArray<HelpText> HelpTexts => _help.ToEquatableArray();

    public string? Unknown => _unknown is { } unknown ? "line " + unknown.Line.ToString(CultureInfo.InvariantCulture) + ": " + unknown.Why : null;

    public static PythonArguments Of(PythonCode code)
    {
        var arguments = new PythonArguments(code);
        arguments.Read();
        return arguments;
    }

    private void Read()
    {
        var modules = _code.Modules.Select(module => module.Name.Split('.')[0]).ToList();
        var hasArgparse = modules.Contains("argparse", StringComparer.Ordinal);
        var hasClick = modules.Contains("click", StringComparer.Ordinal);
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (_tokens.Is(i, TokenKind.Name))
            {
                ReadName(i, hasArgparse, hasClick);
            }
        }

        Parser = hasArgparse ? ArgumentParser.Argparse
            : hasClick || modules.Contains("typer", StringComparer.Ordinal) ? ArgumentParser.Click
            : modules.Exists(Others.Contains) ? ArgumentParser.Unknown
            : _readsArguments ? ArgumentParser.OwnCode
            : ArgumentParser.None;
        if (_code.Modules.FirstOrDefault(module => Others.Contains(module.Name.Split('.')[0])) is { } other)
        {
            SetUnknown(other.Line, "flags are declared by " + other.Name);
        }

        if (hasArgparse)
        {
            ReadHandedOn();
            if (_parsers.Count == 0 && !_code.Tokens.Source.Contains("ArgumentParser"))
            {
                Parser = ArgumentParser.Unknown;
                SetUnknown(1, "the parser is made elsewhere");
            }
        }
    }

    private void ReadName(int i, bool hasArgparse, bool hasClick)
    {
        switch (_tokens.Source[_tokens[i].Start])
        {
            case 'a' when hasArgparse && _tokens.Is(i, "add_argument") && _tokens.Is(i + 1, "("):
                ReadFlag(i, i + 1, isClick: false);
                break;
            case 'a' when hasArgparse && _tokens.Is(i, "add_parser") && _tokens.Is(i + 1, "("):
            case 'A' when hasArgparse && _tokens.Is(i, "ArgumentParser") && _tokens.Is(i + 1, "("):
                ReadParser(i + 1);
                break;
            case 'A' when _tokens.Is(i, "ArgumentParser") && IsBaseClass(i):
                _handlesErrors |= _code.HasMethod("error") || _code.HasMethod("exit");
                break;
            case 'p' when _tokens.Is(i, "parse_known_args") || _tokens.Is(i, "parse_known_intermixed_args"):
                SetUnknown(_tokens[i].Line, "unknown flags are let through");
                break;
            case 'R' when _tokens.Is(i, "REMAINDER"):
                SetUnknown(_tokens[i].Line, "the rest of the command line is taken as it is");
                break;
            case 'o' when hasClick && _tokens.Is(i, "option") && _tokens.Is(i + 1, "("):
                ReadFlag(i, i + 1, isClick: true);
                break;
            case 's' when hasClick && _tokens.Is(i, "standalone_mode"):
                _handlesErrors = true;
                break;
            case 'i' when hasClick && _tokens.Is(i, "ignore_unknown_options"):
                SetUnknown(_tokens[i].Line, "unknown flags are let through");
                break;
            case 's' when _tokens.Is(i, "sys", ".", "argv"):
            case 'a' when _tokens.Is(i, "argv") && _code.Imported.TryGetValue("argv", out var from) && from == "sys.argv":
                ReadArgv(i, hasArgparse || hasClick);
                break;
            default:
                break;
        }

        if (hasClick && i > 0 && _tokens.Is(i - 1, "@") && _tokens.Is(i - 2, TokenKind.LineEnd))
        {
            ReadDecorator(i);
        }
    }

    private bool IsBaseClass(int i) => _tokens.Is(i - 3, "class") || _tokens.Is(i - 5, "class"); // class X(ArgumentParser), class X(argparse.ArgumentParser)

    /// <summary>A decorator of another module may add options.</summary>
    private void ReadDecorator(int i)
    {
        var last = i;
        while (_tokens.Is(last + 1, ".") && _tokens.Is(last + 2, TokenKind.Name))
        {
            last += 2;
        }

        var name = _tokens.TextOf(last);
        var known = last == i
            ? name is "property" or "staticmethod" or "classmethod" or "dataclass" or "contextmanager" or "lru_cache" or "cache" or "wraps"
            : name is "command" or "group" or "option" or "argument" or "pass_context" or "pass_obj" or "version_option" or "help_option" or "dataclass" or "wraps" or "cache" or "lru_cache";
        if (!known)
        {
            SetUnknown(_tokens[i].Line, "the decorator " + name + " may add flags");
        }
    }

    /// <summary>Handed to a parser as a whole, or asked for its length, the command line says nothing new.</summary>
    private void ReadArgv(int i, bool hasParser)
    {
        _readsArguments = true;
        var end = _tokens.Is(i, "sys") ? i + 3 : i + 1;
        var isWhole = _tokens.Is(end, "[") && _tokens.Is(end + 1, TokenKind.Number) && (_tokens.Is(end + 2, ":") || _tokens.TextOf(end + 1) == "0");
        var isLength = _tokens.Is(i - 1, "(") && _tokens.Is(i - 2, "len");
        if (!hasParser || (!isWhole && !isLength && !_tokens.Is(end, ")")))
        {
            SetUnknown(_tokens[i].Line, "the script reads the command line itself");
        }
    }

    private void ReadParser(int open)
    {
        ParserCount++;
        foreach (var (from, to) in _code.Arguments(open))
        {
            if (!_tokens.Is(from + 1, "="))
            {
                continue;
            }

            var name = _tokens.TextOf(from);
            switch (name)
            {
                case "description" or "epilog" or "usage" when _help.Count < 100:
                    AddHelp(from + 2, to);
                    break;
                case "parents" when !IsListOfParsers(from + 2, to):
                    SetUnknown(_tokens[from].Line, "a parent parser is made elsewhere");
                    break;
                case "prefix_chars" or "fromfile_prefix_chars":
                    SetUnknown(_tokens[from].Line, "flags have other first characters");
                    break;
                case "allow_abbrev" when _tokens.Is(from + 2, "False"):
                    _refusesStarts = true;
                    break;
                case "exit_on_error" when _tokens.Is(from + 2, "False"):
                    _handlesErrors = true;
                    break;
                default:
                    break;
            }
        }
    }

    private bool IsListOfParsers(int from, int to) => _tokens.Is(from, "[")
        && _code.Arguments(from).TrueForAll(item =>
            item.To - item.From == 1
                ? _code.ValuesOf(_code.OwnerOf(item.From), _tokens.TextOf(item.From)) is { Count: > 0 } values && values.All(IsParserValue)
                : _tokens.Is(item.From + 1, "(") && _code.Function(_tokens.TextOf(item.From)) is not null);

    private bool IsParserValue(PythonValue value) =>
        value.IsKnown && (_tokens.Find("ArgumentParser", value.From, value.To) >= 0 || (_tokens.Is(value.From + 1, "(") && _code.Function(_tokens.TextOf(value.From)) is not null));

    /// <summary>A parser that is handed to code elsewhere may get flags there.</summary>
    private void ReadHandedOn()
    {
        for (var i = 0; i + 3 < _tokens.Count; i++)
        {
            if (_tokens.Is(i, TokenKind.Name) && _tokens.Is(i + 1, "="))
            {
                var call = i + 2;
                while (_tokens.Is(call + 1, "."))
                {
                    call += 2;
                }

                if (_tokens.Is(call, TokenKind.Name) && _tokens.Is(call + 1, "(") && Groups.Contains(_tokens.TextOf(call)))
                {
                    _parsers.Add(_tokens.TextOf(i));
                }
            }
        }

        for (var i = 0; i + 2 < _tokens.Count; i++)
        {
            if (!_tokens.Is(i, TokenKind.Name) || !_tokens.Is(i + 1, "(") || _tokens.Is(i - 1, "def"))
            {
                continue;
            }

            var isHandedOn = _tokens.Is(i + 2, TokenKind.Name) && (_tokens.Is(i + 3, ")") || _tokens.Is(i + 3, ",")) && _parsers.Contains(_tokens.TextOf(i + 2));
            if (isHandedOn && !IsOwn(i))
            {
                SetUnknown(_tokens[i].Line, _tokens.TextOf(i) + "() may add flags");
            }
        }
    }

    private bool IsOwn(int name) => _tokens.TextOf(name) is "autocomplete" or "isinstance" or "print" or "id" or "repr" or "append"
        || (!_tokens.Is(name - 1, ".") && _code.HasFunction(_tokens.TextOf(name)))
        || (_tokens.Is(name - 1, ".") && _code.HasMethod(_tokens.TextOf(name)));

    private void ReadFlag(int name, int open, bool isClick)
    {
        var names = new List<string>();
        var keywords = new Dictionary<string, (int From, int To)>(StringComparer.Ordinal);
        foreach (var (from, to) in _code.Arguments(open))
        {
            if (_tokens.Is(from, TokenKind.Name) && _tokens.Is(from + 1, "="))
            {
                keywords[_tokens.TextOf(from)] = (from + 2, to);
            }
            else if (_code.Literal(from, to) is { } literal)
            {
                names.Add(literal);
            }
            else
            {
                SetUnknown(_tokens[name].Line, "a flag has a computed name");
                return;
            }
        }

        if (isClick)
        {
            names = names.SelectMany(text => text.Split('/')).Select(text => text.Trim()).ToList();
        }

        names.RemoveAll(text => text.Length < 2 || text[0] != '-');
        if (names.Count == 0)
        {
            return; // a positional argument
        }

        if (keywords.TryGetValue("action", out var action) && _tokens.Find("BooleanOptionalAction", action.From, action.To) >= 0)
        {
            names.AddRange(names.Where(text => text.StartsWith("--", StringComparison.Ordinal)).Select(text => "--no-" + text.Substring(2)).ToList());
        }

        var takesValue = isClick ? !IsClickSwitch(keywords, open) : TakesValue(keywords);
        _flags.Add(new DeclaredFlag(
            names.ToEquatableArray(),
            takesValue ? Choices(keywords, isClick).ToEquatableArray() : EquatableArray<string>.Empty,
            takesValue,
            takesValue && keywords.TryGetValue("default", out var value) ? Value(value.From, value.To) : null,
            IsHidden(keywords),
            _tokens[name].Line));
    }

    private bool IsHidden(Dictionary<string, (int From, int To)> keywords) =>
        (keywords.TryGetValue("help", out var help) && _tokens.Find("SUPPRESS", help.From, help.To) >= 0)
        || (keywords.TryGetValue("hidden", out var hidden) && _tokens.Is(hidden.From, "True"));

    private bool TakesValue(Dictionary<string, (int From, int To)> keywords) =>
        !(keywords.TryGetValue("action", out var action)
            && (_tokens.Find("BooleanOptionalAction", action.From, action.To) >= 0
                || _code.Literal(action.From, action.To) is "store_true" or "store_false" or "store_const" or "append_const" or "count" or "help" or "version"))
        && !(keywords.TryGetValue("nargs", out var count) && _tokens.Is(count.From, "0"));

    private bool IsClickSwitch(Dictionary<string, (int From, int To)> keywords, int open) =>
        (keywords.TryGetValue("is_flag", out var isFlag) && _tokens.Is(isFlag.From, "True"))
        || keywords.ContainsKey("flag_value") || keywords.ContainsKey("count")
        || _code.Arguments(open).Exists(argument => _code.Literal(argument.From, argument.To) is { } text && text.Contains("/"));

    private List<string> Choices(Dictionary<string, (int From, int To)> keywords, bool isClick)
    {
        if (isClick)
        {
            return keywords.TryGetValue("type", out var type) && _tokens.Find("Choice", type.From, type.To) is var choice && choice >= 0 && _tokens.Is(choice + 1, "(")
                && !_tokens.Source.Contains("case_sensitive") && _code.Arguments(choice + 1) is { Count: > 0 } inner
                ? Items(inner[0].From, inner[0].To)
                : [];
        }

        var isConverted = keywords.TryGetValue("type", out var converter)
            && !(converter.To - converter.From == 1 && (_tokens.Is(converter.From, "str") || _tokens.Is(converter.From, "int")));
        return !isConverted && keywords.TryGetValue("choices", out var choices) ? Items(choices.From, choices.To) : [];
    }

    /// <summary>The items of a list, tuple, set or dictionary of literals, also sorted and by a name; none when one is computed.</summary>
    private List<string> Items(int from, int to)
    {
        if (to - from > 3 && _tokens.Is(from + 1, "(") && (_tokens.Is(from, "sorted") || _tokens.Is(from, "list") || _tokens.Is(from, "tuple") || _tokens.Is(from, "set"))
            && _code.Arguments(from + 1) is { Count: 1 } inner)
        {
            (from, to) = inner[0];
        }

        if (to - from == 5 && _tokens.Is(from + 1, ".", "keys", "("))
        {
            to = from + 1;
        }

        if (to - from == 1 && _tokens.Is(from, TokenKind.Name))
        {
            var name = _tokens.TextOf(from);
            if (_code.Constant(name) is not { } constant || _code.IsChanged(name))
            {
                return [];
            }

            (from, to) = (constant.From, constant.To);
        }

        if (!_tokens.IsOpening(from) || _tokens.Partner(from) != to - 1)
        {
            return [];
        }

        var items = new List<string>();
        foreach (var (start, end) in _code.Arguments(from))
        {
            var colon = _tokens.Is(from, "{") ? _tokens.Find(":", start, end) : -1;
            if (Value(start, colon < 0 ? end : colon) is not { } item)
            {
                return [];
            }

            items.Add(item);
        }

        return items;
    }

    /// <summary>A text, number or constant; null for None and for what is computed.</summary>
    private string? Value(int from, int to)
    {
        if (_code.Literal(from, to) is { } text)
        {
            return text.IndexOf('\\') < 0 ? text : null;
        }

        var start = _tokens.Is(from, "-") ? from + 1 : from;
        if (to - start != 1)
        {
            return null;
        }

        if (_tokens.Is(start, TokenKind.Number))
        {
            return _tokens.Source.Substring(_tokens[from].Start, _tokens[start].End - _tokens[from].Start).Replace("_", "");
        }

        return _tokens.Is(start, TokenKind.Name) && _code.Constant(_tokens.TextOf(start)) is { } constant && constant.To - constant.From == 1 && _tokens.Is(constant.From, TokenKind.Number)
            ? _tokens.TextOf(constant.From).Replace("_", "")
            : null;
    }

    /// <summary>The pieces of a text, each on its own line as in the source.</summary>
    private void AddHelp(int from, int to)
    {
        if (to - from == 1 && _tokens.Is(from, TokenKind.Name) && _code.Constant(_tokens.TextOf(from)) is { } constant)
        {
            (from, to) = (constant.From, constant.To);
        }

        var text = new StringBuilder();
        var (first, line) = (-1, 0);
        for (var i = from; i < to && text.Length < 16 * 1024; i++)
        {
            if (!_tokens.Is(i, TokenKind.Text))
            {
                continue;
            }

            var piece = _code.Literal(i, i + 1) ?? "";
            if (first < 0)
            {
                first = line = _tokens[i].Line;
            }

            text.Append('\n', Math.Max(0, _tokens[i].Line - line));
            line = Math.Max(line, _tokens[i].Line);
            var isOneLine = piece.IndexOf('\n') < 0;
            text.Append(isOneLine && piece.EndsWith("\\n", StringComparison.Ordinal) ? piece.Substring(0, piece.Length - 2) : piece);
            line += piece.Count(character => character == '\n');
        }

        if (first >= 0 && text.Length > 0)
        {
            _help.Add(new HelpText(text.ToString(), first));
        }
    }

    private void SetUnknown(int line, string why)
    {
        if (_unknown is not { } before || line < before.Line)
        {
            _unknown = (line, why);
        }
    }
}
