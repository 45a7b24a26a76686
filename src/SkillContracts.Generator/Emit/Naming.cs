using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Generator.Emit;

/// <summary>The class names of all skills.</summary>
/// <param name="SkillCount">How many skills there are, with and without a name.</param>
/// <param name="Names">By folder. A skill whose name collides has none.</param>
/// <param name="Problems">Names that two skills would like to have.</param>
internal sealed record Naming(int SkillCount, EquatableArray<ClassName> Names, EquatableArray<Problem> Problems)
{
    /// <summary>Names every skill: after its folder, and with a hash of its path where folders share a name.</summary>
    public static Naming Of(IEnumerable<SkillIdentity> skills)
    {
        var sorted = skills.OrderBy(skill => skill.Folder, StringComparer.Ordinal).ToList();
        var problems = new List<Problem>();
        var wanted = sorted.GroupBy(ClassName.Wanted, StringComparer.Ordinal).ToList();
        problems.AddRange(wanted.SelectMany(same => Report(RuleTable.SameName, same)));
        var given = wanted
            .SelectMany(same => same.Select(skill => (Skill: skill, Name: same.Skip(1).Any() ? same.Key + "_" + StableHash.Of(skill.Folder) : same.Key)))
            .GroupBy(named => named.Name, named => named.Skill, StringComparer.Ordinal)
            .ToList();
        problems.AddRange(given.SelectMany(same => Report(RuleTable.NamesCollide, same)));
        var names = given
            .Where(same => !same.Skip(1).Any())
            .Select(only => new ClassName(only.Single().Folder, only.Key))
            .OrderBy(name => name.Folder, StringComparer.Ordinal);
        return new Naming(sorted.Count, names.ToEquatableArray(), problems.ToEquatableArray());
    }

    /// <summary>One problem for each skill after the first.</summary>
    private static IEnumerable<Problem> Report(Rule rule, IEnumerable<SkillIdentity> same) => same
        .Skip(1)
        .Select(skill => Problem.Of(rule, new Place(skill.DocumentPath, 1, 1), skill.Folder, same.First().Folder));
}
