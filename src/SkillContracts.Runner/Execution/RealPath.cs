using System;
using System.IO;

namespace SkillContracts.Runner.Execution;

/// <summary>Paths with their links followed.</summary>
internal static class RealPath
{
    /// <summary>As the kernel.</summary>
    private const int MostLinks = 40;

    /// <summary>The path with all links followed as far as it exists.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        var left = MostLinks;
        return Of(path, ref left);
    }

    private static string Of(string path, ref int left)
    {
        if (left-- == 0)
        {
            throw new IOException($"the links of '{path}' lead in a circle");
        }

        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            var link = new FileInfo(next);
            real = link.LinkTarget is not null && link.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Of(target.FullName, ref left) : next;
        }

        return real;
    }

    /// <summary>True for the folder itself and everything below it, by name.</summary>
    public static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with <c>/</c> between folders. Elsewhere than on Windows a backslash is part of a name.</summary>
    public static string Slashed(string path) => OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
}
