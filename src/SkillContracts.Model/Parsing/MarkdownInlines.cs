using System;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SkillContracts.Model.Parsing;

/// <summary>
/// Parses Markdown. What stands in a paragraph or heading without links, names of files and tables is parsed when a reader asks for it:
/// few do, and it is a third of Markdig's work.
/// </summary>
internal static class MarkdownInlines
{
    /// <summary>Markdig refuses more than 10,240 levels of inlines; a longer paragraph must be refused with its whole document.</summary>
    private const int LongestDeferred = 8 * 1024;

    private static readonly char[] Marks = ['|', ']', '`'];

    private static readonly MarkdownPipelineBuilder Builder = CreateBuilder();

    private static readonly MarkdownPipeline Pipeline = Builder.Build();

    private static readonly InlineParserList Parsers = new(Builder.InlineParsers);

    /// <summary>Parses a text.</summary>
    /// <exception cref="ArgumentException">It is nested too deeply.</exception>
    public static MarkdownDocument Parse(string text) => Markdown.Parse(text, Pipeline);

    /// <summary>The text of a block; null for code, HTML and the like.</summary>
    public static ContainerInline? Of(LeafBlock block)
    {
        if (block is ParagraphBlock or HeadingBlock && block is { ProcessInlines: false, Inline: null })
        {
            ProcessorOf(block).ProcessInlineLeaf(block);
        }

        return block.Inline;
    }

    /// <summary>False for a table without links and names of files.</summary>
    public static bool MayRefer(Table table, string body) =>
        table.Span.Start < 0 || table.Span.End >= body.Length || HasMarks(body, table.Span.Start, table.Span.End + 1, isTable: true);

    private static MarkdownPipelineBuilder CreateBuilder()
    {
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation();
        builder.BlockParsers.Replace<ParagraphBlockParser>(new ParagraphParser());
        builder.BlockParsers.Replace<HeadingBlockParser>(new HeadingParser());
        return builder;
    }

    private static InlineProcessor ProcessorOf(Block block)
    {
        while (block.Parent is { } parent)
        {
            block = parent;
        }

        if (block.GetData(typeof(InlineProcessor)) is not InlineProcessor processor)
        {
            processor = new InlineProcessor((MarkdownDocument)block, Parsers, preciseSourcelocation: true, context: null);
            block.SetData(typeof(InlineProcessor), processor);
        }

        return processor;
    }

    /// <summary>The text of a block that opens waits, from the start: the room for the lines of other blocks comes from a pool to which it must return.</summary>
    private static BlockState Wait(BlockState state, BlockProcessor processor)
    {
        if (state != BlockState.None)
        {
            ((LeafBlock)processor.NewBlocks.Peek()).ProcessInlines = false;
        }

        return state;
    }

    /// <summary>Tells when a block ends whether its text is parsed with the document.</summary>
    private static void Decide(LeafBlock block) => block.ProcessInlines = block.Span.Length > LongestDeferred || HasMarks(block);

    /// <summary>
    /// A table, for it must be parsed at once; a link; code that may be the path of a file, or the extension of one.
    /// All folders that a path may start with end with an s.
    /// </summary>
    private static bool HasMarks(LeafBlock block)
    {
        if (block.Lines.Count == 0)
        {
            return false;
        }

        var (first, last) = (block.Lines.Lines[0].Slice, block.Lines.Lines[block.Lines.Count - 1].Slice);
        return first.Text is { } text && last.End >= first.Start && HasMarks(text, first.Start, last.End + 1, isTable: false);
    }

    /// <summary>True when a link, code with a path or an extension, or else a table, may stand between two offsets of a text.</summary>
    private static bool HasMarks(string text, int start, int end, bool isTable)
    {
        var hasCode = false;
        for (var i = text.IndexOfAny(Marks, start, end - start); i >= 0; i = text.IndexOfAny(Marks, i + 1, end - i - 1))
        {
            var next = i + 1 < end ? text[i + 1] : '\0';
            if ((text[i] == '|' && !isTable) || (text[i] == ']' && next is '(' or '[') || (text[i] == '`' && (next == '.' || (char.IsWhiteSpace(next) && i + 2 < end && text[i + 2] == '.'))))
            {
                return true;
            }

            hasCode |= text[i] == '`';
        }

        return hasCode && text.IndexOf("s/", start, end - start, StringComparison.Ordinal) >= 0;
    }

    private sealed class ParagraphParser : ParagraphBlockParser
    {
        public override BlockState TryOpen(BlockProcessor processor) => Wait(base.TryOpen(processor), processor);

        public override bool Close(BlockProcessor processor, Block block)
        {
            if (!base.Close(processor, block))
            {
                return false;
            }

            if (block is ParagraphBlock paragraph)
            {
                Decide(paragraph);
            }

            return true;
        }
    }

    private sealed class HeadingParser : HeadingBlockParser
    {
        public override BlockState TryOpen(BlockProcessor processor) => Wait(base.TryOpen(processor), processor);

        public override bool Close(BlockProcessor processor, Block block)
        {
            var isClosed = base.Close(processor, block);
            Decide((HeadingBlock)block);
            return isClosed;
        }
    }
}
