using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>What the contract's parser needs to know of its skill.</summary>
/// <param name="Documents">SKILL.md, then the headers of scripts.</param>
/// <param name="Scripts">The skill's scripts, relative to its folder.</param>
/// <param name="Files">Every file of the skill, relative to its folder.</param>
/// <param name="Fixtures">Every file below the contract's folder, relative to it.</param>
internal sealed record SkillFacts(
    IReadOnlyList<QuoteFinder> Documents,
    EquatableArray<string> Scripts,
    EquatableArray<string> Files,
    EquatableArray<string> Fixtures)
{
    public Quote? Find(string words) => Documents.Select(document => document.Find(words)).FirstOrDefault(quote => quote is not null);

    public bool HasFixture(string folder) =>
        folder is "" or "." ? Fixtures.Count > 0 : Fixtures.Any(file => file.StartsWith(folder + "/", StringComparison.Ordinal));
}
