using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Findings;

/// <summary>Measures what a client loads at once.</summary>
internal static class BodyFindings
{
    private const int MostLines = 500;
    private const int MostTokens = 5000;

    public static IEnumerable<Problem> Of(SkillDocument document)
    {
        var start = document.Map.PlaceOf(document.BodyStart);
        var lines = document.Map.LineCount - start.Line + (document.Body.EndsWith("\n", StringComparison.Ordinal) ? 0 : 1);
        var tokens = Tokens(document.Body);
        if (lines > MostLines || tokens > MostTokens)
        {
            yield return Problem.Of(RuleTable.LongBody, new Place(document.Map.Path, start.Line, 1), Number(lines), Number(tokens));
        }
    }

    /// <summary>A rule of thumb: four ASCII characters, or one other character, are a token. Not exact below the limit.</summary>
    private static int Tokens(string text)
    {
        if (text.Length <= MostTokens)
        {
            return text.Length / 4;
        }

        // Four characters at a time: this looks at each character of each document.
        const ulong notAscii = 0xFF80_FF80_FF80_FF80;
        var (ascii, rest) = (0, text.Length / 4 * 4);
        foreach (var four in MemoryMarshal.Cast<char, ulong>(text.AsSpan(0, rest)))
        {
            if ((four & notAscii) == 0)
            {
                ascii += 4;
            }
            else
            {
                ascii += ((four & 0xFF80) == 0 ? 1 : 0) + ((four & 0xFF80_0000) == 0 ? 1 : 0) + ((four & 0xFF80_0000_0000) == 0 ? 1 : 0) + (four >> 55 == 0 ? 1 : 0);
            }
        }

        for (; rest < text.Length; rest++)
        {
            ascii += text[rest] < 0x80 ? 1 : 0;
        }

        return (ascii / 4) + text.Length - ascii;
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
