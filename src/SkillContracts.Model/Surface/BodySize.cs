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

    internal static BodySize Of(string body)
    {
        var (lines, ascii) = (0, 0);
        foreach (var character in body)
        {
            ascii += character < 0x80 ? 1 : 0;
            lines += character == '\n' ? 1 : 0;
        }

        var last = body.Length == 0 || body[body.Length - 1] == '\n' ? 0 : 1;
        return new BodySize(lines + last, (ascii / 4) + body.Length - ascii);
    }
}
