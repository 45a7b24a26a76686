using System;
using System.Text;
using SkillContracts.Model;

namespace SkillContracts.Runner.Execution;

/// <summary>Tells a failure of bubblewrap itself from an end of the command. A script that forges one gets no verdict, and never a pass.</summary>
internal static class SandboxFault
{
    private const int Code = 1;

    /// <summary>What bubblewrap says; null when the command was started.</summary>
    public static string? Of(ChildEnd end, Isolation isolation)
    {
        var isFault = isolation.Level == IsolationLevel.Sandbox && end.ExitCode == Code && end.Stderr.Bytes.Span.StartsWith("bwrap: "u8);
        return isFault ? $"the sandbox failed: {Visible.OneLine(Encoding.UTF8.GetString(end.Stderr.Bytes.Span).Split('\n')[0], 300)}" : null;
    }
}
