using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Oracles;
using SkillContracts.Runner.Snapshots;

namespace SkillContracts.Runner.Execution;

/// <summary>One experiment from its fixtures to its verdict.</summary>
internal sealed class ExperimentRun(LoadedSkill skill, Experiment experiment, Lazy<RunFolder> runFolder, string? links)
{
    private static readonly string[] GitNames = [".git"];

    private const string CommitFixtures = """
        git init -q -b main .
        git config user.name skillcontracts && git config user.email skillcontracts@example.invalid
        git add -A
        GIT_AUTHOR_DATE='2000-01-01T00:00:00Z' GIT_COMMITTER_DATE='2000-01-01T00:00:00Z' git commit -q --allow-empty -m fixtures
        """;

    private const string PushToOrigin = """

        git init -q --bare -b main ../origin.git
        git remote add origin ../origin.git
        git push -q -u origin main
        """;

    /// <summary>Runs and judges it.</summary>
    /// <param name="watch">Sees changes of the skill's folder.</param>
    /// <param name="cancellation">Ends the run.</param>
    public ExperimentResult Run(SkillWatch watch, CancellationToken cancellation)
    {
        if (experiment.FaultAt is { } fault)
        {
            return NotJudged(fault, "the contract has an error here, so the experiment would not be judged as it is meant", "correct it first");
        }

        var folder = WorkFolder.Create(runFolder, links, skill.Path, experiment.Number);
        var shell = Shell(folder);
        var tools = new ToolPath(experiment, folder);
        if (Prepare(folder, shell, cancellation) is { } missing)
        {
            return NotJudged(missing.Place, missing.Fault, missing.Cure);
        }

        if (tools.Prepare(cancellation) is { } unusable)
        {
            return NotJudged(experiment.Place, unusable, "correct the stand-in");
        }

        string Fill(string wanted) => shell.ExpandPlain(wanted, folder.Work);
        var observations = new List<Observation>();
        var failures = new List<CheckFailure>();
        var start = FileTree.Capture(folder.Work, hashed: true, GitNames);
        var before = start;
        foreach (var step in experiment.Steps)
        {
            var (program, arguments, shown, obstacle) = Command(step, shell, folder);
            if (obstacle is not null)
            {
                return NotJudged(step.Place, obstacle.Value.Fault, obstacle.Value.Cure, observations);
            }

            var observation = Observe(step, new Started(program, arguments, shown), folder, tools, before, watch, cancellation);
            observations.Add(observation);
            if (tools.Accident() is { } accident)
            {
                return NotJudged(experiment.Place, accident, "correct the stand-in under 'fake'", observations);
            }

            if (AccidentOracle.Missing(experiment, observation, skill) is { } words)
            {
                return NotJudged(
                    FailureText.PlaceOf(experiment, skill.Contract), $"the command did not start: {Visible.OneLine(words, 200)}", "correct its path, or install what it needs and name it under requires", observations);
            }

            failures.AddRange(Judge.Failures(experiment, observation, skill.Contract, Fill));
            if (failures.Count > 0)
            {
                break;
            }

            before = observation.After;
        }

        if (failures.Count == 0 && FilesOracle.JudgeChanges(experiment.Place, experiment.Changes, start.ChangesTo(before)) is { } excess)
        {
            failures.Add(excess);
        }

        if (failures.Count == 0)
        {
            failures.AddRange(new SnapshotOracle(skill, experiment).Judge(observations, keep: true));
        }

        return new ExperimentResult(experiment, observations, Judge.Of(experiment, failures, skill.Contract));
    }

    private Observation Observe(ExperimentStep step, Started command, WorkFolder folder, ToolPath tools, FileTree before, SkillWatch watch, CancellationToken cancellation)
    {
        var shell = Shell(folder);
        var input = step.StandardInput is { } text ? folder.WriteInput(shell.ExpandPlain(text, folder.Work)) : null;
        using var seen = watch.Begin(experiment.Number);
        var end = ChildProcess.Run(
            new ChildStart(command.Program, command.Arguments, RunEnvironment(folder, tools.SearchPath, step.Environment), folder.Work, input, experiment.TimeLimit.Duration), cancellation);
        folder.Keep("stdout", end.Stdout);
        folder.Keep("stderr", end.Stderr);
        var after = FileTree.Capture(folder.Work, hashed: true, GitNames);
        return new Observation(step, end, command.Shown, folder, after, before.ChangesTo(after), seen.End());
    }

    private ShellText Shell(WorkFolder folder) => new(skill.Path, skill.Files, path => Path.Exists(Path.Combine(folder.Work, path)));

    private PrerequisiteFault? Prepare(WorkFolder folder, ShellText shell, CancellationToken cancellation)
    {
        var environment = RunEnvironment(folder, Programs.SearchPath, experiment.Steps[0].Environment);
        if (folder.AddFixtures(experiment.Fixtures, skill.ContractFolder, skill.Path) is { } fault)
        {
            return fault;
        }

        foreach (var requirement in experiment.Requires.Select(requirement => ShellText.FillColumns(requirement, experiment.Columns)))
        {
            if (IsMissing(requirement, folder, shell, environment, cancellation))
            {
                return requirement.Any(char.IsWhiteSpace)
                    ? new PrerequisiteFault(experiment.Place, $"the required command '{Visible.OneLine(requirement)}' does not end with 0", "provide what it asks for")
                    : new PrerequisiteFault(experiment.Place, $"'{Visible.OneLine(requirement)}', which the experiment requires, is missing", "install it");
            }
        }

        var commit = experiment.Git == GitFolder.WithOrigin ? CommitFixtures + PushToOrigin : CommitFixtures;
        if (experiment.Git != GitFolder.None && RunShell(commit, folder, environment, cancellation) is { ExitCode: not 0 } git)
        {
            return new PrerequisiteFault(experiment.Place, $"the git repository could not be made: {EndOf(git)}", "install git 2.28 or later");
        }

        foreach (var setup in experiment.Setup)
        {
            var end = RunShell(shell.Expand(setup, experiment.Columns), folder, environment, cancellation);
            if (end.ExitCode != 0)
            {
                var how = end.TimedOut ? $"did not end within {experiment.TimeLimit}" : FormattableString.Invariant($"ended with {end.ExitCode ?? 128 + end.Signal}");
                return new PrerequisiteFault(experiment.Place, $"the setup '{Visible.OneLine(setup, 80)}' {how}: {EndOf(end)}", "correct the setup");
            }
        }

        return null;
    }

    private bool IsMissing(string requirement, WorkFolder folder, ShellText shell, Dictionary<string, string> environment, CancellationToken cancellation) =>
        requirement.Any(char.IsWhiteSpace)
            ? RunShell(shell.Expand(requirement, experiment.Columns), folder, environment, cancellation).ExitCode != 0
            : Programs.Find(requirement) is null;

    private ChildEnd RunShell(string text, WorkFolder folder, Dictionary<string, string> environment, CancellationToken cancellation)
    {
        var bash = Programs.Find("bash") ?? throw new Win32Exception(2, "bash is not on PATH");
        return ChildProcess.Run(
            new ChildStart(bash, ["-eo", "pipefail", "-c", text], environment, folder.Work, null, experiment.TimeLimit.Duration), cancellation);
    }

    private (string Program, IReadOnlyList<string> Arguments, string Shown, (string Fault, string Cure)? Fault) Command(ExperimentStep step, ShellText shell, WorkFolder folder)
    {
        if (step.Run.Text is { } text)
        {
            var expanded = shell.Expand(text, experiment.Columns);
            return Programs.Find("bash") is { } bash
                ? (bash, ["-c", expanded], expanded, null)
                : ("", [], expanded, ("bash is not on PATH", "install it"));
        }

        List<string> words = [.. step.Run.Words.Select(word => shell.ExpandPlain(word, folder.Work))];
        if (shell.Resolve(words[0]) is { } script)
        {
            words = [.. Programs.InterpreterOf(script), script, .. words.Skip(1)];
        }
        else if (words.Count > 1 && ShellText.IsInterpreter(words[0]) && shell.Resolve(words[1]) is { } argument)
        {
            words[1] = argument;
        }

        var isPath = words[0].Contains('/', StringComparison.Ordinal);
        var program = isPath ? Path.Combine(folder.Work, words[0]) : words[0];
        var shown = string.Join(" ", words.Select(ShellWord.Quote));
        if (isPath && Programs.Find(program) is null)
        {
            var fault = Path.Exists(program) ? "is not executable" : "is neither in the work folder nor a file of the skill";
            return ("", [], shown, ($"'{Visible.OneLine(words[0])}' {fault}", "correct the path, or make it executable"));
        }

        return Programs.Find(program) is { } found
            ? (found, words[1..], shown, null)
            : ("", [], shown, ($"'{Visible.OneLine(words[0])}' is not on PATH", "install it, and name it under requires"));
    }

    /// <summary>A short list; the caller's own variables, secrets among them, never reach the skill.</summary>
    private Dictionary<string, string> RunEnvironment(WorkFolder folder, string searchPath, EquatableArray<Variable> own)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = searchPath,
            ["HOME"] = folder.Home,
            ["TMPDIR"] = folder.Temporary,
            ["LANG"] = "C.UTF-8",
            ["TZ"] = "UTC",
            ["NO_COLOR"] = "1",
            ["COLUMNS"] = "80",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
            ["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(folder.Work)!,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["CLAUDE_SKILL_DIR"] = skill.Path,
            ["WORK"] = folder.Work,
            [Descendants.Cookie] = folder.Work,
        };
        foreach (var variable in own)
        {
            environment[variable.Name] = Shell(folder).ExpandPlain(variable.Value, folder.Work);
        }

        return environment;
    }

    private ExperimentResult NotJudged(Place place, string fault, string cure, IReadOnlyList<Observation>? observations = null) =>
        new(experiment, observations ?? [], Verdict.NotJudged(place, fault, cure));

    private sealed record Started(string Program, IReadOnlyList<string> Arguments, string Shown);

    private static string EndOf(ChildEnd end)
    {
        var text = StreamText.WithoutLastLineEnd(StreamText.Of(end.Stderr.Length > 0 ? end.Stderr : end.Stdout));
        return text.Length == 0 ? "no output" : Visible.OneLine(text.Split('\n')[^1], 200);
    }
}
