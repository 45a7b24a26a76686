using System;

namespace SkillContracts.Runner;

/// <summary>The level that a user asks for.</summary>
public enum IsolationChoice
{
    /// <summary>The strongest that works here.</summary>
    Auto,

    /// <summary><see cref="IsolationLevel.Folder"/>, also where the sandbox works.</summary>
    Folder,

    /// <summary><see cref="IsolationLevel.Sandbox"/>; where it does not work, nothing is run.</summary>
    Sandbox,
}

/// <summary>Reads the words of an <see cref="IsolationChoice"/>.</summary>
public static class IsolationChoices
{
    /// <summary>The variable that chooses for <c>dotnet test</c>, and for <c>eval</c> without <c>--isolation</c>.</summary>
    public const string Variable = "SKILLCONTRACTS_ISOLATION";

    /// <summary>Reads <c>auto</c>, <c>folder</c> and <c>sandbox</c>.</summary>
    /// <returns>False for any other word.</returns>
    public static bool TryParse(string? word, out IsolationChoice choice)
    {
        (var known, choice) = word switch
        {
            "auto" => (true, IsolationChoice.Auto),
            "folder" => (true, IsolationChoice.Folder),
            "sandbox" => (true, IsolationChoice.Sandbox),
            _ => (false, IsolationChoice.Auto),
        };
        return known;
    }

    /// <summary>What the environment asks for: <see cref="IsolationChoice.Auto"/> when it asks for nothing, <see cref="IsolationChoice.Sandbox"/> when it
    /// cannot be understood, because a wrong word must not weaken what was meant.</summary>
    public static IsolationChoice OfEnvironment => Word is not { Length: > 0 } word ? IsolationChoice.Auto : TryParse(word, out var choice) ? choice : IsolationChoice.Sandbox;

    /// <summary>What is wrong with the variable, and the cure; null when nothing is.</summary>
    public static string? FaultOfEnvironment =>
        Word is { Length: > 0 } word && !TryParse(word, out _) ? $"{Variable} is '{Model.Visible.OneLine(word, 80)}'; it must be auto, folder or sandbox" : null;

    private static string? Word => Environment.GetEnvironmentVariable(Variable);
}
