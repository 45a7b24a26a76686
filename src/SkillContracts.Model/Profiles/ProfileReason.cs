using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Profiles;

/// <summary>One thing that a client does with a skill.</summary>
/// <param name="Code">A word for programs, such as <c>name-too-long</c>; listed in docs/profiles.md.</param>
/// <param name="Outcome">What it alone leads to; <see cref="ProfileOutcome.Loads"/> for a mere note.</param>
/// <param name="Message">Fault and cure in one line.</param>
/// <param name="Place">Where in the document.</param>
public sealed record ProfileReason(string Code, ProfileOutcome Outcome, string Message, Place Place);
