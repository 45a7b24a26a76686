using System.Collections.Generic;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using SkillContracts.Model.Surface;

namespace SkillContracts.Model.Findings;

/// <summary>Compares what a document says with what the code of its scripts does. What the code leaves open is never a finding.</summary>
internal static class ScriptFindings
{
    public static List<Problem> Of(SkillSource source, SkillContract contract, SkillSurface surface)
    {
        var problems = new List<Problem>();
        if (source.Scripts.Count > 0)
        {
            var code = new SkillCode(source);
            ExitCodeFindings.Judge(source.Document.Text, code, contract.ExitCodes, problems);
            FlagFindings.Judge(source.Document.Text, code, surface.Flags, problems);
            new ExampleFindings(source, code).Judge(surface.Examples, problems);
        }

        return problems;
    }
}
