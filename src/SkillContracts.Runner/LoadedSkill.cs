using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using SkillContracts.Model;
using SkillContracts.Model.Code;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using SkillContracts.Runner.Checks;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner;

/// <summary>A skill as it lies on disk: the one place where its files are read for parsing.</summary>
public sealed class LoadedSkill
{
    /// <summary>What is never part of a skill; the package's build files leave out the same.</summary>
    private static readonly string[] SkippedFolders = [".git", "node_modules", "obj", "tmp"];

    private LoadedSkill(string root, string path, string contractFolder, ParsedSkill parsed, SkillSource source, IReadOnlySet<string> files)
    {
        (Root, Path, ContractFolder, Parsed, Source, Files) = (root, path, contractFolder, parsed, source, files);
        var rules = RepositoryRules.Of(root);
        Problems = CheckedProblems.Of(Found, rules.Settings, rules.Baseline).Problems;
    }

    /// <summary>The repository's root, absolute; places are relative to it.</summary>
    public string Root { get; }

    /// <summary>The skill's folder, absolute.</summary>
    public string Path { get; }

    /// <summary>The folder that fixtures are relative to, absolute.</summary>
    public string ContractFolder { get; }

    /// <summary>What the skill promises.</summary>
    public SkillContract Contract => Parsed.Contract;

    /// <summary>All that was read.</summary>
    public ParsedSkill Parsed { get; }

    /// <summary>What it was read from.</summary>
    public SkillSource Source { get; }

    /// <summary>What is wrong with its documents, with the weights of <c>skillcontracts.yaml</c> and without what the baseline knows.</summary>
    public EquatableArray<Problem> Problems { get; }

    /// <summary>True when a document breaks a rule that counts as error.</summary>
    public bool HasErrors => Problems.Any(problem => problem.Severity == RuleSeverity.Error);

    internal IReadOnlySet<string> Files { get; }

    /// <summary>Problems before settings and baseline.</summary>
    internal SuppressedProblems Found => new(Parsed.Problems, Parsed.Suppressed);

    /// <summary>Every folder with a SKILL.md below a folder, or the one that is named; sorted.</summary>
    /// <param name="path">A SKILL.md, a skill's folder or a folder of skills.</param>
    /// <returns>Absolute paths; none when there is no SKILL.md.</returns>
    public static IReadOnlyList<string> Find(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (IsDocument(full) && File.Exists(full))
        {
            return [System.IO.Path.GetDirectoryName(full)!];
        }

        if (!Directory.Exists(full))
        {
            return [];
        }

        string[] skipped = [.. SkippedFolders, "bin", "evals"];
        return [.. FilesBelow(full, skipped)
            .Where(IsDocument)
            .Select(file => System.IO.Path.GetDirectoryName(System.IO.Path.Combine(full, file))!)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads a skill.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="contractPath">A contract elsewhere; null for <c>evals/contract.yaml</c>.</param>
    /// <param name="root">The repository's root; null to find it.</param>
    /// <exception cref="IOException">SKILL.md or the named contract is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static LoadedSkill Load(string path, string? contractPath = null, string? root = null)
    {
        var folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        root = System.IO.Path.TrimEndingDirectorySeparator(root ?? Repository.RootOf(folder));
        var contractFile = System.IO.Path.GetFullPath(contractPath ?? System.IO.Path.Combine(folder, "evals", "contract.yaml"));
        var contractFolder = System.IO.Path.GetDirectoryName(contractFile)!;
        var files = FilesBelow(folder, SkippedFolders, skipNestedSkills: true).ToHashSet(StringComparer.Ordinal);
        var source = new SkillSource(
            RelativeTo(root, folder),
            ReadSource(DocumentIn(folder) ?? System.IO.Path.Combine(folder, "SKILL.md"), root),
            contractPath is not null || IsThere(contractFile) ? ReadSource(contractFile, root) : null,
            SkillScripts.Among(files).Select(script => ReadScript(System.IO.Path.Combine(folder, script), root)).ToEquatableArray(),
            files.ToEquatableArray(),
            File.Exists(contractFile) ? FilesBelow(contractFolder, SkippedFolders).ToEquatableArray() : EquatableArray<string>.Empty);
        var parsed = SkillParser.Parse(source);
        var problems = parsed.Problems.Concat(FixturesThroughLinks(parsed.Contract, contractFolder, folder)).Distinct().ToEquatableArray();
        return new LoadedSkill(root, folder, contractFolder, parsed with { Problems = problems }, source, files);
    }

    /// <summary>The path of one of the skill's files relative to the root.</summary>
    /// <param name="file">Relative to the skill's folder.</param>
    internal string RepositoryPath(string file) => Contract.Folder == "." ? file : Contract.Folder + "/" + file;

    /// <summary>The absolute path of a place's file.</summary>
    public string FullPath(Place place) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, place.Path));

    /// <summary>A path relative to the root with <c>/</c>; absolute when it lies outside.</summary>
    internal static string RelativeTo(string root, string path)
    {
        var relative = System.IO.Path.GetRelativePath(root, path).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) ? path : Unmistakable(relative);
    }

    /// <summary>The same path in a form that no log takes for a command of its own (<c>::error::</c>), also behind spaces.</summary>
    public static string Unmistakable(string relative) => relative.TrimStart().StartsWith("::", StringComparison.Ordinal) ? "./" + relative : relative;

    /// <summary>A folder or a link to nowhere in its place is no missing contract, but one that cannot be read.</summary>
    private static bool IsThere(string path) => System.IO.Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>SKILL.md, or else the one file that has this name in other letters.</summary>
    private static string? DocumentIn(string folder)
    {
        var document = System.IO.Path.Combine(folder, "SKILL.md");
        return File.Exists(document) ? document : Directory.EnumerateFiles(folder).Where(IsDocument).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    private static bool IsDocument(string path) => System.IO.Path.GetFileName(path).Equals("SKILL.md", StringComparison.OrdinalIgnoreCase);

    private static SourceFile ReadSource(string path, string root)
    {
        var relative = RelativeTo(root, path);
        using var file = OpenRegular(path);
        var size = file.Length;
        if (size > SkillParser.LargestText)
        {
            return new SourceFile(relative, size.ToString(CultureInfo.InvariantCulture), SourceForm.TooLarge);
        }

        var read = new byte[size];
        file.ReadExactly(read);
        var bytes = read.AsSpan();
        var form = bytes.StartsWith(Encoding.UTF8.Preamble) ? SourceForm.ByteOrderMark : SourceForm.Plain;
        bytes = form == SourceForm.ByteOrderMark ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        var valid = System.Text.Unicode.Utf8.IsValid(bytes);
        return new SourceFile(relative, Encoding.UTF8.GetString(bytes), form, valid ? null : InvalidAt(bytes));
    }

    /// <summary>Opens a file, also through links; never a pipe or device, which could go on for ever.</summary>
    internal static FileStream OpenRegular(string path)
    {
        var kind = FileKind.Of(RealPath.Of(path));
        if (!kind.Exists && new FileInfo(path).LinkTarget is { } target)
        {
            throw new FileNotFoundException($"'{path}' is a link to '{target}', which does not exist");
        }

        return !kind.Exists || kind.IsRegular
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : throw new IOException($"'{path}' is no regular file");
    }

    private static int InvalidAt(ReadOnlySpan<byte> bytes)
    {
        var characters = 0;
        while (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            characters += rune.Utf16SequenceLength;
            bytes = bytes[length..];
        }

        return characters;
    }

    private static ScriptText ReadScript(string path, string root)
    {
        var relative = RelativeTo(root, path);
        try
        {
            using var reader = new StreamReader(OpenRegular(path), Encoding.UTF8);
            var buffer = new char[Math.Min(reader.BaseStream.Length, ScriptText.LongestText) + 1];
            return ScriptText.Read(relative, new string(buffer, 0, reader.ReadBlock(buffer)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ScriptText.Read(relative, "");
        }
    }

    private static List<Problem> FixturesThroughLinks(SkillContract contract, string contractFolder, string skillFolder)
    {
        var problems = new List<Problem>();
        foreach (var fixture in contract.Experiments.SelectMany(experiment => experiment.Fixtures).Where(fixture => fixture.Text is null))
        {
            var folder = System.IO.Path.GetFullPath(System.IO.Path.Combine(contractFolder, fixture.Path));
            if (RealPath.IsBelow(folder, contractFolder) && FixtureFolder.LinkFault(folder, [contractFolder, skillFolder]) is { } fault)
            {
                problems.Add(Problem.Of(RuleTable.PathOutside, fixture.Place, fixture.Path, fault, "the contract's folder, without links"));
            }
        }

        return problems;
    }

    /// <summary>Relative paths of files and of links; links to folders are not entered, but named with <c>/.</c> behind.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="skipped">Names of folders that are left out.</param>
    /// <param name="skipNestedSkills">A folder with a SKILL.md of its own, other than a fixture, belongs to that skill.</param>
    private static System.IO.Enumeration.FileSystemEnumerable<string> FilesBelow(string folder, string[] skipped, bool skipNestedSkills = false)
    {
        bool IsNestedSkill(ref System.IO.Enumeration.FileSystemEntry entry) => skipNestedSkills
            && !$"{entry.Directory[folder.Length..]}/{entry.FileName}/".Contains("/evals/", StringComparison.Ordinal)
            && DocumentIn(entry.ToSpecifiedFullPath()) is not null;
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };
        static bool IsLink(ref System.IO.Enumeration.FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
        return new System.IO.Enumeration.FileSystemEnumerable<string>(
            folder,
            (ref System.IO.Enumeration.FileSystemEntry entry) =>
                System.IO.Path.GetRelativePath(folder, entry.ToSpecifiedFullPath()).Replace('\\', '/') + (entry.IsDirectory ? "/." : ""),
            options)
        {
            ShouldRecursePredicate = (ref System.IO.Enumeration.FileSystemEntry entry) =>
                !IsLink(ref entry) && !skipped.Contains(entry.FileName.ToString(), StringComparer.Ordinal) && !IsNestedSkill(ref entry),
            ShouldIncludePredicate = (ref System.IO.Enumeration.FileSystemEntry entry) => !entry.IsDirectory || IsLink(ref entry),
        };
    }
}
