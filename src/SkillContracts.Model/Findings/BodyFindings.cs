using System.Collections.Generic;
using System.Globalization;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using SkillContracts.Model.Surface;

namespace SkillContracts.Model.Findings;

/// <summary>Judges what a client loads at once.</summary>
internal static class BodyFindings
{
    public static IEnumerable<Problem> Of(SkillDocument document, BodySize size)
    {
        if (size.LineCount > BodySize.MostLines || size.TokenCount > BodySize.MostTokens)
        {
            var start = document.Map.PlaceOf(document.BodyStart);
            yield return Problem.Of(RuleTable.LongBody, new Place(document.Map.Path, start.Line, 1), Number(size.LineCount), Number(size.TokenCount));
        }
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
