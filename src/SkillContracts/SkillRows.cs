using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace SkillContracts;

/// <summary>Theory rows of generated tests: the skill's path and the row's name, strings only.</summary>
public static class SkillRows
{
    /// <summary>A row for each name, with the trait <c>Case</c> that filters it alone.</summary>
    /// <param name="skill">The skill's folder relative to the repository's root.</param>
    /// <param name="names">Names of experiments or of exit-code rows.</param>
    public static IReadOnlyCollection<TheoryDataRow<string, string>> Of(string skill, params string[] names) =>
        [.. names.Select(name => new TheoryDataRow<string, string>(skill, name) { Label = name }.WithTrait("Case", $"{skill}/{name}"))];
}
