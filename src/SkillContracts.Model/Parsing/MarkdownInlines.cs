using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SkillContracts.Model.Parsing;

/// <summary>
/// Parses Markdown. What stands in a paragraph without links, code and tables is parsed when a reader asks for it:
/// few do, and it is a fifth of Markdig's work.
/// </summary>
internal static class MarkdownInlines
{
    private static readonly MarkdownPipelineBuilder Builder = CreateBuilder();

    private static readonly MarkdownPipeline Pipeline = Builder.Build();

    private static readonly InlineParserList Parsers = new(Builder.InlineParsers);

    /// <summary>Parses a text.</summary>
    /// <exception cref="System.ArgumentException">It is nested too deeply.</exception>
    public static MarkdownDocument Parse(string text) => Markdown.Parse(text, Pipeline);

    /// <summary>The text of a block; null for code, HTML and the like.</summary>
    public static ContainerInline? Of(LeafBlock block)
    {
        if (block is ParagraphBlock { ProcessInlines: false, Inline: null })
        {
            ProcessorOf(block).ProcessInlineLeaf(block);
        }

        return block.Inline;
    }

    private static MarkdownPipelineBuilder CreateBuilder()
    {
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation();
        builder.BlockParsers.Replace<ParagraphBlockParser>(new ParagraphParser());
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

    /// <summary>Tells when a paragraph ends whether its text is parsed with the document.</summary>
    private sealed class ParagraphParser : ParagraphBlockParser
    {
        /// <summary>Markdig refuses more than 10,240 levels of inlines; a longer paragraph must be refused with its whole document.</summary>
        private const int LongestDeferred = 8 * 1024;

        /// <summary>Of links, code and tables: a paragraph that becomes a table must be parsed at once.</summary>
        private static readonly char[] Marks = ['[', '`', '|'];

        public override BlockState TryOpen(BlockProcessor processor)
        {
            var state = base.TryOpen(processor);
            if (state != BlockState.None)
            {
                // From the start, because the room for the lines of other paragraphs comes from a pool to which it must return.
                ((LeafBlock)processor.NewBlocks.Peek()).ProcessInlines = false;
            }

            return state;
        }

        public override bool Close(BlockProcessor processor, Block block)
        {
            if (!base.Close(processor, block))
            {
                return false;
            }

            if (block is ParagraphBlock paragraph)
            {
                paragraph.ProcessInlines = paragraph.Span.Length > LongestDeferred || HasMarks(paragraph);
            }

            return true;
        }

        private static bool HasMarks(ParagraphBlock block)
        {
            for (var i = 0; i < block.Lines.Count; i++)
            {
                var line = block.Lines.Lines[i].Slice;
                if (line.Length > 0 && line.Text.IndexOfAny(Marks, line.Start, line.Length) >= 0)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
