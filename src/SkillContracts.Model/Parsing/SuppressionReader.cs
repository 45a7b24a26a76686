using System;
using System.Collections.Generic;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads the comments that suppress rules: above a block for that block, before everything else for the whole skill.</summary>
internal static class SuppressionReader
{
    private const string Marker = "skillcontracts-ignore";

    /// <summary>A part of the marker that starts and ends with letters that seldom stand so in other words: that is quicker to search.</summary>
    private const string Rarest = "cts-ig";

    private const int MostComments = 500;

    private const string Form = "A suppression needs the ids of rules, a colon and a reason";

    public static EquatableArray<Suppression> Read(SkillDocument document, List<Problem> problems)
    {
        var found = new List<Suppression>();
        if (document.Body.IndexOf(Rarest, StringComparison.Ordinal) >= 0)
        {
            Visit(document.Markdown, document, found, problems);
        }

        return found.ToEquatableArray();
    }

    private static void Visit(ContainerBlock container, SkillDocument document, List<Suppression> found, List<Problem> problems)
    {
        var (atTop, next) = (container is MarkdownDocument, 0);
        for (var i = 0; i < container.Count; i++)
        {
            if (container[i] is ContainerBlock inner)
            {
                Visit(inner, document, found, problems);
            }
            else if (container[i] is HtmlBlock { Type: HtmlBlockType.Comment } comment)
            {
                if (MarkdownText.Holds(comment, Marker, document.Body))
                {
                    next = Math.Max(next, i + 1);
                    while (next < container.Count && container[next] is HtmlBlock { Type: HtmlBlockType.Comment })
                    {
                        next++;
                    }

                    Add(comment, atTop ? null : next < container.Count ? container[next] : comment, document, found, problems);
                }

                continue;
            }

            if (container[i] is ParagraphBlock leaf && MarkdownText.Holds(leaf, Marker, document.Body))
            {
                RefuseInline(leaf, document, problems);
            }

            atTop = false;
        }
    }

    private static void RefuseInline(LeafBlock leaf, SkillDocument document, List<Problem> problems)
    {
        for (var inline = MarkdownInlines.Of(leaf)?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (inline is not HtmlInline html || html.Tag.IndexOf(Marker, StringComparison.Ordinal) < 0)
            {
                continue;
            }

            problems.Add(Problem.Of(RuleTable.InvalidSuppression, document.Map.PlaceOf(document.BodyStart + inline.Span.Start), "A suppression inside a paragraph hides nothing; put it on a line of its own above"));
        }
    }

    private static void Add(HtmlBlock comment, Block? target, SkillDocument document, List<Suppression> found, List<Problem> problems)
    {
        var text = document.Body.Substring(comment.Span.Start, comment.Span.Length).Trim();
        var place = document.Map.PlaceOf(document.BodyStart + comment.Span.Start);
        if (found.Count >= MostComments)
        {
            problems.Add(Problem.Of(RuleTable.InvalidSuppression, place, $"Only the first {MostComments} suppressions of a skill are read"));
            return;
        }

        var colon = text.IndexOf(':');
        var end = text.IndexOf("-->", StringComparison.Ordinal);
        var start = text.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length;
        var reason = colon > start && end > colon ? text.Substring(colon + 1, end - colon - 1).Trim() : "";
        var ids = colon > start ? text.Substring(start, colon - start).Split([',', ' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries) : [];
        if (reason.Length == 0 || ids.Length == 0)
        {
            problems.Add(Problem.Of(RuleTable.InvalidSuppression, place, Form));
            return;
        }

        int? lastLine = target is null ? null : document.Map.PlaceOf(document.BodyStart + Math.Min(document.Body.Length, target.Span.End + 1)).Line;
        foreach (var id in ids)
        {
            if (RuleTable.Find(id) is not { } rule)
            {
                problems.Add(Problem.Of(RuleTable.InvalidSuppression, place, $"There is no rule '{id}'"));
            }
            else if (rule.Topic == "Tool" || rule.Input == RuleInput.Repository)
            {
                problems.Add(Problem.Of(RuleTable.InvalidSuppression, place, $"The rule {id} does not belong to one skill and cannot be suppressed in it"));
            }
            else if (RuleSettings.Fault(id) is { } fault)
            {
                problems.Add(Problem.Of(RuleTable.InvalidSuppression, place, "It cannot be suppressed: " + fault));
            }
            else
            {
                found.Add(new Suppression(id, reason, place, lastLine));
            }
        }
    }
}
