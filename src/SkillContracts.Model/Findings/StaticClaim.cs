using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Code;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using SkillContracts.Model.Surface;

namespace SkillContracts.Model.Findings;

/// <summary>What text and code tell of a claim without running anything.</summary>
public enum StaticVerdict
{
    /// <summary>It cannot be decided, or nobody looked.</summary>
    Undecided,

    /// <summary>The code has what the document says.</summary>
    Agrees,

    /// <summary>The code has something else; a problem says what.</summary>
    Contradicts,
}

/// <summary>A claim of the document that can be looked at without any contract.</summary>
/// <param name="Kind"><c>frontmatter</c>, <c>exit code</c>, <c>flag</c>, <c>example</c> or <c>file</c>.</param>
/// <param name="Subject">Such as <c>convert.py:2 usage error</c>.</param>
/// <param name="Place">The sentence.</param>
/// <param name="Verdict">What text and code tell.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record StaticClaim(string Kind, string Subject, Place Place, StaticVerdict Verdict, string Reason)
{
    /// <summary>Every such claim of a skill, in order of kind and document.</summary>
    /// <param name="source">Its texts.</param>
    /// <param name="parsed">What was read of them.</param>
    public static EquatableArray<StaticClaim> Of(SkillSource source, ParsedSkill parsed)
    {
        var scripts = source.Scripts.ToDictionary(script => script.Path, script => script.Facts, StringComparer.Ordinal);
        ScriptFacts? Facts(string? script) =>
            script is not null && scripts.TryGetValue(source.Folder == "." ? script : source.Folder + "/" + script, out var facts) ? facts : null;
        var files = new SkillFiles(source.Files);
        var code = new SkillCode(source);
        var examples = new ExampleFindings(source, code);
        var all = parsed.Problems.Concat(parsed.Suppressed.Select(suppressed => suppressed.Problem)).ToList();
        var found = all
            .Where(problem => problem.Rule.Id != RuleTable.RowWithoutCode.Id)
            .ToLookup(problem => (problem.Place.Path, problem.Place.Line));
        return new[] { Frontmatter(source, all) }
            .Concat(parsed.Contract.ExitCodes.Where(claim => claim.Script is not null && claim.IsDeclared).Select(claim => ExitCode(claim, Facts(claim.Script), found)))
            .Concat(parsed.Surface.Flags.Where(flag => flag.Script is not null).Select(flag => Flag(flag, Facts(flag.Script) is null ? null : code, found)))
            .Concat(parsed.Surface.Examples.Select(example => Example(example, examples)))
            .Concat(parsed.Surface.References.Where(reference => reference.Kind == ReferenceKind.Link).Select(reference => File(reference, files)))
            .ToEquatableArray();
    }

    private static StaticClaim Frontmatter(SkillSource source, List<Problem> problems)
    {
        var broken = problems.Find(problem => problem.Rule.Topic == "Frontmatter" && problem.Severity == RuleSeverity.Error);
        return new StaticClaim(
            "frontmatter",
            "obeys the specification",
            broken?.Place ?? new Place(source.Document.Path, 1, 1),
            broken is null ? StaticVerdict.Agrees : StaticVerdict.Contradicts,
            broken is null ? "no rule of the specification is broken" : broken.Message);
    }

    private static StaticClaim ExitCode(ExitCodeClaim claim, ScriptFacts? facts, ILookup<(string Path, int Line), Problem> found)
    {
        var subject = $"{claim.RowName} {claim.Meaning}".TrimEnd();
        if (ProblemAt(claim.Place, "SKC20", found) is { } problem)
        {
            return new StaticClaim("exit code", subject, claim.Place, StaticVerdict.Contradicts, problem.Message);
        }

        return facts?.Codes.FirstOrDefault(code => claim.Codes.Contains(code.Code)) is { } produced
            ? new StaticClaim("exit code", subject, claim.Place, StaticVerdict.Agrees, FormattableString.Invariant($"line {produced.Line} of {claim.Script}: {produced.Text}"))
            : new StaticClaim("exit code", subject, claim.Place, StaticVerdict.Undecided, facts is null ? "the script is not there" : facts.CodesUnknown ?? "the script's text does not show whether it ends with this code");
    }

    private static StaticClaim Flag(DocumentedFlag flag, SkillCode? code, ILookup<(string Path, int Line), Problem> found)
    {
        var subject = string.Join(", ", flag.Names);
        if (ProblemAt(flag.Place, "SKC6", found) is { } problem)
        {
            return new StaticClaim("flag", subject, flag.Place, StaticVerdict.Contradicts, problem.Message);
        }

        return flag.Names.Select(name => code?.FlagsOf(flag.Script!).Declared(name)).FirstOrDefault(declared => declared is not null) is { } declared
            ? new StaticClaim("flag", subject, flag.Place, StaticVerdict.Agrees, FormattableString.Invariant($"line {declared.Line} of {flag.Script} declares it"))
            : new StaticClaim("flag", subject, flag.Place, StaticVerdict.Undecided, code is null ? "the script is not there" : code.FlagsUnknown(flag.Script!) ?? "the script declares no such flag, and may not be meant");
    }

    private static StaticClaim Example(ExampleCommand example, ExampleFindings findings)
    {
        var notJudged = findings.WhyNotJudged(example);
        var fault = notJudged is null ? findings.Faults(example).FirstOrDefault() : null;
        var open = example.Arguments.FirstOrDefault(word => !word.IsLiteral);
        var (verdict, reason) =
            notJudged is not null ? (StaticVerdict.Undecided, notJudged)
            : fault is not null ? (StaticVerdict.Contradicts, fault.Message)
            : open is not null ? (StaticVerdict.Undecided, $"'{open.Text}' is to be filled in")
            : (StaticVerdict.Agrees, "the script knows every flag of it");
        return new StaticClaim("example", example.Text, example.Place, verdict, reason);
    }

    private static StaticClaim File(FileReference reference, SkillFiles files) => new(
        "file",
        reference.Path,
        reference.Place,
        RelativePath.Resolve(reference.Path) is not { } path ? StaticVerdict.Undecided : files.Has(path) ? StaticVerdict.Agrees : StaticVerdict.Contradicts,
        RelativePath.Resolve(reference.Path) is not { } inside ? "it lies outside the skill" : files.Has(inside) ? "the file is there" : "the skill does not have it");

    /// <summary>Also one that a comment hides: the code has something else all the same.</summary>
    private static Problem? ProblemAt(Place place, string rules, ILookup<(string Path, int Line), Problem> found) =>
        found[(place.Path, place.Line)].FirstOrDefault(problem => problem.Rule.Id.StartsWith(rules, StringComparison.Ordinal));
}
