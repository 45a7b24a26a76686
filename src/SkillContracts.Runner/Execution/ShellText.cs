using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Execution;

/// <summary>Prepares a shell text of a contract: fills references, and lets a skill's script be found by its path in the skill.</summary>
/// <param name="SkillPath">The skill's folder, absolute.</param>
/// <param name="Files">The skill's files, relative to it.</param>
/// <param name="IsInWorkFolder">True for a relative path that exists in the work folder: it goes before the skill's.</param>
/// <param name="Inside">Gives a path as the script sees it.</param>
internal sealed partial record ShellText(string SkillPath, IReadOnlySet<string> Files, Func<string, bool> IsInWorkFolder, Func<string, string> Inside)
{
    private static readonly string[] SkillDirNames = ["SKILL_DIR", "CLAUDE_SKILL_DIR"];

    /// <summary>Words after which a command begins.</summary>
    private static readonly string[] CommandPrefixes =
        ["if", "then", "else", "elif", "do", "while", "until", "!", "time", "{", "exec", "command", "nohup", "env", "sudo"];

    private static readonly string[] Shells = ["bash", "sh", "zsh", "dash", "ksh"];

    private static readonly string[] Interpreters =
    [
        .. Shells, "python", "python3", "node", "nodejs", "deno", "bun", "tsx", "ts-node", "npx", "ruby", "perl",
        "php", "Rscript", "pwsh", "lua", "uv", "run", "source", ".",
    ];

    private string SeenPath => Inside(SkillPath);

    /// <summary>Fills <c>$column</c>, <c>$SKILL_DIR</c>, <c>${CLAUDE_SKILL_DIR}</c>, <c>{baseDir}</c> and their like, quoted for where they stand.</summary>
    public string Expand(string text, IReadOnlyList<Variable> columns) => ResolveScripts(Fill(text, columns));

    /// <summary>Fills the references of a text that no shell sees.</summary>
    public string ExpandPlain(string text, string workPath)
    {
        var filled = PlainReference().Replace(text, match => match.Groups["name"].Value == "WORK" ? workPath : SeenPath);
        return filled.Replace("{baseDir}", SeenPath, StringComparison.Ordinal).Replace("{skill_dir}", SeenPath, StringComparison.Ordinal);
    }

    /// <summary>Fills columns without quotes.</summary>
    public static string FillColumns(string text, IReadOnlyList<Variable> columns) => columns.Count == 0 ? text : Reference().Replace(
        text, match => columns.FirstOrDefault(column => match.Value[0] == '$' && column.Name == match.Groups["name"].Value)?.Value ?? match.Value);

    /// <summary>The skill's own file that a word names, as an absolute path; null when it names none.</summary>
    public string? Resolve(string word)
    {
        var path = word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word;
        if (IsInWorkFolder(path))
        {
            return null;
        }

        if (Files.Contains(path))
        {
            return Path.Combine(SkillPath, path);
        }

        // .claude/skills/NAME/scripts/x.py, skills/NAME/scripts/x.py
        var marker = "/" + Path.GetFileName(SkillPath) + "/";
        var at = ("/" + path).LastIndexOf(marker, StringComparison.Ordinal);
        var inner = at < 0 ? "" : ("/" + path)[(at + marker.Length)..];
        return Files.Contains(inner) ? Path.Combine(SkillPath, inner) : null;
    }

    private string Fill(string text, IReadOnlyList<Variable> columns)
    {
        var filled = new StringBuilder(text.Length + 64);
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '#' && quote == '\0' && (i == 0 || char.IsWhiteSpace(text[i - 1])))
            {
                // A comment: its apostrophes open nothing.
                var end = text.IndexOf('\n', i);
                filled.Append(text, i, (end < 0 ? text.Length : end) - i);
                i = (end < 0 ? text.Length : end) - 1;
            }
            else if (character == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                filled.Append(character).Append(text[++i]);
            }
            else if (Value(text, i, columns, quote) is var (value, length))
            {
                filled.Append(QuoteFor(value, quote));
                i += length - 1;
            }
            else
            {
                quote = character is '\'' or '"' ? (quote == '\0' ? character : quote == character ? '\0' : quote) : quote;
                filled.Append(character);
            }
        }

        return filled.ToString();
    }

    private (string Value, int Length)? Value(string text, int at, IReadOnlyList<Variable> columns, char quote)
    {
        if (text[at] is not ('$' or '{') || Reference().Match(text, at) is not { Success: true } match || match.Index != at)
        {
            return null;
        }

        var name = match.Groups["name"].Value;
        if (text[at] == '$' && columns.FirstOrDefault(column => column.Name == name) is { } column)
        {
            return (column.Value, match.Length);
        }

        if (quote == '\'')
        {
            return null;
        }

        return (text[at], name) switch
        {
            ('$', "CLAUDE_PLUGIN_ROOT") => (Inside(PluginPath()), match.Length),
            ('$', _) when SkillDirNames.Contains(name) => (SeenPath, match.Length),
            ('{', "baseDir" or "skill_dir") => (SeenPath, match.Length),
            _ => null,
        };
    }

    private static string QuoteFor(string value, char quote) => quote switch
    {
        '\'' => value.Replace("'", @"'\''", StringComparison.Ordinal),
        '"' => DoubleQuoteSpecial().Replace(value, @"\$0"),
        _ => ShellWord.Quote(value),
    };

    /// <summary>The nearest folder upwards with <c>.claude-plugin</c>; else the one above <c>skills/NAME</c>.</summary>
    private string PluginPath()
    {
        for (var folder = new DirectoryInfo(SkillPath); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, ".claude-plugin")))
            {
                return folder.FullName;
            }
        }

        return Path.GetFullPath(Path.Combine(SkillPath, "../.."));
    }

    /// <summary>Replaces a script at the start of a command, or right after its interpreter, by its absolute path.</summary>
    private string ResolveScripts(string text)
    {
        var resolved = new StringBuilder(text.Length + 64);
        var (atCommand, afterInterpreter, isShell) = (true, false, false);
        var here = (string?)null;
        foreach (Match token in Token().Matches(text))
        {
            var word = token.Value;
            if (token.Groups["word"].Success)
            {
                if (atCommand || afterInterpreter)
                {
                    word = Resolve(Unquoted(token)) is { } path ? ShellWord.Quote(Inside(path)) : word;
                }

                var name = Unquoted(token).Split('/')[^1];
                var starts = atCommand && (CommandPrefixes.Contains(name) || Assignment().IsMatch(name));
                var interprets = (atCommand || afterInterpreter) && IsInterpreter(name);
                var passes = afterInterpreter && name.StartsWith('-') && !(isShell ? name is "-c" : name is "-c" or "-m" or "-e" or "-p" or "--eval");
                isShell = interprets ? Shells.Contains(name, StringComparer.Ordinal) : isShell;
                (atCommand, afterInterpreter) = (starts, interprets || passes);
            }
            else if (token.Groups["here"].Success)
            {
                here = token.Groups["delimiter"].Value.Trim('\'', '"');
            }
            else if (token.Groups["line"].Success)
            {
                (atCommand, afterInterpreter) = (true, false);
                if (here is not null)
                {
                    return resolved.Append(CopyHereDocument(text, token.Index, here)).ToString();
                }
            }
            else if (token.Groups["separator"].Success)
            {
                (atCommand, afterInterpreter) = (true, false);
            }
            else if (token.Groups["other"].Success)
            {
                (atCommand, afterInterpreter) = (false, false);
            }

            resolved.Append(word);
        }

        return resolved.ToString();
    }

    private static string Unquoted(Match word) => word.Groups["inner"] is { Success: true } inner ? inner.Value : word.Value;

    private string CopyHereDocument(string text, int start, string delimiter)
    {
        var end = Regex.Match(text[start..], $@"\n\t*{Regex.Escape(delimiter)}(?=\n|\z)");
        var stop = end.Success ? start + end.Index + end.Length : text.Length;
        return text[start..stop] + ResolveScripts(text[stop..]);
    }

    /// <summary>True for bash, python3 and the like.</summary>
    public static bool IsInterpreter(string name) =>
        Interpreters.Contains(name, StringComparer.Ordinal) || PythonVersion().IsMatch(name);

    [GeneratedRegex(@"\$(?:\{(?<name>[A-Za-z_]\w*)\}|(?<name>[A-Za-z_]\w*))|\{(?<name>baseDir|skill_dir)\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\$(?:\{(?<name>WORK|SKILL_DIR|CLAUDE_SKILL_DIR)\}|(?<name>WORK|SKILL_DIR|CLAUDE_SKILL_DIR)\b)")]
    private static partial Regex PlainReference();

    [GeneratedRegex(@"[\\""$`]")]
    private static partial Regex DoubleQuoteSpecial();

    [GeneratedRegex(@"\A[A-Za-z_]\w*=")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\Apython3?\.\d+\z")]
    private static partial Regex PythonVersion();

    [GeneratedRegex(
        """
        (?<here><<-?[ \t]*(?<delimiter>'[^'\n]*'|"[^"\n]*"|\w+))
        | (?<word>(?<quote>['"])(?<inner>[\w./][\w./ -]*)\k<quote>(?=[\s<>|&;()]|\z))
        | (?<other>'[^']*'? | "(?:[^"$`\\]|\\[\s\S]|\$(?!\())*" | \\[\s\S] | [<>]+ | \#.*)
        | (?<separator>"?\$\( | `|[|&;()]+)
        | (?<line>\n)
        | (?<space>[ \t\r]+)
        | (?<word>[^\s'"\\<>|&;()`$]+(?=[\s<>|&;()`]|\z))
        | (?<other>[\s\S])
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();
}
