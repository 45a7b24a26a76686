using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <content>3xxx: experiments.</content>
public static partial class RuleTable
{
    /// <summary>SKC3001: contract.yaml is no YAML.</summary>
    public static readonly Rule BrokenContract = Error("SKC3001", "Experiments", "Contract is not YAML", "{0}");

    /// <summary>SKC3002: version missing or unknown.</summary>
    public static readonly Rule UnknownVersion = Error("SKC3002", "Experiments", "Contract version",
        "The contract says 'version: {0}' and this tool reads version 1; write 'version: 1', or update the tool");

    /// <summary>SKC3003: unknown key.</summary>
    public static readonly Rule UnknownKey = Error("SKC3003", "Experiments", "Unknown key",
        "The key '{0}' is unknown here; {1}");

    /// <summary>SKC3004: a key declared twice.</summary>
    public static readonly Rule DuplicateKey = Error("SKC3004", "Experiments", "Key declared twice",
        "The key '{0}' on line {2} is already declared on line {1}; keep one");

    /// <summary>SKC3005: a value of the wrong type or range.</summary>
    public static readonly Rule WrongValue = Error("SKC3005", "Experiments", "Wrong value",
        "The value of '{0}' must be {1}");

    /// <summary>SKC3006: anchors, aliases and tags.</summary>
    public static readonly Rule YamlFeature = Error("SKC3006", "Experiments", "YAML feature not allowed",
        "{0} are not allowed in a contract; write the value out");

    /// <summary>SKC3007: two experiments with one name.</summary>
    public static readonly Rule DuplicateExperiment = Error("SKC3007", "Experiments", "Name used twice",
        "The experiment '{0}' is already declared on line {1}; give each a name of its own");

    /// <summary>SKC3008: a claim that no document holds.</summary>
    public static readonly Rule ClaimNotFound = Error("SKC3008", "Experiments", "Quote not found",
        "No document of the skill holds the words '{0}'; quote SKILL.md or the header of a script, or drop the claim");

    /// <summary>SKC3010: a value cut by a comment.</summary>
    public static readonly Rule CutValue = Warning("SKC3010", "Experiments", "Value cut by a comment",
        "The value ends before ' #', the rest of the line is a comment; put the value in quotes, or two spaces before the comment");

    /// <summary>SKC3011: a required key is missing.</summary>
    public static readonly Rule MissingKey = Error("SKC3011", "Experiments", "Key missing",
        "The key '{0}' is missing; {1}");

    /// <summary>SKC3012: a contract under another name.</summary>
    public static readonly Rule OtherContractName = Error("SKC3012", "Experiments", "Contract under another name",
        "The file 'evals/{0}' is not read; rename it to contract.yaml");

    /// <summary>SKC3013: a name that is nearly another, or that nothing fills.</summary>
    public static readonly Rule UnknownName = Warning("SKC3013", "Experiments", "Name that nothing fills",
        "Nothing fills '${0}' here; {1}");

    /// <summary>SKC3014: a column of each that nothing uses.</summary>
    public static readonly Rule UnusedColumn = Warning("SKC3014", "Experiments", "Column that nothing uses",
        "Nothing uses the column '{0}' of 'each'; write '${0}' where its value belongs, in 'name' if it is a label, or drop it");

    private static IReadOnlyList<Rule> ExperimentsRules =>
    [
        BrokenContract,
        UnknownVersion,
        UnknownKey,
        DuplicateKey,
        WrongValue,
        YamlFeature,
        DuplicateExperiment,
        ClaimNotFound,
        CutValue,
        MissingKey,
        OtherContractName,
        UnknownName,
        UnusedColumn,
    ];
}
