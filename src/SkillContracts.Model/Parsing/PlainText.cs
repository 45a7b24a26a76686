using System.Collections.Generic;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SkillContracts.Model.Parsing;

/// <summary>A text as a reader of rendered Markdown, or of a comment without its marks, sees it, with the way back to the source.</summary>
internal sealed class PlainText
{
    private readonly StringBuilder _built = new();
    private readonly List<Piece> _pieces = [];
    private string? _text;

    public int Length => _built.Length;

    public string Text => _text ??= _built.ToString();

    /// <summary>The rendered text of a paragraph, heading or table cell; a line end is <c>\n</c>.</summary>
    public static PlainText Of(Block block)
    {
        var plain = new PlainText();
        plain.Add(block);
        return plain;
    }

    /// <summary>Adds a part.</summary>
    /// <param name="text">What a reader sees.</param>
    /// <param name="source">Where it starts in the source, in UTF-16 units from 0.</param>
    /// <param name="isCode">True for a code span.</param>
    public void Add(string text, int source, bool isCode = false) => Add(text, 0, text.Length, source, isCode);

    /// <summary>The offset in the source of a character of <see cref="Text"/>.</summary>
    public int SourceOf(int index)
    {
        var piece = PieceAt(index);
        return piece.Source + (piece.IsCode ? 0 : index - piece.At);
    }

    /// <summary>True for a character of a code span.</summary>
    public bool IsCode(int index) => PieceAt(index).IsCode;

    /// <summary>True for a character of a code span that is not its first: part of a command, not of the sentence.</summary>
    public bool IsInsideCode(int index) => PieceAt(index) is { IsCode: true } piece && index > piece.FirstWordAt;

    private void Add(Block block)
    {
        if (block is LeafBlock leaf)
        {
            Add(MarkdownInlines.Of(leaf));
        }
        else if (block is ContainerBlock blocks)
        {
            for (var i = 0; i < blocks.Count; i++)
            {
                Add(blocks[i]);
            }
        }
    }

    private void Add(ContainerInline? container)
    {
        for (var inline = container?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    Add(literal.Content.Text, literal.Content.Start, literal.Content.Length, literal.Span.Start, isCode: false);
                    break;
                case CodeInline code:
                    Add(code.Content, code.Span.Start, isCode: true);
                    break;
                case HtmlEntityInline entity:
                    Add(entity.Transcoded.Text, entity.Transcoded.Start, entity.Transcoded.Length, entity.Span.Start, isCode: false);
                    break;
                case LineBreakInline or HtmlInline { Tag: "<br>" or "<br/>" or "<br />" }:
                    Add("\n", inline.Span.Start);
                    break;
                case ContainerInline inner:
                    Add(inner);
                    break;
                default:
                    break;
            }
        }
    }

    private void Add(string text, int start, int length, int source, bool isCode)
    {
        if (length <= 0)
        {
            return;
        }

        var firstWord = 0;
        while (firstWord < length && char.IsWhiteSpace(text[start + firstWord]))
        {
            firstWord++;
        }

        _pieces.Add(new Piece(_built.Length, _built.Length + firstWord, source, isCode));
        _built.Append(text, start, length);
    }

    private Piece PieceAt(int index)
    {
        var (low, high) = (0, _pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _pieces[middle].At <= index ? (middle, high) : (low, middle - 1);
        }

        return _pieces.Count == 0 ? default : _pieces[low];
    }

    private readonly record struct Piece(int At, int FirstWordAt, int Source, bool IsCode);
}
