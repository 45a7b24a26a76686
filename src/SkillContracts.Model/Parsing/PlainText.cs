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
        foreach (var inline in MarkdownText.InlinesOf(block))
        {
            switch (inline)
            {
                case LiteralInline literal:
                    plain.Add(literal.Content.ToString(), literal.Span.Start);
                    break;
                case CodeInline code:
                    plain.Add(code.Content, code.Span.Start, isCode: true);
                    break;
                case HtmlEntityInline entity:
                    plain.Add(entity.Transcoded.ToString(), entity.Span.Start);
                    break;
                case LineBreakInline or HtmlInline { Tag: "<br>" or "<br/>" or "<br />" }:
                    plain.Add("\n", inline.Span.Start);
                    break;
                default:
                    break;
            }
        }

        return plain;
    }

    /// <summary>Adds a part.</summary>
    /// <param name="text">What a reader sees.</param>
    /// <param name="source">Where it starts in the source, in UTF-16 units from 0.</param>
    /// <param name="isCode">True for a code span.</param>
    public void Add(string text, int source, bool isCode = false)
    {
        if (text.Length > 0)
        {
            _pieces.Add(new Piece(_built.Length, _built.Length + text.Length - text.TrimStart().Length, source, isCode));
            _built.Append(text);
        }
    }

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
