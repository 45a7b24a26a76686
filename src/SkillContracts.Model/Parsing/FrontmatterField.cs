using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>A key of the frontmatter, or of a map inside it, and its value.</summary>
/// <param name="Key">As YAML reads it, without quotes.</param>
/// <param name="Value">What YAML reads.</param>
/// <param name="Raw">The value as it stands in the file, with quotes; empty when the key has none.</param>
/// <param name="KeySpan">The key with its quotes.</param>
/// <param name="ValueSpan">The same part of the file as <paramref name="Raw"/>.</param>
/// <param name="KeyPlace">Where the key starts.</param>
/// <param name="ValuePlace">Where the value starts.</param>
public sealed record FrontmatterField(
    string Key, FieldValue Value, string Raw, TextSpan KeySpan, TextSpan ValueSpan, Place KeyPlace, Place ValuePlace);
