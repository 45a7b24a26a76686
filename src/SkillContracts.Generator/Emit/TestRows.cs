using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Generator.Emit;

/// <summary>The names of a skill's tests, without any position: an edit of prose leaves them equal.</summary>
/// <param name="Folder">The skill's folder.</param>
/// <param name="Experiments">Names of experiments, in order of the contract.</param>
/// <param name="ExitCodes">Names of exit-code rows, in order of the document.</param>
internal sealed record TestRows(string Folder, EquatableArray<string> Experiments, EquatableArray<string> ExitCodes)
{
    public static TestRows Of(SkillContract contract) => new(
        contract.Folder,
        contract.Experiments.Select(experiment => experiment.Name).ToEquatableArray(),
        contract.ExitCodeRows);
}
