using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <content>5xxx: files and links.</content>
public static partial class RuleTable
{
    /// <summary>SKC5001: a fixture that is not there.</summary>
    public static readonly Rule FixtureMissing = Error("SKC5001", "Files", "Fixture missing",
        "The fixture folder '{0}' does not exist or is empty; paths are relative to the contract");

    /// <summary>SKC5002: a path that leaves its folder.</summary>
    public static readonly Rule PathOutside = Error("SKC5002", "Files", "Path leads outside",
        "The path '{0}' {1}; name a path below {2}");

    /// <summary>SKC5003: a link to a file that is not there.</summary>
    public static readonly Rule DeadLink = Warning("SKC5003", "Files", "Link to a missing file",
        "The link leads to '{0}', which the skill does not have{1}; correct the path, it is relative to SKILL.md, or add the file");

    /// <summary>SKC5004: a command that names a file that is not there.</summary>
    public static readonly Rule DeadPath = new("SKC5004", "Files", RuleSeverity.Warning, "Command names a missing file",
        "The command names '{0}', which is neither in the skill nor in a folder above it{1}; correct the path or add the file", RuleInput.Disk);

    /// <summary>SKC5005: a file that nothing names.</summary>
    public static readonly Rule FileNotReferenced = new("SKC5005", "Files", RuleSeverity.Info, "File that nothing names",
        "No text of the skill names '{0}', so no agent will open it; say in SKILL.md when to read or run it, or remove it", RuleInput.Disk);

    /// <summary>SKC5006: a script that is run by its path and is not executable.</summary>
    public static readonly Rule NotExecutable = new("SKC5006", "Files", RuleSeverity.Warning, "Script not executable",
        "SKILL.md runs '{0}' by its path on line {1}, and the file is not executable; run 'git add --chmod=+x', or name the interpreter in SKILL.md", RuleInput.Disk);

    /// <summary>SKC5007: a script that is run by its path and has no shebang.</summary>
    public static readonly Rule NoShebang = Warning("SKC5007", "Files", "Script without shebang",
        "SKILL.md runs '{0}' by its path on line {1}, and the script has no '#!' line; add one, or name the interpreter in SKILL.md");

    /// <summary>SKC5008: CRLF in a script.</summary>
    public static readonly Rule CarriageReturns = Warning("SKC5008", "Files", "CRLF in a script",
        "Lines of '{0}' end with CR and LF, and {1}; save it with LF and say so in .gitattributes");

    /// <summary>SKC5009: fixtures that git does not have.</summary>
    public static readonly Rule FixtureNotInGit = new("SKC5009", "Files", RuleSeverity.Warning, "Fixture not in git",
        "The fixture '{0}' is not in git, so a clone does not have it; run 'git add -f {0}', or look why .gitignore hides it", RuleInput.Disk);

    /// <summary>SKC5010: a mention of a file that is not there.</summary>
    public static readonly Rule DeadMention = new("SKC5010", "Files", RuleSeverity.Info, "Text names a missing file",
        "The text names '{0}', which is neither in the skill nor in a folder above it{1}; correct the path or add the file", RuleInput.Disk);

    /// <summary>SKC5011: a snapshot that no experiment asks for.</summary>
    public static readonly Rule SnapshotOrphan = Warning("SKC5011", "Files", "Snapshot of no experiment",
        "No experiment asks for the snapshot '{0}'; remove it with 'skillcontracts accept --prune', or correct the experiment's name");

    private static IReadOnlyList<Rule> FilesRules =>
    [
        FixtureMissing,
        PathOutside,
        DeadLink,
        DeadPath,
        FileNotReferenced,
        NotExecutable,
        NoShebang,
        CarriageReturns,
        FixtureNotInGit,
        DeadMention,
        SnapshotOrphan,
    ];
}
