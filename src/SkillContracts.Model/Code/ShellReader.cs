using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SkillContracts.Model.Code;

/// <summary>Reads exit codes and flags of a script for bash or sh.</summary>
internal sealed class ShellReader
{
    private readonly string _text;
    private readonly ShellCode _code;
    private readonly ExitCodes _exits = new();
    private readonly List<DeclaredFlag> _flags = [];
    private readonly Dictionary<string, List<(string Value, int Line)>> _variables = new(StringComparer.Ordinal);
    private readonly HashSet<(string, int)> _parameters = [];
    private readonly ILookup<string, ShellCommand> _calls;
    private (int Line, string Why)? _unknown;
    private bool _readsArguments;

    private ShellReader(string text)
    {
        (_text, _code) = (text, ShellCode.Of(text));
        _calls = _code.Commands.Where(command => command.Words.Count > 0).ToLookup(command => command.Words[0], StringComparer.Ordinal);
    }

    public static ScriptFacts Read(string text)
    {
        var reader = new ShellReader(text);
        reader.ReadVariables();
        reader._code.Commands.ForEach(reader.ReadCommand);
        reader.ReadHandedOn();
        reader.ReadEnd();
        reader.ReadBranches();
        reader.ReadTexts();
        var parser = reader._flags.Count > 0 || reader._readsArguments ? ArgumentParser.OwnCode : ArgumentParser.None;
        var unknown = reader._unknown is { } found ? "line " + found.Line.ToString(CultureInfo.InvariantCulture) + ": " + found.Why
            : parser == ArgumentParser.OwnCode && reader._flags.Count == 0 ? "the script reads the command line itself"
            : null;
        var help = reader._code.HereDocuments
            .Where(here => here.Command == "cat" && here.Text.Length < 16 * 1024
                && (here.Text.IndexOf("usage", StringComparison.OrdinalIgnoreCase) >= 0 || here.Text.IndexOf("exit", StringComparison.OrdinalIgnoreCase) >= 0))
            .Select(here => new HelpText(here.Text, here.Line));
        return new ScriptFacts(
            ScriptLanguage.Shell,
            reader._exits.ToArray(),
            reader._exits.Unknown,
            parser,
            null,
            reader._flags.ToEquatableArray(),
            unknown,
            help.ToEquatableArray(),
            EquatableArray<ImportedModule>.Empty);
    }

    private void ReadVariables()
    {
        foreach (var command in _code.Commands)
        {
            var declared = command.Words.Count > 1 && command.Words[0] is "local" or "declare" or "readonly" or "export" or "typeset";
            foreach (var word in declared ? command.Assignments.Concat(command.Words.Skip(1)) : command.Assignments)
            {
                var equals = word.IndexOf('=');
                if (equals > 0)
                {
                    Set(word.Substring(0, equals), word.Substring(equals + 1), command.Line);
                }
            }

            if (command.Words.Count > 1 && command.Words[0] is "read" or "for" or "mapfile" or "readarray" or "printf" or "getopts" or "let")
            {
                foreach (var name in command.Words.Skip(1).Where(word => char.IsLetter(word[0]) || word[0] == '_'))
                {
                    Set(name, "$", command.Line);
                }
            }
        }
    }

    private void Set(string name, string value, int line)
    {
        var plain = name.TrimEnd('+');
        if (!_variables.TryGetValue(plain, out var values))
        {
            _variables.Add(plain, values = []);
        }

        values.Add((name.Length > plain.Length ? "$" : ShellCode.Unquoted(value), line));
    }

    private void ReadCommand(ShellCommand command)
    {
        if (command.Words.Count == 0)
        {
            return;
        }

        var words = command.Words;
        switch (words[0])
        {
            case "exit":
                ReadExit(command, words.Count > 1 ? ShellCode.Unquoted(words[1]) : null);
                break;
            case "set" when words.Skip(1).Any(word => (word.StartsWith("-", StringComparison.Ordinal) && !word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('e') > 0) || word == "errexit"):
                _exits.SetUnknown(command.Line, "set -e ends with the code of any command that fails");
                break;
            case "source" or ".":
                _exits.SetUnknown(command.Line, "another script is sourced");
                SetUnknown(command.Line, "another script is sourced");
                break;
            case "exec" when words.Count > 1:
                _exits.SetUnknown(command.Line, "another program takes over");
                break;
            case "eval":
                _exits.SetUnknown(command.Line, "code is computed");
                SetUnknown(command.Line, "code is computed");
                break;
            case "trap" when words.Count > 1 && words[1].Contains("exit"):
                _exits.SetUnknown(command.Line, "a trap ends the script");
                break;
            case "getopts" when words.Count > 1:
                ReadGetopts(ShellCode.Unquoted(words[1]), command.Line);
                break;
            case "getopt":
                SetUnknown(command.Line, "flags are declared for getopt");
                break;
            case "[" or "[[" or "test":
                ReadTest(words, command.Line);
                break;
            default:
                break;
        }
    }

    /// <summary>Another program that gets the command line, also through functions, may know any flag.</summary>
    private void ReadHandedOn()
    {
        var receivers = new HashSet<string>(StringComparer.Ordinal);
        for (var before = -1; before < receivers.Count && receivers.Count < 100;)
        {
            before = receivers.Count;
            foreach (var command in _code.Commands.Where(command => IsHandingOn(command) && (command.Function is null || receivers.Contains(command.Function))))
            {
                if (_code.Functions.Contains(command.Words[0]))
                {
                    receivers.Add(command.Words[0]);
                }
                else if (command.Words[0] is not ("for" or "set" or "echo" or "printf" or "local" or "getopts" or "[" or "[[" or "test" or "case"))
                {
                    SetUnknown(command.Line, "the command line is handed on");
                }
            }
        }
    }

    private static bool IsHandingOn(ShellCommand command) =>
        command.Words.Exists(word => word.Contains("$@") || word.Contains("${@") || word.Contains("$*"));

    private void ReadExit(ShellCommand command, string? argument)
    {
        var text = argument is null ? "exit" : "exit " + argument;
        if (argument is null)
        {
            _exits.SetUnknown(command.Line, "exits with the code of the command before");
        }
        else if (Literal(argument) is { } code)
        {
            _exits.Add(code, command.Line, text, !command.IsInSubshell);
        }
        else if (!ReadVariable(argument, command, text, 0))
        {
            _exits.SetUnknown(command.Line, "exits with a computed code");
        }
    }

    private static int? Literal(string word) =>
        int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code & 255 : null;

    /// <summary><c>$rc</c>, <c>${rc}</c>, <c>$2</c> and <c>${2:-1}</c>: codes when all that it can be is literal.</summary>
    private bool ReadVariable(string word, ShellCommand command, string text, int depth)
    {
        if (depth > 3 || word.Length < 2 || word[0] != '$')
        {
            return false;
        }

        var name = word[1] == '{' && word[word.Length - 1] == '}' ? word.Substring(2, word.Length - 3) : word.Substring(1);
        var split = name.IndexOf(":-", StringComparison.Ordinal) is var colon && colon >= 0 ? colon : name.IndexOf('-');
        var fallback = split < 0 ? null : name.Substring(split).TrimStart(':').Substring(1);
        name = split < 0 ? name : name.Substring(0, split);
        if (name.Length == 1 && char.IsDigit(name[0]))
        {
            return command.Function is { } function && ReadParameter(function, name[0] - '0', fallback);
        }

        if (fallback is not null || !_variables.TryGetValue(name, out var values))
        {
            return false;
        }

        foreach (var (value, line) in values.Take(100))
        {
            if (Literal(value) is { } code)
            {
                _exits.Add(code, values.Count == 1 ? command.Line : line, values.Count == 1 ? text : name + "=" + value, !command.IsInSubshell);
            }
            else if (!ReadVariable(value, command, text, depth + 1))
            {
                return false;
            }
        }

        return values.Count <= 100;
    }

    private bool ReadParameter(string function, int index, string? fallback)
    {
        if (!_parameters.Add((function, index)))
        {
            return true;
        }

        foreach (var call in _calls[function])
        {
            var word = index < call.Words.Count ? ShellCode.Unquoted(call.Words[index]) : fallback;
            if (word is null || Literal(word) is not { } code)
            {
                return false;
            }

            _exits.Add(code, call.Line, string.Join(" ", call.Words.Take(index + 1)), !call.IsInSubshell);
        }

        return _calls.Contains(function);
    }

    /// <summary>A script that does not end with <c>exit</c> ends with the code of its last command.</summary>
    private void ReadEnd()
    {
        var last = _code.Commands.LastOrDefault(command => command.Function is null);
        for (var depth = 0; last is not null && depth < 5; depth++)
        {
            if (last.Words.Count == 0 || last.IsInCompound || last.IsInSubshell)
            {
                break;
            }

            var word = last.Words[0];
            if (word is "exit" or "echo" or "printf" or "true" or ":")
            {
                return;
            }

            if (word == "return")
            {
                break;
            }

            if (!_code.Functions.Contains(word))
            {
                break;
            }

            var own = _code.Commands.Where(command => command.Function == word).ToList();
            foreach (var command in own.Where(command => command.Words.Count > 0 && command.Words[0] == "return"))
            {
                if (command.Words.Count == 2 && Literal(ShellCode.Unquoted(command.Words[1])) is { } code)
                {
                    _exits.Add(code, command.Line, "return " + code.ToString(CultureInfo.InvariantCulture));
                }
                else
                {
                    _exits.SetUnknown(command.Line, "returns a computed code");
                }
            }

            last = own.LastOrDefault();
            if (last is { IsInCompound: false, Words.Count: 2 } && last.Words[0] == "return")
            {
                return;
            }
        }

        if (last is not null)
        {
            _exits.SetUnknown(last.Line, "ends with the code of its last command");
        }
    }

    private void ReadGetopts(string letters, int line)
    {
        if (letters.IndexOfAny(['$', '-']) >= 0)
        {
            SetUnknown(line, "flags are computed");
            return;
        }

        for (var i = 0; i < letters.Length && i < 100; i++)
        {
            if (char.IsLetterOrDigit(letters[i]))
            {
                AddFlag(["-" + letters[i]], i + 1 < letters.Length && letters[i + 1] == ':', line);
            }
        }
    }

    private void ReadTest(List<string> words, int line)
    {
        foreach (var flag in words.Select(ShellCode.Unquoted).Where(word => word.StartsWith("--", StringComparison.Ordinal) && IsFlag(word)))
        {
            AddFlag([flag], false, line);
            SetUnknown(line, "the script compares its arguments one by one");
        }
    }

    private void ReadBranches()
    {
        foreach (var branch in _code.Branches)
        {
            var patterns = branch.Patterns.Select(ShellCode.Unquoted).ToList();
            var flags = patterns.Select(pattern => pattern.EndsWith("=*", StringComparison.Ordinal) ? pattern.Substring(0, pattern.Length - 2) : pattern).Where(IsFlag).Distinct().ToList();
            var end = branch.End > branch.Start ? branch.End : branch.Start;
            if (flags.Count > 0)
            {
                var takesValue = patterns.Exists(pattern => pattern.EndsWith("=*", StringComparison.Ordinal))
                    || Contains(branch.Start, end, "$2") || Contains(branch.Start, end, "${2") || Contains(branch.Start, end, "shift 2") || Contains(branch.Start, end, "OPTARG");
                AddFlag(flags, takesValue, branch.Line);
            }
            else if (patterns.Exists(pattern => pattern is "*" or "-*" or "--*") && Contains(branch.Start, end, "+=") && _flags.Count > 0)
            {
                SetUnknown(branch.Line, "unknown arguments are collected");
            }
        }
    }

    private bool Contains(int start, int end, string text) => _text.IndexOf(text, start, Math.Min(end - start, 2000), StringComparison.Ordinal) >= 0;

    private static bool IsFlag(string word) => word.Length > 1 && word[0] == '-'
        && (char.IsLetterOrDigit(word[1]) ? word.Length == 2 : word[1] == '-' && word.Length > 2)
        && word.All(character => char.IsLetterOrDigit(character) || character is '-' or '_');

    private void AddFlag(IEnumerable<string> names, bool takesValue, int line) =>
        _flags.Add(new DeclaredFlag(names.ToEquatableArray(), EquatableArray<string>.Empty, takesValue, null, false, line));

    private void ReadTexts()
    {
        _readsArguments = _code.Commands.Exists(command => command.Function is null && command.Words.Concat(command.Assignments).Any(ReadsArgument))
            || _code.Branches.Exists(branch => ReadsArgument(branch.Subject))
            || _text.IndexOf("BASH_ARGV", StringComparison.Ordinal) >= 0;
        var isPosix = _text.StartsWith("#!/bin/sh", StringComparison.Ordinal) || _text.StartsWith("#!/usr/bin/env sh", StringComparison.Ordinal);
        foreach (var command in _code.Commands.Where(command => !command.IsInSubshell))
        {
            foreach (var word in command.Words.Concat(command.Assignments).Where(word => word.Contains(":?") && word.Contains("${")))
            {
                var start = word.IndexOf("${", StringComparison.Ordinal);
                var end = word.IndexOf(":?", StringComparison.Ordinal);
                if (start >= 0 && end > start && end - start < 40)
                {
                    _exits.Add(isPosix ? 2 : 1, command.Line, word.Substring(start, end - start) + ":?…}", !isPosix);
                }
            }
        }
    }

    private static bool ReadsArgument(string word)
    {
        for (var i = word.IndexOf('$'); i >= 0 && i + 1 < word.Length; i = word.IndexOf('$', i + 1))
        {
            var next = word[i + 1] == '{' && i + 2 < word.Length ? word[i + 2] : word[i + 1];
            if (next is >= '1' and <= '9' or '@' or '*' || (next == '#' && (word[i + 1] == '#' || (i + 3 < word.Length && word[i + 3] == '}'))))
            {
                return true;
            }
        }

        return false;
    }

    private void SetUnknown(int line, string why)
    {
        if (_unknown is not { } before || line < before.Line)
        {
            _unknown = (line, why);
        }
    }
}
