using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
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

    /// <summary>Files that programs and people look for by themselves.</summary>
    private static readonly string[] NeverNamed =
    [
        "__init__.py", "__main__.py", "README.md", "CHANGELOG.md", "LICENSE", "LICENSE.txt", "LICENSE.md", "CLAUDE.md", "AGENTS.md", "GEMINI.md", ".gitkeep", ".gitignore", "package.json", "package-lock.json", "yarn.lock",
        "pnpm-lock.yaml", "uv.lock", "poetry.lock", "requirements.txt", "requirements-dev.txt", "pyproject.toml", "setup.py", "conftest.py", "tsconfig.json", "go.mod", "go.sum", "Cargo.toml", "Cargo.lock", "Makefile", "Dockerfile",
    ];

    /// <summary>Test files are for those who write the skill.</summary>
    private static readonly Regex TestFile = new(@"(?:^|/)(?:tests?|__tests__|testdata)/|(?:(?:^|/)test[_-][^/]*|[_.-](?:test|spec))\.(?:py|sh|bash|[cm]?[jt]sx?|rb|ps1)\z", RegexOptions.CultureInvariant);

    private static readonly string[] PluginFolders = ["agents", "commands"];

    private static readonly string[] CodeExtensions = [".py", ".js", ".mjs", ".cjs", ".ts"];

    /// <summary>Words with which a text says that a path is made up.</summary>
    private static readonly string[] ExampleWords = ["e.g.", "example:", "examples:", "for example", "for instance", "such as", "例如"];

    private static readonly string[] ExampleNames = ["example", "xxx", "foo"];

    /// <summary>More folders beside a skill are not searched: it would cost more than the hint is worth.</summary>
    private const int MostNeighbours = 256;

    /// <summary>More missing files of one document are not told.</summary>
    private const int MostMissing = 200;

    /// <summary>A skill with so many files that more characters would be searched is left alone.</summary>
    private const long MostSearched = 400_000_000;

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
        var missing = skill.Parsed.Surface.References.Where(reference => reference.Kind != ReferenceKind.Link && IsMissing(skill, reference.Path)).ToList();
        if (missing.Count == 0)
        {
            return [];
        }

        var lines = skill.Source.Document.Text.Split('\n');
        var names = skill.Files.ToLookup(file => Path.GetFileName(file), StringComparer.OrdinalIgnoreCase);
        var neighbours = Neighbours(skill);
        return missing
            .Take(MostMissing)
            .Select(reference => (reference, neighbour: neighbours.Where(folder => File.Exists(Path.Combine(folder, reference.Path))).Take(2).ToList() is [var one] ? Path.GetFileName(one) : null))
            .Where(pair => pair.reference.Kind == ReferenceKind.Command || !IsOfOther(lines.ElementAtOrDefault(pair.reference.Place.Line - 1) ?? "", pair.reference, pair.neighbour))
            .DistinctBy(pair => pair.reference.Path)
            .Select(pair => Problem.Of(
                pair.reference.Kind == ReferenceKind.Command ? RuleTable.DeadPath : RuleTable.DeadMention,
                pair.reference.Place,
                pair.reference.Path,
                names[Path.GetFileName(pair.reference.Path)].Take(2).ToList() is [var other] ? $", but the skill has '{other}'"
                    : pair.neighbour is { } folder ? $", but '../{folder}/{pair.reference.Path}' exists"
                    : ""));
    }

    /// <summary>Paths of a plugin or of the whole repository are written from its folder.</summary>
    private static bool IsMissing(LoadedSkill skill, string file)
    {
        if (!Execution.RealPath.IsBelow(Path.GetFullPath(Path.Combine(skill.Path, file)), skill.Path))
        {
            return false;
        }

        for (var folder = skill.Path; folder is not null && Execution.RealPath.IsBelow(folder, skill.Root); folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, file)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The line says that the path is an example or another skill's ("the converter skill's `references/x.md`"), or names the skill beside this one that has it.</summary>
    private static bool IsOfOther(string line, FileReference reference, string? neighbour)
    {
        var before = line[..Math.Min(line.Length, reference.Place.Column - 1)].Replace("*", "", StringComparison.Ordinal);
        return ExampleNames.Contains(Path.GetFileNameWithoutExtension(reference.Path), StringComparer.Ordinal)
            || before.TrimEnd().EndsWith("'s", StringComparison.Ordinal)
            || ExampleWords.Any(word => before.Contains(word, StringComparison.OrdinalIgnoreCase))
            || (neighbour is not null && line.Contains(neighbour, StringComparison.Ordinal));
    }

    /// <summary>The folders beside the skill; none when they are too many to search.</summary>
    private static List<string> Neighbours(LoadedSkill skill)
    {
        if (skill.Path == skill.Root || Path.GetDirectoryName(skill.Path) is not { } parent)
        {
            return [];
        }

        var folders = Directory.EnumerateDirectories(parent).Take(MostNeighbours + 1).ToList();
        return folders.Count > MostNeighbours ? [] : folders;
    }

    private static IEnumerable<Problem> NotReferenced(LoadedSkill skill)
    {
        var open = skill.Files
            .Where(file => NamedFolders.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)) && !NeverNamed.Contains(Path.GetFileName(file), StringComparer.Ordinal) && !TestFile.IsMatch(file) && !file.EndsWith("/.", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        if (open.Count == 0)
        {
            return [];
        }

        var searched = 0L;
        foreach (var (other, text) in skill.Files.Where(IsText).OrderBy(file => file == "SKILL.md" ? 0 : 1).Select(file => (file, ReadText(Path.Combine(skill.Path, file)))))
        {
            searched += (long)text.Length * open.Count;
            if (searched > MostSearched)
            {
                return [];
            }

            open.RemoveWhere(file => file != other && (Names(text, file) || (other == "SKILL.md" && NamesFolder(text, file)) || (IsCode(file) && IsCode(other) && HasWord(text, Path.GetFileNameWithoutExtension(file)))));
            if (open.Count == 0)
            {
                break;
            }
        }

        foreach (var text in open.Count == 0 ? [] : PluginTexts(skill))
        {
            open.RemoveWhere(file => text.Contains(Path.GetFileName(file), StringComparison.Ordinal));
        }

        return open.Order(StringComparer.Ordinal).Select(file => Problem.Of(RuleTable.FileNotReferenced, new Place(skill.RepositoryPath(file), 1, 1), file));
    }

    /// <summary>Agents and commands of a plugin or repository use files of its skills.</summary>
    private static IEnumerable<string> PluginTexts(LoadedSkill skill)
    {
        for (var folder = Path.GetDirectoryName(skill.Path); folder is not null && Execution.RealPath.IsBelow(folder, skill.Root); folder = Path.GetDirectoryName(folder))
        {
            foreach (var texts in PluginFolders.Select(name => Path.Combine(folder, name)).Where(Directory.Exists))
            {
                var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
                foreach (var file in Directory.EnumerateFiles(texts, "*.md", options).Take(MostNeighbours))
                {
                    yield return ReadText(file);
                }
            }
        }
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
            || text.Contains("/" + Path.GetFileNameWithoutExtension(name), StringComparison.Ordinal)
            || (IsCode(file) && text.Contains("scripts." + Path.GetFileNameWithoutExtension(name), StringComparison.Ordinal));
    }

    /// <summary>An agent that is sent to the folder lists it; a README describes folders to people.</summary>
    private static bool NamesFolder(string text, string file) => text.Contains("`" + file[..(file.LastIndexOf('/') + 1)] + "`", StringComparison.Ordinal);

    /// <summary>Modules are imported in many ways; one whose name another module holds as a word is no lost file.</summary>
    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !IsWordPart(text[at - 1])) && (end == text.Length || !IsWordPart(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWordPart(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static bool IsCode(string file) => CodeExtensions.Contains(Path.GetExtension(file), StringComparer.Ordinal);

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
        .Where(example => example.IsRunByPath)
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
