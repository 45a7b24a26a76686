using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model.Rules;

namespace SkillContracts.Cli;

/// <summary><c>check</c>: what the documents alone can tell.</summary>
internal static class CheckCommand
{
    public static ExitCode Run(IReadOnlyList<string> paths, TextWriter output, TextWriter errors)
    {
        if (SkillPaths.Find(paths, errors) is not { } folders)
        {
            return ExitCode.SkillMissing;
        }

        var (errorCount, warningCount, unreadable) = (0, 0, false);
        foreach (var folder in folders)
        {
            if (SkillPaths.Load(folder, null, errors) is not { } skill)
            {
                unreadable = true;
                continue;
            }

            SkillPaths.Write(skill, output);
            var inSkill = skill.Problems.Count(problem => problem.Rule.Severity == RuleSeverity.Error);
            errorCount += inSkill;
            warningCount += skill.Problems.Count - inSkill;
        }

        output.WriteLine($"{folders.Count} {(folders.Count == 1 ? "skill" : "skills")}, {errorCount} errors, {warningCount} warnings");
        return unreadable ? ExitCode.SkillMissing : errorCount > 0 ? ExitCode.DocumentErrors : ExitCode.Held;
    }
}
