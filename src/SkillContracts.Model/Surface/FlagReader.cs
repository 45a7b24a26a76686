using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Surface;

/// <summary>Reads flags where a document lists them: tables, bullets, usage lines and pasted help.</summary>
internal sealed class FlagReader(SkillDocument document, Func<int, string?> scriptAt)
{
    private static readonly Regex FlagHeader = new(
        @"\b(?:flags?|options?|arguments?|parameters?|params?|switch(?:es)?)\b|参数|选项|引数|オプション", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex DefaultHeader = new(@"\bdefaults?\b|默认", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex ValuesHeader = new(@"\b(?:values|choices|allowed)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex MeaningHeader = new(
        @"\b(?:description|meaning|effect|purpose|what|use|usage|notes?)\b|说明|説明", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Name = new(@"\G[\s,/|]*(?:or\s+)?(?<name>--?[A-Za-z][\w-]*)", RegexOptions.CultureInvariant);

    private static readonly Regex Choice = new(@"\G\s*[=\s]?\s*[<{\[(]?(?<value>[\w.-]+)(?:\s?[|,]\s?(?<value>[\w.-]+))+[>}\])]?", RegexOptions.CultureInvariant);

    private static readonly Regex ListedValues = new(
        @":\s(?<value>[\w.-]+)(?:(?:,\s(?:or\s)?|\sor\s)(?<value>[\w.-]+))+\s*(?:$|[(.;])", RegexOptions.CultureInvariant);

    private static readonly Regex StatedDefault = new(@"\bdefaults?(?:\sto|\sis|:)?\s+(?<value>[^\s;()]*[^\s;(),.])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Separator = new(@"^\s*(?:[-—–:]+|→)\s*", RegexOptions.CultureInvariant);

    private readonly List<DocumentedFlag> _flags = [];

    /// <summary>The line of the last flag: many flags of one long line share its text.</summary>
    private int _sentenceLine;

    private string _sentence = "";

    /// <summary>What was found so far, in order of the document.</summary>
    public IReadOnlyList<DocumentedFlag> Flags => _flags;

    /// <summary>Reads a table whose first flag-like column says so in its header.</summary>
    public void ReadTable(Table table)
    {
        if (!MayHoldFlag(table) || table.OfType<TableRow>().FirstOrDefault() is not { } first)
        {
            return;
        }

        var header = first.OfType<TableCell>().Select(MarkdownText.Plain).ToList();
        var column = header.FindIndex(FlagHeader.IsMatch);
        if (column < 0)
        {
            return;
        }

        var (meaning, defaults, values) = (header.FindIndex(MeaningHeader.IsMatch), header.FindIndex(DefaultHeader.IsMatch), header.FindIndex(ValuesHeader.IsMatch));
        foreach (var row in table.OfType<TableRow>().Skip(1))
        {
            var cells = row.OfType<TableCell>().Select(MarkdownText.Plain).ToList();
            if (cells.Count > column && cells[column].StartsWith("-", StringComparison.Ordinal))
            {
                var text = Cell(cells, meaning >= 0 ? meaning : cells.Count - 1);
                Add(cells[column], text, Cell(cells, defaults), Cell(cells, values), FlagForm.Table, MarkdownText.StartOf(row));
            }
        }
    }

    /// <summary>Reads the items of a list that start with a flag.</summary>
    public void ReadList(ListBlock list)
    {
        foreach (var block in list)
        {
            if (block is not ListItemBlock { Count: > 0 } item || item[0] is not ParagraphBlock paragraph || !StartsWithDash(paragraph))
            {
                continue;
            }

            // The flag with its value stands in one pair of backticks, or is all that is said before the separator.
            if (Declaration(paragraph) is var first && first.StartsWith("-", StringComparison.Ordinal) && first.Length > 1)
            {
                var text = MarkdownText.Plain(paragraph);
                var meaning = text.Length > first.Length ? Separator.Replace(text.Substring(first.Length), "") : "";
                Add(first, meaning, "", "", FlagForm.Bullet, MarkdownText.StartOf(paragraph));
            }
        }
    }

    /// <summary>True for a fenced block that may have a usage line or pasted help.</summary>
    public static bool MayHaveFlags(FencedCodeBlock block, string body) => MarkdownText.Holds(block, "--", body)
        && (MarkdownText.Holds(block, "sage:", body) || MarkdownText.Holds(block, "SAGE:", body) || MarkdownText.Holds(block, "ptions:", body) || MarkdownText.Holds(block, "lags:", body)
            || MarkdownText.Holds(block, "OPTIONS:", body) || MarkdownText.Holds(block, "FLAGS:", body) || MarkdownText.Holds(block, "arguments:", body));

    /// <summary>Reads usage lines and pasted help of a fenced block.</summary>
    public void ReadFence(FencedText fence)
    {
        var (offset, inUsage, inHelp) = (0, false, false);
        foreach (var line in fence.Text.Split('\n'))
        {
            var text = line.Trim();
            var starts = text.StartsWith("usage:", StringComparison.OrdinalIgnoreCase);
            inUsage = starts || (inUsage && text.Length > 0 && char.IsWhiteSpace(line[0]));
            inHelp = text.EndsWith(":", StringComparison.Ordinal) && IsHelpHeading(text) ? true : inHelp && (text.Length == 0 || char.IsWhiteSpace(line[0]));
            if (inUsage)
            {
                ReadUsage(line, offset, fence);
            }
            else if (inHelp && text.StartsWith("-", StringComparison.Ordinal))
            {
                var gap = text.IndexOf("  ", StringComparison.Ordinal);
                Add(gap < 0 ? text : text.Substring(0, gap), gap < 0 ? "" : text.Substring(gap).Trim(), "", "", FlagForm.Usage, fence.OriginOf(offset + line.IndexOf('-')));
            }

            offset += line.Length + 1;
        }
    }

    /// <summary>A dash with a letter behind, dashes between, at the start of a word: most tables have none.</summary>
    private bool MayHoldFlag(Table table)
    {
        var (body, end) = (document.Body, Math.Min(table.Span.End, document.Body.Length - 1));
        for (var i = table.Span.Start; i >= 0 && i < end; i = body.IndexOf('-', i + 1, end - i))
        {
            if (body[i] == '-' && i > 0 && body[i - 1] is '`' or '|' or ' ' or '*' && IsFlagAt(body, i))
            {
                return true;
            }

            while (i < end && body[i] == '-')
            {
                i++;
            }
        }

        return false;
    }

    private static bool IsFlagAt(string body, int at)
    {
        while (at < body.Length && body[at] == '-')
        {
            at++;
        }

        return at < body.Length && char.IsLetter(body[at]);
    }

    private static bool IsHelpHeading(string text) =>
        text.StartsWith("option", StringComparison.OrdinalIgnoreCase) || text.StartsWith("flag", StringComparison.OrdinalIgnoreCase) || text.StartsWith("optional arguments", StringComparison.OrdinalIgnoreCase);

    private void ReadUsage(string line, int offset, FencedText fence)
    {
        for (var at = NextFlag(line, 0); at >= 0; at = NextFlag(line, at + 1))
        {
            var end = line.IndexOfAny([']', ')', ' ', '\t'], at) is var found && found >= 0 ? found : line.Length;
            var close = line.IndexOf(']', at) is var bracket && bracket >= 0 && at > 0 && line[at - 1] == '[' ? bracket : end;
            Add(line.Substring(at, close - at), "", "", "", FlagForm.Usage, fence.OriginOf(offset + at));
            at = close;
        }
    }

    private static int NextFlag(string line, int from)
    {
        for (var at = line.IndexOf('-', Math.Min(from, line.Length)); at >= 0; at = line.IndexOf('-', at + 1))
        {
            if ((at == 0 || line[at - 1] is ' ' or '[' or '(' or '|') && at + 1 < line.Length && (char.IsLetter(line[at + 1]) || line[at + 1] == '-'))
            {
                return at;
            }
        }

        return -1;
    }

    private void Add(string declaration, string meaning, string stated, string values, FlagForm form, int offset)
    {
        declaration = declaration.Replace("\\|", "|");
        var names = new List<string>();
        var end = 0;
        for (var match = Name.Match(declaration); match.Success; match = Name.Match(declaration, end))
        {
            names.Add(match.Groups["name"].Value);
            end = match.Index + match.Length;
        }

        if (names.Count == 0)
        {
            return;
        }

        var choices = Choice.Match(declaration, end) is { Success: true } choice ? Captures(choice)
            : values.Length > 0 ? values.Split(',', '|', '/').Select(value => value.Trim()).Where(value => value.Length > 0 && value.IndexOf(' ') < 0).ToList()
            : ListedValues.Match(meaning) is { Success: true } listed ? Captures(listed)
            : [];
        var place = document.Map.PlaceOf(document.BodyStart + offset);
        _flags.Add(new DocumentedFlag(
            names.ToEquatableArray(),
            choices.ToEquatableArray(),
            Default(stated, meaning),
            meaning,
            scriptAt(offset),
            form,
            place,
            SentenceAt(place.Line)));
    }

    private string SentenceAt(int line)
    {
        if (line != _sentenceLine)
        {
            (_sentenceLine, _sentence) = (line, document.Map.Line(line).Trim());
        }

        return _sentence;
    }

    private static List<string> Captures(Match match) => match.Groups["value"].Captures.Cast<Capture>().Select(capture => capture.Value).ToList();

    private static string? Default(string stated, string meaning)
    {
        var text = stated.Trim();
        if (text.Length == 0)
        {
            return StatedDefault.Match(meaning) is { Success: true } match ? match.Groups["value"].Value.Trim('`', '"', '\'') : null;
        }

        return text is "-" or "—" or "–" or "none" or "None" or "n/a" or "N/A" or "(none)" or "required" or "Required" ? null : text.Trim('"', '\'');
    }

    private static string Cell(List<string> cells, int column) => column >= 0 && column < cells.Count ? cells[column] : "";

    private bool StartsWithDash(ParagraphBlock paragraph)
    {
        var at = paragraph.Span.Start;
        while (at < document.Body.Length && document.Body[at] is '`' or '*')
        {
            at++;
        }

        return at < document.Body.Length && document.Body[at] == '-';
    }

    /// <summary>The declaration at the start of an item: in backticks or asterisks, several with commas or slashes between, or plain up to a separator.</summary>
    private string Declaration(ParagraphBlock paragraph)
    {
        if (string.CompareOrdinal(document.Body, paragraph.Span.Start, "--", 0, 2) == 0)
        {
            return UpToSeparator(MarkdownText.Plain(paragraph));
        }

        var text = "";
        foreach (var inline in MarkdownInlines.Of(paragraph) ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case CodeInline code:
                    text += code.Content;
                    break;
                case EmphasisInline emphasis:
                    text += string.Concat(emphasis.Descendants<Inline>().Select(part => part is LiteralInline word ? word.Content.ToString() : part is CodeInline inner ? inner.Content : ""));
                    break;
                case LiteralInline literal when literal.Content.ToString().Trim() is "," or "/" or "or" or "|":
                    text += literal.Content.ToString();
                    break;
                default:
                    return text;
            }
        }

        return text;
    }

    private static string UpToSeparator(string text)
    {
        var cut = text.IndexOfAny([':', '—', '–', '→']);
        return cut > 0 ? text.Substring(0, cut) : text.Split(' ')[0];
    }
}
