using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;
using SkillContracts.Model.Surface;

namespace SkillContracts.Runner.Checks;

/// <summary>What only the disk and git can tell of a skill. Nothing is run but <c>git ls-files</c>.</summary>
internal static class DiskFindings
{
    private const int LargestText = 512 * 1024;

    /// <summary>Folders of which each file should be named somewhere.</summary>
    private static readonly string[] NamedFolders = ["scripts/", "references/", "assets/"];

    private static readonly string[] NeverNamed = ["__init__.py", "README.md", "LICENSE", "LICENSE.txt", "LICENSE.md", ".gitkeep", ".gitignore", "package.json", "package-lock.json", "requirements.txt", "pyproject.toml", "conftest.py", "tsconfig.json"];

    private static readonly string[] TextExtensions =
        [".md", ".txt", ".py", ".sh", ".bash", ".js", ".mjs", ".cjs", ".ts", ".json", ".yaml", ".yml", ".toml", ".html", ".ps1", ".rb", ".css", ".xml", ".tsx", ".jsx"];

    /// <summary>Judges a skill.</summary>
    /// <param name="skill">The skill.</param>
    /// <param name="tracked">The files that git has, relative to the repository's root; null when it cannot be told.</param>
    internal static SuppressedProblems Of(LoadedSkill skill, IReadOnlySet<string>? tracked)
    {
        var found = Dead(skill)
            .Concat(NotReferenced(skill))
            .Concat(NotExecutable(skill))
            .Concat(tracked is null ? [] : NotInGit(skill, tracked))
            .ToList();
        return SuppressedProblems.Of(found, skill.Parsed.Suppressions, RuleInput.Disk);
    }

    private static IEnumerable<Problem> Dead(LoadedSkill skill)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in skill.Parsed.Surface.References.Where(reference => reference.Kind != ReferenceKind.Link))
        {
            var path = Path.GetFullPath(Path.Combine(skill.Path, reference.Path));
            if (named.Add(reference.Path) && Execution.RealPath.IsBelow(path, skill.Path) && !Path.Exists(path) && !Path.Exists(Path.Combine(skill.Root, reference.Path)))
            {
                yield return Problem.Of(reference.Kind == ReferenceKind.Command ? RuleTable.DeadPath : RuleTable.DeadMention, reference.Place, reference.Path);
            }
        }
    }

    private static IEnumerable<Problem> NotReferenced(LoadedSkill skill)
    {
        var open = skill.Files
            .Where(file => NamedFolders.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)) && !NeverNamed.Contains(Path.GetFileName(file), StringComparer.Ordinal) && !file.EndsWith("/.", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        if (open.Count == 0)
        {
            return [];
        }

        foreach (var text in skill.Files.Where(IsText).OrderBy(file => file == "SKILL.md" ? 0 : 1).Select(file => (file, text: ReadText(Path.Combine(skill.Path, file)))))
        {
            open.RemoveWhere(file => file != text.file && Names(text.text, file));
            if (open.Count == 0)
            {
                break;
            }
        }

        return open.Order(StringComparer.Ordinal).Select(file => Problem.Of(RuleTable.FileNotReferenced, new Place(skill.RepositoryPath(file), 1, 1), file));
    }

    /// <summary>A module is named without its extension; a folder or a pattern (<c>references/*.md</c>) names all in it.</summary>
    private static bool Names(string text, string file)
    {
        var folder = file[..(file.LastIndexOf('/') + 1)];
        var name = file[folder.Length..];
        return text.Contains(name, StringComparison.Ordinal)
            || (file.Count(character => character == '/') > 1 && text.Contains(Path.GetFileName(folder.TrimEnd('/')) + "/", StringComparison.Ordinal))
            || text.Contains(folder + "*", StringComparison.Ordinal)
            || text.Contains("import " + Path.GetFileNameWithoutExtension(name), StringComparison.Ordinal)
            || text.Contains("from " + Path.GetFileNameWithoutExtension(name), StringComparison.Ordinal)
            || text.Contains("/" + Path.GetFileNameWithoutExtension(name), StringComparison.Ordinal);
    }

    private static bool IsText(string file) => TextExtensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    private static string ReadText(string path)
    {
        try
        {
            using var file = LoadedSkill.OpenRegular(path);
            return file.Length > LargestText ? "" : new StreamReader(file, Encoding.UTF8).ReadToEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static IEnumerable<Problem> NotExecutable(LoadedSkill skill) => skill.Parsed.Surface.Examples
        .Where(example => example.Interpreter is null)
        .DistinctBy(example => example.Script)
        .Where(example => !IsExecutable(Path.Combine(skill.Path, example.Script)))
        .Select(example => Problem.Of(
            RuleTable.NotExecutable, new Place(skill.RepositoryPath(example.Script), 1, 1), example.Script, FormattableString.Invariant($"{example.Place.Line}")));

    /// <summary>On Windows files have no such mode.</summary>
    private static bool IsExecutable(string path)
    {
        const UnixFileMode any = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || !File.Exists(path) || (File.GetUnixFileMode(path) & any) != 0;
    }

    private static IEnumerable<Problem> NotInGit(LoadedSkill skill, IReadOnlySet<string> tracked)
    {
        if (!tracked.Contains(skill.RepositoryPath("SKILL.md")))
        {
            return [];
        }

        return skill.Contract.Experiments
            .SelectMany(experiment => experiment.Fixtures)
            .Where(fixture => fixture.Text is null)
            .SelectMany(fixture => FixtureFiles(skill, fixture.Path).Select(file => (fixture, file)))
            .Where(pair => !tracked.Contains(pair.file))
            .DistinctBy(pair => pair.file)
            .Select(pair => Problem.Of(RuleTable.FixtureNotInGit, pair.fixture.Place, pair.file));
    }

    private static IEnumerable<string> FixtureFiles(LoadedSkill skill, string fixture)
    {
        var folder = Path.GetFullPath(Path.Combine(skill.ContractFolder, fixture));
        return Execution.RealPath.IsBelow(folder, skill.Path) && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(skill.Root, file).Replace('\\', '/'))
            : [];
    }
}
