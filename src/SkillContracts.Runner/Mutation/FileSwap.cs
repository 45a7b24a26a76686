using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Runner.Execution;
using SkillContracts.Runner.Oracles;

namespace SkillContracts.Runner.Mutation;

/// <summary>Another file in the place of one of the work folder, for as long as it is judged.</summary>
/// <remarks>
/// The file itself is moved aside and back, never written: its bytes, mode, times and other names stay what they are. With a SQLite
/// database go the files in which it keeps what it has not yet written.
/// </remarks>
internal sealed class FileSwap : IDisposable
{
    private const string Aside = "aside";

    /// <summary>With what belongs to a database; a copy of a sparse file writes its holes out.</summary>
    private const long LargestCopy = 64 * 1024 * 1024;
    private const UnixFileMode Writable = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly string[] DatabaseParts = ["", "-wal", "-shm"];

    private readonly WorkFolder _folder;
    private readonly Stack<(string Place, string Aside)> _moved = [];

    private FileSwap(WorkFolder folder, string full, string copy)
    {
        _folder = folder;
        try
        {
            foreach (var part in Parts(full))
            {
                var aside = copy + ".old" + part;
                File.Move(full + part, aside);
                _moved.Push((full + part, aside));
            }

            File.Move(copy, full);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Puts an edited copy in a file's place; disposing puts the file back.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="path">A regular file, relative to the work folder.</param>
    /// <param name="edit">Changes the copy at the path that it gets.</param>
    /// <returns>Null, and nothing is changed, when the file cannot be read or edited.</returns>
    public static FileSwap? TryPut(WorkFolder folder, string path, Action<string> edit)
    {
        var full = Path.Combine(folder.Work, path);
        var copy = Path.Combine(folder.MakeBeside(Aside), "copy");
        try
        {
            if (Parts(full).Sum(part => new FileInfo(full + part).Length) > LargestCopy)
            {
                throw new IOException("too large to be copied");
            }

            foreach (var part in Parts(full))
            {
                File.Copy(full + part, copy + part);
                SetMode(copy + part, Writable);
            }

            edit(copy);
            SetMode(copy, FileKind.Of(full).Mode);
            return new FileSwap(folder, full, copy);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            folder.RemoveBeside(Aside);
            return null;
        }
    }

    /// <summary>Leaves the edited copy in its place: disposing puts nothing back.</summary>
    public void Keep() => _moved.Clear();

    public void Dispose()
    {
        while (_moved.TryPop(out var moved))
        {
            File.Move(moved.Aside, moved.Place, overwrite: true);
        }

        _folder.RemoveBeside(Aside);
    }

    private static List<string> Parts(string full) => !SqlOracle.IsDatabase(full) ? [""]
        : [.. DatabaseParts.Where(part => FileKind.Of(full + part).IsRegular)];

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
