using System;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using SkillContracts.Model.Surface;

namespace SkillContracts.Generator;

/// <summary>The one guard around the parser: an exception, which would drop the tests of all skills, becomes SKC9001.</summary>
internal static class GuardedParser
{
    /// <summary>Parses one skill.</summary>
    /// <param name="source">Its texts.</param>
    /// <param name="parse"><see cref="SkillParser.Parse"/>, or what a test puts in its place.</param>
    public static ParsedSkill Parse(SkillSource source, Func<SkillSource, ParsedSkill> parse)
    {
        try
        {
            return parse(source);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var problem = Problem.Of(
                RuleTable.GeneratorFailed,
                new Place(source.Document.Path, 1, 1),
                source.Document.Path,
                fault.GetType().Name + ": " + fault.Message);
            return new ParsedSkill(WithoutRows(source), SkillSurface.Empty, new[] { problem }.ToEquatableArray(), [], []);
        }
    }

    private static SkillContract WithoutRows(SkillSource source) => new(
        source.Folder,
        "skill",
        "",
        EquatableArray<ExitCodeClaim>.Empty,
        EquatableArray<Experiment>.Empty,
        EquatableArray<string>.Empty);
}
