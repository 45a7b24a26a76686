using System;
using System.IO;
using System.Linq;
using System.Text;

namespace SkillContracts.Cli;

/// <summary>A file of a skill that repairs may change: read as bytes, written beside and renamed, so that nobody sees half of it.</summary>
internal sealed class RepairedFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly byte[] _bytes;
    private readonly int _preambleLength;

    private RepairedFile(string path, byte[] bytes, int preambleLength)
    {
        (_path, _bytes, _preambleLength) = (path, bytes, preambleLength);
        Text = Strict.GetString(bytes.AsSpan(preambleLength));
    }

    /// <summary>The text without byte-order mark.</summary>
    public string Text { get; }

    /// <summary>Opens a file of a skill's folder.</summary>
    /// <param name="folder">The skill's folder.</param>
    /// <param name="path">The file below it.</param>
    /// <exception cref="IOException">It is a link or lies behind one, is no regular file, is not UTF-8, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static RepairedFile Open(string folder, string path)
    {
        if (LinkOnTheWay(folder, path) is { } link)
        {
            throw new IOException($"'{link}' is a link; repair what it leads to");
        }

        if (!File.GetAttributes(path).HasFlag(FileAttributes.Normal) && (File.GetAttributes(path) & (FileAttributes.Directory | FileAttributes.Device)) != 0)
        {
            throw new IOException($"'{path}' is no regular file");
        }

        var bytes = File.ReadAllBytes(path);
        try
        {
            return new RepairedFile(path, bytes, bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
        }
        catch (DecoderFallbackException)
        {
            throw new IOException($"'{path}' is not UTF-8");
        }
    }

    /// <summary>Puts another text in its place; mode and byte-order mark stay.</summary>
    /// <exception cref="IOException">It was changed since it was opened, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(string text)
    {
        var beside = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}.{Path.GetRandomFileName()}");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            using (var file = new FileStream(beside, options))
            {
                file.Write(_bytes.AsSpan(0, _preambleLength));
                file.Write(Strict.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(_path));
            }

            if (!File.ReadAllBytes(_path).AsSpan().SequenceEqual(_bytes))
            {
                throw new IOException($"'{_path}' was changed meanwhile");
            }

            File.Move(beside, _path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>True for a file that is no link and lies behind none.</summary>
    public static bool MayChange(string folder, string path) => LinkOnTheWay(folder, path) is null;

    private static string? LinkOnTheWay(string folder, string path)
    {
        var parts = Path.GetRelativePath(folder, path).Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]);
        var ways = Enumerable.Range(1, parts.Length).Select(count => Path.Combine([folder, .. parts.Take(count)]));
        return ways.FirstOrDefault(way => new FileInfo(way).LinkTarget is not null);
    }
}
