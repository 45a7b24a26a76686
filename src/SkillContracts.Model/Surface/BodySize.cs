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
}
