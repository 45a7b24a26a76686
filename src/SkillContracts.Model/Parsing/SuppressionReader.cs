using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads the comments that suppress rules: above a block for that block, before everything else for the whole skill.</summary>
internal static class SuppressionReader
{
    private const string Marker = "skillcontracts-ignore";

    private static readonly Regex Comment = new(
        @"\A<!--\s*skillcontracts-ignore\s+(?<ids>[^:]*?)\s*:\s*(?<reason>\S[\s\S]*?)\s*-->\s*\z", RegexOptions.CultureInvariant);

    public static EquatableArray<Suppression> Read(SkillDocument document, List<Problem> problems)
    {
        var found = new List<Suppression>();
        if (document.Body.IndexOf(Marker, StringComparison.Ordinal) >= 0)
        {
            Visit(document.Markdown, document, found, problems);
        }

        return found.ToEquatableArray();
    }

    private static void Visit(ContainerBlock container, SkillDocument document, List<Suppression> found, List<Problem> problems)
    {
        var atTop = container is MarkdownDocument;
        for (var i = 0; i < container.Count; i++)
        {
            if (container[i] is ContainerBlock inner)
            {
                Visit(inner, document, found, problems);
            }
            else if (container[i] is HtmlBlock { Type: HtmlBlockType.Comment } comment)
            {
                var target = container.Skip(i + 1).FirstOrDefault(block => block is not HtmlBlock { Type: HtmlBlockType.Comment });
                Add(comment, atTop ? null : target ?? comment, document, found, problems);
                continue;
            }

            atTop = false;
        }
    }

    private static void Add(HtmlBlock comment, Block? target, SkillDocument document, List<Suppression> found, List<Problem> problems)
    {
        var text = document.Body.Substring(comment.Span.Start, comment.Span.Length).Trim();
        if (text.IndexOf(Marker, StringComparison.Ordinal) < 0)
        {
            return;
        }

        var place = document.Map.PlaceOf(document.BodyStart + comment.Span.Start);
        var match = Comment.Match(text);
        if (!match.Success)
        {
            problems.Add(Problem.Of(RuleTable.InvalidSuppression, place, "A suppression needs the ids of rules, a colon and a reason"));
            return;
        }

        int? lastLine = target is null ? null : document.Map.PlaceOf(document.BodyStart + Math.Min(document.Body.Length, target.Span.End + 1)).Line;
        foreach (var id in match.Groups["ids"].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (RuleTable.Find(id) is not { } rule)
            {
                problems.Add(Problem.Of(RuleTable.InvalidSuppression, place, $"There is no rule '{id}'"));
            }
            else if (rule.Topic == "Tool" || rule.Input == RuleInput.Repository)
            {
                problems.Add(Problem.Of(RuleTable.InvalidSuppression, place, $"The rule {id} does not belong to one skill and cannot be suppressed in it"));
            }
            else
            {
                found.Add(new Suppression(id, match.Groups["reason"].Value, place, lastLine));
            }
        }
    }
}
