using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SkillContracts.Model.Parsing;

/// <summary>Tells a skill's scripts by their names and finds them in texts.</summary>
public static class SkillScripts
{
    private static readonly string[] Extensions =
        [".py", ".sh", ".bash", ".zsh", ".js", ".mjs", ".cjs", ".ts", ".mts", ".rb", ".pl", ".ps1", ".php", ".awk", ".r", ".lua"];

    private static readonly string[] NotTheSkillsOwn = ["evals/", "tests/", "test/", "tmp/", "obj/", ".git/"];

    private static readonly Regex PathToken = new(@"(?<![\w.~/\\-])[\w.~/\\-]*\w\.[A-Za-z]\w{0,4}\b", RegexOptions.CultureInvariant);

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

        foreach (Match match in PathToken.Matches(text))
        {
            var token = "/" + match.Value.Replace('\\', '/').TrimStart('.', '/');
            var named = scripts.Where(script => token.EndsWith("/" + script, StringComparison.Ordinal)).OrderByDescending(script => script.Length).FirstOrDefault()
                ?? scripts.FirstOrDefault(script => script.EndsWith(token, StringComparison.Ordinal));
            if (named is not null)
            {
                yield return (named, match.Index + match.Length);
            }
        }
    }

    private static bool IsScript(string file) =>
        Extensions.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
        && !NotTheSkillsOwn.Any(folder => file.StartsWith(folder, StringComparison.Ordinal))
        && !file.Contains("node_modules/")
        && !file.EndsWith("__init__.py", StringComparison.Ordinal);
}
