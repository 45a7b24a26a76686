using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using SkillContracts.Model.Code;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Finds what SKILL.md and the scripts' own words say of exit codes.</summary>
internal sealed class ExitCodeReader
{
    private static readonly string[] Subjects =
        ["script", "the tool", "cli", "validator", "helper", "engine", "runner", "checker", "脚本", "スクリプト", "스크립트"];

    private readonly ExitCodeContext _context;
    private HeadingBlock? _heading;
    private bool? _headingSpeaks;

    private ExitCodeReader(ExitCodeContext context) => _context = context;

    /// <summary>Reads a skill.</summary>
    /// <param name="document">SKILL.md.</param>
    /// <param name="folder">The skill's folder.</param>
    /// <param name="scripts">The skill's scripts, relative to its folder.</param>
    /// <param name="texts">What was read of them.</param>
    /// <param name="problems">Where problems go.</param>
    public static EquatableArray<ExitCodeClaim> Read(
        SkillDocument document, string folder, EquatableArray<string> scripts, EquatableArray<ScriptText> texts, List<Problem> problems)
    {
        var hints = new ExitCodeHints(document.Body);
        var context = new ExitCodeContext(document, scripts, hints, problems);
        if (!hints.IsEmpty)
        {
            new ExitCodeReader(context).Visit(document.Markdown);
        }

        return context.Claims.Concat(ScriptExitCodes.Read(folder, scripts, texts)).ToEquatableArray();
    }

    /// <summary>The form of a code in a sentence.</summary>
    public static ExitCodeForm FormOf(FoundCode found) =>
        found.IsListed ? ExitCodeForm.InlineList : found.Codes == ExitCodeSet.NonZero ? ExitCodeForm.NonZeroProse : ExitCodeForm.Prose;

    private void Visit(ContainerBlock container)
    {
        Block? previous = null;
        foreach (var block in container)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    (_heading, _headingSpeaks) = (heading, null);
                    break;
                case Table table:
                    ExitCodeTableReader.Read(_context, table, previous, InExitContext(previous));
                    break;
                case ListBlock list:
                    ReadList(list, previous);
                    break;
                case FencedCodeBlock fence when _context.HasHint(fence):
                    ExitCodeFenceReader.Read(_context, fence, previous);
                    break;
                case ParagraphBlock paragraph:
                    ReadParagraph(paragraph, previous);
                    break;
                case ContainerBlock inner:
                    Visit(inner);
                    break;
                default:
                    break;
            }

            previous = block;
        }
    }

    private void ReadParagraph(ParagraphBlock paragraph, Block? previous)
    {
        var hasHint = _context.HasHint(paragraph);
        if (!hasHint && !InExitContext(previous))
        {
            return;
        }

        var plain = PlainText.Of(paragraph);
        if (!hasHint && ReadDefinitions(paragraph, previous, plain))
        {
            return;
        }

        var list = hasHint ? [] : ExitCodeSentences.ReadList(plain, 0, isProse: true);
        foreach (var found in list.Count > 0 ? list : ExitCodeSentences.Read(plain, plain.Text, isProse: true))
        {
            AddSentence(paragraph, previous, plain, found);
        }
    }

    /// <summary>A list of terms and definitions: a line with a code, and <c>: meaning</c> on the next.</summary>
    private bool ReadDefinitions(ParagraphBlock paragraph, Block? previous, PlainText plain)
    {
        if (plain.Text.IndexOf("\n:", StringComparison.Ordinal) < 0)
        {
            return false;
        }

        var (lines, at, any) = (plain.Text.Split('\n'), 0, false);
        for (var i = 0; i + 1 < lines.Length; at += lines[i].Length + 1, i++)
        {
            if (lines[i + 1].StartsWith(":", StringComparison.Ordinal) && ExitCodeSet.TryParse(lines[i]) is { } codes)
            {
                var found = new FoundCode(codes, lines[i + 1].Substring(1).Trim(), at, IsListed: true, LeadKind.Noun);
                var source = plain.SourceOf(at);
                _context.Add(found, ExitCodeForm.Bullet, _context.Owners.Of(paragraph, previous, source), source, isDeclared: true);
                any = true;
            }
        }

        return any;
    }

    private void AddSentence(Block block, Block? previous, PlainText plain, FoundCode found)
    {
        var source = plain.SourceOf(found.At);
        var (start, end) = ExitCodeSentences.SentenceAt(plain.Text, found.At);
        var owner = _context.Owners.OfSentence(block.Span.Start - 1, plain.SourceOf(start) - 1, source, plain.SourceOf(end), IsOfSection(plain, start, found.At));
        if (found.IsListed && owner.Script is null && !_context.Owners.NamesOther(plain.SourceOf(start), plain.SourceOf(end)))
        {
            owner = _context.Owners.Of(block, previous, source);
        }

        _context.Add(found, FormOf(found), owner, source, isDeclared: found.IsListed);
    }

    /// <summary>True when a sentence speaks of "the script", or of nothing at all before its code.</summary>
    private static bool IsOfSection(PlainText plain, int start, int at)
    {
        var before = plain.Text.Substring(start, at - start);
        return ExitCodeLead.Next(before + " ", 0)?.At <= 2 || Subjects.Any(subject => before.IndexOf(subject, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    private void ReadList(ListBlock list, Block? previous)
    {
        var inContext = InExitContext(previous);
        if (!inContext && !_context.HasHint(list))
        {
            return;
        }

        var items = list.OfType<ListItemBlock>().ToList();
        var bullets = items.ConvertAll(item => item.Count > 0 && item[0] is ParagraphBlock paragraph && (inContext || _context.MayStartWithLead(paragraph)) ? ExitCodeBullet.Read(paragraph, inContext) : null);
        var isList = bullets.Count(bullet => bullet is { IsStrong: true }) >= 2 || bullets.Count(bullet => bullet is not null) * 2 >= items.Count;
        var owner = bullets.Exists(bullet => bullet is not null) ? _context.Owners.Of(list, previous) : default;
        for (var i = 0; i < items.Count; i++)
        {
            if (bullets[i] is { } bullet && (bullet.IsStrong || isList))
            {
                var isDeclared = isList && (inContext || bullet.Mark != CodeMark.Word || bullets.Count(other => other is not null) > 1);
                _context.Add(bullet.Found, isDeclared ? ExitCodeForm.Bullet : ExitCodeForm.Prose, owner, bullet.Source, isDeclared);
            }
            else
            {
                Visit(items[i]);
            }
        }
    }

    private bool InExitContext(Block? previous) => (_headingSpeaks ??= _context.SpeaksOfExits(_heading)) || _context.SpeaksOfExits(previous);
}
