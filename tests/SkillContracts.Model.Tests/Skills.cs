using System.Linq;
using SkillContracts.Model.Code;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Tests;

/// <summary>Skills made of small texts: folder <c>demo</c>, contract in <c>demo/evals</c>.</summary>
internal static class Skills
{
    /// <summary>A frontmatter without faults; what follows it starts on line 5.</summary>
    public const string Frontmatter = "---\nname: demo\ndescription: Does it.\n---\n";

    /// <summary>An experiment without faults; a further key with four spaces before it stands on line 5.</summary>
    public const string Experiment = "version: 1\nexperiments:\n  - name: first\n    run: x\n";

    public static ParsedSkill ParseDocument(string text, params string[] files) =>
        Parse(new SourceFile("demo/SKILL.md", text), files: files);

    public static ParsedSkill ParseBody(string markdown, params string[] files) => ParseDocument(Frontmatter + markdown, files);

    public static ParsedSkill ParseContract(string yaml, string body = "", string[]? files = null, string[]? fixtures = null, params SourceFile[] scripts) =>
        Parse(new SourceFile("demo/SKILL.md", Frontmatter + body), new SourceFile("demo/evals/contract.yaml", yaml), files, fixtures, scripts);

    public static ParsedSkill ParseExperiment(string keys, string body = "", string[]? files = null, string[]? fixtures = null) =>
        ParseContract(Experiment + keys, body, files, fixtures);

    public static ParsedSkill Parse(
        SourceFile document, SourceFile? contract = null, string[]? files = null, string[]? fixtures = null, SourceFile[]? scripts = null, string folder = "demo") =>
        SkillParser.Parse(new SkillSource(
            folder,
            document,
            contract,
            (scripts ?? []).Select(script => ScriptText.Read(script.Path, script.Text)).ToEquatableArray(),
            (files ?? []).ToEquatableArray(),
            (fixtures ?? []).ToEquatableArray()));

    /// <summary>Each problem as <c>SKILL.md(3,1) SKC1007</c>.</summary>
    public static string[] Places(this ParsedSkill parsed) => parsed.Problems
        .Select(problem => $"{problem.Place.Path.Split('/').Last()}({problem.Place.Line},{problem.Place.Column}) {problem.Rule.Id}")
        .ToArray();

    public static string[] Messages(this ParsedSkill parsed) => parsed.Problems.Select(problem => problem.Message).ToArray();

    /// <summary>Each exit-code claim as <c>7 convert.py:2 output exists</c>: line, row name, meaning.</summary>
    public static string[] Claims(this ParsedSkill parsed) =>
        parsed.Contract.ExitCodes.Select(claim => $"{claim.Place.Line} {claim.RowName} {claim.Meaning}").ToArray();

    /// <summary>Each exit-code claim as <c>7 Table Declared convert.py:2</c>: line, form, confidence, row name.</summary>
    public static string[] Forms(this ParsedSkill parsed) =>
        parsed.Contract.ExitCodes.Select(claim => $"{claim.Place.Line} {claim.Form} {claim.Confidence} {claim.RowName}").ToArray();
}
