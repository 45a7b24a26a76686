namespace SkillContracts.Model.Contracts;

/// <summary>How sure it is that a document promises an exit code.</summary>
public enum ExitCodeConfidence
{
    /// <summary>A table or list of codes: a promise that tests judge when its script is known.</summary>
    Declared,

    /// <summary>Prose, a comment, a test of <c>$?</c>, or the codes of something else than the skill: told to readers, never judged.</summary>
    Mentioned,
}
