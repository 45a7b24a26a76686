using SkillContracts.Generator.Inputs;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Generator.Emit;

/// <summary>All that the name of a skill's class depends on.</summary>
/// <param name="Folder">The skill's folder.</param>
/// <param name="Label">The folder's own name; the frontmatter's name for a skill at the root.</param>
internal sealed record SkillIdentity(string Folder, string Label)
{
    public string DocumentPath => Folder == "." ? "SKILL.md" : Folder + "/SKILL.md";

    public static SkillIdentity Of(SkillContract contract) =>
        new(contract.Folder, contract.Folder == "." ? contract.Name : RepositoryPath.Name(contract.Folder));
}
