namespace SkillContracts.Model.Repairs;

/// <summary>A part of a file and what stands there afterwards.</summary>
/// <param name="Path">The file, relative to the repository's root.</param>
/// <param name="Start">In UTF-16 units from 0, without byte-order mark.</param>
/// <param name="Length">In UTF-16 units; 0 to insert.</param>
/// <param name="NewText">May be empty.</param>
public sealed record TextEdit(string Path, int Start, int Length, string NewText);
