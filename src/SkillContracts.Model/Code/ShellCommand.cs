using System.Collections.Generic;

namespace SkillContracts.Model.Code;

/// <summary>A simple command of a shell script.</summary>
/// <param name="Words">As written, with quotes; without keywords and assignments in front.</param>
/// <param name="Line">From 1.</param>
/// <param name="Function">The function that it stands in; null for none.</param>
/// <param name="IsInSubshell">True when its <c>exit</c> ends a subshell only.</param>
internal sealed record ShellCommand(List<string> Words, int Line, string? Function, bool IsInSubshell)
{
    /// <summary>Assignments in front of the words, or alone.</summary>
    public List<string> Assignments { get; } = [];

    /// <summary>Another command, a keyword or a bracket follows, so that the script does not end here.</summary>
    public bool IsInCompound { get; set; }
}

/// <summary>A branch of a <c>case</c>.</summary>
/// <param name="Subject">The word that is compared, as written.</param>
/// <param name="Patterns">As written.</param>
/// <param name="Line">From 1.</param>
/// <param name="Start">Where its commands start in the text.</param>
internal sealed record ShellBranch(string Subject, List<string> Patterns, int Line, int Start)
{
    /// <summary>Where its commands end.</summary>
    public int End { get; set; }
}

/// <summary>The text of a here-document.</summary>
/// <param name="Command">The command that reads it, up to the operator.</param>
/// <param name="Text">Its lines.</param>
/// <param name="Line">Its first line, from 1.</param>
internal sealed record ShellHereDocument(string Command, string Text, int Line);
