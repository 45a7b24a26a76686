using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Windows;

/// <summary>A run that is cancelled while a program and its detached child are at work.</summary>
internal static class Cancelled
{
    /// <summary>Cancels the run two seconds after its start.</summary>
    /// <param name="marker">An argument of all processes that the program starts.</param>
    /// <returns>0 when the run said that it was cancelled, else 1.</returns>
    public static int Try(string marker)
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            ChildProcess.Run(
                new ChildStart(Environment.ProcessPath!, ["leave", marker, "deep"], new Dictionary<string, string>(), Path.GetTempPath(), null, TimeSpan.FromMinutes(9)), source.Token);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }
}
