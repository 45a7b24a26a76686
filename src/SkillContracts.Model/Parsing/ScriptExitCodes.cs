using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Code;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads what a script says of its own exit codes: in its leading comment or docstring and in its help texts.</summary>
internal static class ScriptExitCodes
{
    private static readonly char[] LineEnds = ['\n'];

    /// <summary>Lines of code that <see cref="ScriptHeader"/> passes over.</summary>
    private static readonly string[] Settings = ["set ", "shopt ", "'use strict'", "\"use strict\"", "from __future__ "];

    /// <summary>Reads every script.</summary>
    /// <param name="folder">The skill's folder.</param>
    /// <param name="scripts">The skill's scripts, relative to its folder.</param>
    /// <param name="texts">What was read of them.</param>
    public static IEnumerable<ExitCodeClaim> Read(string folder, EquatableArray<string> scripts, EquatableArray<ScriptText> texts)
    {
        var prefix = folder == "." ? "" : folder + "/";
        foreach (var text in texts)
        {
            var script = text.Path.StartsWith(prefix, StringComparison.Ordinal) ? text.Path.Substring(prefix.Length) : text.Path;
            foreach (var claim in Read(text.Header, 1, ExitCodeForm.ScriptHeader, text.Path, script, scripts))
            {
                yield return claim;
            }

            foreach (var help in text.Facts.HelpTexts)
            {
                foreach (var claim in Read(help.Text, help.Line, ExitCodeForm.ScriptHelp, text.Path, script, scripts))
                {
                    yield return claim;
                }
            }
        }
    }

    private static IEnumerable<ExitCodeClaim> Read(string text, int firstLine, ExitCodeForm form, string path, string script, EquatableArray<string> scripts)
    {
        if (new ExitCodeHints(text).IsEmpty)
        {
            yield break;
        }

        var lines = text.Split(LineEnds);
        var (plain, starts) = (new PlainText(), new List<int>());
        for (var i = 0; i < lines.Length; i++)
        {
            starts.Add(plain.Length);
            plain.Add(WithoutMarks(lines[i]) + "\n", 0);
        }

        var listed = ExitCodeLines.Read(plain.Text, out var rest);
        var said = ExitCodeSentences.Read(plain, rest, isProse: false);

        // A test tells in sentences what the script that it tests does.
        if (SkillScripts.IsTest(script))
        {
            said = said.ConvertAll(found => found with { IsListed = false });
        }

        var (sentenceLine, sentence) = (-1, "");
        foreach (var found in listed.Concat(said).OrderBy(found => found.At))
        {
            var at = starts.BinarySearch(found.At);
            var line = at >= 0 ? at : ~at - 1;
            if (line != sentenceLine)
            {
                (sentenceLine, sentence) = (line, lines[line].Trim());
            }

            var owner = new ExitCodeOwner(script);
            yield return ExitCodeContext.ClaimOf(found, form, owner, new Place(path, firstLine + line, 1), sentence, found.IsListed, scripts);
        }
    }

    /// <summary>A comment's line without its mark; code between comments is left out.</summary>
    private static string WithoutMarks(string line)
    {
        var text = Settings.Any(setting => line.StartsWith(setting, StringComparison.Ordinal)) ? "" : line.TrimEnd();
        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var mark = start;
        while (mark < text.Length && text[mark] is '#' or '/' or ';' or '!')
        {
            mark++;
        }

        // The star in front of each line of a block comment.
        if (mark == start && mark < text.Length && text[mark] == '*' && (mark + 1 == text.Length || text[mark + 1] is ' ' or '*' or '/'))
        {
            mark++;
        }

        return new string(' ', start) + text.Substring(mark).Replace("\"\"\"", "   ").Replace("'''", "   ");
    }
}
