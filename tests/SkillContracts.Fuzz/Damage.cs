using System;
using System.Linq;
using System.Text;

namespace SkillContracts.Fuzz;

/// <summary>Changes a text at random; the same random numbers give the same text.</summary>
internal static class Damage
{
    private const int LongestBomb = 300_000;

    public static string Of(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var i = random.Next(8); i > 0; i--)
        {
            Once(damaged, random);
        }

        return random.Next(8) == 0 ? damaged.Replace("\n", "\r\n").ToString() : damaged.ToString();
    }

    /// <summary>A text out of nothing but pieces.</summary>
    public static string Noise(Random random) =>
        (random.Next(2) == 0 ? "---\nname: demo\ndescription: x\n---\n" : "") + string.Concat(Enumerable.Range(0, random.Next(1, 200)).Select(_ => Piece(random)));

    /// <summary>One piece or two, over and over, in front of, behind or inside a text.</summary>
    public static string Bomb(string text, Random random)
    {
        var piece = Piece(random) + (random.Next(2) == 0 ? Piece(random) : "");
        var at = random.Next(3) switch { 0 => 0, 1 => text.Length, _ => random.Next(text.Length + 1) };
        return text.Insert(at, string.Concat(Enumerable.Repeat(piece, random.Next(LongestBomb) / piece.Length)));
    }

    private static void Once(StringBuilder damaged, Random random)
    {
        var (at, length) = (random.Next(damaged.Length + 1), random.Next(12));
        var part = damaged.ToString(at, Math.Min(length, damaged.Length - at));
        switch (random.Next(5))
        {
            case 0:
                damaged.Remove(at, part.Length);
                break;
            case 1:
                damaged.Insert(random.Next(damaged.Length + 1), part);
                break;
            case 2:
                damaged.Insert(at, string.Concat(Enumerable.Repeat(Piece(random), random.Next(1, 4))));
                break;
            case 3:
                damaged.Remove(0, random.Next(damaged.Length + 1) / 4);
                break;
            default:
                damaged.Remove(at, part.Length).Insert(at, Piece(random));
                break;
        }
    }

    private static string Piece(Random random) => Texts.Pieces[random.Next(Texts.Pieces.Length)];
}
