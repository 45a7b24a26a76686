using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;

namespace SkillContracts.Runner.Execution;

/// <summary>The folder of one run of the tool, below the system's temporary folder and outside any repository.</summary>
/// <remarks>
/// <c>skillcontracts-XXXXXX/SKILL/eN/work</c>; beside <c>work</c> lie <c>home</c>, <c>tmp</c>, <c>stdout</c> and <c>stderr</c>: inside it
/// they would dirty a git tree.
/// </remarks>
internal sealed partial class RunFolder
{
    private const string Prefix = "skillcontracts-";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

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

        return new RunFolder(Directory.CreateDirectory(path, OwnerOnly).FullName);
    }

    /// <summary>A folder name for a skill that no other skill has: its own with a hash of its path.</summary>
    public static string NameFor(string skillPath) =>
        $"{System.IO.Path.GetFileName(skillPath)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(skillPath)))[..8]}";

    /// <summary>The folder of one experiment that a link in <c>tmp/eval</c> leads to.</summary>
    /// <param name="link">The link.</param>
    /// <returns>Null when it leads nowhere, or anywhere else.</returns>
    public static string? FindOwn(string link) =>
        EvalFolder.TargetOf(link) is { } work && IsOwn(work) && FileKind.Of(work).IsFolder
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
        if (Directory.Exists(experiment))
        {
            Delete(experiment);
        }

        foreach (var folder in new[] { skill, run }.Where(folder => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(folder);
        }

        return true;
    }

    /// <summary>Deletes a folder although scripts may have taken the right to do so away, or used names that are not UTF-8 or paths that are too long.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (IsOfPath(exception))
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
            if (OperatingSystem.IsWindows())
            {
                foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", options))
                {
                    File.SetAttributes(entry, File.GetAttributes(entry) & ~FileAttributes.ReadOnly);
                }

                Directory.Delete(folder, recursive: true);
                return;
            }

            AllowAll(folder, options);
            var remove = Programs.Find("rm") ?? throw new IOException("rm is not on PATH");
            var environment = new System.Collections.Generic.Dictionary<string, string>();
            ChildProcess.Run(new ChildStart(remove, ["-rf", "--", folder], environment, "/", null, TimeSpan.FromMinutes(1)), CancellationToken.None);
            if (FileKind.Of(folder).Exists)
            {
                throw new IOException($"'{folder}' cannot be removed");
            }
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void AllowAll(string folder, EnumerationOptions options)
    {
        try
        {
            File.SetUnixFileMode(folder, OwnerOnly);
            foreach (var inner in Directory.EnumerateDirectories(folder, "*", options))
            {
                File.SetUnixFileMode(inner, OwnerOnly);
            }
        }
        catch (Exception exception) when (IsOfPath(exception))
        {
            // Deeper than a path can be long: only rm gets there.
        }
    }

    /// <summary>A path that is too long ends in an ArgumentException as well, from the depths of Directory.Delete.</summary>
    private static bool IsOfPath(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentException;

    /// <summary>TEMP/skillcontracts-XXXXXX/SKILL/eN/work to the letter, and no folder above <c>work</c> is a link.</summary>
    private static bool IsOwn(string workPath)
    {
        var parent = Parents().FirstOrDefault(folder => workPath.StartsWith(System.IO.Path.Combine(folder, Prefix), StringComparison.Ordinal));
        if (parent is null || !OwnPath().IsMatch(RealPath.Slashed(workPath[parent.Length..])))
        {
            return false;
        }

        var experiment = System.IO.Path.GetDirectoryName(workPath)!;
        return RealPath.Of(experiment) == RealPath.Of(parent) + experiment[parent.Length..];
    }

    [GeneratedRegex(@"\A/skillcontracts-[a-z0-9]+/(?!\.{1,2}/)[^/]+/e[0-9]+/work\z")]
    private static partial Regex OwnPath();

    private static string[] Parents() =>
    [
        System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetTempPath()),
        .. OperatingSystem.IsWindows() ? Array.Empty<string>() : ["/tmp", "/var/tmp"],
    ];

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
