using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner.Mutation;

/// <summary>What is changed behind a step, without running it again.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Change">What is changed, for people.</param>
/// <param name="Cure">What check would notice, for people.</param>
internal abstract record Alteration(MutantKind Kind, string Change, string Cure)
{
    /// <summary>Judges with the change made; all is as it was afterwards.</summary>
    /// <param name="observations">Those of the steps that were run.</param>
    /// <param name="step">The index of the step that is changed.</param>
    /// <param name="judge">Gives the failures.</param>
    /// <returns>Null when the change cannot be made.</returns>
    public abstract IReadOnlyList<CheckFailure>? Judge(
        IReadOnlyList<Observation> observations, int step, Func<IReadOnlyList<Observation>, IReadOnlyList<CheckFailure>> judge);
}

/// <summary>Another exit code, or another output.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Change">What is changed, for people.</param>
/// <param name="Cure">What check would notice, for people.</param>
/// <param name="End">How the command now seems to have ended.</param>
internal sealed record EndAlteration(MutantKind Kind, string Change, string Cure, ChildEnd End) : Alteration(Kind, Change, Cure)
{
    public override IReadOnlyList<CheckFailure>? Judge(
        IReadOnlyList<Observation> observations, int step, Func<IReadOnlyList<Observation>, IReadOnlyList<CheckFailure>> judge)
    {
        var changed = new List<Observation>(observations);
        changed[step] = observations[step].With(End);
        return judge(changed);
    }
}

/// <summary>Another file in the place of one that the step created.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Change">What is changed, for people.</param>
/// <param name="Cure">What check would notice, for people.</param>
/// <param name="File">The file, relative to the work folder.</param>
/// <param name="Edit">Changes a copy of the file, whose path it gets; throws <see cref="IOException"/> when it cannot.</param>
internal sealed record FileAlteration(MutantKind Kind, string Change, string Cure, string File, Action<string> Edit) : Alteration(Kind, Change, Cure)
{
    public override IReadOnlyList<CheckFailure>? Judge(
        IReadOnlyList<Observation> observations, int step, Func<IReadOnlyList<Observation>, IReadOnlyList<CheckFailure>> judge)
    {
        using var swap = FileSwap.TryPut(observations[step].Folder, File, Edit);
        return swap is null ? null : judge(observations);
    }

    /// <summary>Makes the change for good, in a folder of a run of its own.</summary>
    /// <returns>False when it cannot be made: the command may have written something else this time.</returns>
    public bool Make(Observation observation)
    {
        if (!observation.After.Paths.Contains(File) || !FileKind.Of(Path.Combine(observation.WorkPath, File)).IsRegular)
        {
            return false;
        }

        using var swap = FileSwap.TryPut(observation.Folder, File, Edit);
        swap?.Keep();
        return swap is not null;
    }
}
