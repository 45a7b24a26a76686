using System;
using System.IO;

namespace SkillContracts.Runner.Execution;

/// <summary>What a path is, by one system call and without following a link.</summary>
/// <param name="Type">The type bits of st_mode; 0 when nothing is there.</param>
/// <param name="Mode">The permissions.</param>
/// <param name="LinkCount">How many names a file has; another name may be anywhere.</param>
internal readonly record struct FileKind(int Type, UnixFileMode Mode, int LinkCount)
{
    private const int FolderType = 0x4000;
    private const int RegularType = 0x8000;
    private const int LinkType = 0xa000;

    public bool Exists => Type != 0;

    public bool IsFolder => Type == FolderType;

    public bool IsRegular => Type == RegularType;

    public static unsafe FileKind Of(string path)
    {
        Posix.StatX stat;
        if (OperatingSystem.IsLinux())
        {
            return Posix.statx(Posix.CurrentFolder, path, Posix.NoFollow, Posix.BasicStats, &stat) == 0
                ? new FileKind(stat.Mode & 0xf000, (UnixFileMode)(stat.Mode & 0xfff), (int)stat.LinkCount)
                : default;
        }

        var file = new FileInfo(path);
        return file.LinkTarget is not null ? new FileKind(LinkType, 0, 1)
            : Directory.Exists(path) ? new FileKind(FolderType, file.UnixFileMode, 1)
            : file.Exists ? new FileKind(RegularType, file.UnixFileMode, 1)
            : default;
    }
}
