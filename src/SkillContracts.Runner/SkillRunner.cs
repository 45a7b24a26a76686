using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner;

/// <summary>Runs experiments as black boxes and judges them: the one way for the command line and for tests.</summary>
/// <remarks>Each experiment gets a fresh folder; runs on one skill exclude each other. Linux and macOS.</remarks>
public sealed class SkillRunner
{
    private readonly Lazy<RunFolder> _runFolder = new(RunFolder.Create);
    private readonly IsolationChoice _choice;

    /// <summary>A runner.</summary>
    /// <param name="choice">What keeps runs away from the rest of the machine.</param>
    public SkillRunner(IsolationChoice choice = IsolationChoice.Auto) => _choice = choice;

    /// <summary>The level that its runs have, found when it is first asked for.</summary>
    public Isolation Isolation => Isolation.Of(_choice);

    /// <summary>Runs some experiments of a skill, in their order.</summary>
    /// <param name="skill">The skill.</param>
    /// <param name="filter">Which experiments; null for all.</param>
    /// <param name="notice">Takes what a waiting person should know, such as another run that must end first.</param>
    /// <param name="cancellation">Ends the running experiment with everything it started.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public IEnumerable<ExperimentResult> Run(
        LoadedSkill skill, Func<Experiment, bool>? filter, Action<string> notice, CancellationToken cancellation)
    {
        var chosen = skill.Contract.Experiments.Where(experiment => filter is null || filter(experiment)).ToList();
        if (chosen.Count == 0)
        {
            yield break;
        }

        if (OperatingSystem.IsWindows())
        {
            foreach (var experiment in chosen)
            {
                yield return NotJudged(experiment, experiment.Place, "experiments run on Linux and macOS only in this version", "use one of them, or WSL");
            }

            yield break;
        }

        using var held = SkillLock.Take(skill.Path, () => notice($"{Model.Visible.OneLine(skill.Contract.Folder)}: another run on this skill goes first; waiting for it"), cancellation);
        var links = EvalFolder.LinksFor(skill.Root, skill.Path);
        var before = Fingerprint(skill);
        foreach (var experiment in chosen)
        {
            var run = new ExperimentRun(skill, experiment, _runFolder, links, Isolation);
            ExperimentResult result;
            try
            {
                result = run.Run(ref before, cancellation);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
            {
                result = NotJudged(experiment, experiment.Place, $"the run failed: {Model.Visible.OneLine(exception.Message)}", "free the path or resource that it names");
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
            {
                // One experiment must not take the results of all others with it.
                result = NotJudged(experiment, experiment.Place, $"the tool failed: {exception.GetType().Name}: {Model.Visible.OneLine(exception.Message)}", "please report it with the contract");
            }

            yield return result;
        }
    }

    /// <summary>The tools that a skill's experiments require and that are not on PATH. Required commands are not run.</summary>
    public static IReadOnlyList<string> MissingTools(LoadedSkill skill) =>
    [
        .. skill.Contract.Experiments.SelectMany(experiment => experiment.Requires).Distinct(StringComparer.Ordinal)
            .Where(tool => !tool.Any(char.IsWhiteSpace) && Programs.Find(tool) is null),
    ];

    internal static FileTree Fingerprint(LoadedSkill skill) =>
        FileTree.Capture(skill.Path, hashed: false, skip: [".git", "tmp", "bin", "obj", "node_modules", "TestResults"], skipOnlyTop: true);

    internal static ExperimentResult NotJudged(Experiment experiment, Place place, string fault, string cure) =>
        new(experiment, null, Verdict.NotJudged(place, fault, cure));
}
