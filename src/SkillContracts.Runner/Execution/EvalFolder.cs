using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SkillContracts.Runner.Execution;

/// <summary><c>tmp/eval</c> at the root of the repository: links to the work folders, so that people find them there. Git never sees it.</summary>
internal static class EvalFolder
{
    private const string Marker = ".skill";
    private const int LongestPath = 32 * 1024;

    private static readonly System.Threading.Lock Gate = new();

    /// <summary>The folder for a skill's links; it is made where it is missing.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="skillPath">The skill's folder, absolute.</param>
    /// <returns>Null when there can be none: a link stands in its place, or the repository is read-only.</returns>
    public static string? LinksFor(string root, string skillPath)
    {
        var path = PathIn(root);
        try
        {
            if (IsLink(Path.GetDirectoryName(path)!) || IsLink(path))
            {
                return null;
            }

            Directory.CreateDirectory(path);
            var ignore = Path.Combine(path, ".gitignore");
            if (!File.Exists(ignore))
            {
                File.WriteAllText(ignore, "*\n");
            }

            return FolderFor(path, skillPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary><c>tmp/eval</c> below the root.</summary>
    public static string PathIn(string root) => Path.Combine(root, "tmp", "eval");

    /// <summary>Links to a work folder; the folder that the link named before is removed.</summary>
    /// <param name="link">The link's path, below the folder of a skill.</param>
    /// <param name="workPath">The work folder.</param>
    public static void Link(string link, string workPath)
    {
        if (TargetOf(link) is { } old)
        {
            RemoveWork(old);
            File.Delete(link);
        }

        if (OperatingSystem.IsWindows())
        {
            using var writer = new StreamWriter(new FileStream(link, FileMode.CreateNew));
            writer.Write(workPath);
            return;
        }

        File.CreateSymbolicLink(link, workPath);
    }

    /// <summary>Removes <c>tmp/eval</c> and the work folders that its links name.</summary>
    /// <param name="root">The repository's root.</param>
    /// <returns>What could not be removed, and why.</returns>
    public static IReadOnlyList<string> Remove(string root)
    {
        var path = PathIn(root);
        if (IsLink(Path.GetDirectoryName(path)!) || IsLink(path))
        {
            return [$"{path}: it is a link, or below one, and is not followed"];
        }

        if (!Directory.Exists(path))
        {
            return [];
        }

        var left = new List<string>();
        foreach (var link in Directory.EnumerateDirectories(path).Where(folder => !IsLink(folder)).SelectMany(Directory.EnumerateFileSystemEntries))
        {
            Try(link, left, () =>
            {
                if (TargetOf(link) is { } target && !RemoveWork(target))
                {
                    left.Add($"{link}: it leads to '{target}', which is no work folder of this tool");
                }
            });
        }

        if (left.Count == 0)
        {
            Try(path, left, () => Directory.Delete(path, recursive: true));
        }

        return left;
    }

    /// <summary>The skill's name; a hash of its path is added when another skill has that name.</summary>
    private static string FolderFor(string eval, string skillPath)
    {
        lock (Gate)
        {
            var folder = Path.Combine(eval, Path.GetFileName(skillPath));
            if (!TryTake(folder, skillPath))
            {
                folder = Path.Combine(eval, RunFolder.NameFor(skillPath));
                TryTake(folder, skillPath);
            }

            return folder;
        }
    }

    /// <summary>Takes a folder for a skill, unless another skill that still exists has it.</summary>
    private static bool TryTake(string folder, string skillPath)
    {
        if (IsLink(folder))
        {
            File.Delete(folder);
        }

        Directory.CreateDirectory(folder);
        var marker = Path.Combine(folder, Marker);
        if (FileKind.Of(marker) is { IsRegular: true, LinkCount: 1 } && File.ReadAllText(marker) is var owner && (owner == skillPath || Directory.Exists(owner)))
        {
            return owner == skillPath;
        }

        try
        {
            File.Delete(marker);
            using var writer = new StreamWriter(new FileStream(marker, FileMode.CreateNew));
            writer.Write(skillPath);
            return true;
        }
        catch (IOException)
        {
            // Another program took it at the same time.
            return false;
        }
    }

    private static void Try(string path, List<string> left, Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            left.Add($"{path}: {exception.Message}");
        }
    }

    /// <summary>A script may have removed its work folder; what lies beside it goes all the same.</summary>
    private static bool RemoveWork(string workPath) => RunFolder.TryRemove(workPath) || !Directory.Exists(workPath);

    /// <summary>Where a link to a work folder leads; null when it is none. On Windows it is a file with the path: links need a privilege.</summary>
    public static string? TargetOf(string link) =>
        !OperatingSystem.IsWindows() ? new FileInfo(link).LinkTarget
        : new FileInfo(link) is { Exists: true, Name: not Marker, LinkTarget: null, Length: < LongestPath } ? File.ReadAllText(link)
        : null;

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;
}
