namespace SkillContracts.Model.Profiles;

/// <summary>What a client makes of a skill, from good to bad.</summary>
public enum ProfileOutcome
{
    /// <summary>It is loaded as written.</summary>
    Loads,

    /// <summary>It is loaded with another name, description or content than the document says.</summary>
    LoadsChanged,

    /// <summary>It is left out without a word to the user.</summary>
    Dropped,

    /// <summary>It is refused with an error.</summary>
    Rejected,

    /// <summary>It cannot be told: the document is larger than what is read.</summary>
    NotJudged,
}
