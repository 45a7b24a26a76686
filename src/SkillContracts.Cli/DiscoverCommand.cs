using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Findings;
using SkillContracts.Runner;

namespace SkillContracts.Cli;

/// <summary><c>discover</c>: what a skill claims, and what can be told of its claims without a contract.</summary>
internal static class DiscoverCommand
{
    private const int MostShown = 12;

    public static ExitCode Run(string path, bool json, TextWriter output, TextWriter errors)
    {
        if (SkillPaths.Find([path], errors) is not { } folders)
        {
            return ExitCode.SkillMissing;
        }

        if (SkillPaths.One(path, folders) is not { } folder)
        {
            errors.WriteLine($"{SkillPaths.Shown(path)}: {folders.Count} skills lie below; name one of them");
            return ExitCode.Usage;
        }

        if (SkillPaths.Load(folder, null, errors) is not { } skill)
        {
            return ExitCode.SkillMissing;
        }

        var claims = StaticClaim.Of(skill.Source, skill.Parsed);
        if (json)
        {
            SkillModelJson.Write(skill, claims, output);
        }
        else
        {
            output.WriteLine(Paragraph(skill));
            output.WriteLine();
            WriteClaims(skill, claims, output);
        }

        return ExitCode.Held;
    }

    /// <summary>One paragraph; every sentence carries its line.</summary>
    private static string Paragraph(LoadedSkill skill)
    {
        var (contract, surface) = (skill.Contract, skill.Parsed.Surface);
        var said = new List<string>
        {
            $"{SkillPaths.Shown(contract.Name)}: {(contract.Description.Length == 0 ? "it has no description" : Visible.OneLine(contract.Description.Trim(), 1100).TrimEnd('.'))}.",
        };
        Add(said, "It runs", contract.Scripts.Select(script => (script, surface.Examples.FirstOrDefault(example => example.Script == script)?.Place)));
        Add(said, "It reads", surface.Inputs.Select(input => (input.Extension, (Place?)input.Place)));
        Add(said, "It writes", surface.Outputs.Select(written => (written.Extension, (Place?)written.Place)));
        Add(said, "It takes", surface.Flags.DistinctBy(flag => flag.Names[flag.Names.Count - 1]).Select(flag => (flag.Names[flag.Names.Count - 1], (Place?)flag.Place)));
        Add(said, "It ends with", contract.ExitCodes.Where(claim => claim.IsDeclared).Select(claim => ($"{claim.Codes} for {Visible.OneLine(claim.Meaning, 60)}", (Place?)claim.Place)));
        said.Add(FormattableString.Invariant($"Its body has {surface.Body.LineCount} lines, about {surface.Body.TokenCount:N0} tokens ({surface.Body.Tier})."));
        said.Add(contract.Experiments.Count switch { 0 => "No experiment is declared.", 1 => "1 experiment is declared.", var count => $"{count} experiments are declared." });
        return string.Join(" ", said);
    }

    private static void Add(List<string> said, string verb, IEnumerable<(string What, Place? Place)> things)
    {
        var all = things.ToList();
        if (all.Count > 0)
        {
            var shown = all.Take(MostShown).Select(thing => Visible.OneLine(thing.What, 120) + (thing.Place is { } place ? $" ({Visible.OneLine(Path.GetFileName(place.Path))}:{place.Line})" : ""));
            said.Add($"{verb} {string.Join(", ", shown)}{(all.Count > MostShown ? $" and {all.Count - MostShown} more" : "")}.");
        }
    }

    private static void WriteClaims(LoadedSkill skill, EquatableArray<StaticClaim> claims, TextWriter output)
    {
        output.WriteLine("What can be told without a contract, from text and code alone:");
        foreach (var claim in claims.OrderBy(claim => claim.Verdict switch { StaticVerdict.Contradicts => 0, StaticVerdict.Agrees => 1, _ => 2 }))
        {
            var place = SkillPaths.Here(skill, claim.Place);
            output.WriteLine($"  {Word(claim.Verdict),-11} {Visible.OneLine(place.ToString())}: {claim.Kind} {Visible.OneLine(claim.Subject, 100)}: {Visible.OneLine(claim.Reason, 200)}");
        }

        output.WriteLine();
        output.WriteLine(
            $"{claims.Count(claim => claim.Verdict == StaticVerdict.Contradicts)} contradicted, {claims.Count(claim => claim.Verdict == StaticVerdict.Agrees)} agree, {claims.Count(claim => claim.Verdict == StaticVerdict.Undecided)} undecided; only an experiment tells whether a claim holds");
    }

    /// <summary>The verdict as reports have it.</summary>
    internal static string Word(StaticVerdict verdict) => verdict switch
    {
        StaticVerdict.Agrees => "agrees",
        StaticVerdict.Contradicts => "contradicts",
        _ => "undecided",
    };
}
