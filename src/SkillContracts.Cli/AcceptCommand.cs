using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;
using SkillContracts.Runner;
using SkillContracts.Runner.Snapshots;

namespace SkillContracts.Cli;

/// <summary>The options of <c>accept</c>.</summary>
internal sealed record AcceptOptions(IReadOnlyList<string> Paths, string? Contract, string? Filter, bool Prune);

/// <summary><c>accept</c>: takes the snapshots of the last run over as those that the next must give.</summary>
internal sealed class AcceptCommand(AcceptOptions options, TextWriter output, TextWriter errors)
{
    public ExitCode Run()
    {
        if (options.Contract is { } contract && (!File.Exists(contract) || options.Paths.Count != 1))
        {
            errors.WriteLine(File.Exists(contract)
                ? "--contract belongs to one skill; see 'skillcontracts accept --help'"
                : $"{SkillPaths.Shown(contract)}: no such contract; see 'skillcontracts accept --help'");
            return ExitCode.Usage;
        }

        if (SkillPaths.Find(options.Paths, errors) is not { } folders)
        {
            return ExitCode.SkillMissing;
        }

        if (options.Contract is not null)
        {
            folders = SkillPaths.One(options.Paths[0], folders) is { } only ? [only] : folders;
        }

        var skills = folders.Select(folder => SkillPaths.Load(folder, options.Contract, errors)).OfType<LoadedSkill>().ToList();
        if (skills.Count < folders.Count)
        {
            return ExitCode.SkillMissing;
        }

        if (options.Filter is { } name && !skills.Exists(skill => skill.Contract.Experiments.Any(IsChosen)))
        {
            errors.WriteLine($"no experiment is named '{Visible.OneLine(name)}'; nothing was taken over");
            return ExitCode.Usage;
        }

        return Accept(skills);
    }

    private ExitCode Accept(List<LoadedSkill> skills)
    {
        var (end, count) = (ExitCode.Held, 0);
        foreach (var skill in skills)
        {
            // An experiment that cannot be read would lose its snapshots as if it were gone.
            if (options.Prune && (skill.HasErrors || skill.Parsed.Problems.Any(problem => problem.Rule.Severity == RuleSeverity.Error)))
            {
                SkillPaths.Write(skill, errors);
                errors.WriteLine($"{SkillPaths.Shown(skill.Contract.Folder)}: nothing is removed while its documents have errors; correct them first");
                end = ExitCode.DocumentErrors;
                continue;
            }

            try
            {
                var snapshots = new SnapshotFolder(skill);
                count += Tell("accepted", snapshots.Accept(IsChosen)) + (options.Prune ? Tell("removed", snapshots.Prune()) : 0);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                errors.WriteLine($"{SkillPaths.Shown(skill.Contract.Folder)}: {Visible.OneLine(exception.Message)}");
                end = end == ExitCode.Held ? ExitCode.CleanUpFailed : end;
            }
        }

        if (count == 0 && end == ExitCode.Held)
        {
            output.WriteLine("nothing to take over: the last run gave what is kept; 'skillcontracts eval' makes a new one");
        }

        return end;
    }

    private int Tell(string word, IReadOnlyList<string> files)
    {
        foreach (var file in files)
        {
            output.WriteLine($"{word} {SkillPaths.Shown(file)}");
        }

        return files.Count;
    }

    private bool IsChosen(Experiment experiment) => options.Filter is null || experiment.Name == options.Filter;
}
