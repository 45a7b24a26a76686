using System.Text.RegularExpressions;

namespace SkillContracts.Model.Parsing;

/// <summary>What JSON takes for a number.</summary>
internal static class JsonNumber
{
    private static readonly Regex Pattern = new(@"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant);

    public static bool IsMatch(string text) => Pattern.IsMatch(text);
}
