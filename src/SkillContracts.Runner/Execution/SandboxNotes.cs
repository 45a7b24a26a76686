using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Runner.Execution;

/// <summary>What a sandbox did to a run, as far as it shows.</summary>
internal static class SandboxNotes
{
    private static readonly (byte[] Sign, string Note)[] Signs =
    [
        ("Read-only file system"u8.ToArray(), "a write was refused: only the work folder, HOME and TMPDIR can be written"),
        ("Network is unreachable"u8.ToArray(), "a connection was refused: there is no network"),
        ("Temporary failure in name resolution"u8.ToArray(), "a name was not resolved: there is no network"),
        ("Could not resolve host"u8.ToArray(), "a name was not resolved: there is no network"),
        ("getaddrinfo EAI_AGAIN"u8.ToArray(), "a name was not resolved: there is no network"),
    ];

    /// <summary>A sentence for each; the words stand in what the script printed, so they are hints and no judgement.</summary>
    public static IReadOnlyList<string> Of(ChildEnd end, Isolation isolation)
    {
        if (isolation.Level != IsolationLevel.Sandbox)
        {
            return [];
        }

        var notes = Signs.Where(sign => Holds(end.Stderr, sign.Sign) || Holds(end.Stdout, sign.Sign)).Select(sign => sign.Note);
        return [.. notes.Concat(end.Refused is { } refused ? [$"the command wanted {refused}"] : []).Distinct()];
    }

    private static bool Holds(CapturedStream stream, byte[] sign) => System.MemoryExtensions.IndexOf(stream.Bytes.Span, sign) >= 0;
}
