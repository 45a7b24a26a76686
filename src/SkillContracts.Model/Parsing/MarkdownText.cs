using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads Markdig's blocks.</summary>
internal static class MarkdownText
{
    /// <summary>The text that a reader sees.</summary>
    public static string Plain(MarkdownObject block)
    {
        var text = new StringBuilder();
        var inlines = block is LeafBlock leaf ? leaf.Inline?.Descendants() ?? [] : block.Descendants();
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.Text, literal.Content.Start, literal.Content.Length);
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.Text, entity.Transcoded.Start, entity.Transcoded.Length);
                    break;
                case PipeTableDelimiterInline:
                    text.Append('|');
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                default:
                    break;
            }
        }

        return text.ToString().Trim();
    }

    /// <summary>True when the Markdown of a block holds the words.</summary>
    public static bool Holds(Block block, string words, string body) =>
        block.Span.Start >= 0 && body.IndexOf(words, block.Span.Start, Math.Min(block.Span.Length, body.Length - block.Span.Start), StringComparison.Ordinal) >= 0;

    /// <summary>The plain texts of a table's cells, row by row, the header first.</summary>
    public static List<List<string>> Cells(Table table) =>
        table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(Plain).ToList()).ToList();

    /// <summary>Where a block's text begins; a row of a table has no place of its own.</summary>
    public static int StartOf(Block block) =>
        block.Descendants<Inline>().FirstOrDefault(found => !found.Span.IsEmpty)?.Span.Start ?? Math.Max(0, block.Span.Start);
}
