namespace SkillContracts.Generator.Emit;

/// <summary>A file that is added to the compilation.</summary>
internal sealed record GeneratedFile(string HintName, string Text);
