using System.Linq;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Tests.Findings;

/// <summary>A document compared with scripts: what rules of exit codes, flags and examples say.</summary>
internal static class Compared
{
    /// <summary>The body starts on line 5 of SKILL.md.</summary>
    public static string[] Problems(string body, params (string Path, string Text)[] scripts) => Found(body, scripts)
        .Select(problem => $"{problem.Place.Path.Split('/').Last()}({problem.Place.Line},{problem.Place.Column}) {problem.Rule.Id}: {problem.Message}")
        .ToArray();

    public static string[] Ids(string body, params (string Path, string Text)[] scripts) => Found(body, scripts).Select(problem => problem.Rule.Id).ToArray();

    private static Model.Rules.Problem[] Found(string body, (string Path, string Text)[] scripts) => Skills.Parse(
            new SourceFile("demo/SKILL.md", Skills.Frontmatter + body),
            files: scripts.Select(script => script.Path).ToArray(),
            scripts: scripts.Select(script => new SourceFile("demo/" + script.Path, script.Text)).ToArray())
        .Problems
        .Where(problem => problem.Rule.Id is [.., '2' or '6', '0', '0' or '1', _] && problem.Rule.Id is not ("SKC2001" or "SKC2002"))
        .ToArray();
}
