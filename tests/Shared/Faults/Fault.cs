using System;
using System.Collections.Generic;
using SkillContracts.Runner;

namespace SkillContracts.Tests.Shared.Faults;

/// <summary>Something that a script does to the runner.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Keys">The keys of its experiment; <c>MARKER</c> in them is unique for each run.</param>
internal sealed record Fault(string Name, string Keys)
{
    /// <summary>The verdicts that are right.</summary>
    public IReadOnlyList<VerdictKind> Verdicts { get; init; } = [VerdictKind.Pass];

    /// <summary>What the report of a run that did not pass must hold.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The folder does not promise to withstand it.</summary>
    public bool SandboxOnly { get; init; }

    /// <summary>Verdicts that are right in the sandbox; null for the same.</summary>
    public IReadOnlyList<VerdictKind>? SandboxVerdicts { get; init; }

    /// <summary>What happens while it runs; takes the marker.</summary>
    public Action<string>? Meanwhile { get; init; }

    /// <summary>Bytes of the file system that the run gets for its own; 0 for the usual one. Needs root.</summary>
    public int DiskSize { get; init; }

    public IReadOnlyList<VerdictKind> VerdictsIn(IsolationChoice level) => level == IsolationChoice.Sandbox ? SandboxVerdicts ?? Verdicts : Verdicts;
}
