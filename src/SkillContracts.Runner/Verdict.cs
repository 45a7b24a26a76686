using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner;

/// <summary>Whether a claim held.</summary>
public enum VerdictKind
{
    /// <summary>It was tried, and all checks held.</summary>
    Pass,

    /// <summary>It was tried, and at least one check did not hold.</summary>
    Fail,

    /// <summary>It could not be tried or judged: set-up, fixture or tool missing. Says nothing of the claim.</summary>
    Inconclusive,

    /// <summary>It did not hold, and the contract says that this is known, with the reason.</summary>
    Broken,
}

/// <summary>The judgement of one experiment or exit-code row.</summary>
/// <param name="Kind">Whether it held.</param>
/// <param name="Reason">One line with place, fault and cure; for a pass, what was checked.</param>
/// <param name="Failures">Every check that did not hold.</param>
public sealed record Verdict(VerdictKind Kind, string Reason, IReadOnlyList<CheckFailure> Failures)
{
    /// <summary>The crash or usage error that gave the expected exit code; null when there was none.</summary>
    public string? Accident => Failures.FirstOrDefault(failure => failure.IsAccident)?.Got;

    /// <summary>A verdict about something that was not judged.</summary>
    /// <param name="place">Where the contract or document asks for it.</param>
    /// <param name="fault">What is wrong.</param>
    /// <param name="cure">What to do.</param>
    public static Verdict NotJudged(Place place, string fault, string cure) =>
        new(VerdictKind.Inconclusive, $"{place}: {fault}; {cure}", []);
}

/// <summary>A check that did not hold.</summary>
/// <param name="Place">Where the contract declares it.</param>
/// <param name="Expected">Such as <c>exit code 2, which SKILL.md:82 calls 'output exists'</c>.</param>
/// <param name="Got">What was seen.</param>
/// <param name="Difference">Where they first differ; null when the two say it all.</param>
/// <param name="Undecidable">True when the check could not be made, such as on output that is too long.</param>
/// <param name="IsAccident">True when the exit code agrees, but a crash or a usage error gave it.</param>
public sealed record CheckFailure(Place Place, string Expected, string Got, string? Difference = null, bool Undecidable = false, bool IsAccident = false)
{
    /// <summary>Lines that differ, for people; empty when one line says it all.</summary>
    public IReadOnlyList<string> Diff { get; init; } = [];

    /// <summary>The check in one line.</summary>
    public override string ToString() =>
        $"expected {Expected}; got {Got}" + (Difference is null ? "" : $"; first difference: {Difference}");
}
