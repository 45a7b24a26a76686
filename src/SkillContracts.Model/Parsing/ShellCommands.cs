using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SkillContracts.Model.Parsing;

/// <summary>Tells which commands a shell text runs one after the other.</summary>
internal static class ShellCommands
{
    private static readonly Regex Token = new(
        """(?<skip>'[^']*'|"(?:\\.|[^"\\])*"|\\.|[<>]&|&>|>\||<<<|(?<![^\s;&|()])#[^\n]*)|<<-?[ \t]*(?:'(?<here>[^'\n]+)'|"(?<here>[^"\n]+)"|\\?(?<here>\w+))|(?<next>&&|;|\n)|(?<other>[|&])""",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static readonly Regex FileTool = new(@"^(?:cp|mv|ln|rm|cat|chmod|touch|mkdir|test|\[)\s", RegexOptions.CultureInvariant);

    /// <summary>The command whose exit code is that of the text.</summary>
    /// <param name="text">As written for <c>bash -c</c>.</param>
    /// <param name="scriptIn">The script that a command names.</param>
    /// <returns>Null where the code may be another one's: of a pipe, after <c>||</c>, in the background, or of another script before it.</returns>
    public static string? LastScript(string text, Func<string, string?> scriptIn)
    {
        var commands = Commands(text);
        if (commands.Count == 0 || commands[commands.Count - 1].StartsWith("!", StringComparison.Ordinal) || scriptIn(commands[commands.Count - 1]) is not { } script)
        {
            return null;
        }

        var before = commands.Where(command => !FileTool.IsMatch(command)).Select(scriptIn);
        return before.All(other => other is null || other == script) ? script : null;
    }

    /// <summary>The simple commands between <c>&amp;&amp;</c>, <c>;</c> and line ends, without comments and here-documents; none where another operator stands.</summary>
    private static List<string> Commands(string text)
    {
        var commands = new List<string>();
        var (start, heres) = (0, new Queue<string>());
        for (var token = Token.Match(text); token.Success; token = Token.Match(text, Math.Max(start, token.Index + token.Length)))
        {
            if (token.Groups["other"].Success)
            {
                return [];
            }

            if (token.Groups["here"].Success)
            {
                heres.Enqueue(token.Groups["here"].Value);
            }
            else if (token.Groups["next"].Success || token.Value[0] == '#')
            {
                commands.Add(text.Substring(start, token.Index - start).Trim());
                start = token.Index + token.Length;
                if (token.Value == "\n" && heres.Count > 0)
                {
                    start = AfterHereDocuments(text, start, heres);
                }
            }
        }

        commands.Add(text.Substring(start).Trim());
        return commands.Where(command => command.Length > 0).ToList();
    }

    private static int AfterHereDocuments(string text, int start, Queue<string> ends)
    {
        while (ends.Count > 0 && start < text.Length)
        {
            var lineEnd = text.IndexOf('\n', start) is var found && found >= 0 ? found : text.Length;
            if (text.Substring(start, lineEnd - start).Trim() == ends.Peek())
            {
                ends.Dequeue();
            }

            start = Math.Min(text.Length, lineEnd + 1);
        }

        return start;
    }
}
