using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Profiles;
using SkillContracts.Model.Repairs;
using SkillContracts.Model.Rules;
using SkillContracts.Runner;
using SkillContracts.Runner.Snapshots;

namespace SkillContracts.Cli;

/// <summary><c>check --fix</c> and <c>check --diff</c>: repairs that cannot change what a skill means.</summary>
/// <param name="profile">A portable profile allows to change what only some clients read; null does not.</param>
/// <param name="write">False to show the changes only.</param>
/// <param name="showDiff">Prints each changed file as a unified diff.</param>
/// <param name="output">Takes diffs, and a line for each repair.</param>
/// <param name="errors">Takes a line for each file that could not be repaired.</param>
internal sealed class RepairCommand(ClientProfile? profile, bool write, bool showDiff, TextWriter output, TextWriter errors)
{
    /// <summary>Files that have repairs and could not be read or written.</summary>
    public int FailedCount { get; private set; }

    /// <summary>Repairs that were made, or would be.</summary>
    public int RepairCount { get; private set; }

    /// <summary>Repairs one skill.</summary>
    /// <param name="skill">The skill; load it again to see what is left.</param>
    /// <param name="isWanted">False for a problem that shall stay, such as one that is switched off or in the baseline.</param>
    public void Run(LoadedSkill skill, Func<Problem, bool> isWanted)
    {
        var document = skill.Source.Document;
        if (skill.Parsed.Problems.Any(problem => problem.Place.Path == document.Path && problem.Rule.Topic == "Frontmatter"))
        {
            Repair(skill, document.Path, text => RepairFinder.RepairDocument(document with { Text = text }, profile, isWanted));
        }

        foreach (var problem in skill.Parsed.Problems.Where(problem => problem.Rule.Id == RuleTable.CarriageReturns.Id && isWanted(problem)))
        {
            Repair(skill, problem.Place.Path, text => RepairFinder.InScript(problem, text) is { } repair ? (repair.Apply(text), [repair]) : (text, []));
        }
    }

    private void Repair(LoadedSkill skill, string path, Func<string, (string Text, IReadOnlyList<Repair> Repairs)> repair)
    {
        var full = Path.GetFullPath(Path.Combine(skill.Root, path));
        try
        {
            var file = RepairedFile.Open(skill.Path, full);
            var (text, repairs) = repair(file.Text);
            if (repairs.Count == 0)
            {
                return;
            }

            if (write)
            {
                file.Write(text);
            }

            Report(skill, path, file.Text, text, repairs);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            FailedCount++;
            errors.WriteLine($"{SkillPaths.Shown(path)}: not repaired: {Visible.OneLine(exception.Message.TrimEnd('.'))}");
        }
    }

    private void Report(LoadedSkill skill, string path, string before, string after, IReadOnlyList<Repair> repairs)
    {
        RepairCount += repairs.Count;
        if (showDiff)
        {
            UnifiedDiff.Write(path, before, after, output);
            return;
        }

        foreach (var done in repairs)
        {
            var place = SkillPaths.Here(skill, done.Problem.Place);
            output.WriteLine(FormattableString.Invariant($"{Visible.OneLine(place.Path)}({place.Line},{place.Column}): fixed {done.RuleId}: {Visible.OneLine(done.Title)}"));
        }
    }
}
