using System.Collections.Generic;
using System.Globalization;
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
        var lines = document.Map.LineCount - start.Line + (document.Body.EndsWith("\n", System.StringComparison.Ordinal) ? 0 : 1);
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

        var ascii = 0;
        foreach (var character in text)
        {
            ascii += character < 0x80 ? 1 : 0;
        }

        return (ascii / 4) + text.Length - ascii;
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
