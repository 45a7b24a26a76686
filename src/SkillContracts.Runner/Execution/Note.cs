using System;
using System.IO;
using System.Linq;
using System.Text;
using SkillContracts.Model;

namespace SkillContracts.Runner.Execution;

/// <summary>A line that a helper of ours left in a folder where the script under test can write, too.</summary>
internal static class Note
{
    private const int Longest = 1024;

    /// <summary>Its first line, for people; null when it is not there, or no regular file of its own: a link, a pipe or a device is the script's.</summary>
    public static string? Read(string path)
    {
        if (FileKind.Of(path) is not { IsRegular: true, LinkCount: 1 })
        {
            return null;
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            var buffer = new byte[Longest];
            var line = Encoding.UTF8.GetString(buffer, 0, file.ReadAtLeast(buffer, Longest, throwOnEndOfStream: false)).Split('\n').First();
            return line.Length == 0 ? null : Visible.OneLine(line, 300);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
