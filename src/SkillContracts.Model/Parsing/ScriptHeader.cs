using System;
using System.Text.RegularExpressions;

namespace SkillContracts.Model.Parsing;

/// <summary>The leading comment of a script: shebang, comment lines, block comment or docstring, up to the first line of code.</summary>
public static class ScriptHeader
{
    private const int Longest = 64 * 1024;

    private static readonly Regex Leading = new(
        """"
        \A(?:
          [ \t]*(?:\#|//|--|;).*(?:\n|\z)                # comment lines, shebang
        | [ \t]*/\*[\s\S]*?(?:\*/|\z)[ \t]*              # block comment
        | [ \t]*[rRuU]?(?:"""[\s\S]*?(?:"""|\z)|'''[\s\S]*?(?:'''|\z))   # docstring
        | [ \t]*(?:<\#[\s\S]*?(?:\#>|\z))                # PowerShell
        | [ \t]*(?:(?:set|shopt)\ .*|'use\ strict';?|"use\ strict";?|from\ __future__\ .*)(?:\n|\z)
        | [ \t]*\r?\n
        )+
        """",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <summary>Cuts the header out of a script.</summary>
    /// <param name="script">The script's text.</param>
    /// <returns>The first lines as written; empty when the script starts with code.</returns>
    public static string Of(string script)
    {
        var head = script.Length > Longest ? script.Substring(0, Longest) : script;
        try
        {
            return Leading.Match(head).Value;
        }
        catch (RegexMatchTimeoutException)
        {
            return "";
        }
    }
}
