namespace SkillContracts.Generator.Inputs;

/// <summary>What an additional file is, by its name.</summary>
internal enum TextKind
{
    /// <summary>SKILL.md, also in other letters.</summary>
    Document,

    /// <summary><c>evals/contract.yaml</c>.</summary>
    Contract,

    /// <summary>A script, which a skill may own.</summary>
    Script,

    /// <summary>The list of the skills' files.</summary>
    FileList,
}
