using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SkillContracts.Model.Findings;

/// <summary>Tells from the words of a meaning what it speaks of, where that is certain.</summary>
internal static class MeaningWords
{
    private static readonly Regex Usage = new(
        @"\b(?:usage|arguments?|args?|argv|options?|flags?|parameters?|params?|command[- ]line|cli|argparse)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex WrongUsage = new(
        @"\b(?:(?:bad|wrong|incorrect) usage|usage error|(?:bad|invalid|wrong|missing|unknown|illegal)(?: required)?(?: cli| command[- ]line)? (?:arguments?|args?|options?|flags?|parameters?))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Words that an error of usage could be called by, too.</summary>
    private static readonly Regex Wide = new(
        @"\b(?:invalid|bad|wrong|malformed|missing|inputs?|config\w*|syntax|misuse|setup|environment|unknown|unsupported|general|other|any|internal|unexpected|error|errors|fatal|failure|failed|fails|could not|cannot|can't|unable|block\w*|refus\w*|abort\w*|required?|not found)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly HashSet<string> Empty = new(
        ["the", "and", "for", "with", "not", "are", "was", "has", "have", "exit", "code", "codes", "when", "this", "that", "from", "all", "any", "one", "more", "error", "errors", "script"],
        StringComparer.Ordinal);

    /// <summary>True when it names arguments, options or usage.</summary>
    public static bool IsUsage(string meaning) => Usage.IsMatch(meaning);

    /// <summary>True when it says that arguments are wrong, in these words.</summary>
    public static bool IsWrongUsage(string meaning) => WrongUsage.IsMatch(meaning);

    /// <summary>True when it names an outcome that wrong arguments are none of.</summary>
    public static bool IsSpecific(string meaning) => meaning.Length > 0 && !Usage.IsMatch(meaning) && !Wide.IsMatch(meaning);

    /// <summary>True when each of two meanings shares words with the other code's meaning elsewhere, and none with its own.</summary>
    public static bool AreSwapped(string first, string second, string firstThere, string secondThere)
    {
        var (a, b, c, d) = (Words(first), Words(second), Words(firstThere), Words(secondThere));
        return a.Overlaps(d) && b.Overlaps(c) && !a.Overlaps(c) && !b.Overlaps(d);
    }

    private static HashSet<string> Words(string meaning) => new(
        Regex.Split(meaning.ToLowerInvariant(), @"[^\p{L}\p{N}]+")
            .Where(word => word.Length > 2 && !Empty.Contains(word))
            .Select(word => word.Length > 6 ? word.Substring(0, 6) : word.TrimEnd('s')),
        StringComparer.Ordinal);
}
