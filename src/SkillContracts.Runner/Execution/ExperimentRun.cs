using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Mutation;
using SkillContracts.Runner.Oracles;
using SkillContracts.Runner.Snapshots;

namespace SkillContracts.Runner.Execution;

/// <summary>One experiment from its fixtures to its verdict.</summary>
internal sealed class ExperimentRun(LoadedSkill skill, Experiment experiment, Lazy<RunFolder> runFolder, string? links, Isolation isolation)
{
    private static readonly string[] GitNames = [".git"];

    private const string CommitFixtures = """
        git init -q -b main .
        git config user.name skillcontracts && git config user.email skillcontracts@example.invalid
        git add -A
        GIT_AUTHOR_DATE='2000-01-01T00:00:00Z' GIT_COMMITTER_DATE='2000-01-01T00:00:00Z' git commit -q --allow-empty -m fixtures
        """;

    private const string CommitDate = "2000-01-01T00:00:00Z";

    private const string PushToOrigin = """

        git init -q --bare -b main ../origin.git
        git remote add origin ../origin.git
        git push -q -u origin main
        """;

    /// <summary>Runs and judges it.</summary>
    /// <param name="watch">Sees changes of the skill's folder.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <param name="mutator">Tries what the contract notices; null for none.</param>
    /// <param name="altered">A step in which something is made wrong, in another folder; null for none.</param>
    public ExperimentResult Run(SkillWatch watch, CancellationToken cancellation, Mutator? mutator = null, AlteredStep? altered = null)
    {
        if (experiment.FaultAt is { } faulty)
        {
            return NotJudged(faulty, "the contract has an error here, so the experiment would not be judged as it is meant", "correct it first");
        }

        if (IsolationFault() is { } forbidden)
        {
            return NotJudged(experiment.Place, forbidden.Fault, forbidden.Cure);
        }

        if (OperatingSystem.IsWindows() && WindowsExperiments.Fault(experiment) is { } posix)
        {
            return NotJudged(experiment.Place, posix.Fault, posix.Cure);
        }

        if (altered is null)
        {
            new SnapshotFolder(skill).DropReceived(experiment);
        }

        var folder = altered?.Folder ?? WorkFolder.Create(runFolder, links, skill.Path, experiment.Number);
        var tools = new ToolPath(experiment, folder);
        var place = new RunPlace(folder, skill.Path, skill.Root, isolation.Level);
        var shell = Shell(folder, place);
        if (Prepare(folder, place, shell, cancellation) is { } missing)
        {
            return NotJudged(missing.Place, missing.Fault, missing.Cure);
        }

        if (tools.Prepare(cancellation) is { } unusable)
        {
            return NotJudged(experiment.Place, unusable, "correct the stand-in");
        }

        var services = new ServiceRun(experiment, folder, place, shell);
        var observations = new List<Observation>();
        var failures = new List<CheckFailure>();
        var before = FileTree.Capture(folder.Work, hashed: true, GitNames);
        var judge = new ExperimentJudge(skill, experiment, before, wanted => shell.ExpandPlain(wanted, place.Work));
        foreach (var (index, step) in experiment.Steps.Index())
        {
            if (altered is { File: null } && index == altered.Index)
            {
                observations.Add(Nothing(step, folder, place, before));
            }
            else
            {
                var (program, arguments, shown, obstacle) = Command(step, shell, folder, place, tools.SearchPath);
                if (obstacle is not null)
                {
                    return NotJudged(step.Place, obstacle.Value.Fault, obstacle.Value.Cure, observations);
                }

                observations.Add(Observe(step, new Started(program, arguments, shown), folder, place, tools, services, before, watch, cancellation));
                if (Obstacle(observations, tools, services) is { } notTried)
                {
                    return notTried;
                }
            }

            failures.AddRange(judge.OfStep(observations[^1]));
            if (failures.Count > 0)
            {
                break;
            }

            mutator?.AfterStep(observations, judge);
            before = observations[^1].After;
            if (altered is { File: { } file } && index == altered.Index)
            {
                if (!file.Make(observations[^1]))
                {
                    return NotJudged(step.Place, $"'{Visible.OneLine(file.File)}' could not be changed", "see docs/strength.md", observations);
                }

                before = FileTree.Capture(folder.Work, hashed: true, GitNames);
            }
        }

        if (failures.Count == 0)
        {
            failures.AddRange(judge.OfWhole(observations, keep: altered is null));
        }

        if (failures.Count == 0)
        {
            mutator?.AfterAll(observations, judge);
        }

        return new ExperimentResult(experiment, observations, Judge.Of(experiment, failures, skill.Contract))
        {
            UncalledFakes = tools.Uncalled(),
            Fresh = failures.Count > 0 && altered is null && (experiment.Steps.Count > 1 || observations[^1].Changes.Count > 0) ? Fresh(folder, cancellation) : null,
        };
    }

    /// <summary>A folder as the first step found it; null when it cannot be made a second time.</summary>
    private WorkFolder? Fresh(WorkFolder folder, CancellationToken cancellation)
    {
        var fresh = folder.MakeFresh();
        var place = new RunPlace(fresh, skill.Path, skill.Root, isolation.Level);
        var shell = Shell(fresh, place);
        if (Prepare(fresh, place, shell, cancellation) is not null)
        {
            return null;
        }

        foreach (var (index, step) in experiment.Steps.Index().Where(step => step.Item.StandardInput is not null))
        {
            fresh.WriteInput((shell with { Inside = path => path }).ExpandPlain(step.StandardInput!, fresh.Work), ByHand.InputName(index));
        }

        return fresh;
    }

    /// <summary>Why the last command shows nothing of its claim; null when it was tried.</summary>
    private ExperimentResult? Obstacle(List<Observation> observations, ToolPath tools, ServiceRun services)
    {
        var observation = observations[^1];
        if (services.Fault(observation.ExitCode) is { } unready)
        {
            return NotJudged(experiment.Place, unready, "correct it, or give it more time", observations[..^1]);
        }

        if (SandboxFault.Of(observation.End, isolation) is { } broken)
        {
            return NotJudged(experiment.Place, broken, "see docs/isolation.md, or use '--isolation folder'", observations[..^1]);
        }

        if (observation is { End.Refused: { } refused, TimedOut: false })
        {
            return NotJudged(experiment.Place, $"the command wanted {refused}, which the sandbox refuses", "let it want less, or use '--isolation folder'", observations);
        }

        if (tools.Accident() is { } accident)
        {
            return NotJudged(experiment.Place, accident, "correct the stand-in under 'fake'", observations);
        }

        return AccidentOracle.Missing(experiment, observation, skill) is { } words
            ? NotJudged(
                FailureText.PlaceOf(experiment, skill.Contract), $"the command did not start: {Visible.OneLine(words, 200)}", "correct its path, or install what it needs and name it under requires", observations)
            : null;
    }

    /// <summary>What a command that does nothing would leave.</summary>
    private Observation Nothing(ExperimentStep step, WorkFolder folder, RunPlace place, FileTree before)
    {
        var silence = new CapturedStream(ReadOnlyMemory<byte>.Empty, 0);
        return new Observation(step, new ChildEnd(0, null, false, TimeSpan.Zero, silence, silence), "", folder, place.Links, isolation, before, [], new SkillChange([], []));
    }

    /// <summary>A contract may come from a stranger: it never weakens what the user chose.</summary>
    private (string Fault, string Cure)? IsolationFault() =>
        isolation.IsObstacle ? ("the sandbox was asked for and does not work here", isolation.WhyNotSandbox!)
        : isolation.Level == IsolationLevel.Folder ? null
        : experiment.Allowed.HasFlag(Allowances.Network) ? ("'allow: [network]' asks for the network, which the sandbox never gives", "use '--isolation folder' if you trust the skill")
        : experiment.Allowed.HasFlag(Allowances.Outside) ? ("'allow: [outside]' asks to change the skill's folder, which is read-only in the sandbox", "use '--isolation folder' if you trust the skill")
        : null;

    private Observation Observe(ExperimentStep step, Started command, WorkFolder folder, RunPlace place, ToolPath tools, ServiceRun services, FileTree before, SkillWatch watch, CancellationToken cancellation)
    {
        var shell = Shell(folder, place);
        var input = step.StandardInput is { } text ? folder.WriteInput(shell.ExpandPlain(text, place.Work)) : null;
        using var seen = watch.Begin(experiment.Number);
        var (program, arguments) = services.Around(command.Program, command.Arguments);
        var beside = folder.Beside();
        var end = ChildProcess.Run(
            place.Start(program, arguments, RunEnvironment(folder, place, tools.SearchPath, [.. services.Variables, .. step.Environment]), input, services.Limit), cancellation);
        folder.Keep("stdout", end.Stdout);
        folder.Keep("stderr", end.Stderr);
        var isGone = !FileKind.Of(folder.Work).IsFolder;
        var after = isGone ? FileTree.Empty : FileTree.Capture(folder.Work, hashed: true, GitNames);
        return new Observation(step, end, command.Shown, folder, place.Links, isolation, after, before.ChangesTo(after), seen.End())
        {
            Strays = isGone ? ["the work folder itself is gone"] : [.. folder.Beside().Except(beside, StringComparer.Ordinal)],
            SearchPath = tools.SearchPath == Programs.SearchPath ? null : tools.SearchPath,
            Variables = [.. services.Variables, .. step.Environment.Select(variable => variable with { Value = (shell with { Inside = path => path }).ExpandPlain(variable.Value, folder.Work) })],
            Services = services.Started,
        };
    }

    private ShellText Shell(WorkFolder folder, RunPlace place) => new(skill.Path, skill.Files, path => Path.Exists(Path.Combine(folder.Work, path)), place.Inside);

    private PrerequisiteFault? Prepare(WorkFolder folder, RunPlace place, ShellText shell, CancellationToken cancellation)
    {
        if (Programs.Find("bash") is null && (experiment.Git != GitFolder.None || experiment.Setup.Count > 0 || experiment.Requires.Any(requirement => requirement.Any(char.IsWhiteSpace))))
        {
            return new PrerequisiteFault(experiment.Place, Programs.BashMissing.Fault, Programs.BashMissing.Cure);
        }

        var environment = RunEnvironment(folder, place, Programs.SearchPath, experiment.Steps[0].Environment);
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

        if (experiment.Git == GitFolder.WithOrigin)
        {
            Directory.CreateDirectory(folder.Origin);
        }

        var commit = experiment.Git == GitFolder.WithOrigin ? CommitFixtures + PushToOrigin : CommitFixtures;
        if (experiment.Git != GitFolder.None && RunShell(commit, place, environment, cancellation) is { ExitCode: not 0 } git)
        {
            return new PrerequisiteFault(experiment.Place, $"the git repository could not be made: {EndOf(git)}", "install git 2.28 or later");
        }

        if (experiment.Git != GitFolder.None)
        {
            environment["GIT_AUTHOR_DATE"] = environment["GIT_COMMITTER_DATE"] = CommitDate;
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

    private (string Program, IReadOnlyList<string> Arguments, string Shown, (string Fault, string Cure)? Fault) Command(ExperimentStep step, ShellText shell, WorkFolder folder, RunPlace place, string searchPath)
    {
        var outside = shell with { Inside = path => path };
        if (step.Run.Text is { } text)
        {
            var shownText = outside.Expand(text, experiment.Columns);
            return Programs.Find("bash") is { } bash
                ? (bash, ["-c", place.IsNeutral ? shell.Expand(text, experiment.Columns) : shownText], shownText, null)
                : ("", [], shownText, Programs.BashMissing);
        }

        var words = Words(step.Run, outside, folder.Work);
        var isPath = words[0].Contains('/', StringComparison.Ordinal) || words[0].Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var program = isPath ? Path.Combine(folder.Work, words[0]) : words[0];
        var shown = string.Join(" ", words.Select(ShellWord.Quote));
        if (isPath && Programs.Find(program) is null)
        {
            var fault = Path.Exists(program) ? "is not executable" : "is neither in the work folder nor a file of the skill";
            return ("", [], shown, ($"'{Visible.OneLine(words[0])}' {fault}", "correct the path, or make it executable"));
        }

        var arguments = place.IsNeutral ? Words(step.Run, shell, place.Work) : words;
        return Programs.Find(program, searchPath) is { } found
            ? (found, arguments[1..], shown, OperatingSystem.IsWindows() ? WindowsExperiments.Fault(found) : null)
            : ("", [], shown, ($"'{Visible.OneLine(words[0])}' is not on PATH", "install it, and name it under requires"));
    }

    private static List<string> Words(Command run, ShellText shell, string workPath)
    {
        List<string> words = [.. run.Words.Select(word => shell.ExpandPlain(word, workPath))];
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
    private Dictionary<string, string> RunEnvironment(WorkFolder folder, RunPlace place, string searchPath, IReadOnlyCollection<Variable> own)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = string.Join(Path.PathSeparator, searchPath.Split(Path.PathSeparator).Select(place.Inside)),
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
        foreach (var (name, value) in OperatingSystem.IsWindows() ? WindowsExperiments.Variables(folder) : [])
        {
            environment[name] = value;
        }

        foreach (var variable in own)
        {
            environment[variable.Name] = Shell(folder, place).ExpandPlain(variable.Value, place.Work);
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
