using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Findings;
using SkillContracts.Model.Rules;
using SkillContracts.Model.Surface;

namespace SkillContracts.Model.Parsing;

/// <summary>A skill as far as it was understood, and what is wrong with it.</summary>
/// <param name="Contract">Always there: a document without frontmatter still has a folder, a name and experiments.</param>
/// <param name="Surface">What the document says of the skill's use.</param>
/// <param name="Problems">In order of file and line.</param>
/// <param name="Suppressed">Problems that a comment of SKILL.md hides.</param>
/// <param name="Suppressions">The comments.</param>
public sealed record ParsedSkill(
    SkillContract Contract,
    SkillSurface Surface,
    EquatableArray<Problem> Problems,
    EquatableArray<SuppressedProblem> Suppressed,
    EquatableArray<Suppression> Suppressions);

/// <summary>SKILL.md and contract.yaml in, contract and problems out. Reads no files and never throws for bad input.</summary>
public static class SkillParser
{
    /// <summary>The most bytes of a text that are read: 1 MiB. The largest SKILL.md of 79,353 published ones has 294 kB.</summary>
    public const int LargestText = 1024 * 1024;

    private const string DescriptionKey = "description:";

    private static readonly Regex AlmostContract = new(@"^evals/contracts?\.(?:ya?ml|txt|ya?ml\.txt)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Reads one skill.</summary>
    /// <param name="source">Its texts and the names of its files.</param>
    public static ParsedSkill Parse(SkillSource source)
    {
        var problems = new List<Problem>();
        var folder = FolderName(source.Folder);
        var scripts = SkillScripts.Among(source.Files);
        var map = new LineMap(source.Document.Path, source.Document.Text);
        JudgeName(source.Document, problems);
        var readable = JudgeForm(map, source.Document, problems) && JudgeEmpty(source.Document, problems);
        var frontmatter = readable ? Frontmatter.Parse(map, folder, problems) : Frontmatter.None(map.Text.Length);
        var document = SkillDocument.Parse(map, readable ? frontmatter.BodyStart : map.Text.Length, problems);
        var exitCodes = ExitCodeReader.Read(document, source.Folder, scripts, source.Scripts, problems);
        var (experiments, untested) = ParseContract(source, map, scripts, problems);
        var contract = new SkillContract(
            source.Folder,
            frontmatter.Name ?? folder ?? "skill",
            frontmatter.Description ?? "",
            exitCodes,
            experiments,
            scripts)
        { Untested = untested };
        var surface = SurfaceReader.Read(document, contract.Description, DescriptionPlace(map, frontmatter), scripts);
        problems.AddRange(FileFindings.Of(source, surface));
        problems.AddRange(ScriptFindings.Of(source, contract, surface));
        problems.AddRange(BodyFindings.Of(document, surface.Body));
        var suppressions = SuppressionReader.Read(document, problems);
        var divided = SuppressedProblems.Of(problems.Distinct().ToList(), suppressions, RuleInput.Texts);
        return new ParsedSkill(contract, surface, Sort(divided.Problems), divided.Suppressed, suppressions);
    }

    private static Place DescriptionPlace(LineMap map, Frontmatter frontmatter)
    {
        var last = map.PlaceOf(frontmatter.BodyStart).Line;
        for (var line = 1; line <= last; line++)
        {
            if (string.CompareOrdinal(map.Text, map.StartOf(line), DescriptionKey, 0, DescriptionKey.Length) == 0)
            {
                return new Place(map.Path, line, 1);
            }
        }

        return new Place(map.Path, 1, 1);
    }

    private static (EquatableArray<Experiment> Experiments, EquatableArray<UntestedClaim> Untested) ParseContract(
        SkillSource source, LineMap document, EquatableArray<string> scripts, List<Problem> problems)
    {
        if (source.Contract is not { } file)
        {
            JudgeContractName(source, problems);
            return (EquatableArray<Experiment>.Empty, EquatableArray<UntestedClaim>.Empty);
        }

        var map = new LineMap(file.Path, file.Text);
        if (!JudgeForm(map, file, problems))
        {
            return (EquatableArray<Experiment>.Empty, EquatableArray<UntestedClaim>.Empty);
        }

        var documents = new[] { document }.Concat(source.Scripts.Select(script => new LineMap(script.Path, script.Header)));
        var facts = new SkillFacts(documents.Select(text => new QuoteFinder(text)).ToList(), scripts, source.Files, source.Fixtures);
        var before = problems.Count;
        var parsed = ContractParser.Parse(map, facts, problems);
        if (SnapshotNames.IsOwner(file.Path, source.Fixtures) && !problems.Skip(before).Any(problem => problem.Severity == RuleSeverity.Error))
        {
            problems.AddRange(SnapshotNames.Orphans(parsed.Experiments, source.Fixtures).Select(orphan => Problem.Of(RuleTable.SnapshotOrphan, new Place(file.Path, 1, 1), orphan)));
        }

        return parsed;
    }

    private static bool JudgeForm(LineMap map, SourceFile file, List<Problem> problems)
    {
        if (file.Form == SourceForm.TooLarge)
        {
            var limit = LargestText.ToString(CultureInfo.InvariantCulture);
            problems.Add(Problem.Of(RuleTable.DocumentTooLarge, new Place(file.Path, 1, 1), file.Text, limit));
            return false;
        }

        if (file.Form == SourceForm.ByteOrderMark)
        {
            problems.Add(Problem.Of(RuleTable.ByteOrderMark, new Place(file.Path, 1, 1)));
        }

        if (file.InvalidAt is { } offset)
        {
            problems.Add(Problem.Of(RuleTable.NotUtf8, map.PlaceOf(Math.Min(offset, map.Text.Length))));
        }

        return true;
    }

    private static void JudgeName(SourceFile document, List<Problem> problems)
    {
        var name = document.Path.Split('/').Last();
        if (name != "SKILL.md")
        {
            problems.Add(Problem.Of(RuleTable.OtherFileName, new Place(document.Path, 1, 1), name));
        }
    }

    /// <summary>A file that is meant to be the contract and is not read would leave the skill without a red test.</summary>
    private static void JudgeContractName(SkillSource source, List<Problem> problems)
    {
        foreach (var file in source.Files.Where(file => AlmostContract.IsMatch(file) && !source.Files.Contains("evals/contract.yaml", StringComparer.Ordinal)))
        {
            var path = source.Folder == "." ? file : source.Folder + "/" + file;
            problems.Add(Problem.Of(RuleTable.OtherContractName, new Place(path, 1, 1), file.Substring("evals/".Length)));
        }
    }

    private static bool JudgeEmpty(SourceFile document, List<Problem> problems)
    {
        if (!string.IsNullOrWhiteSpace(document.Text))
        {
            return true;
        }

        problems.Add(Problem.Of(RuleTable.EmptyDocument, new Place(document.Path, 1, 1)));
        return false;
    }

    private static string? FolderName(string folder) => folder == "." ? null : folder.Split('/').Last();

    private static EquatableArray<Problem> Sort(IEnumerable<Problem> problems) => problems
        .OrderBy(problem => problem.Place.Path.EndsWith("SKILL.md", StringComparison.Ordinal) ? 0 : 1)
        .ThenBy(problem => problem.Place.Path, StringComparer.Ordinal)
        .ThenBy(problem => problem.Place.Line)
        .ThenBy(problem => problem.Place.Column)
        .ToEquatableArray();
}
