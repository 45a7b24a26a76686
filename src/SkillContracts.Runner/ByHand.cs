using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner;

/// <summary>Says how a person tries a run again with nothing but a shell.</summary>
/// <remarks>A single command that changed nothing is tried in its folder. Others, and steps, are tried from the start, in a folder as the first of them found it.</remarks>
internal sealed class ByHand
{
    private static readonly SearchValues<char> Operators = SearchValues.Create(";&|\n<>()`");

    private readonly ExperimentResult _result;
    private readonly Observation _last;
    private readonly LoadedSkill _skill;
    private readonly WorkFolder _folder;

    /// <param name="result">An experiment of which a command was run.</param>
    /// <param name="skill">Its skill.</param>
    public ByHand(ExperimentResult result, LoadedSkill skill)
    {
        (_result, _skill) = (result, skill);
        _last = result.Observations[^1];
        _folder = result.Fresh ?? _last.Folder;
    }

    /// <summary>What starts each server, in a terminal of its own.</summary>
    public IEnumerable<string> Services => _last.Services.Select(service =>
        $"{Enter} && {Variables(_last, service.Start)}PORT={service.Port} bash -c {ShellWord.QuoteVisibly(There(service.Start))}");

    /// <summary>What runs the command, or all steps up to the last that was run.</summary>
    public string Commands => _result.Observations.Count == 1 || _result.Fresh is null
        ? $"{Enter} && {One(_last, isAlone: true)}{(_last.Step.StandardInput is null ? "" : " < ../" + (_result.Fresh is null ? "stdin" : InputName(_result.Observations.Count - 1)))}"
        : $"{Enter} && {{ {string.Concat(_result.Observations.Select((seen, index) => $"{One(seen, isAlone: false)}{(seen.Step.StandardInput is null ? "" : $" < ../{InputName(index)}")}; "))}}}";

    /// <summary>The file beside the fresh work folder that holds the input of a step.</summary>
    public static string InputName(int step) => FormattableString.Invariant($"stdin{step + 1}");

    private string Enter => $"cd {ShellWord.QuoteVisibly(_folder.Work)}";

    private string One(Observation seen, bool isAlone)
    {
        var variables = Variables(seen, seen.Command);
        var isOneCommand = isAlone && variables.Length == 0 && !seen.Command.AsSpan().ContainsAny(Operators) && ShellWord.IsVisible(seen.Command);
        return isOneCommand ? There(seen.Command) : $"{variables}bash -c {ShellWord.QuoteVisibly(There(seen.Command))}";
    }

    /// <summary>What the command needs of the environment.</summary>
    private string Variables(Observation seen, string command) => string.Concat(seen.Variables.Select(variable => (variable.Name, variable.Value))
        .Concat(new[] { ("WORK", seen.WorkPath), ("CLAUDE_SKILL_DIR", _skill.Path), ("HOME", seen.Folder.Home), ("TMPDIR", seen.Folder.Temporary) }
            .Where(variable => Names(command, variable.Item1) && !seen.Variables.Any(own => own.Name == variable.Item1)))
        .Concat(seen.SearchPath is { } tools ? [("PATH", tools)] : [])
        .Select(variable => $"{variable.Item1}={ShellWord.QuoteVisibly(There(variable.Item2))} "));

    /// <summary>A text with the paths of the folder where it is tried again.</summary>
    private string There(string text) => _result.Fresh is not { } fresh ? text : text
        .Replace(_last.Folder.Work, fresh.Work, StringComparison.Ordinal)
        .Replace(_last.Folder.Home, fresh.Home, StringComparison.Ordinal)
        .Replace(_last.Folder.Temporary, fresh.Temporary, StringComparison.Ordinal);

    private static bool Names(string command, string variable) =>
        command.Contains("$" + variable, StringComparison.Ordinal) || command.Contains("${" + variable, StringComparison.Ordinal);
}
