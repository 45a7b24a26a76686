using System;
using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Cli;

/// <summary>How much of what was made wrong the checks of contracts noticed.</summary>
/// <param name="Noticed">Mutants that turned their experiment red.</param>
/// <param name="Judged">Mutants that turned it red or left it green.</param>
/// <param name="NotJudged">Mutants that could not be judged.</param>
internal sealed record Strength(int Noticed, int Judged, int NotJudged)
{
    /// <summary>Per cent, rounded down so that 100 means all; null when there was no mutant.</summary>
    public int? Percent => Judged == 0 ? null : (int)(100L * Noticed / Judged);

    /// <summary>That of some skills together.</summary>
    public static Strength Of(IReadOnlyList<SkillRun> runs)
    {
        var mutants = runs.SelectMany(run => run.Results).SelectMany(result => result.Mutants ?? []).ToList();
        return new Strength(mutants.Count(mutant => mutant.IsNoticed == true), mutants.Count(mutant => mutant.IsNoticed is not null), mutants.Count(mutant => mutant.IsNoticed is null));
    }

    /// <summary>Such as <c>93 % (27 of 29 mutants noticed)</c>.</summary>
    public override string ToString() => Percent is not { } percent
        ? "not known: no experiment that passed could be tried with something made wrong"
        : FormattableString.Invariant($"{percent} % ({Noticed} of {Judged} mutants noticed{(NotJudged == 0 ? "" : $", {NotJudged} not judged")})");
}
