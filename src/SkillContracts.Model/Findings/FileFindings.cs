using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Code;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using SkillContracts.Model.Surface;

namespace SkillContracts.Model.Findings;

/// <summary>Compares the files that a document names with those that the skill has.</summary>
internal static class FileFindings
{
    private static readonly string[] ShellExtensions = [".sh", ".bash", ".zsh"];

    public static IEnumerable<Problem> Of(SkillSource source, SkillSurface surface) => Dead(source, surface)
        .Concat(WithoutShebang(source, surface))
        .Concat(CarriageReturns(source));

    private static IEnumerable<Problem> Dead(SkillSource source, SkillSurface surface)
    {
        SkillFiles? files = null;
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in surface.References.Where(reference => reference.Kind == ReferenceKind.Link))
        {
            // '[text](url)' is an example of a link, not one.
            var isPath = reference.Path.IndexOf('.') >= 0 || reference.Path.IndexOf('/') >= 0;
            if (isPath && RelativePath.Resolve(reference.Path) is { Length: > 0 } path && !(files ??= new SkillFiles(source.Files)).Has(path) && named.Add(path))
            {
                yield return Problem.Of(RuleTable.DeadLink, reference.Place, reference.Path, files.Elsewhere(path) is { } other ? $", but it has '{other}'" : "");
            }
        }
    }

    private static IEnumerable<Problem> WithoutShebang(SkillSource source, SkillSurface surface)
    {
        foreach (var example in surface.Examples.Where(example => example.IsRunByPath).GroupBy(example => example.Script, StringComparer.Ordinal).Select(same => same.First()))
        {
            if (source.Scripts.FirstOrDefault(script => PathOf(source, example.Script) == script.Path) is { IsReadable: true, Header: var header } script && !header.StartsWith("#!", StringComparison.Ordinal))
            {
                yield return Problem.Of(RuleTable.NoShebang, new Place(script.Path, 1, 1), example.Script, YamlValues.Number(example.Place.Line));
            }
        }
    }

    private static IEnumerable<Problem> CarriageReturns(SkillSource source) => source.Scripts
        .Where(script => script.HasCrLf && Why(script) is not null)
        .Select(script => Problem.Of(RuleTable.CarriageReturns, new Place(script.Path, 1, 1), script.Path.Split('/').Last(), Why(script)!));

    private static string? Why(ScriptText script) =>
        ShellExtensions.Any(extension => script.Path.EndsWith(extension, StringComparison.Ordinal)) ? "a shell takes the CR for a part of each command"
        : script.Header.StartsWith("#!", StringComparison.Ordinal) ? "the system looks for an interpreter whose name ends with CR"
        : null;

    private static string PathOf(SkillSource source, string file) => source.Folder == "." ? file : source.Folder + "/" + file;
}
