using System;
using System.IO;

namespace SkillContracts.Runner.Execution;

/// <summary>Paths with their links followed.</summary>
internal static class RealPath
{
    /// <summary>The path with all links followed as far as it exists.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        var real = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            var link = new FileInfo(next);
            real = link.LinkTarget is not null && link.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Of(target.FullName) : next;
        }

        return real;
    }

    /// <summary>True for the folder itself and everything below it, by name.</summary>
    public static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + "/", StringComparison.Ordinal);
}
