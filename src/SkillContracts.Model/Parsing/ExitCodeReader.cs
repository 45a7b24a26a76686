using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Finds tables and bullet lists of exit codes in the Markdown of a SKILL.md.</summary>
internal sealed class ExitCodeReader
{
    private static readonly Regex ExitHeader = new(
        @"\b(?:exit|return)[\s-]?(?:codes?|status|value)\b|^\W*exits?\W*$|\bexit\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex CodeHeader = new(@"^\W*(?:code|status|value|rc|number)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex MeaningHeader = new(
        @"\b(?:meaning|means|description|reason|when|outcome|result|condition|cause|signal|verdict|state|status)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex ExitContext = new(
        @"\b(?:exit|return)[\s-]?(?:codes?|status(?:es)?|values?)\b|\bexits\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Bullet = new(
        @"^(?<exit>exits?(?:\s+(?:codes?|status|with))?\s+)?(?:code\s+)?(?<codes>(?>[0-9]{1,3}(?:\s*(?:-|–|,|/|or)\s*[0-9]{1,3})*)|(?:any\s+)?(?:other\s+)?non-?zero|other)(?:\s*(?:(?::|—|–|=+|→|->|=>|-+)\s*|(?=\()|\s(?=(?:when|if|on|means|is|for)\b))|(?<bare>\s))(?<meaning>\S.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>A further code in the meaning: one line that lists them all, which a bullet of one code is not.</summary>
    private static readonly Regex FurtherCode = new(@"[,;·]\s*[0-9]{1,3}\s*(?:=|:|→|->|=>)", RegexOptions.CultureInvariant);

    private readonly SkillDocument _document;
    private readonly LineMap _map;
    private readonly int _bodyStart;
    private readonly EquatableArray<string> _scripts;
    private readonly List<Problem> _problems;
    private readonly List<ExitCodeClaim> _claims = [];
    private readonly List<HeadingBlock> _headings = [];
    private ScriptMentions? _mentions;

    private ExitCodeReader(SkillDocument document, EquatableArray<string> scripts, List<Problem> problems) =>
        (_document, _map, _bodyStart, _scripts, _problems) = (document, document.Map, document.BodyStart, scripts, problems);

    public static EquatableArray<ExitCodeClaim> Read(SkillDocument document, EquatableArray<string> scripts, List<Problem> problems)
    {
        var reader = new ExitCodeReader(document, scripts, problems);
        reader.Visit(document.Markdown);
        return reader._claims.ToEquatableArray();
    }

    private void Visit(ContainerBlock container)
    {
        Block? previous = null;
        foreach (var block in container)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    _headings.RemoveAll(open => open.Level >= heading.Level);
                    _headings.Add(heading);
                    break;
                case Table table:
                    ReadTable(table, previous);
                    break;
                case ListBlock list when ReadList(list, previous):
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

    private void ReadTable(Table table, Block? previous)
    {
        var rows = table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(PlainText).ToList()).ToList();
        if (rows.Count < 2 || CodeColumn(rows[0], InExitContext(previous)) is not { } column)
        {
            return;
        }

        var codes = rows.Skip(1).Select(cells => cells.Count > column ? ParseCell(cells[column]) : null).ToList();
        if (codes.Count(code => code is not null) * 2 < codes.Count)
        {
            return;
        }

        var meaning = MeaningColumn(rows[0], column);
        var script = Script(table);
        var line = LineOf(table) + 1;
        foreach (var (row, index) in table.OfType<TableRow>().Skip(1).Select((row, index) => (row, index)))
        {
            var cells = rows[index + 1];
            line = row.Descendants<Inline>().Any() ? LineOf(row) : Math.Min(line + 1, _map.LineCount); // an empty row has no place of its own
            if (codes[index] is { } set)
            {
                Add(set, cells.ElementAtOrDefault(meaning) ?? "", script, line);
            }
            else
            {
                var place = new Place(_map.Path, line, 1);
                _problems.Add(Problem.Of(RuleTable.RowWithoutCode, place, cells.ElementAtOrDefault(column) ?? ""));
            }
        }
    }

    private bool ReadList(ListBlock list, Block? previous)
    {
        var inContext = InExitContext(previous);
        var found = new List<(ExitCodeSet Codes, string Meaning, int Line)>();
        var items = list.OfType<ListItemBlock>().ToList();
        foreach (var item in items)
        {
            if (item.FirstOrDefault() is ParagraphBlock paragraph
                && Bullet.Match(PlainText(paragraph)) is { Success: true } match
                && (inContext || match.Groups["exit"].Success)
                && (!match.Groups["bare"].Success || (inContext && StartsWithCode(paragraph)))
                && !FurtherCode.IsMatch(match.Groups["meaning"].Value)
                && ExitCodeSet.TryParse(match.Groups["codes"].Value) is { } codes)
            {
                found.Add((codes, match.Groups["meaning"].Value.Trim().TrimEnd(';'), LineOf(paragraph)));
            }
        }

        if (found.Count == 0 || found.Count * 2 < items.Count)
        {
            return false;
        }

        var script = Script(list);
        foreach (var (codes, meaning, line) in found)
        {
            Add(codes, meaning, script, line);
        }

        return true;
    }

    /// <summary>Backticks or asterisks set the code off where no other mark does.</summary>
    private static bool StartsWithCode(ParagraphBlock paragraph) => paragraph.Inline?.FirstChild is CodeInline or EmphasisInline;

    private void Add(ExitCodeSet codes, string meaning, string? script, int line) =>
        _claims.Add(new ExitCodeClaim(codes, meaning, script, new Place(_map.Path, line, 1), _map.Line(line).Trim())
        {
            ScriptName = ExitCodeClaim.ShortNameOf(script) is var name && _scripts.Contains(name, StringComparer.Ordinal) ? script! : name,
        });

    private static int? CodeColumn(List<string> header, bool inExitContext)
    {
        var named = Columns(header, ExitHeader);
        if (named.Count > 0)
        {
            return named.Count == 1 ? named[0] : null;
        }

        var plain = Columns(header, CodeHeader);
        return inExitContext && plain.Count > 0 ? plain[0] : null;
    }

    private static List<int> Columns(List<string> header, Regex pattern) =>
        Enumerable.Range(0, header.Count).Where(column => pattern.IsMatch(header[column])).ToList();

    private static int MeaningColumn(List<string> header, int codeColumn)
    {
        var named = Columns(header, MeaningHeader).Where(column => column != codeColumn).ToList();
        return named.Count > 0 ? named[0] : codeColumn + 1 < header.Count ? codeColumn + 1 : codeColumn - 1;
    }

    /// <summary>A cell may explain its code: <c>1 (fail)</c>.</summary>
    private static ExitCodeSet? ParseCell(string cell) => ExitCodeSet.TryParse(Regex.Replace(cell, @"\s*\([^)]*\)\s*$", ""));

    private bool InExitContext(Block? previous) =>
        (_headings.Count > 0 && ExitContext.IsMatch(PlainText(_headings[_headings.Count - 1])))
        || (previous is ParagraphBlock paragraph && ExitContext.IsMatch(PlainText(paragraph)));

    /// <summary>The script that a table or list speaks of: the only one, else the one named last before it.</summary>
    private string? Script(Block block)
    {
        if (_scripts.Count < 2)
        {
            return _scripts.Count == 1 ? _scripts[0] : null;
        }

        _mentions ??= new ScriptMentions(_document.Body, _scripts);
        return _mentions.LastBefore(block.Span.Start);
    }

    private int LineOf(Block block)
    {
        var inline = block.Descendants<Inline>().FirstOrDefault(found => !found.Span.IsEmpty);
        return _map.PlaceOf(_bodyStart + Math.Max(0, inline?.Span.Start ?? block.Span.Start)).Line;
    }

    private static string PlainText(MarkdownObject block)
    {
        var text = new StringBuilder();
        var inlines = block is LeafBlock leaf ? leaf.Inline?.Descendants() ?? [] : block.Descendants();
        foreach (var inline in inlines)
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                LineBreakInline => " ",
                _ => "",
            });
        }

        return text.ToString().Trim();
    }
}
