namespace SkillContracts.Model.Parsing;

/// <summary>A part of a file's text.</summary>
/// <param name="Start">In UTF-16 units from 0.</param>
/// <param name="Length">In UTF-16 units.</param>
public sealed record TextSpan(int Start, int Length)
{
    /// <summary>The first unit behind it.</summary>
    public int End => Start + Length;
}
