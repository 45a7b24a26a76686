using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Oracles;

/// <summary>Judges a text by <c>is</c>, <c>has</c>, <c>lacks</c>, <c>matches</c> and <c>json</c>.</summary>
internal static class TextOracle
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(2);

    /// <summary>The checks that do not hold.</summary>
    /// <param name="subject">What the text is, such as <c>stderr</c>.</param>
    /// <param name="text">The text.</param>
    /// <param name="checks">What it must be like; checks of other kinds are left to their oracles.</param>
    /// <param name="fill">Fills <c>$WORK</c> and <c>$SKILL_DIR</c> of an expected text.</param>
    public static IEnumerable<CheckFailure> Judge(string subject, string text, IEnumerable<Check> checks, Func<string, string> fill) =>
        checks.Select(check => Judge(subject, text, check, fill)).OfType<CheckFailure>();

    private static CheckFailure? Judge(string subject, string text, Check check, Func<string, string> fill) => check switch
    {
        IsCheck wanted => JudgeWhole(subject, text, wanted, fill(wanted.Text)),
        HasCheck wanted => text.Contains(fill(wanted.Text), StringComparison.Ordinal)
            ? null
            : new CheckFailure(check.Place, $"{subject} to have {Show(wanted.Text)}", Show(text)),
        LacksCheck unwanted => JudgeLacks(subject, text, unwanted, fill(unwanted.Text)),
        MatchesCheck wanted => JudgePattern(subject, text, wanted, Filled(wanted.Pattern, fill)),
        JsonCheck wanted => JsonOracle.Judge(subject, text, wanted, fill),
        _ => null,
    };

    private static CheckFailure? JudgeWhole(string subject, string text, IsCheck check, string wanted)
    {
        var pattern = StreamText.WithoutLastLineEnd(wanted);
        var actual = StreamText.WithoutLastLineEnd(text);
        return TextPattern.FirstDifference(pattern, actual) is { } difference
            ? new CheckFailure(check.Place, $"{subject} {Show(pattern)}", Show(text), pattern.Contains('\n') || actual.Contains('\n') ? difference : null)
            : null;
    }

    private static CheckFailure? JudgeLacks(string subject, string text, LacksCheck check, string unwanted)
    {
        var found = text.IndexOf(unwanted, StringComparison.Ordinal);
        if (found < 0)
        {
            return null;
        }

        var line = text[..found].Count(character => character == '\n');
        return new CheckFailure(
            check.Place, $"{subject} without {Show(unwanted)}", FormattableString.Invariant($"it in line {line + 1}: {Show(text.Split('\n')[line])}"));
    }

    /// <summary>A path stands for itself in a pattern.</summary>
    private static string Filled(string pattern, Func<string, string> fill) =>
        Regex.Replace(pattern, @"\$(?:\{\w+\}|\w+)", match => fill(match.Value) is var value && value != match.Value ? Regex.Escape(value) : match.Value);

    private static CheckFailure? JudgePattern(string subject, string text, MatchesCheck check, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant, PatternLimit)
                ? null
                : new CheckFailure(check.Place, $"{subject} to match /{Visible.OneLine(pattern)}/", Show(text));
        }
        catch (RegexMatchTimeoutException)
        {
            return new CheckFailure(
                check.Place, $"{subject} to match /{Visible.OneLine(pattern)}/", "no answer within 2 s: make the pattern simpler", Undecidable: true);
        }
    }

    /// <summary>The text in quotes and on one line; "nothing" when it is empty.</summary>
    internal static string Show(string text) => text.Trim().Length == 0 ? "nothing" : $"'{Visible.OneLine(WithTabs(text), 160)}'";

    /// <summary>A tab and two spaces look alike, and one of them may be the whole difference.</summary>
    internal static string WithTabs(string text) => text.Replace('\t', '⇥');
}
