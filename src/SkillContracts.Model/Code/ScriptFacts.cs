using System;

namespace SkillContracts.Model.Code;

/// <summary>What the text of a script says without running it: exit codes and flags.</summary>
/// <param name="Language">By extension, else by shebang.</param>
/// <param name="Codes">Literal exit codes in order of the text.</param>
/// <param name="CodesUnknown">Why there may be further codes, such as "line 14: exits with a computed code"; null when <paramref name="Codes"/> are all but those of crashes and of wrong arguments.</param>
/// <param name="Parser">What reads the command line.</param>
/// <param name="UsageCode">The code that the parser ends with for wrong arguments; null when there is no parser, or when the script handles its errors.</param>
/// <param name="Flags">Flags that the script declares.</param>
/// <param name="FlagsUnknown">Why there may be further flags; null when <paramref name="Flags"/> are all.</param>
/// <param name="HelpTexts">Texts inside the code that users see: descriptions and epilogs of a parser, usage here-documents.</param>
/// <param name="Imports">Modules that it takes in.</param>
public sealed record ScriptFacts(
    ScriptLanguage Language,
    EquatableArray<ProducedCode> Codes,
    string? CodesUnknown,
    ArgumentParser Parser,
    int? UsageCode,
    EquatableArray<DeclaredFlag> Flags,
    string? FlagsUnknown,
    EquatableArray<HelpText> HelpTexts,
    EquatableArray<ImportedModule> Imports)
{
    /// <summary>True when the parser takes the start of a flag's name where no other flag starts so, as argparse does unless it is told not to.</summary>
    public bool TakesStarts { get; init; }

    /// <summary>True when there is more than one parser, so that two flags may never be known at once.</summary>
    public bool HasSubcommands { get; init; }

    /// <summary>Nothing is known of the script.</summary>
    /// <param name="why">Such as "the language is not read".</param>
    public static ScriptFacts Unknown(string why) => new(
        ScriptLanguage.Other,
        EquatableArray<ProducedCode>.Empty,
        why,
        ArgumentParser.Unknown,
        null,
        EquatableArray<DeclaredFlag>.Empty,
        why,
        EquatableArray<HelpText>.Empty,
        EquatableArray<ImportedModule>.Empty);

    /// <summary>Reads a script's text. Never throws.</summary>
    /// <param name="path">Its extension tells the language.</param>
    /// <param name="text">Its text.</param>
    public static ScriptFacts Of(string path, string text) => LanguageOf(path, text) switch
    {
        ScriptLanguage.Python => PythonReader.Read(text),
        ScriptLanguage.Shell => ShellReader.Read(text),
        ScriptLanguage.JavaScript => JavaScriptReader.Read(text),
        _ => Unknown("the language is not read"),
    };

    private static ScriptLanguage LanguageOf(string path, string text)
    {
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/')
            ? path.Substring(dot).ToLowerInvariant() switch
            {
                ".py" => ScriptLanguage.Python,
                ".sh" or ".bash" => ScriptLanguage.Shell,
                ".js" or ".mjs" or ".cjs" or ".ts" or ".mts" => ScriptLanguage.JavaScript,
                _ => ScriptLanguage.Other,
            }
            : OfShebang(text);
    }

    private static ScriptLanguage OfShebang(string text)
    {
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            return ScriptLanguage.Other;
        }

        var end = text.IndexOf('\n');
        var line = text.Substring(0, Math.Min(end < 0 ? text.Length : end, 200)).TrimEnd();
        return line.Contains("python") ? ScriptLanguage.Python
            : line.Contains("node") || line.Contains("bun") || line.Contains("deno") ? ScriptLanguage.JavaScript
            : line.EndsWith("sh", StringComparison.Ordinal) && !line.EndsWith("pwsh", StringComparison.Ordinal) ? ScriptLanguage.Shell
            : ScriptLanguage.Other;
    }
}

/// <summary>A language whose code is read.</summary>
public enum ScriptLanguage
{
    /// <summary>Not read.</summary>
    Other,

    /// <summary>Python 3.</summary>
    Python,

    /// <summary>bash and sh.</summary>
    Shell,

    /// <summary>JavaScript and TypeScript.</summary>
    JavaScript,
}

/// <summary>What reads a script's command line.</summary>
public enum ArgumentParser
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>Nothing: the script takes no arguments.</summary>
    None,

    /// <summary>The script's own code (positional arguments, a loop over them, getopts).</summary>
    OwnCode,

    /// <summary>Python's argparse: ends with 2 for wrong arguments.</summary>
    Argparse,

    /// <summary>Python's click or typer: end with 2 for wrong arguments.</summary>
    Click,

    /// <summary>commander of npm: ends with 1 for wrong arguments.</summary>
    Commander,

    /// <summary>node:util parseArgs: throws for unknown flags, and node ends with 1.</summary>
    ParseArgs,
}

/// <summary>A literal exit code in the code.</summary>
/// <param name="Code">0–255.</param>
/// <param name="Line">From 1.</param>
/// <param name="Text">The words that produce it, such as <c>sys.exit(2)</c>.</param>
/// <param name="IsCertain">False where it ends only a subshell, or where the script catches its own exit.</param>
public sealed record ProducedCode(int Code, int Line, string Text, bool IsCertain = true);

/// <summary>A flag that the code declares.</summary>
/// <param name="Names">Such as <c>-o</c> and <c>--output</c>.</param>
/// <param name="Choices">The values it takes; empty when any or none.</param>
/// <param name="TakesValue">False for a switch.</param>
/// <param name="Default">As text; null when there is none or it is computed.</param>
/// <param name="IsHidden">True when its help is suppressed.</param>
/// <param name="Line">From 1.</param>
public sealed record DeclaredFlag(
    EquatableArray<string> Names, EquatableArray<string> Choices, bool TakesValue, string? Default, bool IsHidden, int Line);

/// <summary>A text inside the code that users see.</summary>
/// <param name="Text">Its lines as they stand in the source, without the quotes around them.</param>
/// <param name="Line">Where it starts, from 1.</param>
public sealed record HelpText(string Text, int Line);
