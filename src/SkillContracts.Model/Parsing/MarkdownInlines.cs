using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SkillContracts.Model.Parsing;

/// <summary>
/// Parses Markdown. What stands in a paragraph or heading without links, code and tables is parsed when a reader asks for it:
/// few do, and it is a fifth of Markdig's work.
/// </summary>
internal static class MarkdownInlines
{
    /// <summary>Markdig refuses more than 10,240 levels of inlines: a longer text must be refused with the whole document, so it is parsed at once.</summary>
    private const int LongestDeferred = 8 * 1024;

    /// <summary>Of links, code and tables; a paragraph that becomes a table must be parsed at once.</summary>
    private static readonly char[] Marks = ['[', '`', '|'];

    private static readonly MarkdownPipelineBuilder Builder = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation();

    private static readonly MarkdownPipeline Pipeline = BuildPipeline();

    private static readonly InlineParserList Parsers = new(Builder.InlineParsers);

    /// <summary>Parses the blocks of a text.</summary>
    /// <exception cref="System.ArgumentException">They are nested too deeply.</exception>
    public static MarkdownDocument Parse(string text) => Markdown.Parse(text, Pipeline);

    /// <summary>The text of a block; null for code, HTML and the like.</summary>
    public static ContainerInline? Of(LeafBlock block)
    {
        if (block is { ProcessInlines: false, Inline: null } and (ParagraphBlock or HeadingBlock))
        {
            ProcessorOf(block).ProcessInlineLeaf(block);
        }

        return block.Inline;
    }

    private static MarkdownPipeline BuildPipeline()
    {
        foreach (var parser in Builder.BlockParsers)
        {
            if (parser is ParagraphBlockParser or HeadingBlockParser)
            {
                parser.Closed += Defer;
            }
        }

        return Builder.Build();
    }

    private static void Defer(BlockProcessor processor, Block block)
    {
        if (block is LeafBlock { ProcessInlines: true } leaf)
        {
            leaf.ProcessInlines = HasMarks(leaf) || leaf.Span.Length > LongestDeferred;
        }
    }

    private static bool HasMarks(LeafBlock block)
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
}
