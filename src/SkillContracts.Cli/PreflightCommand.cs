using System.IO;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Rules;
using SkillContracts.Runner;

namespace SkillContracts.Cli;

/// <summary><c>preflight</c>: whether a run could start.</summary>
internal static class PreflightCommand
{
    public static ExitCode Run(string path, TextWriter output, TextWriter errors)
    {
        if (SkillPaths.Find([path], errors) is not { } folders)
        {
            return ExitCode.SkillMissing;
        }

        if (SkillPaths.One(path, folders) is not { } folder)
        {
            errors.WriteLine($"preflight looks at one skill, and {folders.Count} are below '{Visible.OneLine(path)}'; see 'skillcontracts preflight --help'");
            return ExitCode.Usage;
        }

        if (SkillPaths.Load(folder, null, errors) is not { } skill)
        {
            return ExitCode.SkillMissing;
        }

        SkillPaths.Write(skill, output);
        var missing = SkillRunner.MissingTools(skill);
        var errorCount = skill.Problems.Count(problem => problem.Severity == RuleSeverity.Error);
        output.WriteLine($"documents:    {CheckReport.Counted(errorCount, "error")}");
        output.WriteLine($"experiments:  {skill.Contract.Experiments.Count}");
        output.WriteLine($"tools:        {(missing.Count == 0 ? "all there" : "missing: " + Visible.OneLine(string.Join(", ", missing)))}");
        var isClean = CleanTree.Report(skill.Path, output, errors);
        return !isClean ? ExitCode.DirtyTree
            : errorCount > 0 ? ExitCode.DocumentErrors
            : missing.Count > 0 || skill.Contract.Experiments.Count == 0 ? ExitCode.NotJudged
            : ExitCode.Held;
    }
}
