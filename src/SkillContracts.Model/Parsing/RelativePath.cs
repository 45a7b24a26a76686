using System;
using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Model.Parsing;

/// <summary>Paths that a contract may name: relative, with <c>/</c>, below their folder.</summary>
internal static class RelativePath
{
    /// <summary>Without <c>./</c> in front and <c>/</c> behind; an absolute path stays absolute.</summary>
    public static string Normalize(string path) =>
        (path.StartsWith("/", StringComparison.Ordinal) ? "/" : "") + string.Join("/", path.Split('/').Where(part => part.Length > 0 && part != "."));

    /// <summary>The same file without <c>.</c> and <c>..</c>; null when it leaves the folder or is absolute.</summary>
    public static string? Resolve(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/').Where(part => part.Length > 0 && part != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count == 0)
            {
                return null;
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return path.StartsWith("/", StringComparison.Ordinal) ? null : string.Join("/", parts);
    }

    /// <summary>What is wrong with the path, as the end of a sentence; null when nothing is.</summary>
    public static string? Fault(string path)
    {
        if (path.StartsWith("/", StringComparison.Ordinal) || path.StartsWith("~", StringComparison.Ordinal) || (path.Length > 1 && path[1] == ':' && char.IsLetter(path[0])))
        {
            return "is absolute";
        }

        if (path.Split('/', '\\').Contains("..", StringComparer.Ordinal))
        {
            return "goes up with '..'";
        }

        if (path.Split('/', '\\').Contains(".git", StringComparer.OrdinalIgnoreCase))
        {
            return "lies in a .git folder";
        }

        return path.Length == 0 || path.Any(char.IsControl) ? "is empty or has control characters" : null;
    }
}
