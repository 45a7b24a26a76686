using System.IO;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner.Oracles;

/// <summary>Tells files that an oracle may read from pipes, devices, folders and links out of the work folder.</summary>
internal static class WorkFile
{
    /// <summary>The fault of a folder, which some checks take.</summary>
    public const string Folder = "a folder";

    /// <summary>Why the path is not read; null when it is a regular file below the work folder.</summary>
    public static string? Fault(string path, string workPath)
    {
        try
        {
            var real = RealPath.Of(path);
            if (!RealPath.IsBelow(real, RealPath.Of(workPath)))
            {
                return "a link that leads out of the work folder";
            }

            if (Directory.Exists(real))
            {
                return Folder;
            }

            return FileKind.Of(real).IsRegular ? null : "something that is not a regular file";
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }
}
