using System;
using System.Globalization;
using SkillContracts.Model;

namespace SkillContracts.Runner.Oracles;

/// <summary>A whole text with wildcards: a line <c>...</c> stands for any lines, <c>[..]</c> for any text within a line.</summary>
internal static class TextPattern
{
    private const string AnyLines = "...";
    private const string AnyText = "[..]";

    /// <summary>Where text and pattern first part; null when the text matches.</summary>
    public static string? FirstDifference(string pattern, string text)
    {
        var wanted = pattern.Split('\n');
        var got = text.Split('\n');
        var (w, g) = (0, 0);
        var (retryWanted, retryGot) = (-1, -1);
        var (furthestWanted, furthestGot) = (0, 0);
        while (g < got.Length)
        {
            if (w < wanted.Length && wanted[w].Trim() == AnyLines)
            {
                (retryWanted, retryGot) = (++w, g);
            }
            else if (w < wanted.Length && LineMatches(wanted[w], got[g]))
            {
                (w, g) = (w + 1, g + 1);
            }
            else
            {
                (furthestWanted, furthestGot) = w >= furthestWanted ? (w, g) : (furthestWanted, furthestGot);
                if (retryWanted < 0)
                {
                    return Describe(wanted, got, furthestWanted, furthestGot);
                }

                (w, g) = (retryWanted, ++retryGot);
            }
        }

        while (w < wanted.Length && wanted[w].Trim() == AnyLines)
        {
            w++;
        }

        return w == wanted.Length ? null : Describe(wanted, got, Math.Max(w, furthestWanted), w >= furthestWanted ? g : furthestGot);
    }

    /// <summary>True when the line matches a pattern with <c>[..]</c>.</summary>
    public static bool LineMatches(string pattern, string line)
    {
        var parts = pattern.Split(AnyText);
        if (parts.Length == 1)
        {
            return string.Equals(pattern, line, StringComparison.Ordinal);
        }

        if (!line.StartsWith(parts[0], StringComparison.Ordinal) || !line.EndsWith(parts[^1], StringComparison.Ordinal)
            || line.Length < parts[0].Length + parts[^1].Length)
        {
            return false;
        }

        var at = parts[0].Length;
        var end = line.Length - parts[^1].Length;
        foreach (var part in parts[1..^1])
        {
            var found = line.IndexOf(part, at, end - at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return true;
    }

    private static string Describe(string[] wanted, string[] got, int wantedIndex, int gotIndex)
    {
        var expected = wantedIndex < wanted.Length ? $"'{Visible.OneLine(TextOracle.WithTabs(wanted[wantedIndex]), 120)}'" : "no more lines";
        var actual = gotIndex < got.Length ? $"'{Visible.OneLine(TextOracle.WithTabs(got[gotIndex]), 120)}'" : "no more lines";
        return string.Create(CultureInfo.InvariantCulture, $"line {gotIndex + 1}: expected {expected}, got {actual}");
    }
}
