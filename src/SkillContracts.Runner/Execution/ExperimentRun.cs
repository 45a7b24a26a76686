using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Oracles;

namespace SkillContracts.Runner.Execution;

/// <summary>One experiment from its fixtures to its verdict.</summary>
internal sealed class ExperimentRun(LoadedSkill skill, Experiment experiment, Lazy<RunFolder> runFolder, string? links, Isolation isolation)
{
    private static readonly string[] GitFolder = [".git"];

    private const string CommitFixtures = """
        git init -q -b main .
        git config user.name skillcontracts && git config user.email skillcontracts@example.invalid
        git add -A
        GIT_AUTHOR_DATE='2000-01-01T00:00:00Z' GIT_COMMITTER_DATE='2000-01-01T00:00:00Z' git commit -q --allow-empty -m fixtures
        """;

    /// <summary>Runs and judges it.</summary>
    /// <param name="fingerprint">The skill's folder before the run; afterwards as it is then.</param>
    /// <param name="cancellation">Ends the run.</param>
    public ExperimentResult Run(ref FileTree fingerprint, CancellationToken cancellation)
    {
        if (experiment.FaultAt is { } faulty)
        {
            return NotJudged(faulty, "the contract has an error here, so the experiment would not be judged as it is meant", "correct it first");
        }

        if (experiment.NotYet.Count > 0)
        {
            return NotJudged(experiment.Place, $"'{string.Join("', '", experiment.NotYet)}' is not yet supported", "leave it out, or wait for a version that has it");
        }

        if (isolation.IsObstacle)
        {
            return NotJudged(experiment.Place, $"the sandbox was asked for and does not work here: {isolation.WhyNotSandbox}", "nothing was run");
        }

        var folder = WorkFolder.Create(runFolder, links, skill.Path, experiment.Number);
        var place = new RunPlace(folder, skill.Path, skill.Root, isolation.Level);
        var environment = RunEnvironment(folder, place);
        var shell = Shell(folder, place);
        if (Prepare(folder, place, shell, environment, cancellation) is { } missing)
        {
            return NotJudged(missing.Place, missing.Fault, missing.Cure);
        }

        var (program, arguments, shown, obstacle) = Command(shell, folder, place);
        if (obstacle is not null)
        {
            return NotJudged(experiment.Place, obstacle.Value.Fault, obstacle.Value.Cure);
        }

        var input = experiment.StandardInput is { } text ? folder.WriteInput(shell.ExpandPlain(text, place.Work)) : null;
        var before = FileTree.Capture(folder.Work, hashed: true, GitFolder);
        var end = ChildProcess.Run(place.Start(program, arguments, environment, input, experiment.TimeLimit.Duration), cancellation);
        if (SandboxFault.Of(end, isolation) is { } fault)
        {
            return NotJudged(experiment.Place, fault, "see docs/isolation.md, or use '--isolation folder'");
        }

        folder.Keep("stdout", end.Stdout);
        folder.Keep("stderr", end.Stderr);
        var after = FileTree.Capture(folder.Work, hashed: true, GitFolder);
        var skillAfter = SkillRunner.Fingerprint(skill);
        var observation = new Observation(end, shown, folder, isolation, after, before.ChangesTo(after), fingerprint.ChangesTo(skillAfter));
        fingerprint = skillAfter;
        if (end.Refused is { } refused && !end.TimedOut)
        {
            return new ExperimentResult(experiment, observation, Verdict.NotJudged(experiment.Place, $"the command wanted {refused}, which the sandbox refuses", "let it want less, or use '--isolation folder'"));
        }

        return new ExperimentResult(experiment, observation, Judge.Of(experiment, observation, skill.Contract, wanted => shell.ExpandPlain(wanted, place.Work)));
    }

    private ShellText Shell(WorkFolder folder, RunPlace place) => new(skill.Path, skill.Files, path => Path.Exists(Path.Combine(folder.Work, path)), place.Inside);

    private PrerequisiteFault? Prepare(WorkFolder folder, RunPlace place, ShellText shell, Dictionary<string, string> environment, CancellationToken cancellation)
    {
        if (folder.AddFixtures(experiment.Fixtures, skill.ContractFolder, skill.Path) is { } fault)
        {
            return fault;
        }

        foreach (var requirement in experiment.Requires.Select(requirement => ShellText.FillColumns(requirement, experiment.Columns)))
        {
            if (IsMissing(requirement, place, shell, environment, cancellation))
            {
                return requirement.Any(char.IsWhiteSpace)
                    ? new PrerequisiteFault(experiment.Place, $"the required command '{Visible.OneLine(requirement)}' does not end with 0", "provide what it asks for")
                    : new PrerequisiteFault(experiment.Place, $"'{Visible.OneLine(requirement)}', which the experiment requires, is missing", "install it");
            }
        }

        if (experiment.Git && RunShell(CommitFixtures, place, environment, cancellation) is { ExitCode: not 0 } git)
        {
            return new PrerequisiteFault(experiment.Place, $"the git repository could not be made: {EndOf(git)}", "install git 2.28 or later");
        }

        foreach (var setup in experiment.Setup)
        {
            var end = RunShell(shell.Expand(setup, experiment.Columns), place, environment, cancellation);
            if (end.ExitCode != 0)
            {
                var how = end.TimedOut ? $"did not end within {experiment.TimeLimit}" : FormattableString.Invariant($"ended with {end.ExitCode ?? 128 + end.Signal}");
                return new PrerequisiteFault(experiment.Place, $"the setup '{Visible.OneLine(setup, 80)}' {how}: {EndOf(end)}", "correct the setup");
            }
        }

        return null;
    }

    private bool IsMissing(string requirement, RunPlace place, ShellText shell, Dictionary<string, string> environment, CancellationToken cancellation) =>
        requirement.Any(char.IsWhiteSpace)
            ? RunShell(shell.Expand(requirement, experiment.Columns), place, environment, cancellation).ExitCode != 0
            : Programs.Find(requirement) is null;

    private ChildEnd RunShell(string text, RunPlace place, Dictionary<string, string> environment, CancellationToken cancellation)
    {
        var bash = Programs.Find("bash") ?? throw new Win32Exception(2, "bash is not on PATH");
        return ChildProcess.Run(
            place.Start(bash, ["-eo", "pipefail", "-c", text], environment, null, experiment.TimeLimit.Duration), cancellation);
    }

    private (string Program, IReadOnlyList<string> Arguments, string Shown, (string Fault, string Cure)? Fault) Command(ShellText shell, WorkFolder folder, RunPlace place)
    {
        var outside = shell with { Inside = path => path };
        if (experiment.Run.Text is { } text)
        {
            var shownText = outside.Expand(text, experiment.Columns);
            return Programs.Find("bash") is { } bash
                ? (bash, ["-c", shell.Expand(text, experiment.Columns)], shownText, null)
                : ("", [], shownText, ("bash is not on PATH", "install it"));
        }

        var words = Words(shell, place.Work);
        var shown = string.Join(" ", Words(outside, folder.Work).Select(ShellWord.Quote));
        var isPath = words[0].Contains('/', StringComparison.Ordinal);
        var program = isPath ? Path.Combine(folder.Work, Words(outside, folder.Work)[0]) : words[0];
        if (isPath && Programs.Find(program) is null)
        {
            var fault = Path.Exists(program) ? "is not executable" : "is neither in the work folder nor a file of the skill";
            return ("", [], shown, ($"'{Visible.OneLine(words[0])}' {fault}", "correct the path, or make it executable"));
        }

        return Programs.Find(program) is { } found
            ? (found, words[1..], shown, null)
            : ("", [], shown, ($"'{Visible.OneLine(words[0])}' is not on PATH", "install it, and name it under requires"));
    }

    private List<string> Words(ShellText shell, string workPath)
    {
        List<string> words = [.. experiment.Run.Words.Select(word => shell.ExpandPlain(word, workPath))];
        if (shell.Resolve(words[0]) is { } script)
        {
            words = [.. Programs.InterpreterOf(script), shell.Inside(script), .. words.Skip(1)];
        }
        else if (words.Count > 1 && ShellText.IsInterpreter(words[0]) && shell.Resolve(words[1]) is { } argument)
        {
            words[1] = shell.Inside(argument);
        }

        return words;
    }

    /// <summary>A short list; the caller's own variables, secrets among them, never reach the skill.</summary>
    private Dictionary<string, string> RunEnvironment(WorkFolder folder, RunPlace place)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Programs.SearchPath,
            ["HOME"] = place.Home,
            ["TMPDIR"] = place.Temporary,
            ["LANG"] = "C.UTF-8",
            ["TZ"] = "UTC",
            ["NO_COLOR"] = "1",
            ["COLUMNS"] = "80",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
            ["GIT_CEILING_DIRECTORIES"] = place.Ceiling,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["CLAUDE_SKILL_DIR"] = place.Inside(skill.Path),
            ["WORK"] = place.Work,
        };
        foreach (var variable in experiment.Environment)
        {
            environment[variable.Name] = Shell(folder, place).ExpandPlain(variable.Value, place.Work);
        }

        return environment;
    }

    private ExperimentResult NotJudged(Place place, string fault, string cure) => SkillRunner.NotJudged(experiment, place, fault, cure);

    private static string EndOf(ChildEnd end)
    {
        var text = StreamText.WithoutLastLineEnd(StreamText.Of(end.Stderr.Length > 0 ? end.Stderr : end.Stdout));
        return text.Length == 0 ? "no output" : Visible.OneLine(text.Split('\n')[^1], 200);
    }
}
