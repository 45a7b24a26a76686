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

        var (errorCount, warningCount, unreadCount) = (0, 0, 0);
        foreach (var folder in folders)
        {
            if (SkillPaths.Load(folder, null, errors) is not { } skill)
            {
                unreadCount++;
                continue;
            }

            SkillPaths.Write(skill, output);
            var inSkill = skill.Problems.Count(problem => problem.Rule.Severity == RuleSeverity.Error);
            errorCount += inSkill;
            warningCount += skill.Problems.Count - inSkill;
        }

        var unread = unreadCount == 0 ? "" : $", {unreadCount} not read";
        output.WriteLine($"{Counted(folders.Count, "skill")}, {Counted(errorCount, "error")}, {Counted(warningCount, "warning")}{unread}");
        return unreadCount > 0 ? ExitCode.SkillMissing : errorCount > 0 ? ExitCode.DocumentErrors : ExitCode.Held;
    }

    private static string Counted(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
