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

    private static IReadOnlyList<Rule> FilesRules =>
    [
        FixtureMissing,
        PathOutside,
    ];
}
