using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;
using SkillContracts.Runner;
using Xunit;

namespace SkillContracts;

/// <summary>The bodies of generated tests. Each reads the skill's files again, so that what lies on disk is judged.</summary>
public static class SkillClaims
{
    private static readonly SkillRunner Runner = new(isolation: IsolationChoices.OfEnvironment);
    private static readonly ConcurrentDictionary<string, Lazy<LoadedSkill>> Skills = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<(string Skill, string Name), Lazy<Task<ExperimentResult>>> Results = new();

    private static readonly ConcurrentDictionary<string, bool> Started = new(StringComparer.Ordinal);
    private static readonly bool RunsEverything = IsRunOfAll(Environment.GetCommandLineArgs());

    /// <summary>The theory <c>Experiment</c>: runs one declared experiment, once for a test run.</summary>
    /// <param name="skill">The skill's folder relative to the repository's root.</param>
    /// <param name="name">The experiment's name.</param>
    /// <exception cref="ClaimFailedException">A check did not hold; under <c>CI=true</c> also when it could not be judged.</exception>
    public static async Task Experiment(string skill, string name)
    {
        var loaded = Load(skill);
        var experiment = loaded.Contract.Experiments.FirstOrDefault(candidate => candidate.Name == name)
            ?? throw Stale(loaded, skill, name);
        var result = await ResultOf(loaded, skill, experiment).ConfigureAwait(false);
        if (result.Verdict.Kind != VerdictKind.Pass)
        {
            End(result.Verdict, FailureText.Of(result, loaded, Again(skill, name)), loaded, FailureText.PlaceOf(experiment, loaded.Contract));
        }
    }

    /// <summary>The theory <c>Exit_code</c>: judges a documented exit code by the experiments that expect it.</summary>
    /// <param name="skill">The skill's folder relative to the repository's root.</param>
    /// <param name="row">The row's name, such as <c>convert.py:2</c>.</param>
    /// <exception cref="ClaimFailedException">An experiment that expects the code ended otherwise.</exception>
    public static async Task ExitCode(string skill, string row)
    {
        var loaded = Load(skill);
        if (ExitCodeRow.Claims(loaded.Contract, row) is not [var claim, ..])
        {
            throw Stale(loaded, skill, row);
        }

        var experiments = ExitCodeRow.Experiments(loaded.Contract, row);
        if (experiments.Count == 0)
        {
            Assert.Skip(Visible.OneLine(ExitCodeRow.UntestedReason(loaded.Contract, claim) is { } reason
                ? $"{claim.Place}: not tested on purpose: {reason}"
                : $"{claim.Place}: not tested: no experiment expects exit code {claim.Codes} of {claim.Script ?? "the skill"}; add one to evals/contract.yaml"));
        }

        var results = await Task.WhenAll(experiments.Select(experiment => ResultOf(loaded, skill, experiment))).ConfigureAwait(false);
        var verdict = ExitCodeRow.Judge(claim, results);
        if (verdict.Kind != VerdictKind.Pass)
        {
            End(verdict, FailureText.Of(claim, verdict, Again(skill, row)), loaded, claim.Place);
        }
    }

    /// <summary>The fact <c>Specification</c>: SKILL.md follows the Agent Skills specification and its contract can be read.</summary>
    /// <param name="skill">The skill's folder relative to the repository's root.</param>
    /// <exception cref="ClaimFailedException">A document breaks a rule that counts as error.</exception>
    public static Task Specification(string skill)
    {
        var loaded = Load(skill);
        var errors = loaded.Problems.Where(problem => problem.Severity == RuleSeverity.Error).ToList();
        return errors.Count == 0
            ? Task.CompletedTask
            : throw new ClaimFailedException(string.Join("\n", errors), loaded.Contract.Name, loaded.FullPath(errors[0].Place), errors[0].Place.Line);
    }

    /// <summary>The fact <c>Has_claims</c> of a repository whose skills claim nothing that can be tried: a green run would mean nothing.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public static void NothingToTry() => throw new InvalidOperationException(
        "No skill of this repository claims anything that can be tried; list exit codes in SKILL.md ('| 2 | output exists |'), or write experiments in evals/contract.yaml beside it");

    private static LoadedSkill Load(string skill) => Skills.GetOrAdd(skill, key => new Lazy<LoadedSkill>(() =>
    {
        var root = AppContext.GetData("SkillContracts.Root") as string
            ?? throw new InvalidOperationException("The test program does not know the repository's root; build it with the package's own build files");
        return LoadedSkill.Load(Path.Combine(root, key), contractPath: null, root);
    })).Value;

    /// <summary>The result of one experiment. In a run of all tests the skill's other experiments start with it: rows of a theory come one by one.</summary>
    private static Task<ExperimentResult> ResultOf(LoadedSkill loaded, string skill, Experiment experiment)
    {
        if (RunsEverything && Started.TryAdd(skill, true))
        {
            foreach (var each in loaded.Contract.Experiments)
            {
                _ = Start(loaded, skill, each);
            }
        }

        return Start(loaded, skill, experiment);
    }

    private static Task<ExperimentResult> Start(LoadedSkill loaded, string skill, Experiment experiment) =>
        Results.GetOrAdd((skill, experiment.Name), _ => new Lazy<Task<ExperimentResult>>(() =>
        {
            var context = TestContext.Current;
            return Runner.Start(loaded, candidate => candidate == experiment, context.SendDiagnosticMessage, context.CancellationToken).Single();
        })).Value;

    /// <summary>Microsoft.Testing.Platform gives filters on the command line; an editor that runs single tests is a client at a port.</summary>
    private static bool IsRunOfAll(string[] arguments) =>
        arguments.Contains("--dotnet-test-pipe", StringComparer.Ordinal)
        && !arguments.Any(argument => argument.StartsWith("--filter", StringComparison.Ordinal) || argument.StartsWith("--client-", StringComparison.Ordinal));

    /// <summary>What is known to be broken is skipped; what could not be judged, too, on a desk, and is red where nobody would look at a skipped row.</summary>
    private static void End(Verdict verdict, string text, LoadedSkill loaded, Place place)
    {
        if (verdict.Kind == VerdictKind.Broken || (verdict.Kind == VerdictKind.Inconclusive && Environment.GetEnvironmentVariable("CI") is not ("true" or "1")))
        {
            Assert.Skip(Visible.OneLine(verdict.Reason, 2000));
        }

        throw new ClaimFailedException(text, loaded.Contract.Name, loaded.FullPath(place), place.Line);
    }

    private static ClaimFailedException Stale(LoadedSkill loaded, string skill, string name) => new(
        Visible.OneLine($"The documents of {skill} no longer have '{name}'; build the tests again"),
        loaded.Contract.Name, Path.Combine(loaded.Path, "SKILL.md"), 1);

    /// <summary>For the root of the repository and Microsoft.Testing.Platform; VSTest knows the same trait as <c>--filter "Case=…"</c>.</summary>
    private static string Again(string skill, string name)
    {
        var project = AppContext.GetData("SkillContracts.Project") is string path && AppContext.GetData("SkillContracts.Root") is string root
            ? $"--project {ShellWord.Quote(Path.GetRelativePath(root, path))} "
            : "";
        return $"dotnet test {project}--filter-trait {ShellWord.Quote($"Case={skill}/{name}")}";
    }
}
