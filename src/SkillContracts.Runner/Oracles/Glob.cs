using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace SkillContracts.Runner.Oracles;

/// <summary>A path pattern: <c>*</c> and <c>?</c> within a name, <c>**</c> over folders. A folder's pattern covers what is below it.</summary>
internal sealed class Glob(string pattern)
{
    /// <summary>Without backtracking: a pattern cannot take long.</summary>
    private readonly Regex _regex = new(Translate(pattern), RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);

    /// <summary>True when the pattern names exactly one path.</summary>
    public bool IsPlain { get; } = !pattern.AsSpan().ContainsAny('*', '?');

    /// <summary>The path itself matches.</summary>
    public bool Matches(string path) => _regex.IsMatch(path);

    /// <summary>The path matches, or a folder above it does.</summary>
    public bool Covers(string path) => SelfAndFolders(path).Any(Matches);

    /// <summary>The path and every folder that it lies in.</summary>
    public static IEnumerable<string> SelfAndFolders(string path)
    {
        yield return path;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            yield return path[..slash];
        }
    }

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        var parts = pattern.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            if (parts[i] == "**")
            {
                regex.Append(isLast ? ".+" : "(?:[^/]+/)*");
            }
            else
            {
                regex.Append(Regex.Escape(parts[i]).Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal));
                regex.Append(isLast ? "" : "/");
            }
        }

        return regex.Append(@"\z").ToString();
    }
}
