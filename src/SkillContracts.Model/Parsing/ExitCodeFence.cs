using System;
using System.Linq;
using Markdig.Syntax;

namespace SkillContracts.Model.Parsing;

/// <summary>Tells what a fenced block is: commands to run, the text of a program, or something else.</summary>
internal static class ExitCodeFence
{
    private static readonly string[] Shells = ["bash", "sh", "shell", "zsh", "console", "shell-session", "terminal", "powershell", "pwsh"];

    private static readonly string[] Listings =
    [
        "python", "py", "python3", "javascript", "js", "jsx", "mjs", "typescript", "ts", "tsx", "go", "rust", "rs", "java", "kotlin", "swift", "c", "cpp", "c++", "csharp", "cs", "ruby", "rb",
        "php", "perl", "lua", "r", "scala", "elixir", "sql", "html", "css", "json", "jsonc", "mermaid", "dot", "diff",
    ];

    /// <summary>Words that prepare or control other commands.</summary>
    private static readonly string[] Builtins =
        ["cd", "export", "echo", "printf", "mkdir", "cat", "if", "then", "else", "elif", "fi", "for", "do", "done", "while", "case", "esac", "source", "set", "exit", "return", "test", "[", "[[", "true", "sleep"];

    /// <summary>Programs that a skill uses but is not about.</summary>
    private static readonly string[] Common =
    [
        "gh", "git", "curl", "wget", "docker", "kubectl", "helm", "npm", "npx", "pnpm", "yarn", "cargo", "go", "make", "pytest", "dotnet", "terraform", "aws", "az", "gcloud", "ssh", "brew", "apt-get",
        "pip", "uv", "timeout", "osascript", "jq", "grep", "rg", "find", "systemctl", "ffmpeg", "claude", "codex",
    ];

    private static readonly char[] VariableMarks = ['$', '{'];

    private static readonly string[] Interpreters = ["bash", "sh", "zsh", "python", "python3", "node", "bun", "deno", "uv", "npx", "ruby", "perl", "source", "."];

    public static bool IsShell(FencedCodeBlock fence) => Shells.Contains(LanguageOf(fence), StringComparer.Ordinal);

    /// <summary>True for program text: what it says is of that program, which the reader is to write.</summary>
    public static bool IsListing(FencedCodeBlock fence) => Listings.Contains(LanguageOf(fence), StringComparer.Ordinal) || IsShellScript(fence);

    /// <summary>True for a whole shell script: it runs commands, too.</summary>
    public static bool IsShellScript(FencedCodeBlock fence) =>
        fence.Lines.Count > 0 && fence.Lines.Lines[0].Slice.ToString() is var line && line.StartsWith("#!", StringComparison.Ordinal) && line.IndexOf("sh", StringComparison.Ordinal) > 0;

    /// <summary>True when every command is a program's name: none is told by a variable, which may hold a script.</summary>
    /// <param name="fence">The block.</param>
    /// <param name="onlyCommon">True to count common programs only: a skill without scripts may be about the one that it runs.</param>
    public static bool RunsPrograms(FencedCodeBlock fence, bool onlyCommon = false)
    {
        var runs = false;
        for (var i = 0; i < fence.Lines.Count; i++)
        {
            var line = fence.Lines.Lines[i].Slice.ToString();
            if (MayRunVariable(line))
            {
                return false;
            }

            runs |= IsCommand(line) && (!onlyCommon || Common.Contains(FirstWord(line), StringComparer.Ordinal));
        }

        return runs;
    }

    /// <summary>True when a command is a path: <c>scripts/check --all</c>, perhaps a script of the skill that has no extension.</summary>
    public static bool RunsPath(FencedCodeBlock fence)
    {
        for (var i = 0; i < fence.Lines.Count; i++)
        {
            var line = fence.Lines.Lines[i].Slice.ToString();
            if (IsCommand(line) && FirstWord(line) is var word && (word.StartsWith("./", StringComparison.Ordinal) || word.IndexOf("scripts/", StringComparison.Ordinal) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a line that starts a program.</summary>
    public static bool IsCommand(string line)
    {
        var word = FirstWord(line);
        return word.Length > 0 && word[0] != '#' && word.IndexOf('=') < 0 && !Builtins.Contains(word, StringComparer.Ordinal);
    }

    /// <summary><c>"$SCRIPT" --check</c>, <c>bun "$SCAN"</c>.</summary>
    private static bool MayRunVariable(string line)
    {
        if (line.IndexOfAny(VariableMarks) < 0)
        {
            return false;
        }

        var words = line.Split([' ', '\t'], 4, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && (IsVariable(words[0]) || (Interpreters.Contains(words[0], StringComparer.Ordinal) && words.Skip(1).Take(2).Any(IsVariable)));
    }

    private static bool IsVariable(string word) => word.TrimStart('"') is var bare && bare.Length > 0 && bare[0] is '$' or '{';

    private static string FirstWord(string line)
    {
        var text = line.TrimStart();
        if (text.StartsWith("$ ", StringComparison.Ordinal))
        {
            text = text.Substring(2).TrimStart();
        }

        var end = text.IndexOfAny([' ', '\t', ';']);
        return end < 0 ? text : text.Substring(0, end);
    }

    private static string LanguageOf(FencedCodeBlock fence) => (fence.Info ?? "").ToLowerInvariant();
}
