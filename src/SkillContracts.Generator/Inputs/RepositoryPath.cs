using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SkillContracts.Generator.Inputs;

/// <summary>Paths relative to the repository's root, with <c>/</c> between folders; <c>../</c> leads out of it.</summary>
internal static class RepositoryPath
{
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    private static readonly StringComparer Segments = IsWindows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>With <c>/</c> between folders. A backslash is part of a name where it separates none.</summary>
    public static string WithSlashes(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>An absolute path as seen from the root; on another drive it stays absolute.</summary>
    public static string Relative(string root, string path)
    {
        var (from, to) = (Split(root), Split(WithSlashes(path)));
        var common = from.Zip(to, Segments.Equals).TakeWhile(equal => equal).Count();
        if (IsWindows && common == 0)
        {
            return string.Join("/", to);
        }

        var relative = string.Join("/", Enumerable.Repeat("..", from.Count - common).Concat(to.Skip(common)));
        return relative.Length == 0 ? "." : relative;
    }

    /// <summary>Undoes <see cref="Relative"/>.</summary>
    public static string Absolute(string root, string path)
    {
        var absolute = IsWindows && path.Contains(":") ? path : root + "/" + path;
        return (absolute.StartsWith("/", StringComparison.Ordinal) ? "/" : "") + string.Join("/", Split(absolute));
    }

    /// <summary>The folder that holds the path; null for the root and for what <c>..</c> alone names.</summary>
    public static string? Parent(string path) => path switch
    {
        "." or ".." => null,
        _ when path.LastIndexOf('/') is var slash && slash >= 0 => path.Substring(0, slash),
        _ => ".",
    };

    /// <summary>A path below the folder, without the folder in front.</summary>
    public static string Below(string folder, string path) => folder == "." ? path : path.Substring(folder.Length + 1);

    /// <summary>The last part of a path.</summary>
    public static string Name(string path) => path.Substring(path.LastIndexOf('/') + 1);

    private static List<string> Split(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != "..")
            {
                parts.Add(part);
            }
        }

        return parts;
    }
}
