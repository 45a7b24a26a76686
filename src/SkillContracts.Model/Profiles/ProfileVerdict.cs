using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Model.Profiles;

/// <summary>What one client makes of one skill.</summary>
/// <param name="Outcome">The worst of the reasons; <see cref="ProfileOutcome.Loads"/> without any.</param>
/// <param name="Reasons">In order of the document.</param>
public sealed record ProfileVerdict(ProfileOutcome Outcome, EquatableArray<ProfileReason> Reasons)
{
    internal static ProfileVerdict Of(IEnumerable<ProfileReason> reasons)
    {
        var ordered = reasons.OrderBy(reason => reason.Place.Line).ThenBy(reason => reason.Place.Column).ToEquatableArray();
        return new ProfileVerdict(ordered.Select(reason => reason.Outcome).DefaultIfEmpty(ProfileOutcome.Loads).Max(), ordered);
    }
}
