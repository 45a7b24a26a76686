using System.Collections.Generic;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner;

/// <summary>The work folders that runs keep, and the links to them in <c>tmp/eval</c>.</summary>
public static class WorkFolders
{
    /// <summary>Removes <c>tmp/eval</c> and the work folders that its links name; follows no other link.</summary>
    /// <param name="root">The repository's root.</param>
    /// <returns>What could not be removed, and why, a line for each.</returns>
    public static IReadOnlyList<string> Remove(string root) => EvalFolder.Remove(root);
}
