using SkillContracts.Model.Code;

namespace SkillContracts.Model.Parsing;

/// <summary>The texts of one skill and the names of its files: all that the parser looks at.</summary>
/// <param name="Folder">The skill's folder relative to the repository's root; <c>.</c> for the root itself.</param>
/// <param name="Document">SKILL.md.</param>
/// <param name="Contract"><c>evals/contract.yaml</c>, or the file named instead; null when there is none.</param>
/// <param name="Scripts">What was read of its scripts.</param>
/// <param name="Files">Every file below the skill's folder, relative to it, with <c>/</c> between folders.</param>
/// <param name="Fixtures">Every file below the contract's folder, relative to it.</param>
public sealed record SkillSource(
    string Folder,
    SourceFile Document,
    SourceFile? Contract,
    EquatableArray<ScriptText> Scripts,
    EquatableArray<string> Files,
    EquatableArray<string> Fixtures);

/// <summary>A text and where it comes from.</summary>
/// <param name="Path">Relative to the repository's root, with <c>/</c> between folders.</param>
/// <param name="Text">The text without byte-order mark.</param>
/// <param name="Form">What the bytes were like.</param>
/// <param name="InvalidAt">Where the text stops being UTF-8, in UTF-16 units from 0; null when it is UTF-8.</param>
public sealed record SourceFile(string Path, string Text, SourceForm Form = SourceForm.Plain, int? InvalidAt = null);

/// <summary>What the bytes of a text were like.</summary>
public enum SourceForm
{
    /// <summary>Nothing to say.</summary>
    Plain,

    /// <summary>They started with a byte-order mark.</summary>
    ByteOrderMark,

    /// <summary>Over <see cref="SkillParser.LargestText"/>; the text holds only the number of bytes.</summary>
    TooLarge,
}
