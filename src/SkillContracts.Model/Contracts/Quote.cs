namespace SkillContracts.Model.Contracts;

/// <summary>Words of a document that an experiment shows to be true.</summary>
/// <param name="Text">The words as the contract quotes them.</param>
/// <param name="Place">Where the document has them; null when it does not.</param>
/// <param name="Sentence">The document's own line at <paramref name="Place"/>.</param>
public sealed record Quote(string Text, Place? Place, string? Sentence);
