using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Surface;

/// <summary>Reads from a description when the skill wants to be chosen: quoted phrases and "use when …" clauses.</summary>
internal static class TriggerReader
{
    private static readonly Regex Phrase = new(
        """["“](?<text>[^"“”]{2,80})["”]|(?<![\w])'(?<text>[^']{2,80})'(?!\w)""", RegexOptions.CultureInvariant);

    private static readonly Regex Clause = new(
        @"\b(?:use\s(?:this(?:\sskill)?\s)?(?:when|for|whenever|to|if)|(?:also\s)?triggers?\s(?:on|when|for)|invoke\s(?:when|for)|activates?\s(?:on|when|for))\b[\s:]*(?<text>[^.。\n]{3,400})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static IEnumerable<TriggerPhrase> Read(string description, Place place)
    {
        var clauses = Clause.Matches(description).Cast<Match>();
        var phrases = Phrase.Matches(description).Cast<Match>();
        return clauses.Concat(phrases)
            .OrderBy(match => match.Index)
            .Select(match => match.Groups["text"].Value.Trim().TrimEnd(',', ';'))
            .Where(text => text.Length > 1)
            .Distinct()
            .Select(text => new TriggerPhrase(text, place));
    }
}
