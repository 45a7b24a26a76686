using System;
using SkillContracts.Model;
using Xunit.Sdk;

namespace SkillContracts;

/// <summary>A sentence of a document is not true. Its stack trace is the sentence, so that terminals and editors open it.</summary>
public sealed class ClaimFailedException : Exception, IAssertionException
{
    internal ClaimFailedException(string message, string skill, string path, int line)
        : base(message)
    {
        (Path, Line) = (path, line);
        StackTrace = FormattableString.Invariant($"   at {Visible.OneLine(skill)} in {Visible.OneLine(path, 4096)}:line {line}");
    }

    /// <summary>The document, absolute.</summary>
    public string Path { get; }

    /// <summary>From 1.</summary>
    public int Line { get; }

    /// <inheritdoc/>
    public override string StackTrace { get; }
}
