using System;
using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Model.Code;

/// <summary>The structure of a Python script: statements, functions, what names are set to, and calls.</summary>
internal sealed class PythonCode
{
    private readonly List<(int Indent, int Function, string? Class)> _open = [];
    private readonly int[] _owners;
    private readonly Dictionary<(int Function, string Name), List<PythonValue>> _values = [];
    private readonly Dictionary<string, List<int>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<int> _setters = [];
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _twice = new(StringComparer.Ordinal);

    private PythonCode(TokenList tokens) => (Tokens, _owners) = (tokens, Enumerable.Repeat(-1, tokens.Count).ToArray());

    public TokenList Tokens { get; }

    /// <summary>From which token to which each statement reaches, without its end.</summary>
    public List<(int From, int To)> Statements { get; } = [];

    public List<PythonFunction> Functions { get; } = [];

    /// <summary>What <c>import sys</c> is called here, and names such as <c>from sys import exit</c>.</summary>
    public Dictionary<string, string> Imported { get; } = new(StringComparer.Ordinal);

    public List<ImportedModule> Modules { get; } = [];

    public static PythonCode Of(string text)
    {
        var code = new PythonCode(PythonTokens.Of(text));
        code.ReadStatements();
        code.ReadCalls();
        return code;
    }

    /// <summary>The function that a token stands in; -1 for none.</summary>
    public int OwnerOf(int token) => token < _owners.Length ? _owners[token] : -1;

    /// <summary>The only function of a name that is no method; null when there is none, or several.</summary>
    public PythonFunction? Function(string name) => _byName.TryGetValue(name, out var index) && !_twice.Contains(name) ? Functions[index] : null;

    public bool HasMethod(string name) => Functions.Exists(function => function.IsMethod && function.Name == name);

    /// <summary>True when a list or dictionary gets items after it was made.</summary>
    public bool IsChanged(string name) => _changed.Contains(name);

    public bool HasFunction(string name) => _byName.ContainsKey(name);

    /// <summary>Everything that a name is set to in a function (-1: outside of functions; <c>Class.NAME</c> in a class).</summary>
    public IReadOnlyList<PythonValue> ValuesOf(int function, string name) => _values.TryGetValue((function, name), out var found) ? found : [];

    /// <summary>The only literal that a name stands for at the top of the script; null when it is not certain.</summary>
    public PythonValue? Constant(string name) => ValuesOf(-1, name) is { Count: 1 } values && values[0].IsKnown ? values[0] : null;

    /// <summary>Where functions are called by a name without a dot: the token of the name.</summary>
    public IReadOnlyList<int> CallsOf(string name) => _calls.TryGetValue(name, out var found) ? found : [];

    /// <summary>What every <c>set_defaults(attribute=…)</c> names; null where it is no function of the script.</summary>
    public List<PythonFunction?> Setters(string attribute) => _setters
        .Select(open => Keyword(open, attribute))
        .Where(value => value is not null)
        .Select(value => value is { } found && found.To - found.From == 1 ? Function(Tokens.TextOf(found.From)) : null)
        .ToList();

    /// <summary>The keyword argument of a call; null when it has none of that name.</summary>
    /// <param name="open">The call's opening bracket.</param>
    /// <param name="name">The keyword.</param>
    public (int From, int To)? Keyword(int open, string name)
    {
        foreach (var (from, to) in Arguments(open))
        {
            if (Tokens.Is(from, name) && Tokens.Is(from + 1, "="))
            {
                return (from + 2, to);
            }
        }

        return null;
    }

    public List<(int From, int To)> Arguments(int open) => Tokens.Split(open + 1, Math.Min(Tokens.Partner(open), Tokens.Count));

    /// <summary>The text of a literal, also of one in several pieces or in a constant; null when it is something else.</summary>
    public string? Literal(int from, int to)
    {
        while (to - from > 2 && Tokens.Is(from, "(") && Tokens.Partner(from) == to - 1)
        {
            (from, to) = (from + 1, to - 1);
        }

        if (to - from == 1 && Tokens.Is(from, TokenKind.Name) && Constant(Tokens.TextOf(from)) is { } constant && constant.From != from)
        {
            (from, to) = (constant.From, constant.To);
        }

        if (from >= to || to - from > 1000 || !Enumerable.Range(from, Math.Min(to, Tokens.Count) - from).All(i => Tokens.Is(i, TokenKind.Text)))
        {
            return null;
        }

        return string.Concat(Enumerable.Range(from, to - from).Select(PieceAt)) is var text && text.IndexOf('\0') < 0 ? text : null;
    }

    /// <summary>What stands between the quotes of one text; NUL when its value is computed.</summary>
    private string PieceAt(int index)
    {
        var text = Tokens.TextOf(index);
        var quote = text.IndexOfAny(['"', '\'']);
        var isLong = text.Length >= quote + 6 && text[quote + 1] == text[quote] && text[quote + 2] == text[quote];
        var length = text.Length - quote - (isLong ? 6 : 2);
        var inner = length < 0 ? "" : text.Substring(quote + (isLong ? 3 : 1), length);
        var isComputed = text.IndexOfAny(['f', 'F'], 0, quote) >= 0 && inner.IndexOf('{') >= 0;
        return isComputed ? "\0" : inner;
    }

    private void ReadStatements()
    {
        var (start, indent) = (0, 0);
        for (var i = 0; i < Tokens.Count; i++)
        {
            var isLineEnd = Tokens.Is(i, TokenKind.LineEnd);
            if (!isLineEnd && !Tokens.Is(i, ";"))
            {
                continue;
            }

            if (i > start)
            {
                ReadStatement(start, i, indent);
            }

            start = i + 1;
            indent = isLineEnd && start < Tokens.Count ? IndentOf(Tokens[start].Start) : indent;
        }
    }

    private int IndentOf(int offset)
    {
        var indent = 0;
        for (var i = offset - 1; i >= 0 && Tokens.Source[i] is ' ' or '\t'; i--)
        {
            indent += Tokens.Source[i] == '\t' ? 8 : 1;
        }

        return indent;
    }

    private void ReadStatement(int from, int to, int indent)
    {
        _open.RemoveAll(block => block.Indent >= indent);
        var function = _open.Count > 0 ? _open[_open.Count - 1].Function : -1;
        Statements.Add((from, to));
        var start = Tokens.Is(from, "async") ? from + 1 : from;
        var body = to;
        var inner = function;
        if (Tokens.Is(start, "def") && Tokens.Is(start + 1, TokenKind.Name) && Tokens.Is(start + 2, "("))
        {
            inner = AddFunction(start, _open.Count > 0 && _open[_open.Count - 1].Class is not null);
            _open.Add((indent, inner, null));
            body = Math.Min(Tokens.Partner(start + 2), to);
        }
        else if (Tokens.Is(start, "class") && Tokens.Is(start + 1, TokenKind.Name))
        {
            _open.Add((indent, function, Tokens.TextOf(start + 1)));
        }
        else if (Tokens.Is(start, "import") || Tokens.Is(start, "from"))
        {
            ReadImport(start, to);
        }
        else
        {
            ReadAssignment(from, to, function);
        }

        for (var i = from; i < to; i++)
        {
            _owners[i] = i > body ? inner : function;
            if (Tokens.Is(i, "return") && _owners[i] >= 0)
            {
                Functions[_owners[i]].Returns.Add(i);
            }
            else if (Tokens.Is(i, "as") && Tokens.Is(i + 1, TokenKind.Name) && !Tokens.Is(start, "import") && !Tokens.Is(start, "from"))
            {
                SetUnknown(_owners[i], Tokens.TextOf(i + 1));
            }
            else if (Tokens.Is(i, ":=") && i > from && Tokens.Is(i - 1, TokenKind.Name))
            {
                SetUnknown(_owners[i], Tokens.TextOf(i - 1));
            }
        }
    }

    private int AddFunction(int start, bool isMethod)
    {
        var parameters = new List<PythonParameter>();
        foreach (var (from, to) in Arguments(start + 2))
        {
            if (Tokens.Is(from, TokenKind.Name))
            {
                var equals = Tokens.Find("=", from, to);
                parameters.Add(new PythonParameter(Tokens.TextOf(from), equals < 0 ? to : equals + 1, to));
            }
            else if (Tokens.Is(from, "*") && to - from > 1)
            {
                parameters.Add(new PythonParameter("*", to, to));
            }
        }

        var name = Tokens.TextOf(start + 1);
        var function = new PythonFunction(name, isMethod, parameters);
        Functions.Add(function);
        if (!isMethod && _byName.ContainsKey(name))
        {
            _twice.Add(name);
        }
        else if (!isMethod)
        {
            _byName.Add(name, Functions.Count - 1);
        }

        return Functions.Count - 1;
    }

    private void ReadAssignment(int from, int to, int function)
    {
        var inClass = _open.Count > 0 ? _open[_open.Count - 1].Class : null;
        if (Tokens.Is(from, "global") || Tokens.Is(from, "nonlocal") || Tokens.Is(from, "for") || Tokens.Is(from, "del"))
        {
            for (var i = from + 1; i < to && !Tokens.Is(i, "in"); i++)
            {
                if (Tokens.Is(i, TokenKind.Name))
                {
                    SetUnknown(function, Tokens.TextOf(i));
                    SetUnknown(Tokens.Is(from, "global") ? -1 : function, Tokens.TextOf(i));
                }
            }

            return;
        }

        // `else: rc = 1` and `if x: rc = 1` set a name, too.
        var first = from;
        if (Tokens.Is(from, "else") || Tokens.Is(from, "try") || Tokens.Is(from, "if") || Tokens.Is(from, "elif") || Tokens.Is(from, "except") || Tokens.Is(from, "finally"))
        {
            var colon = Tokens.Find(":", from, to);
            first = colon < 0 ? to : colon + 1;
        }

        for (var i = first; i < to; i = Tokens.Next(i))
        {
            if (Tokens.Is(i, "="))
            {
                SetTargets(first, i, to, function, inClass);
                return;
            }

            if (Tokens.Is(i, TokenKind.Operator) && Tokens[i].End - Tokens[i].Start == 2 && Tokens.Source[Tokens[i].Start + 1] == '='
                && "+-*/%&|^@".IndexOf(Tokens.Source[Tokens[i].Start]) >= 0)
            {
                if (Tokens.Is(first, TokenKind.Name))
                {
                    SetUnknown(function, Tokens.TextOf(first));
                }

                return;
            }
        }
    }

    private void SetTargets(int from, int equals, int to, int function, string? inClass)
    {
        var isPlain = equals - from == 1 || Tokens.Is(from + 1, ":");
        if (isPlain && Tokens.Is(from, TokenKind.Name))
        {
            var name = Tokens.TextOf(from);
            var isChain = Tokens.Find("=", equals + 1, to) >= 0;
            Set(function, inClass is null ? name : inClass + "." + name, new PythonValue(equals + 1, isChain ? equals + 1 : to, Tokens[from].Line));
            return;
        }

        if (Tokens.Is(from + 1, ".") || Tokens.Is(from + 1, "["))
        {
            return;
        }

        for (var i = from; i < equals; i++)
        {
            if (Tokens.Is(i, TokenKind.Name))
            {
                SetUnknown(function, Tokens.TextOf(i));
            }
        }
    }

    private void SetUnknown(int function, string name) => Set(function, name, new PythonValue(0, 0, 0));

    private void Set(int function, string name, PythonValue value)
    {
        if (!_values.TryGetValue((function, name), out var values))
        {
            _values.Add((function, name), values = []);
        }

        values.Add(value);
    }

    private void ReadImport(int from, int to)
    {
        var i = from + 1;
        if (Tokens.Is(from, "import"))
        {
            foreach (var (start, end) in Tokens.Split(i, to))
            {
                var alias = end - 2 > start && Tokens.Is(end - 2, "as");
                var name = Joined(start, alias ? end - 2 : end);
                Modules.Add(new ImportedModule(name, Tokens.LineOf(start)));
                Imported[alias ? Tokens.TextOf(end - 1) : name] = name;
            }

            return;
        }

        var import = Tokens.Find("import", i, to);
        if (import < 0)
        {
            return;
        }

        var module = Joined(i, import);
        Modules.Add(new ImportedModule(module, Tokens.LineOf(i)));
        var names = Tokens.Is(import + 1, "(") ? Arguments(import + 1) : Tokens.Split(import + 1, to);
        foreach (var (start, end) in names)
        {
            Imported[Tokens.TextOf(end - 1)] = module + "." + Tokens.TextOf(start);
            if (module.Length > 0 && module.Trim('.').Length == 0)
            {
                Modules.Add(new ImportedModule(module + Tokens.TextOf(start), Tokens.LineOf(start)));
            }
        }
    }

    private string Joined(int from, int to) => string.Concat(Enumerable.Range(from, Math.Max(0, Math.Min(to, Tokens.Count) - from)).Select(i => Tokens.TextOf(i)));

    private void ReadCalls()
    {
        for (var i = 0; i + 1 < Tokens.Count; i++)
        {
            if (Tokens.Is(i, TokenKind.Name) && Tokens.Is(i + 1, "(") && !Tokens.Is(i - 1, ".") && !Tokens.Is(i - 1, "def") && !Tokens.Is(i - 1, "class"))
            {
                var name = Tokens.TextOf(i);
                if (!_calls.TryGetValue(name, out var calls))
                {
                    _calls.Add(name, calls = []);
                }

                calls.Add(i);
            }
            else if (Tokens.Is(i, "set_defaults") && Tokens.Is(i + 1, "("))
            {
                _setters.Add(i + 1);
            }
            else if (Tokens.Is(i + 1, ".") && Tokens.Is(i + 3, "(") && Tokens.Is(i, TokenKind.Name)
                && (Tokens.Is(i + 2, "append") || Tokens.Is(i + 2, "extend") || Tokens.Is(i + 2, "update") || Tokens.Is(i + 2, "add") || Tokens.Is(i + 2, "insert")))
            {
                _changed.Add(Tokens.TextOf(i));
            }
            else if (Tokens.Is(i, TokenKind.Name) && Tokens.Is(i + 1, "[") && Tokens.Partner(i + 1) is var close && Tokens.Is(close + 1, "="))
            {
                _changed.Add(Tokens.TextOf(i));
            }
        }
    }
}

/// <summary>From which token to which a value stands; no tokens when it is computed.</summary>
internal readonly record struct PythonValue(int From, int To, int Line)
{
    public bool IsKnown => From < To;
}
