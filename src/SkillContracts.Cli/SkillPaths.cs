using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner;

namespace SkillContracts.Cli;

/// <summary>Finds the skills that a command line names, and shows their places relative to the current folder.</summary>
internal static class SkillPaths
{
    /// <summary>The skills below the paths.</summary>
    /// <param name="paths">Skills, or folders of skills.</param>
    /// <param name="errors">Takes one line for each path without a SKILL.md.</param>
    /// <returns>Null when a path has none.</returns>
    public static IReadOnlyList<string>? Find(IEnumerable<string> paths, TextWriter errors)
    {
        var found = new List<string>();
        var missing = false;
        foreach (var path in paths)
        {
            var skills = LoadedSkill.Find(path);
            if (skills.Count == 0)
            {
                var fault = Directory.Exists(Path.Combine(path, "SKILL.md")) ? "its SKILL.md is a folder"
                    : Directory.Exists(path) ? "no SKILL.md below this folder"
                    : "no such folder";
                errors.WriteLine($"{Shown(path)}: {fault}; name a skill's folder or a folder of skills");
                missing = true;
            }

            found.AddRange(skills);
        }

        return missing ? null : [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The one skill that a path names, whatever skills lie below it.</summary>
    /// <param name="path">A skill, or a folder with one skill below it.</param>
    /// <param name="found">The skills below the path.</param>
    /// <returns>Null when there are several and none is the path itself.</returns>
    public static string? One(string path, IReadOnlyList<string> found) =>
        found.Count == 1 ? found[0] : found.FirstOrDefault(skill => skill == Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <summary>Reads a skill.</summary>
    /// <returns>Null when it cannot be read; then a line says why.</returns>
    public static LoadedSkill? Load(string path, string? contract, TextWriter errors)
    {
        try
        {
            return LoadedSkill.Load(path, contract);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var cure = exception is FileNotFoundException ? "correct it, or remove it" : "make its files readable";
            errors.WriteLine($"{Shown(path)}: cannot be read: {Visible.OneLine(exception.Message.TrimEnd('.'))}; {cure}");
            return null;
        }
    }

    /// <summary>Prints a skill's problems in the form of MSBuild.</summary>
    public static void Write(LoadedSkill skill, TextWriter output)
    {
        foreach (var problem in skill.Problems)
        {
            output.WriteLine(problem with { Place = Here(skill, problem.Place) });
        }
    }

    /// <summary>The place as a path that the current folder understands.</summary>
    public static Place Here(LoadedSkill skill, Place place) => Here(skill.FullPath(place), place);

    /// <summary>The place as a path that the current folder understands.</summary>
    public static Place Here(string fullPath, Place place)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), fullPath);
        return place with { Path = relative.StartsWith("../../..", StringComparison.Ordinal) ? fullPath : LoadedSkill.Unmistakable(relative) };
    }

    /// <summary>A path as the start of a line.</summary>
    public static string Shown(string path) => Visible.OneLine(LoadedSkill.Unmistakable(path));
}
