using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SkillContracts.Model.Parsing;

/// <summary>An item of a list that starts with an exit code.</summary>
/// <param name="Found">The code.</param>
/// <param name="Source">Its place in the Markdown.</param>
/// <param name="IsStrong">True when the item itself says "exit".</param>
/// <param name="Mark">What stands behind the code.</param>
internal sealed record ExitCodeBullet(FoundCode Found, int Source, bool IsStrong, CodeMark Mark)
{
    private static readonly string[] CodeWords = ["code", "status", "código", "码", "コード", "코드"];

    /// <summary>Reads the first paragraph of an item.</summary>
    /// <param name="paragraph">The paragraph.</param>
    /// <param name="inContext">True when the words before the list speak of exit codes.</param>
    /// <returns>Null when it starts otherwise, and when it tells several codes: that is a sentence.</returns>
    public static ExitCodeBullet? Read(ParagraphBlock paragraph, bool inContext)
    {
        var plain = PlainText.Of(paragraph);
        var text = plain.Text;
        var start = ExitCodeGrammar.SkipSpace(text, 0);
        if (start >= text.Length)
        {
            return null;
        }

        var lead = ExitCodeLead.StartingAt(text, start);
        if (lead is { Kind: LeadKind.NonZero or LeadKind.Plural } || (lead is null && !inContext))
        {
            return null;
        }

        var code = lead?.End ?? CodeWord(text, start);
        if (ExitCodeGrammar.ReadItem(text, code, allowOther: lead is null) is not { } item || item.Mark == CodeMark.None)
        {
            return null;
        }

        if (item.Mark == CodeMark.Bare && (lead is not null || MarkdownInlines.Of(paragraph)?.FirstChild is not (CodeInline or EmphasisInline)))
        {
            return null;
        }

        var list = ExitCodeSentences.ReadPacked(plain, item);
        return list.Count > 1
            ? null
            : new ExitCodeBullet(new FoundCode(item.Codes, ExitCodeSentences.OneLine(text.Substring(item.MeaningAt)), item.At, IsListed: true, LeadKind.Noun), plain.SourceOf(item.At), lead is not null, item.Mark);
    }

    private static int CodeWord(string text, int start) => start + ExitCodeGrammar.WordAt(text, start, CodeWords).GetValueOrDefault();
}
