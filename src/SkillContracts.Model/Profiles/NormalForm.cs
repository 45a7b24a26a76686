using System.Collections.Generic;
using System.Text;

namespace SkillContracts.Model.Profiles;

/// <summary>
/// NFKC for names. .NET's own normalisation does nothing where the program runs without ICU, as the tool does.
/// Not covered: compatibility ideographs, Arabic presentation forms, letters of mathematics, and marks in another than canonical order.
/// </summary>
internal static partial class NormalForm
{
    private const int HangulStart = 0xac00;
    private const int HangulEnd = 0xd7a3;
    private const int LeadStart = 0x1100;
    private const int LeadCount = 19;
    private const int VowelStart = 0x1161;
    private const int VowelCount = 21;
    private const int TailStart = 0x11a7;
    private const int TailCount = 28;

    public static string OfName(string text)
    {
        var at = 0;
        while (at < text.Length && text[at] < 0x80)
        {
            at++;
        }

        return at == text.Length ? text : Composed(Decompatible(text));
    }

    private static string Decompatible(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            result.Append(Tables.Compatible.TryGetValue(character, out var plain) ? plain : character.ToString());
        }

        return result.ToString();
    }

    /// <summary>Joins each character to the last one that no mark separates from it.</summary>
    private static string Composed(string text)
    {
        var result = new StringBuilder(text.Length);
        var starter = -1;
        foreach (var character in text)
        {
            if (starter >= 0 && Join(result[starter], character) is { } joined)
            {
                result[starter] = joined;
                continue;
            }

            if (!IsMark(character))
            {
                starter = result.Length;
            }

            result.Append(character);
        }

        return result.ToString();
    }

    private static char? Join(char first, char second) => (first, second) switch
    {
        ( >= (char)LeadStart and < (char)(LeadStart + LeadCount), >= (char)VowelStart and < (char)(VowelStart + VowelCount)) =>
            (char)(HangulStart + (((first - LeadStart) * VowelCount) + second - VowelStart) * TailCount),
        ( >= (char)HangulStart and <= (char)HangulEnd, > (char)TailStart and < (char)(TailStart + TailCount))
            when (first - HangulStart) % TailCount == 0 => (char)(first + second - TailStart),
        _ => Tables.Compositions.TryGetValue((first, second), out var joined) ? joined : null,
    };

    private static bool IsMark(char character) => char.GetUnicodeCategory(character)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    /// <summary>Apart, so that only a name with other than ASCII characters costs their making.</summary>
    private static class Tables
    {
        public static readonly Dictionary<(char, char), char> Compositions = ReadCompositions();

        public static readonly Dictionary<char, string> Compatible = ReadCompatible();

        private static Dictionary<(char, char), char> ReadCompositions()
        {
            var read = new Dictionary<(char, char), char>();
            for (var i = 0; i < NormalForm.Compositions.Length; i += 3)
            {
                read.Add((NormalForm.Compositions[i], NormalForm.Compositions[i + 1]), NormalForm.Compositions[i + 2]);
            }

            return read;
        }

        private static Dictionary<char, string> ReadCompatible()
        {
            var read = new Dictionary<char, string>();
            foreach (var entry in NormalForm.Compatible.Split([' '], System.StringSplitOptions.RemoveEmptyEntries))
            {
                read.Add(entry[0], entry.Substring(1));
            }

            return read;
        }
    }
}
