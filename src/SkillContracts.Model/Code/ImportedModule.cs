namespace SkillContracts.Model.Code;

/// <summary>Other code that a script takes in, which may end the program, too.</summary>
/// <param name="Name">As the code names it: <c>lib.paths</c> or <c>.paths</c> in Python, <c>./paths.js</c> in JavaScript.</param>
/// <param name="Line">From 1.</param>
public sealed record ImportedModule(string Name, int Line);
