using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads exit codes out of a table: a row for each code, a row for each script, or a column for each code.</summary>
internal sealed class ExitCodeTableReader
{
    private static readonly Regex ExitHeader = new(@"^\W*exits?\W*$|\bexit\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex CodeHeader = new(
        @"^\W*(?:codes?|status|value|rc|number|代码|代碼|码|コード|코드|código|codigo)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex MeaningHeader = new(
        @"\b(?:meaning|means|description|reason|when|outcome|result|condition|cause|signal|verdict|state|status|significado)\b|含义|含義|说明|意味|説明|의미|설명",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly string[] Blanks = ["", "-", "–", "—", "n/a", "N/A", "/"];

    private readonly ExitCodeContext _context;
    private readonly Table _table;
    private readonly Block? _previous;
    private readonly List<TableRow> _rows;
    private readonly List<PlainText> _header;

    private ExitCodeTableReader(ExitCodeContext context, Table table, Block? previous)
    {
        (_context, _table, _previous) = (context, table, previous);
        _rows = table.OfType<TableRow>().ToList();
        _header = CellsOf(_rows[0]);
    }

    /// <summary>Reads a table.</summary>
    /// <param name="context">Where claims go.</param>
    /// <param name="table">The table.</param>
    /// <param name="previous">What stands right before it.</param>
    /// <param name="inExitContext">True when its heading or the sentence before it speaks of exit codes.</param>
    public static void Read(ExitCodeContext context, Table table, Block? previous, bool inExitContext)
    {
        if (table.Count < 2 || !(inExitContext || context.HasHint(table)))
        {
            return;
        }

        var reader = new ExitCodeTableReader(context, table, previous);
        if (!reader.ReadMatrix() && !reader.ReadColumn(inExitContext))
        {
            reader.ReadCells();
        }
    }

    /// <summary>A column for each code: <c>| Type | Exit 0 | Exit 2 | Other |</c>.</summary>
    private bool ReadMatrix()
    {
        var codes = _header.ConvertAll(CodesOfHeader);
        if (codes.Count(set => set is { IsOther: false }) < 2)
        {
            return false;
        }

        var owner = OwnerOfTable();
        foreach (var row in _rows.Skip(1))
        {
            var cells = CellsOf(row);
            for (var column = 0; column < Math.Min(cells.Count, codes.Count); column++)
            {
                var meaning = ExitCodeSentences.OneLine(cells[column].Text);
                if (codes[column] is { } set && !Blanks.Contains(meaning, StringComparer.Ordinal))
                {
                    var label = column == 0 ? "" : ExitCodeSentences.OneLine(cells[0].Text) + ": ";
                    var found = new FoundCode(set, label + meaning, 0, IsListed: true, LeadKind.Plural);
                    _context.Add(found, ExitCodeForm.Matrix, owner, SourceOf(row), isDeclared: true);
                }
            }
        }

        return true;
    }

    private static ExitCodeSet? CodesOfHeader(PlainText header)
    {
        var text = header.Text.Trim();
        var at = text.Length > 0 && ExitCodeLead.StartingAt(text, 0) is { Kind: LeadKind.Verb or LeadKind.Noun } lead ? lead.End : 0;
        var codes = ExitCodeGrammar.ReadCodes(text, ref at, allowOther: true);
        return codes is not null && at == text.Length && (codes.IsOther || codes == ExitCodeSet.NonZero || !ExitCodeGrammar.IsDigit(text[0])) ? codes : null;
    }

    /// <summary>A column of codes.</summary>
    private bool ReadColumn(bool inExitContext)
    {
        if (CodeColumn(inExitContext) is not { } column)
        {
            return false;
        }

        var isNamed = IsExitHeader(_header[column].Text);
        var rows = _rows.Skip(1).Select(row => new Row(row, column, isNamed)).ToList();
        var filled = rows.Where(row => row.Codes.Count > 0 || !row.IsBlank).ToList();
        if (filled.Count == 0 || filled.Count(row => row.Codes.Count > 0) * 2 < filled.Count || (!isNamed && filled.All(row => row.Codes.All(IsHttp))))
        {
            return false;
        }

        var (meaning, owner, line) = (MeaningColumn(column), OwnerOfTable(), _context.PlaceOf(SourceOf(_rows[0])).Line);
        foreach (var row in rows)
        {
            // An empty row has no place of its own.
            var source = MarkdownText.FirstInline(row.Block)?.Span.Start;
            line = source is { } known ? _context.PlaceOf(known).Line : Math.Min(line + 1, _context.LastLine);
            if (row.Codes.Count > 0)
            {
                AddRow(row, meaning, OwnerOfRow(row.Cells, column, owner), source ?? row.Block.Span.Start);
            }
            else if (!row.IsBlank || row.IsEmpty)
            {
                _context.Report(RuleTable.RowWithoutCode, line, row.Cells.Count > column ? row.Cells[column].Text.Trim() : "");
            }
        }

        return true;
    }

    private void AddRow(Row row, int meaning, ExitCodeOwner owner, int source)
    {
        if (row.Codes.Count > 1 || row.Codes[0].IsListed)
        {
            row.Codes.ForEach(found => _context.Add(found, ExitCodeForm.ScriptTable, owner, source, isDeclared: true));
            return;
        }

        // "2, block" and "11 if unreadable" are sentences about a case, not rows of a contract.
        var only = row.Codes[0];
        var said = meaning >= 0 && meaning < row.Cells.Count ? ExitCodeSentences.OneLine(row.Cells[meaning].Text) : "";
        var isSentence = only.Meaning.Length > 0 && only.Meaning[0] != '(';
        var parts = new[] { isSentence ? only.Meaning : "", said }.Where(part => part.Length > 0);
        _context.Add(only with { Meaning = string.Join(": ", parts) }, ExitCodeForm.Table, owner, source, isDeclared: !isSentence);
    }

    /// <summary>The codes of a cell: one, perhaps with words behind it, or several packed with their meanings.</summary>
    private static List<FoundCode> ReadCell(PlainText cell, bool isNamed)
    {
        var text = cell.Text;
        var start = text.Length > 0 && ExitCodeLead.StartingAt(text, 0) is { Kind: LeadKind.Verb or LeadKind.Noun } lead ? lead.End : 0;
        if (ExitCodeGrammar.ReadItem(text, start, allowOther: true) is not { } item || (item.Mark == CodeMark.Bare && !isNamed && !cell.IsCode(item.At)))
        {
            return [];
        }

        var packed = ExitCodeSentences.ReadPacked(cell, item);
        if (packed.Count > 1 || (packed.Count == 1 && isNamed && item.Mark == CodeMark.Sign))
        {
            return packed;
        }

        var rest = ExitCodeSentences.OneLine(text.Substring(item.End).TrimStart(' ', ',', ';', '`', '*', '-', '—', '–', ':', '='));
        return [new FoundCode(item.Codes, rest, item.At, IsListed: false, LeadKind.Noun)];
    }

    private static bool IsHttp(FoundCode found) => found.Codes.Ranges.Count > 0 && found.Codes.Ranges.All(range => range.Low >= 100);

    /// <summary>Rows that say it in their first cell (<c>| Exit 0 | allow |</c>), and sentences in cells.</summary>
    private void ReadCells()
    {
        foreach (var row in _rows.Where(_context.HasHint))
        {
            var cells = CellsOf(row);
            if (CodesOfHeader(cells[0]) is { } codes && cells.Count > 1)
            {
                var found = new FoundCode(codes, ExitCodeSentences.OneLine(cells[1].Text), 0, IsListed: true, LeadKind.Noun);
                _context.Add(found, ExitCodeForm.Table, OwnerOfTable(), SourceOf(row), isDeclared: false);
                continue;
            }

            foreach (var cell in cells)
            {
                foreach (var found in ExitCodeSentences.Read(cell, cell.Text, isProse: true))
                {
                    var source = cell.SourceOf(found.At);
                    var owner = _context.Owners.OfSentence(row.Span.Start, row.Span.Start, source, row.Span.End, isOfSection: false);
                    _context.Add(found, ExitCodeReader.FormOf(found), owner, source, isDeclared: false);
                }
            }
        }
    }

    private int? CodeColumn(bool inExitContext)
    {
        var named = Columns(IsExitHeader);
        if (named.Count > 0)
        {
            return named.Count == 1 ? named[0] : null;
        }

        var plain = Columns(text => CodeHeader.IsMatch(text));
        return inExitContext && plain.Count > 0 ? plain[0] : null;
    }

    private static bool IsExitHeader(string text)
    {
        var lead = ExitCodeLead.Next(text, 0);
        return lead is { Kind: LeadKind.Noun or LeadKind.Plural } || ExitHeader.IsMatch(text);
    }

    private List<int> Columns(Func<string, bool> isWanted) => Enumerable.Range(0, _header.Count).Where(column => isWanted(_header[column].Text)).ToList();

    private int MeaningColumn(int codeColumn)
    {
        var named = Columns(text => MeaningHeader.IsMatch(text)).Where(column => column != codeColumn).ToList();
        return named.Count > 0 ? named[0] : codeColumn + 1 < _header.Count ? codeColumn + 1 : codeColumn - 1;
    }

    private ExitCodeOwner OwnerOfTable() => _context.Owners.Of(_table, _previous);

    /// <summary>A row may name its script; a file that the skill does not have is something else.</summary>
    private ExitCodeOwner OwnerOfRow(List<PlainText> cells, int codeColumn, ExitCodeOwner table)
    {
        var named = cells.Where((cell, column) => column != codeColumn && SkillScripts.LooksLikeScript(cell.Text.Trim()))
            .Select(cell => _context.Owners.NamedIn(cell.SourceOf(0) - 1, cell.SourceOf(0) + cell.Text.Length + 2)).FirstOrDefault(script => script is not null);
        if (named is not null)
        {
            return new ExitCodeOwner(named);
        }

        return cells.Count > 0 && codeColumn != 0 && SkillScripts.LooksLikeScript(cells[0].Text.Trim()) ? ExitCodeOwner.Foreign : table;
    }

    private static List<PlainText> CellsOf(TableRow row) => row.OfType<TableCell>().Select(PlainText.Of).ToList();

    private static int SourceOf(Block block) => MarkdownText.FirstInline(block)?.Span.Start ?? block.Span.Start;


    /// <summary>A row with the codes of its column of codes.</summary>
    private sealed class Row(TableRow block, int column, bool isNamed)
    {
        public TableRow Block { get; } = block;

        public List<PlainText> Cells { get; } = CellsOf(block);

        public List<FoundCode> Codes => _codes ??= Cells.Count > column ? ReadCell(Cells[column], isNamed) : [];

        /// <summary>True when a dash, nothing or "N/A (why)" stands in the column of codes.</summary>
        public bool IsBlank => Cells.Count <= column || (Cells[column].Text.Trim() is var text && (Blanks.Contains(text, StringComparer.Ordinal) || text.StartsWith("n/a ", StringComparison.OrdinalIgnoreCase)));

        public bool IsEmpty => Cells.Count <= column || Cells.TrueForAll(cell => cell.Text.Trim().Length == 0);

        private List<FoundCode>? _codes;
    }
}
