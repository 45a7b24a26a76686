using System;
using System.IO;
using System.Linq;
using SkillContracts.Runner;
using SkillContracts.Tests.Shared;

namespace SkillContracts.Cli.Tests;

/// <summary>Folders of this repository, copied to where runs may write, and git in temporary ones.</summary>
internal static class Repository
{
    private static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Copies a folder to <c>skills</c> of a new repository.</summary>
    /// <returns>The new repository's root.</returns>
    public static string Copy(string folder)
    {
        var root = Directory.CreateTempSubdirectory("skill contracts test ").FullName;
        Directory.CreateDirectory(Path.Combine(root, ".git"));
        Copy(new DirectoryInfo(Path.Combine(Root, folder)), Path.Combine(root, "skills"));
        return root;
    }

    /// <summary>Removes a repository with everything that runs on it left.</summary>
    public static void Remove(string root)
    {
        WorkFolders.Remove(root);
        Directory.Delete(root, recursive: true);
    }

    /// <summary>Makes the skill's repository a real one, with everything committed.</summary>
    public static TemporarySkill Committed(this TemporarySkill skill)
    {
        Git(skill, "init", "-q");
        Git(skill, "add", "-A");
        Git(skill, "-c", "user.name=test", "-c", "user.email=test@example.invalid", "commit", "-q", "-m", "all");
        return skill;
    }

    /// <summary>What git lists as changed or untracked.</summary>
    public static string StatusOf(TemporarySkill skill) => Git(skill, "status", "--porcelain", "--untracked-files=all");

    private static string Git(TemporarySkill skill, params string[] arguments) => Tool.Start(skill.Root, "git", arguments).ShouldEndWith(0).Stdout;

    private static void Copy(DirectoryInfo source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in source.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(target, file.Name));
        }

        foreach (var folder in source.EnumerateDirectories().Where(folder => folder.Name != "tmp"))
        {
            Copy(folder, Path.Combine(target, folder.Name));
        }
    }

    private static string FindRoot(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "SkillContracts.sln"))
        ? folder.FullName
        : FindRoot(folder.Parent ?? throw new InvalidOperationException("No SkillContracts.sln above " + AppContext.BaseDirectory));
}
