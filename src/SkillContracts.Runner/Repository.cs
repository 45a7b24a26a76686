using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner;

/// <summary>The repository that skills lie in: its root, and whether it is clean.</summary>
public static class Repository
{
    /// <summary>The nearest folder upwards with <c>.git</c> (a folder, or a file in worktrees); else the current folder.</summary>
    /// <param name="path">An existing folder or file.</param>
    public static string RootOf(string path) => FindRoot(path) ?? Directory.GetCurrentDirectory();

    /// <summary>Asks git what differs from the last commit, untracked files included.</summary>
    /// <param name="path">A folder of the repository.</param>
    /// <returns>The paths, or why it cannot be told: then the tree must not be taken for clean.</returns>
    public static TreeState StateOf(string path)
    {
        if (FindRoot(path) is not { } root)
        {
            return new TreeState([], $"'{path}' is not in a git repository");
        }

        if (Programs.Find("git") is not { } git)
        {
            return new TreeState([], "git is not on PATH");
        }

        var end = ChildProcess.Run(
            new ChildStart(git, ["-c", "core.fsmonitor=false", "status", "--porcelain=v2", "-z", "--branch", "--untracked-files=all"], GitEnvironment(), root, null, TimeSpan.FromMinutes(2)),
            CancellationToken.None);
        if (end.ExitCode != 0 || end.Stdout.IsTruncated)
        {
            var said = Encoding.UTF8.GetString(end.Stderr.Bytes.Span).Trim();
            return new TreeState([], end.TimedOut ? "git status took longer than 2 minutes" : $"git status failed: {said}");
        }

        var status = Encoding.UTF8.GetString(end.Stdout.Bytes.Span);
        var records = ParseStatus(status).ToList();
        return new TreeState([.. records.Select(record => record.Path)], null)
        {
            Head = HeadOf(status),
            Untracked = records.Where(record => record.Kind == '?').Select(record => record.Path).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>The files that git has in its index.</summary>
    /// <param name="root">The repository's root.</param>
    /// <returns>Relative to the root; null when it cannot be told.</returns>
    public static IReadOnlySet<string>? TrackedFiles(string root) => TrackedFiles(root, []);

    /// <summary>The files below some folders that git has in its index.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="folders">Relative to the root; none for all of it.</param>
    /// <returns>Relative to the root; null when it cannot be told.</returns>
    internal static IReadOnlySet<string>? TrackedFiles(string root, IEnumerable<string> folders)
    {
        if (!Path.Exists(Path.Combine(root, ".git")) || Programs.Find("git") is not { } git)
        {
            return null;
        }

        var end = ChildProcess.Run(
            new ChildStart(git, ["-c", "core.fsmonitor=false", "--literal-pathspecs", "ls-files", "-z", "--", .. folders], GitEnvironment(), root, null, TimeSpan.FromMinutes(2)),
            CancellationToken.None);
        return end.ExitCode != 0 || end.Stdout.IsTruncated
            ? null
            : Encoding.UTF8.GetString(end.Stdout.Bytes.Span).Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }

    private static Dictionary<string, string> GitEnvironment() => new(StringComparer.Ordinal)
    {
        ["PATH"] = Programs.SearchPath,
        ["HOME"] = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) : Environment.GetEnvironmentVariable("HOME") ?? "/",
        ["GIT_OPTIONAL_LOCKS"] = "0",
        ["LC_ALL"] = "C.UTF-8",
    };

    private static string? FindRoot(string path)
    {
        for (var folder = new DirectoryInfo(Path.GetFullPath(path)); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    /// <summary>Such as <c>1a2b3c (main)</c>, from the headers of porcelain v2.</summary>
    private static string HeadOf(string status)
    {
        var headers = status.Split('\0').Where(record => record.StartsWith("# branch.", StringComparison.Ordinal)).ToList();
        string Value(string name) => headers.Find(header => header.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";
        return $"{Value("# branch.oid ")} ({Value("# branch.head ")})";
    }

    /// <summary>The paths of porcelain v2: the last field of each record; a rename has its old name as a record of its own.</summary>
    private static IEnumerable<(char Kind, string Path)> ParseStatus(string status)
    {
        var records = status.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < records.Length; i++)
        {
            var fieldCount = records[i][0] switch { '1' => 9, '2' => 10, 'u' => 11, '?' => 2, _ => 0 };
            if (fieldCount > 0)
            {
                yield return (records[i][0], records[i].Split(' ', fieldCount)[^1]);
            }

            i += records[i][0] == '2' ? 1 : 0;
        }
    }
}

/// <summary>What git says of a working tree.</summary>
/// <param name="Changes">Paths that differ from the last commit, relative to the repository's root.</param>
/// <param name="Unknown">Why it cannot be told; null when it could.</param>
public sealed record TreeState(IReadOnlyList<string> Changes, string? Unknown)
{
    /// <summary>The commit and branch that are checked out.</summary>
    public string Head { get; init; } = "";

    /// <summary>Those of the changes that git does not track.</summary>
    internal IReadOnlySet<string> Untracked { get; init; } = new HashSet<string>();

    /// <summary>True when git looked and found nothing.</summary>
    public bool IsClean => Unknown is null && Changes.Count == 0;
}
