using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <content>7xxx: body and catalogue.</content>
public static partial class RuleTable
{
    private static IReadOnlyList<Rule> BodyRules =>
    [
    ];
}
