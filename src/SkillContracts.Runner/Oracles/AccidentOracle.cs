using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Oracles;

/// <summary>Tells crashes, usage errors and missing programs from answers: an exit code that agrees by accident shows nothing.</summary>
internal static partial class AccidentOracle
{
    private const string Traceback = "Traceback (most recent call last):";

    /// <summary>The code of Python and Node for an exception that nothing caught.</summary>
    private const int UncaughtException = 1;
    private const int GoPanicked = 2;
    private const int RustPanicked = 101;
    private const int Aborted = 134;
    private const int CannotExecute = 126;
    private const int CommandNotFound = 127;
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(2);

    /// <summary>What kept the command from being tried at all; null when it was.</summary>
    public static string? Missing(Experiment experiment, Observation observation, LoadedSkill skill)
    {
        if (observation.ExitCode is not ({ } code and not 0) || IsNamed(observation, code, CannotExecute, CommandNotFound))
        {
            return null;
        }

        var words = StreamText.Of(observation.End.Stderr);
        return code is CannotExecute or CommandNotFound && First(NotStarted(), words) is { } notStarted && !IsHidden(experiment, notStarted) ? notStarted
            : First(ScriptNotFound(), words) is { } noScript && (observation.Step.Expected.Exit.Contains(code) || NamesScript(observation.Command, noScript)) && !IsHidden(experiment, noScript) ? noScript
            : observation.Step.Expected.Exit.Contains(code) && First(ToolNotFound(), words) is { } notFound && !IsHidden(experiment, notFound) ? notFound
            : MissingModule(words, skill);
    }

    /// <summary>True when the contract's own command names the script that is not there: a script that misses another one has failed.</summary>
    private static bool NamesScript(string command, string words) =>
        FileName().Matches(words).Any(name => command.Contains("/" + name.Value, StringComparison.Ordinal));

    /// <summary>A crash or usage error behind an exit code that is among the expected ones; null when there is none, or it is what was asked for.</summary>
    public static CheckFailure? Judge(Experiment experiment, Observation observation, SkillContract contract)
    {
        var step = observation.Step;
        if (observation.ExitCode is not ({ } code and not 0) || !step.Expected.Exit.Contains(code))
        {
            return null;
        }

        var words = StreamText.Of(observation.End.Stderr);
        if (!experiment.Allowed.HasFlag(Allowances.Crash) && Crash(observation, code, words) is { } crash && !(crash.IsTakenCareOf && IsMessageJudged(step)))
        {
            return Accident(step, code, $"a crash: {crash.Words}", !crash.IsTakenCareOf ? "a crash is no answer; 'allow: [crash]' says that it is one" : "a crash is no answer; judge stderr, or say 'allow: [crash]', if it is one");
        }

        return !experiment.Allowed.HasFlag(Allowances.Usage) && UsageError(words, code) is { } usage && !AsksForUsage(experiment, step, code, contract)
            ? Accident(step, code, $"a usage error: {usage}", "the command was not understood; correct it, judge stderr, or say 'allow: [usage]'")
            : null;
    }

    /// <summary>What crashed, for a code that no sentence of the document is about then; null for an answer.</summary>
    public static string? CrashOf(Observation observation) =>
        observation.ExitCode is { } code and not 0 && Crash(observation, code, StreamText.Of(observation.End.Stderr)) is { } crash ? $"a crash: {Visible.OneLine(crash.Words, 160)}" : null;

    private static CheckFailure Accident(ExperimentStep step, int code, string got, string cure) =>
        new(step.Place, FormattableString.Invariant($"exit code {code} as an answer"), $"{Visible.OneLine(got, 240)} ({cure})", IsAccident: true);

    private static bool IsNamed(Observation observation, params int[] codes) => observation.Step.Expected.Exit.Ranges.Any(range =>
        range.Low == range.High && range.Low == observation.ExitCode && codes.Contains(range.Low) && observation.ExitCode is CannotExecute or CommandNotFound);

    /// <summary>A tool that the experiment hides or replaces is missing on purpose.</summary>
    private static bool IsHidden(Experiment experiment, string words) =>
        experiment.Without.Any(tool => Regex.IsMatch(words, $@"(?<![\w.-]){Regex.Escape(tool)}(?![\w.-])", RegexOptions.None, PatternLimit));

    /// <summary>A module of the skill itself that cannot be loaded is its own fault.</summary>
    private static string? MissingModule(string words, LoadedSkill skill)
    {
        var match = ModuleNotFound().Match(words);
        if (match.Success && match.Value[0] == 'M' && (!words.Contains(Traceback, StringComparison.Ordinal) || words.TrimEnd() is var end && match.Index + match.Length < end.Length))
        {
            return null;
        }

        var name = match.Groups["name"].Value.Split('.', '/')[0];
        return match.Success && name.Length > 0 && !skill.Files.Any(file => Path.GetFileNameWithoutExtension(file) == name || file.Split('/').SkipLast(1).Contains(name, StringComparer.Ordinal))
            ? match.Value
            : null;
    }

    private static bool IsMessageJudged(ExperimentStep step) => step.Expected.Stderr.Any(check => check is not LacksCheck);

    /// <summary>What crashed; null for an answer.</summary>
    private static Crashed? Crash(Observation observation, int code, string words)
    {
        if (observation.End.Signal is { } signal && !observation.Step.Expected.Exit.Ranges.Any(range => range.Low == range.High && range.Low == code))
        {
            return new Crashed(FormattableString.Invariant($"ended by signal {signal}"), IsTakenCareOf: false);
        }

        if (IsException(code))
        {
            return new Crashed(FormattableString.Invariant($"ended by exception 0x{code:X8}"), IsTakenCareOf: false);
        }

        if (code == UncaughtException ? words.Contains(Traceback, StringComparison.Ordinal) && First(FailedTests(), words) is null : EndsWithTraceback(words))
        {
            return new Crashed(words.TrimEnd().Split('\n')[^1], code != UncaughtException);
        }

        return First(UncaughtCrash(), words) is { } uncaught ? new Crashed(uncaught, code != UncaughtException)
            : words.Contains("\ngoroutine ", StringComparison.Ordinal) && First(GoPanic(), words) is { } go ? new Crashed(go, code != GoPanicked)
            : First(RustPanic(), words) is { } rust ? new Crashed(rust, code != RustPanicked)
            : First(DotNetCrash(), words) is { } dotNet ? new Crashed(dotNet, code != Aborted)
            : First(ShellCrash(), words) is { } shell ? new Crashed(shell, code is not (1 or 2 or CommandNotFound))
            : null;
    }

    /// <summary>True for the frames of a Python stack, which are indented, and the exception as the last line. A program that has logged one and goes on says more.</summary>
    private static bool EndsWithTraceback(string words)
    {
        var lines = words.TrimEnd().Split('\n');
        var frames = Array.FindLastIndex(lines, lines.Length - 1, line => line == Traceback) is var start && start >= 0 ? lines[(start + 1)..^1] : [];
        return frames.Length > 0 && Array.TrueForAll(frames, frame => frame.StartsWith(' ')) && PythonException().IsMatch(lines[^1]);
    }

    /// <summary>The errors of NTSTATUS, a breakpoint, and what .NET and C++ end with (0x8013…, 0xE0434352, 0xE06D7363). Windows alone has such codes.</summary>
    private static bool IsException(int code) => (uint)code is 0x80000003 or (>= 0x80130000 and <= 0x8013FFFF) or (>= 0xC0000000 and <= 0xEFFFFFFF);

    private static string? UsageError(string words, int code) => code switch
    {
        2 when Argparse().IsMatch(words) => First(ArgparseError(), words),
        2 when Click().IsMatch(words) => First(ClickError(), words),
        1 or 2 or 64 => First(Option(), words) ?? First(Commander(), words) ?? First(ShellParameter(), words),
        _ => null,
    };

    /// <summary>The contract speaks of usage, or looks at the message itself.</summary>
    private static bool AsksForUsage(Experiment experiment, ExperimentStep step, int code, SkillContract contract)
    {
        var meanings = contract.ExitCodes
            .Where(claim => claim.Codes.Contains(code) && (claim.Script is null || step.Script is null || claim.Script == step.Script))
            .Select(claim => claim.Meaning);
        return IsMessageJudged(step)
            || meanings.Append(experiment.Name).Append(experiment.Claim?.Text ?? "").Any(text => UsageWords().IsMatch(text));
    }

    private static string? First(Regex pattern, string words)
    {
        try
        {
            return pattern.Match(words) is { Success: true } match ? match.Value : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^.*(?:not found|No such file or directory|Permission denied|cannot execute.*)$", RegexOptions.Multiline, 2000)]
    private static partial Regex NotStarted();

    [GeneratedRegex(@"^(?:\S*python[\d.]*: can't open file .*|Error: Cannot find module '/.*|(?:\S*/)?(?:bash|sh|dash|ksh|zsh): (?:line \d+: )?\S+\.\w+: No such file or directory)$", RegexOptions.Multiline, 2000)]
    private static partial Regex ScriptNotFound();

    [GeneratedRegex(@"[\w.-]+\.\w+(?=[':\s]|$)", RegexOptions.None, 2000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"^.*: (?:line )?\d+: \S+: (?:command )?not found$", RegexOptions.Multiline, 2000)]
    private static partial Regex ToolNotFound();

    [GeneratedRegex(@"^(?:ModuleNotFoundError: No module named '(?<name>[^']*)'.*|Error(?: \[ERR_MODULE_NOT_FOUND\])?: Cannot find (?:module|package) '(?<name>[^'./][^']*)'.*)$", RegexOptions.Multiline, 2000)]
    private static partial Regex ModuleNotFound();

    [GeneratedRegex(@"\A[A-Za-z_][\w.]*(?:: .*)?\z", RegexOptions.None, 2000)]
    private static partial Regex PythonException();

    /// <summary>The last line of Python's unittest, which shows the tracebacks of tests.</summary>
    [GeneratedRegex(@"^FAILED \((?:failures|errors|unexpected successes)=\d[^\n]*\)\s*\z", RegexOptions.Multiline, 2000)]
    private static partial Regex FailedTests();

    /// <summary>Node, Ruby, Java.</summary>
    [GeneratedRegex(@"^(?:Node\.js v\d+\.\d+\.\d+\S*|\S+\.rb:\d+:in .*\(\w+(?:Error|Exception)\)|Exception in thread .*)$", RegexOptions.Multiline, 2000)]
    private static partial Regex UncaughtCrash();

    [GeneratedRegex(@"^panic: .*$", RegexOptions.Multiline, 2000)]
    private static partial Regex GoPanic();

    [GeneratedRegex(@"^thread '.*' (?:\(\d+\) )?panicked at .*$", RegexOptions.Multiline, 2000)]
    private static partial Regex RustPanic();

    [GeneratedRegex(@"^Unhandled exception\. .*$", RegexOptions.Multiline, 2000)]
    private static partial Regex DotNetCrash();

    /// <summary>The file is a script: what a checker says of <c>a.yml: line 3</c> is its answer.</summary>
    [GeneratedRegex(@"^(?:[^:\n]*/)?(?:[^:/.\n]+|[^:/\n]*\.(?:sh|bash|ksh|zsh|bats|command)): (?:line )?\d+: (?:.*(?:[Ss]yntax error|unbound variable|[Bb]ad substitution|unexpected end of file|unexpected EOF|parameter not set|division by 0|arithmetic).*)$", RegexOptions.Multiline, 2000)]
    private static partial Regex ShellCrash();

    [GeneratedRegex(@"^usage: ", RegexOptions.Multiline)]
    private static partial Regex Argparse();

    [GeneratedRegex(@"^\S.*: error: .*$", RegexOptions.Multiline, 2000)]
    private static partial Regex ArgparseError();

    [GeneratedRegex(@"^Usage: ", RegexOptions.Multiline)]
    private static partial Regex Click();

    [GeneratedRegex(@"^Error: .*$", RegexOptions.Multiline, 2000)]
    private static partial Regex ClickError();

    /// <summary>getopt of C, of util-linux, and getopts of shells.</summary>
    [GeneratedRegex(@"^.+: (?:(?:unrecognized|invalid|illegal|unknown|ambiguous) option\b.*|option (?:'.*' )?(?:requires|doesn't allow) an argument.*|line \d+: .*(?:illegal|invalid) option.*|illegal option --.*)$", RegexOptions.Multiline, 2000)]
    private static partial Regex Option();

    [GeneratedRegex(@"^error: (?:unknown option|unknown command|missing required argument|required option|too many arguments|option '.*' argument|command-argument value).*$", RegexOptions.Multiline, 2000)]
    private static partial Regex Commander();

    /// <summary><c>${1:?}</c>.</summary>
    [GeneratedRegex(@"^.*: (?:line )?\d+: \w+: (?!command not found|not found).*(?:parameter null or not set|[Uu]sage|[Mm]issing|required).*$", RegexOptions.Multiline, 2000)]
    private static partial Regex ShellParameter();

    [GeneratedRegex(@"usage|argument|option|flag|param|invocation|command.line|invalid input|bad input|switch|syntax", RegexOptions.IgnoreCase)]
    private static partial Regex UsageWords();

    /// <summary>A crash. Another code than the interpreter's own shows that somebody took care of it: then it may be the answer, if the contract looks at the message.</summary>
    private sealed record Crashed(string Words, bool IsTakenCareOf);
}
