using System;
using System.IO;

namespace SkillContracts.Model.Tests;

/// <summary>Files of the repository that tests compare with the code.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).Replace("\r\n", "\n");

    public static string[] Names(string folder, string pattern) =>
        Array.ConvertAll(Directory.GetFiles(Path.Combine(Root, folder), pattern), path => Path.GetFileNameWithoutExtension(path));

    private static string FindRoot(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "SkillContracts.sln"))
        ? folder.FullName
        : FindRoot(folder.Parent ?? throw new InvalidOperationException("No SkillContracts.sln above " + AppContext.BaseDirectory));
}
