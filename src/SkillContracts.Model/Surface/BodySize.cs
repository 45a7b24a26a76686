using System;
using System.Runtime.InteropServices;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Surface;

/// <summary>How much a client loads when it uses the skill.</summary>
/// <param name="LineCount">Lines below the frontmatter.</param>
/// <param name="TokenCount">A rule of thumb: four ASCII characters, or one other character, are a token.</param>
public sealed record BodySize(int LineCount, int TokenCount)
{
    /// <summary>The specification recommends fewer lines.</summary>
    public const int MostLines = 500;

    /// <summary>The specification recommends fewer tokens.</summary>
    public const int MostTokens = 5000;

    /// <summary>Tiers of SkillsBench (arXiv 2602.12670): <c>compact</c> below 400 tokens, <c>detailed</c> to 2,500, <c>long</c> to 5,000, <c>too long</c> above.</summary>
    public string Tier => TokenCount switch { < 400 => "compact", <= 2500 => "detailed", <= MostTokens => "long", _ => "too long" };

    internal static BodySize Of(SkillDocument document)
    {
        var first = document.Map.PlaceOf(document.BodyStart).Line;
        var last = document.Body.Length == 0 || document.Body[document.Body.Length - 1] == '\n' ? 0 : 1;
        return new BodySize(document.Map.LineCount - first + last, Tokens(document.Body));
    }

    private static int Tokens(string text)
    {
        // Sixteen characters at a time, because each character of each document is looked at.
        const ulong notAscii = 0xFF80_FF80_FF80_FF80;
        var (ascii, rest) = (0, text.Length / 16 * 16);
        var fours = MemoryMarshal.Cast<char, ulong>(text.AsSpan(0, rest));
        for (var i = 0; i + 3 < fours.Length; i += 4)
        {
            ascii += ((fours[i] | fours[i + 1] | fours[i + 2] | fours[i + 3]) & notAscii) == 0 ? 16 : Ascii(text.AsSpan(i * 4, 16));
        }

        ascii += Ascii(text.AsSpan(rest));
        return (ascii / 4) + text.Length - ascii;
    }

    private static int Ascii(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var character in text)
        {
            count += character < 0x80 ? 1 : 0;
        }

        return count;
    }
}
