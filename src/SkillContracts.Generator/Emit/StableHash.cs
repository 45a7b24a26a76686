using System.Globalization;
using System.Text;

namespace SkillContracts.Generator.Emit;

/// <summary>FNV-1a, 32 bits, of UTF-8: the same on every machine and in every version.</summary>
/// <remarks>Source: <see href="http://www.isthe.com/chongo/tech/comp/fnv/"/>.</remarks>
internal static class StableHash
{
    /// <summary>Eight lower-case hex digits.</summary>
    public static string Of(string text)
    {
        var hash = 2166136261u;
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ unit) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
