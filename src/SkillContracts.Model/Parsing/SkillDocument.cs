using System;
using System.Collections.Generic;
using Markdig.Syntax;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>The Markdown below the frontmatter, parsed once for all its readers.</summary>
/// <param name="Map">The whole file.</param>
/// <param name="BodyStart">Where the Markdown begins in it, in UTF-16 units from 0.</param>
/// <param name="Body">The Markdown's text.</param>
/// <param name="Markdown">Its blocks, with spans relative to <paramref name="Body"/>; none when it is nested too deeply.</param>
internal sealed record SkillDocument(LineMap Map, int BodyStart, string Body, MarkdownDocument Markdown)
{
    public static SkillDocument Parse(LineMap map, int bodyStart, List<Problem> problems)
    {
        var body = map.Text.Substring(bodyStart);
        try
        {
            if (!MarkdownLimits.Exceeds(body))
            {
                var markdown = MarkdownInlines.Parse(body);
                if (markdown.LineStartIndexes is { } lines && body.IndexOf('\r') < 0)
                {
                    map.Take(bodyStart, lines);
                }

                return new SkillDocument(map, bodyStart, body, markdown);
            }
        }
        catch (ArgumentException)
        {
            // Markdig's own guard against deep nesting.
        }

        problems.Add(Problem.Of(RuleTable.UnreadableMarkdown, map.PlaceOf(bodyStart)));
        return new SkillDocument(map, bodyStart, body, []);
    }
}
