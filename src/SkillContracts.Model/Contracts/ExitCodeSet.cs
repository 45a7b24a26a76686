using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace SkillContracts.Model.Contracts;

/// <summary>The exit codes that one row of a document, or one <c>exit</c> key, speaks of: 0–255.</summary>
/// <param name="Ranges">Inclusive ranges, ascending. "non-zero" is 1–255.</param>
/// <param name="IsOther">True for a row "other": every code that no sibling row names.</param>
public sealed record ExitCodeSet(EquatableArray<ExitCodeRange> Ranges, bool IsOther = false)
{
    /// <summary>Every code but 0.</summary>
    public static readonly ExitCodeSet NonZero = new(new[] { new ExitCodeRange(1, 255) }.ToEquatableArray());

    private static readonly Regex Codes = new(
        @"^(?:exit(?:\s+(?:code|status))?\s+)?(?<one>[0-9]{1,3}(?:\s*(?:-|–|—|\.\.|to)\s*[0-9]{1,3})?)(?:\s*(?:,|/|or|and)\s*(?<one>[0-9]{1,3}(?:\s*(?:-|–|—|\.\.|to)\s*[0-9]{1,3})?))*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex NonZeroWords = new(
        @"^(?:any\s+)?(?:other\s+)?(?:non-?\s?zero|!=\s*0|≠\s*0|>\s*0)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex OtherWords = new(
        @"^(?:(?:any|all)\s+)?others?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>One code.</summary>
    public static ExitCodeSet Of(params int[] codes) =>
        new(codes.Distinct().OrderBy(code => code).Select(code => new ExitCodeRange(code, code)).ToEquatableArray());

    /// <summary>Reads <c>0</c>, <c>`0`</c>, <c>**0**</c>, <c>3-5</c>, <c>1, 2</c>, <c>exit 2</c>, <c>non-zero</c> and <c>other</c>.</summary>
    /// <returns>Null for anything else, and for codes over 255.</returns>
    public static ExitCodeSet? TryParse(string text)
    {
        var words = text.Replace("`", "").Replace("*", "").Trim();
        if (words.StartsWith("_", StringComparison.Ordinal) && words.EndsWith("_", StringComparison.Ordinal))
        {
            words = words.Trim('_');
        }

        if (NonZeroWords.IsMatch(words))
        {
            return NonZero;
        }

        if (OtherWords.IsMatch(words))
        {
            return new ExitCodeSet(EquatableArray<ExitCodeRange>.Empty, IsOther: true);
        }

        var match = Codes.Match(words);
        if (!match.Success)
        {
            return null;
        }

        var ranges = match.Groups["one"].Captures.Cast<Capture>().Select(capture => ExitCodeRange.Parse(capture.Value)).ToList();
        return ranges.TrueForAll(range => range.Low <= range.High && range.High <= 255)
            ? new ExitCodeSet(ranges.Distinct().OrderBy(range => range.Low).ToEquatableArray())
            : null;
    }

    /// <summary>True when the set names the code. "other" names none by itself.</summary>
    public bool Contains(int code) => Ranges.Any(range => range.Low <= code && code <= range.High);

    /// <summary>True when both sets name a common code.</summary>
    public bool Overlaps(ExitCodeSet other) =>
        Ranges.Any(mine => other.Ranges.Any(theirs => mine.Low <= theirs.High && theirs.Low <= mine.High));

    /// <summary>Such as <c>2</c>, <c>3-5</c>, <c>1, 4</c>, <c>non-zero</c> or <c>other</c>.</summary>
    public override string ToString() =>
        IsOther ? "other" : this == NonZero ? "non-zero" : string.Join(", ", Ranges.Select(range => range.ToString()));
}

/// <summary>Exit codes from <paramref name="Low"/> to <paramref name="High"/>, both included.</summary>
public sealed record ExitCodeRange(int Low, int High)
{
    internal static ExitCodeRange Parse(string text)
    {
        var ends = Regex.Matches(text, "[0-9]+").Cast<Match>()
            .Select(end => int.Parse(end.Value, CultureInfo.InvariantCulture)).ToArray();
        return new ExitCodeRange(ends[0], ends[ends.Length - 1]);
    }

    /// <summary>Such as <c>2</c> or <c>3-5</c>.</summary>
    public override string ToString() => Low == High
        ? Low.ToString(CultureInfo.InvariantCulture)
        : FormattableString.Invariant($"{Low}-{High}");
}
