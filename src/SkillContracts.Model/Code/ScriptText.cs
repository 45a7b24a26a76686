using System;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Code;

/// <summary>A script as far as the tool cares: two texts that differ only elsewhere give equal values.</summary>
/// <param name="Path">Relative to the repository's root.</param>
/// <param name="Header">Its leading comment or docstring, as <see cref="ScriptHeader"/> cuts it out.</param>
/// <param name="HasCrLf">True when the first line, or most lines, end with CR and LF. A here-document alone may have them on purpose.</param>
/// <param name="Facts">What its code says.</param>
public sealed record ScriptText(string Path, string Header, bool HasCrLf, ScriptFacts Facts)
{
    /// <summary>The most bytes of a script that are read: 1 MiB. What is longer has facts that are unknown.</summary>
    public const int LongestText = 1024 * 1024;

    /// <summary>False for a script whose text could not be had: nothing can be said of it.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>Reads a script. Never throws: a fault of a reader makes the facts unknown.</summary>
    /// <param name="path">Relative to the repository's root.</param>
    /// <param name="text">Its text.</param>
    public static ScriptText Read(string path, string text) => Read(path, text, ScriptFacts.Of);

    /// <summary>A script whose text cannot be had, such as a link to nowhere.</summary>
    /// <param name="path">Relative to the repository's root.</param>
    public static ScriptText Unreadable(string path) => new(path, "", false, ScriptFacts.Unknown("the script cannot be read")) { IsReadable = false };

    /// <summary>For tests: with another reader, such as one that throws.</summary>
    internal static ScriptText Read(string path, string text, Func<string, string, ScriptFacts> read)
    {
        try
        {
            var facts = text.Length > LongestText ? ScriptFacts.Unknown("the script is longer than 1 MiB") : read(path, text);
            return new ScriptText(path, ScriptHeader.Of(text), EndsLinesWithCrLf(text), facts);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            return new ScriptText(path, "", false, ScriptFacts.Unknown("the script's reader failed: " + fault.GetType().Name)) { IsReadable = false };
        }
    }

    /// <summary>True when the first line, or most lines, end with CR and LF.</summary>
    internal static bool EndsLinesWithCrLf(string text)
    {
        var (lines, both) = (0, 0);
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            var isBoth = at > 0 && text[at - 1] == '\r';
            if (isBoth && lines == 0)
            {
                return true;
            }

            lines++;
            both += isBoth ? 1 : 0;
        }

        return both * 2 > lines;
    }
}
