using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <content>6xxx: flags and examples.</content>
public static partial class RuleTable
{
    private static IReadOnlyList<Rule> FlagsRules =>
    [
    ];
}
