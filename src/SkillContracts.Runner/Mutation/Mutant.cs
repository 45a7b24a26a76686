using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Mutation;

/// <summary>One thing that was made wrong in a run that had passed, to see whether a check notices.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Place">Where the contract declares the experiment, or the step of several.</param>
/// <param name="Change">What was changed, such as <c>the last line of stdout dropped</c>.</param>
/// <param name="Cure">What check would notice, such as <c>judge stdout</c>.</param>
/// <param name="IsNoticed">True when a check failed; null when the changed run could not be judged, which says nothing of the checks.</param>
public sealed record Mutant(MutantKind Kind, Place Place, string Change, string Cure, bool? IsNoticed);

/// <summary>What a mutant changes.</summary>
public enum MutantKind
{
    /// <summary>The command is replaced by one that does nothing: exit code 0, no output, no file.</summary>
    Nothing,

    /// <summary>The exit code is higher by one; 254 for 255.</summary>
    ExitCode,

    /// <summary>The last line of a stream is missing.</summary>
    LastLine,

    /// <summary>A created file has only its first half.</summary>
    HalfFile,

    /// <summary>A table of a created file lacks one row.</summary>
    LostRow,
}
