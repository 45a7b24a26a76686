using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <content>6xxx: flags and examples.</content>
public static partial class RuleTable
{
    /// <summary>SKC6001: a documented flag that the script does not know.</summary>
    public static readonly Rule FlagUnknown = Warning("SKC6001", "Flags", "Flag is unknown to the script",
        "The script {1} does not know the flag {0}, it knows {2}; correct the flag or the script");

    /// <summary>SKC6002: a documented value that the script refuses.</summary>
    public static readonly Rule ValueRefused = Warning("SKC6002", "Flags", "Value is refused by the script",
        "The script {2} refuses {0} for {1}, it takes {3}; correct the values or the script");

    /// <summary>SKC6003: a documented default that differs.</summary>
    public static readonly Rule DefaultDiffers = Warning("SKC6003", "Flags", "Default differs from the script",
        "The default of {0} is documented as {1}, but is {2} at {3}; make both the same");

    /// <summary>SKC6004: a list of flags that lacks some.</summary>
    public static readonly Rule FlagNotDocumented = Advice("SKC6004", "Flags", "Flag is not documented",
        "The script {1} also takes {0}, which this document does not name; add what users need");

    /// <summary>SKC6005: a documented command with a flag that the script does not know.</summary>
    public static readonly Rule ExampleFlagUnknown = Warning("SKC6005", "Flags", "Example uses an unknown flag",
        "The script {1} does not know the flag {0} of this command, it knows {2}; correct the command");

    /// <summary>SKC6006: a documented command with a value that the script refuses.</summary>
    public static readonly Rule ExampleValueRefused = Warning("SKC6006", "Flags", "Example uses a refused value",
        "The script {2} refuses {0} for {1}, it takes {3}; correct the command");

    private static IReadOnlyList<Rule> FlagsRules =>
    [
        FlagUnknown,
        ValueRefused,
        DefaultDiffers,
        FlagNotDocumented,
        ExampleFlagUnknown,
        ExampleValueRefused,
    ];
}
