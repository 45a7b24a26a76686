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
        foreach (var inline in InlinesOf(block))
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
        FirstInline(block)?.Span.Start ?? Math.Max(0, block.Span.Start);

    /// <summary>The first inline that has a place.</summary>
    public static Inline? FirstInline(Block block) => InlinesOf(block).Find(inline => !inline.Span.IsEmpty);

    /// <summary>Every inline below a block, in order. By hand: Markdig's Descendants costs several times as much.</summary>
    public static List<Inline> InlinesOf(MarkdownObject block)
    {
        var found = new List<Inline>();
        Collect(block, found);
        return found;
    }

    /// <summary>Every block of a kind, in order.</summary>
    public static List<T> BlocksOf<T>(ContainerBlock container)
        where T : Block
    {
        var found = new List<T>();
        Collect(container, found);
        return found;
    }

    private static void Collect<T>(ContainerBlock container, List<T> found)
        where T : Block
    {
        for (var i = 0; i < container.Count; i++)
        {
            if (container[i] is T block)
            {
                found.Add(block);
            }

            if (container[i] is ContainerBlock inner)
            {
                Collect(inner, found);
            }
        }
    }

    private static void Collect(MarkdownObject item, List<Inline> found)
    {
        if (item is ContainerBlock blocks)
        {
            for (var i = 0; i < blocks.Count; i++)
            {
                Collect(blocks[i], found);
            }
        }

        for (var inline = item is LeafBlock leaf ? leaf.Inline?.FirstChild : (item as ContainerInline)?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            found.Add(inline);
            if (inline is ContainerInline)
            {
                Collect(inline, found);
            }
        }
    }
}
