using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SkillContracts.Model;
using SkillContracts.Model.Code;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Generator.Inputs;

/// <summary>The files of one skill. The nearest folder upwards with a SKILL.md owns a file.</summary>
/// <param name="Folder">The skill's folder.</param>
/// <param name="Texts">Those that were read: contract and scripts.</param>
/// <param name="Files">All of them, relative to the folder, sorted.</param>
internal sealed record OwnedFiles(string Folder, EquatableArray<SkillText> Texts, EquatableArray<string> Files)
{
    private const string ContractFolder = "evals/";

    /// <summary>Gives every file to its skill.</summary>
    /// <param name="folders">The folders with a SKILL.md.</param>
    /// <param name="texts">Everything that was read but SKILL.md files.</param>
    /// <param name="settings">For the root.</param>
    /// <param name="cancellation">Asked between the skills.</param>
    public static EquatableArray<OwnedFiles> Divide(
        IEnumerable<string> folders, IEnumerable<SkillText> texts, Settings settings, CancellationToken cancellation)
    {
        var known = new HashSet<string>(folders, StringComparer.Ordinal);
        var read = texts.Where(text => text.Kind != TextKind.FileList).ToLookup(text => OwnerOf(text.File.Path, known), StringComparer.Ordinal);
        var listed = texts.Where(text => text.Kind == TextKind.FileList)
            .SelectMany(list => Paths(list.File.Text, settings))
            .ToLookup(path => OwnerOf(path, known), StringComparer.Ordinal);
        return known.OrderBy(folder => folder, StringComparer.Ordinal)
            .Select(folder => Of(folder, read[folder].ToList(), listed[folder], cancellation))
            .ToEquatableArray();
    }

    /// <summary>Joins a SKILL.md with its files.</summary>
    public SkillSource ToSource(SourceFile document)
    {
        var scripts = SkillScripts.Among(Files);
        var (contract, read) = ((SourceFile?)null, new List<ScriptText>());
        foreach (var text in Texts)
        {
            var path = RepositoryPath.Below(Folder, text.File.Path);
            if (text.Kind == TextKind.Contract && path == ContractFolder + "contract.yaml")
            {
                contract = text.File;
            }
            else if (text.Script is { } script && scripts.Contains(path, StringComparer.Ordinal))
            {
                read.Add(script);
            }
        }

        var fixtures = Files.Where(file => file.StartsWith(ContractFolder, StringComparison.Ordinal)).Select(file => file.Substring(ContractFolder.Length));
        return new SkillSource(Folder, document, contract, read.ToEquatableArray(), Files, fixtures.ToEquatableArray());
    }

    private static OwnedFiles Of(string folder, List<SkillText> texts, IEnumerable<string> listed, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var files = listed.Concat(texts.Select(text => text.File.Path))
            .Select(path => RepositoryPath.Below(folder, path))
            .Append("SKILL.md")
            .Distinct(StringComparer.Ordinal)
            .OrderBy(file => file, StringComparer.Ordinal);
        var byPath = texts.OrderBy(text => text.File.Path, StringComparer.Ordinal);
        return new OwnedFiles(folder, byPath.ToEquatableArray(), files.ToEquatableArray());
    }

    private static IEnumerable<string> Paths(string list, Settings settings) => list
        .Split('\n')
        .Select(line => line.TrimEnd('\r'))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => RepositoryPath.Relative(settings.Root, line));

    private static string OwnerOf(string path, HashSet<string> folders)
    {
        var folder = RepositoryPath.Parent(path);
        while (folder is not null && !folders.Contains(folder))
        {
            folder = RepositoryPath.Parent(folder);
        }

        return folder ?? "";
    }
}
