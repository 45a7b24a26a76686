namespace SkillContracts.Cli;

/// <summary>How the tool ends. A lower number in the list of precedence 2, 6, 5, 3, 1, 4, 7 wins.</summary>
internal enum ExitCode
{
    /// <summary>Everything ran and every claim held.</summary>
    Held = 0,

    /// <summary>A claim failed.</summary>
    Failed = 1,

    /// <summary>The command line was wrong.</summary>
    Usage = 2,

    /// <summary>A SKILL.md or contract has errors.</summary>
    DocumentErrors = 3,

    /// <summary>An experiment could not be judged, or there was none.</summary>
    NotJudged = 4,

    /// <summary>The working tree is dirty, or it cannot be told.</summary>
    DirtyTree = 5,

    /// <summary>The skill's folder or its SKILL.md is missing.</summary>
    SkillMissing = 6,

    /// <summary>Clean-up failed.</summary>
    CleanUpFailed = 7,
}
