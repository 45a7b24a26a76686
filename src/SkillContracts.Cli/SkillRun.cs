using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner;

namespace SkillContracts.Cli;

/// <summary>A skill with the results of its experiments.</summary>
internal sealed record SkillRun(LoadedSkill Skill, List<ExperimentResult> Results)
{
    /// <summary>Documented exit codes that no experiment expects.</summary>
    public IEnumerable<ExitCodeClaim> NotTested => Skill.Contract.ExitCodes
        .Where(claim => claim is { Script: not null, Codes.IsOther: false } && ExitCodeRow.Experiments(Skill.Contract, claim.RowName).Count == 0);
}
