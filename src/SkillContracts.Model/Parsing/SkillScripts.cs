using System;
using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Model.Parsing;

/// <summary>Tells a skill's scripts by their names and finds them in texts.</summary>
public static class SkillScripts
{
    private static readonly string[] Extensions =
        [".py", ".sh", ".bash", ".zsh", ".js", ".mjs", ".cjs", ".ts", ".mts", ".rb", ".pl", ".ps1", ".php", ".awk", ".r", ".lua"];

    private static readonly string[] NotTheSkillsOwn = ["evals/", "tests/", "test/", "tmp/", "obj/", ".git/"];

    /// <summary>The scripts among the skill's files, sorted.</summary>
    /// <param name="files">Paths relative to the skill's folder.</param>
    public static EquatableArray<string> Among(IEnumerable<string> files) => files
        .Where(IsScript)
        .OrderBy(file => file, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>The first of the skill's scripts that a command names.</summary>
    public static string? FirstNamedIn(string text, EquatableArray<string> scripts) => NamedIn(text, scripts).FirstOrDefault().Script;

    /// <summary>Every mention of a script, in order, with the offset where it ends.</summary>
    internal static IEnumerable<(string Script, int End)> NamedIn(string text, EquatableArray<string> scripts)
    {
        if (scripts.Count == 0)
        {
            yield break;
        }

        foreach (var (start, end) in FileNames(text, 0, text.Length))
        {
            var token = "/" + text.Substring(start, end - start).Replace('\\', '/').TrimStart('.', '/');
            var named = scripts.Where(script => token.EndsWith("/" + script, StringComparison.Ordinal)).OrderByDescending(script => script.Length).FirstOrDefault()
                ?? scripts.FirstOrDefault(script => script.EndsWith(token, StringComparison.Ordinal));
            if (named is not null)
            {
                yield return (named, end);
            }
        }
    }

    /// <summary>Every word that ends with an extension, perhaps with folders in front: <c>scripts/a.py</c>. Each character is looked at twice at most.</summary>
    private static IEnumerable<(int Start, int End)> FileNames(string text, int from, int to)
    {
        for (var start = from; start < to; start++)
        {
            if (!IsOfPath(text[start]))
            {
                continue;
            }

            var (run, end) = (start, -1);
            for (; run < to && IsOfPath(text[run]); run++)
            {
                if (text[run] == '.' && run > start && IsWord(text[run - 1]) && ExtensionEnd(text, run + 1) is { } found)
                {
                    end = found;
                }
            }

            if (end > 0)
            {
                yield return (start, end);
            }

            start = run;
        }
    }

    /// <summary>Where an extension of up to five characters ends; null when there is none.</summary>
    private static int? ExtensionEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 6 && IsWord(text[end]))
        {
            end++;
        }

        return end > start && end - start < 6 && text[start] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') ? end : null;
    }

    private static bool IsOfPath(char character) => IsWord(character) || character is '.' or '~' or '/' or '\\' or '-';

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    /// <summary>True when a part of a text names a script that is none of the skill's.</summary>
    internal static bool NamesOther(string text, int start, int end, EquatableArray<string> scripts) =>
        FileNames(text, Math.Max(0, start), Math.Min(end, text.Length)).Select(name => text.Substring(name.Start, name.End - name.Start))
            .Any(name => LooksLikeScript(name) && FirstNamedIn(name, scripts) is null);

    /// <summary>True for one word that ends as a script's file name does.</summary>
    internal static bool LooksLikeScript(string text) =>
        text.IndexOf(' ') < 0 && Extensions.Any(extension => text.EndsWith(extension, StringComparison.OrdinalIgnoreCase) && text.Length > extension.Length);

    /// <summary>True for a script that is named as the test of another one.</summary>
    internal static bool IsTest(string script)
    {
        var name = script.Substring(script.LastIndexOf('/') + 1);
        return name.StartsWith("test-", StringComparison.Ordinal) || name.StartsWith("test_", StringComparison.Ordinal);
    }

    private static bool IsScript(string file) =>
        Extensions.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
        && !NotTheSkillsOwn.Any(folder => file.StartsWith(folder, StringComparison.Ordinal))
        && !file.Contains("node_modules/")
        && !file.EndsWith("__init__.py", StringComparison.Ordinal);
}
