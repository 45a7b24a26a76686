using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using System.Linq;
using System.Security.Cryptography;

namespace SkillContracts.Runner.Execution;

/// <summary>The files, links and folders below a folder at one moment.</summary>
/// <remarks>A file is the same when its time stamps, size, mode and inode are; a script cannot set the change time that Linux keeps.</remarks>
internal sealed class FileTree
{
    private const long LargestHashed = 64 * 1024 * 1024;

    /// <summary>Of all files together; beyond it time stamps tell. A sparse file costs no disk, but its bytes would be read.</summary>
    private const long MostHashed = 256 * 1024 * 1024;

    private readonly Dictionary<string, Entry> _entries;

    private FileTree(Dictionary<string, Entry> entries) => _entries = entries;

    /// <summary>Nothing at all.</summary>
    public static FileTree Empty { get; } = new([]);

    /// <summary>Paths relative to the folder with <c>/</c> between folders.</summary>
    public IReadOnlyCollection<string> Paths => _entries.Keys;

    /// <summary>Looks at a folder.</summary>
    /// <param name="folder">Absolute path.</param>
    /// <param name="hashed">True to look at contents too, so that a file rewritten with the same bytes counts as the same.</param>
    /// <param name="skip">Names of folders that are left out; at the top only when <paramref name="skipOnlyTop"/>.</param>
    /// <param name="skipOnlyTop">Whether <paramref name="skip"/> holds at the top only.</param>
    public static FileTree Capture(string folder, bool hashed, IReadOnlyCollection<string> skip, bool skipOnlyTop = false)
    {
        var (entries, left) = (new Dictionary<string, Entry>(StringComparer.Ordinal), MostHashed);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };
        bool IsSkipped(ref FileSystemEntry entry) => entry.IsDirectory
            && skip.Contains(entry.FileName.ToString(), StringComparer.Ordinal)
            && (!skipOnlyTop || entry.Directory.Length == folder.Length);
        static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
        var found = new FileSystemEnumerable<(string Path, bool IsFolder, bool IsLink)>(
            folder, (ref FileSystemEntry entry) => (entry.ToSpecifiedFullPath(), entry.IsDirectory, IsLink(ref entry)), options)
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry) && !IsSkipped(ref entry),
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !IsSkipped(ref entry),
        };
        foreach (var (path, isFolder, isLink) in found)
        {
            var entry = Entry.Of(path, isFolder, isLink, hashed && left > 0);
            left -= entry.Hash is null ? 0 : entry.Size;
            entries[RealPath.Slashed(Path.GetRelativePath(folder, path))] = entry;
        }

        return new FileTree(entries);
    }

    /// <summary>What is different afterwards, sorted by path. A folder that came or went with its contents is told by these.</summary>
    public IReadOnlyList<FileChange> ChangesTo(FileTree after)
    {
        var changed = _entries.Where(entry => after._entries.TryGetValue(entry.Key, out var now) && !entry.Value.IsSame(now))
            .Select(entry => new FileChange(entry.Key, FileChangeKind.Changed));
        return
        [
            .. changed
                .Concat(Missing(after._entries, _entries, FileChangeKind.Created))
                .Concat(Missing(_entries, after._entries, FileChangeKind.Removed))
                .OrderBy(change => change.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>The entries that the other tree has not; folders only where nothing below them is listed.</summary>
    private static IEnumerable<FileChange> Missing(Dictionary<string, Entry> entries, Dictionary<string, Entry> other, FileChangeKind kind)
    {
        var missing = entries.Where(entry => !other.ContainsKey(entry.Key)).ToList();
        var parents = missing.Select(entry => RealPath.Slashed(Path.GetDirectoryName(entry.Key)!)).ToHashSet(StringComparer.Ordinal);
        return missing.Where(entry => !entry.Value.IsFolder || !parents.Contains(entry.Key)).Select(entry => new FileChange(entry.Key, kind));
    }

    private sealed record Entry(bool IsFolder, string? LinkTarget, UnixFileMode Mode, long Size, (long, long, ulong) Stamp, string? Hash)
    {
        public static Entry Of(string path, bool isFolder, bool isLink, bool hashed)
        {
            if (isLink)
            {
                return new Entry(false, new FileInfo(path).LinkTarget ?? "", 0, 0, default, null);
            }

            var (isRegular, mode, size, stamp) = Stat(path);
            return isFolder
                ? new Entry(true, null, mode, 0, default, null)
                : new Entry(false, null, mode, size, stamp, hashed && isRegular && size <= LargestHashed ? HashOf(path) : null);
        }

        public bool IsSame(Entry other) =>
            (IsFolder, LinkTarget, Mode, Size) == (other.IsFolder, other.LinkTarget, other.Mode, other.Size)
            && (Stamp == other.Stamp || (Hash is not null && Hash == other.Hash));

        /// <summary>A pipe or device is looked at, never opened: that could wait for ever.</summary>
        private static unsafe (bool IsRegular, UnixFileMode Mode, long Size, (long, long, ulong) Stamp) Stat(string path)
        {
            Posix.StatX stat;
            if (OperatingSystem.IsLinux() && Posix.statx(Posix.CurrentFolder, path, Posix.NoFollow, Posix.BasicStats, &stat) == 0)
            {
                var modified = (stat.ModifiedSeconds * 1_000_000_000) + stat.ModifiedNanoseconds;
                var changed = (stat.ChangedSeconds * 1_000_000_000) + stat.ChangedNanoseconds;
                return ((stat.Mode & 0xf000) == 0x8000, (UnixFileMode)(stat.Mode & 0xfff), (long)stat.Size, (modified, changed, stat.Inode));
            }

            var file = new FileInfo(path);
            return file.Exists ? (true, file.UnixFileMode, file.Length, (file.LastWriteTimeUtc.Ticks, 0L, 0UL)) : default;
        }

        private static string? HashOf(string path)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
                return Convert.ToHexString(SHA256.HashData(file));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}

/// <summary>What happened to a path.</summary>
public enum FileChangeKind
{
    /// <summary>It was not there before.</summary>
    Created,

    /// <summary>Its bytes, mode or link target differ.</summary>
    Changed,

    /// <summary>It is gone.</summary>
    Removed,
}

/// <summary>One path that differs after a run.</summary>
/// <param name="Path">Relative, with <c>/</c> between folders.</param>
/// <param name="Kind">What happened to it.</param>
public sealed record FileChange(string Path, FileChangeKind Kind)
{
    /// <summary>Such as <c>created out.db</c>.</summary>
    public override string ToString() => Kind switch
    {
        FileChangeKind.Created => "created ",
        FileChangeKind.Changed => "changed ",
        _ => "removed ",
    } + Path;
}
