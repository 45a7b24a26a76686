using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace SkillContracts.Generator.Emit;

/// <summary>The name of a skill's test class.</summary>
/// <param name="Folder">The skill's folder.</param>
/// <param name="Name">A C# identifier of a-z, 0-9 and <c>_</c>, unique among the skills.</param>
internal sealed record ClassName(string Folder, string Name)
{
    // Not keywords to every compiler, but some refuse or warn of types with these names.
    private static readonly string[] AlsoReserved = ["dynamic", "extension", "nint", "notnull", "nuint"];

    /// <summary>The identifier that a skill would like to have.</summary>
    public static string Wanted(SkillIdentity skill)
    {
        var name = new string(skill.Label.Select(Fold).ToArray());
        if (name.All(character => character == '_'))
        {
            return "skill_" + StableHash.Of(skill.Folder);
        }

        return name[0] is >= '0' and <= '9' || IsReserved(name) ? "_" + name : name;
    }

    private static char Fold(char character) => character switch
    {
        >= 'A' and <= 'Z' => (char)(character - 'A' + 'a'),
        >= 'a' and <= 'z' or >= '0' and <= '9' => character,
        _ => '_',
    };

    private static bool IsReserved(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
        || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
        || AlsoReserved.Contains(name);
}
