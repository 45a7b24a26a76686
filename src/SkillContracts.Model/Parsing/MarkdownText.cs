using System;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads Markdig's blocks.</summary>
internal static class MarkdownText
{
    /// <summary>The text that a reader sees.</summary>
    public static string Plain(Block block)
    {
        var text = new StringBuilder();
        AppendPlain(block, text);
        return text.ToString().Trim();
    }

    /// <summary>True when the Markdown of a block holds the words.</summary>
    public static bool Holds(Block block, string words, string body) =>
        block.Span.Start >= 0 && body.IndexOf(words, block.Span.Start, Math.Min(block.Span.Length, body.Length - block.Span.Start), StringComparison.Ordinal) >= 0;

    /// <summary>Where a block's text begins; a row of a table has no place of its own.</summary>
    public static int StartOf(Block block) =>
        FirstInline(block)?.Span.Start ?? Math.Max(0, block.Span.Start);

    /// <summary>The first inline that has a place.</summary>
    public static Inline? FirstInline(Block block)
    {
        if (block is LeafBlock leaf)
        {
            return FirstInline(MarkdownInlines.Of(leaf));
        }

        if (block is ContainerBlock blocks)
        {
            for (var i = 0; i < blocks.Count; i++)
            {
                if (FirstInline(blocks[i]) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static Inline? FirstInline(ContainerInline? container)
    {
        for (var inline = container?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (!inline.Span.IsEmpty)
            {
                return inline;
            }

            if (FirstInline(inline as ContainerInline) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static void AppendPlain(Block block, StringBuilder text)
    {
        if (block is LeafBlock leaf)
        {
            AppendPlain(MarkdownInlines.Of(leaf), text);
        }
        else if (block is ContainerBlock blocks)
        {
            for (var i = 0; i < blocks.Count; i++)
            {
                AppendPlain(blocks[i], text);
            }
        }
    }

    /// <summary>By hand: Markdig's Descendants costs several times as much.</summary>
    private static void AppendPlain(ContainerInline? container, StringBuilder text)
    {
        for (var inline = container?.FirstChild; inline is not null; inline = inline.NextSibling)
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
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case ContainerInline inner:
                    text.Append(inner is PipeTableDelimiterInline ? "|" : "");
                    AppendPlain(inner, text);
                    break;
                default:
                    break;
            }
        }
    }
}
