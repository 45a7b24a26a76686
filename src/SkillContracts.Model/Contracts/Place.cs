using System;

namespace SkillContracts.Model.Contracts;

/// <summary>A place in a file of the repository.</summary>
/// <param name="Path">The file, relative to the repository's root, with <c>/</c> between folders.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
public sealed record Place(string Path, int Line, int Column)
{
    /// <summary><c>path:line</c>, the form that terminals open.</summary>
    public override string ToString() => FormattableString.Invariant($"{Path}:{Line}");
}
