using System;
using System.IO;
using System.Linq;

namespace SkillContracts.Runner.Execution;

/// <summary>Copies fixture folders, and refuses those that lead out of the skill.</summary>
internal static class FixtureFolder
{
    /// <summary>What is wrong with a folder or a link below it, as the end of a sentence; null when nothing is.</summary>
    /// <param name="folder">The fixture folder, absolute.</param>
    /// <param name="borders">Folders that links may lead into.</param>
    public static string? LinkFault(string folder, string[] borders)
    {
        try
        {
            var real = borders.Select(RealPath.Of).ToArray();
            bool LeadsOut(string path) => !real.Any(border => RealPath.IsBelow(RealPath.Of(path), border));
            if (!Directory.Exists(folder))
            {
                return null;
            }

            if (LeadsOut(folder))
            {
                return "leads through a link out of the skill";
            }

            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
            var entries = new DirectoryInfo(folder).EnumerateFileSystemInfos("*", options).ToList();
            if (entries.Find(entry => entry is FileInfo { LinkTarget: null } && !FileKind.Of(entry.FullName).IsRegular) is { } special)
            {
                return $"has '{special.Name}', which is no regular file";
            }

            var links = entries.Where(entry => entry.LinkTarget is not null);
            return links.FirstOrDefault(link => Path.IsPathRooted(link.LinkTarget!) || LeadsOut(link.FullName) || !StaysBelow(link, folder)) is { } found
                ? $"has a link '{found.Name}' out of its folder"
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read ({exception.Message})";
        }
    }

    /// <summary>The link is copied as it is written: in the work folder a step further up would lead anywhere.</summary>
    private static bool StaysBelow(FileSystemInfo link, string folder) =>
        RealPath.IsBelow(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link.FullName)!, link.LinkTarget!)), Path.TrimEndingDirectorySeparator(folder));

    /// <summary>Copies contents with their modes; links stay links.</summary>
    public static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var entry in new DirectoryInfo(source).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var copy = Path.Combine(target, entry.Name);
            if (FileKind.Of(copy) is { Exists: true } there && !(entry is DirectoryInfo ? there.IsFolder : there.IsRegular))
            {
                throw new IOException($"two fixtures want '{entry.Name}' to be different things");
            }

            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(copy, link);
            }
            else if (entry is DirectoryInfo)
            {
                Copy(entry.FullName, copy);
            }
            else
            {
                File.Copy(entry.FullName, copy, overwrite: true);
            }
        }
    }
}
