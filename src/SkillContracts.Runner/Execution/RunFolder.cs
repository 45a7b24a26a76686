using System;
using System.IO;
using System.Linq;

namespace SkillContracts.Runner.Execution;

/// <summary>The folder of one run of the tool, below the system's temporary folder and outside any repository.</summary>
/// <remarks>
/// <c>skillcontracts-XXXXXX/SKILL/eN/work</c>; beside <c>work</c> lie <c>home</c>, <c>tmp</c>, <c>stdout</c> and <c>stderr</c>: inside it
/// they would dirty a git tree.
/// </remarks>
internal sealed class RunFolder
{
    private const string Prefix = "skillcontracts-";

    private RunFolder(string path) => Path = path;

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Creates one that only this user can enter.</summary>
    public static RunFolder Create()
    {
        var parent = Parents().FirstOrDefault(folder => !LiesInRepository(folder)) ?? System.IO.Path.GetTempPath();
        var path = System.IO.Path.Combine(parent, Prefix + System.IO.Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal));
        if (OperatingSystem.IsWindows())
        {
            return new RunFolder(Directory.CreateDirectory(path).FullName);
        }

        return new RunFolder(Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName);
    }

    /// <summary>The folder of one experiment that a link in <c>tmp/eval</c> leads to.</summary>
    /// <param name="link">The link.</param>
    /// <returns>Null when it leads nowhere, or anywhere else.</returns>
    public static string? FindOwn(string link) =>
        new FileInfo(link).LinkTarget is { } work && IsOwn(work) && Directory.Exists(work) && RealPath.Of(work) == work
            ? System.IO.Path.GetDirectoryName(work)
            : null;

    /// <summary>Removes the folder of one experiment, and the folders above it that it leaves empty.</summary>
    /// <param name="workPath">Its <c>work</c>.</param>
    /// <returns>False, and nothing is touched, when the path is not one of ours.</returns>
    public static bool TryRemove(string workPath)
    {
        if (!IsOwn(workPath))
        {
            return false;
        }

        var experiment = System.IO.Path.GetDirectoryName(workPath)!;
        var skill = System.IO.Path.GetDirectoryName(experiment)!;
        var run = System.IO.Path.GetDirectoryName(skill)!;
        Delete(experiment);
        foreach (var folder in new[] { skill, run }.Where(folder => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(folder);
        }

        return true;
    }

    /// <summary>Deletes a folder although scripts may have taken the right to do so away.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (UnauthorizedAccessException) when (!OperatingSystem.IsWindows())
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
            foreach (var inner in Directory.EnumerateDirectories(folder, "*", options).Prepend(folder))
            {
                File.SetUnixFileMode(inner, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>By its name: TEMP/skillcontracts-XXXXXX/SKILL/eN/work.</summary>
    private static bool IsOwn(string workPath)
    {
        var run = System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(workPath)));
        return System.IO.Path.GetFileName(workPath) == "work"
            && run is not null
            && System.IO.Path.GetFileName(run).StartsWith(Prefix, StringComparison.Ordinal)
            && Parents().Contains(System.IO.Path.GetDirectoryName(run), StringComparer.Ordinal);
    }

    private static string[] Parents() => [System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetTempPath()), "/tmp", "/var/tmp"];

    private static bool LiesInRepository(string folder)
    {
        for (var up = new DirectoryInfo(folder); up is not null; up = up.Parent)
        {
            if (System.IO.Path.Exists(System.IO.Path.Combine(up.FullName, ".git")))
            {
                return true;
            }
        }

        return !Directory.Exists(folder);
    }
}
