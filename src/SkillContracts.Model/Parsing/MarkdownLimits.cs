using System;
using System.Linq;

namespace SkillContracts.Model.Parsing;

/// <summary>Tells texts on which Markdig takes time that grows with the square of their length. No document that people wrote comes near.</summary>
internal static class MarkdownLimits
{
    /// <summary>Up to this length every square is small: 4 Ki for a paragraph.</summary>
    private const int HarmlessParagraph = 4 * 1024;

    /// <summary>Squares of paragraphs that need no count: 32 Ki of the longest ones, or more text of shorter ones.</summary>
    private const int HarmlessSquares = 32 * 1024 * HarmlessParagraph;

    /// <summary>What Markdig may do over and over in all paragraphs together, each step some nanoseconds: 4000 marks in one paragraph are 16 million.</summary>
    private const long MostSteps = 16_000_000;

    /// <summary>Link definitions in one paragraph: each is cut from what is left of it.</summary>
    private const int MostDefinitions = 1000;

    /// <summary>Underlined headings: each is searched among all blocks before it.</summary>
    private const int MostUnderlines = 10_000;

    /// <summary>A shorter line cannot nest so many lists and quotes that it costs time.</summary>
    private const int NestedLine = 256;

    /// <summary>Whether an ASCII character is counted: looked up, because every character of a long text is.</summary>
    private static readonly bool[] IsMark = Enumerable.Range(0, 128).Select(character => "*_~[]()<>|".IndexOf((char)character) >= 0).ToArray();

    public static bool Exceeds(string text)
    {
        if (!HasLongParagraph(text, Math.Min(HarmlessParagraph, HarmlessSquares / Math.Max(text.Length, 1))))
        {
            return false;
        }

        var (steps, definitions, underlines, paragraph) = (0L, 0, 0, default(Paragraph));
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var found && found >= 0 ? found : text.Length;
            var first = FirstOf(text, start, end);
            switch (first)
            {
                case '\0':
                    steps += paragraph.StepsUpTo(start);
                    (definitions, paragraph) = (0, new Paragraph { Start = end });
                    break;
                case '[':
                    definitions++;
                    break;
                case '=' or '-' when text.AsSpan(start, end - start).Trim().Trim(first).Length == 0:
                    underlines++;
                    break;
                default:
                    break;
            }

            var line = text.AsSpan(start, end - start);
            var marks = IsMark;
            for (var i = 0; i < line.Length; i++)
            {
                if (line[i] < marks.Length && marks[line[i]])
                {
                    paragraph.Add(text, start + i);
                }
            }

            if (end - start >= NestedLine && NestingOf(text, start, end) is var nesting)
            {
                steps += (long)nesting * nesting;
            }

            if (definitions > MostDefinitions || underlines > MostUnderlines)
            {
                return true;
            }

            start = end + 1;
        }

        return steps + paragraph.StepsUpTo(text.Length) > MostSteps;
    }

    /// <summary>Looks at a few places only. A paragraph counts as longer where lines end otherwise than with LF.</summary>
    private static bool HasLongParagraph(string text, int longest)
    {
        for (var start = 0; text.Length - start > longest;)
        {
            var empty = text.LastIndexOf("\n\n", start + longest - 1, longest, StringComparison.Ordinal);
            if (empty < 0)
            {
                return true;
            }

            start = empty + 2;
        }

        return false;
    }

    /// <summary>The first character that is no space and no mark of a quote; NUL for an empty line.</summary>
    private static char FirstOf(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!char.IsWhiteSpace(text[i]) && text[i] != '>')
            {
                return text[i];
            }
        }

        return '\0';
    }

    /// <summary>Marks of lists and quotes at the start of a line.</summary>
    private static int NestingOf(string text, int start, int end)
    {
        var nesting = 0;
        for (var i = start; i < end && (char.IsWhiteSpace(text[i]) || text[i] is '>' or '-' or '*' or '+' or '.' or ')' || text[i] is >= '0' and <= '9'); i++)
        {
            nesting += text[i] is '>' or '-' or '*' or '+' or '.' or ')' ? 1 : 0;
        }

        return nesting;
    }

    /// <summary>Counts what Markdig looks for a partner of, in one paragraph.</summary>
    private struct Paragraph
    {
        private int _emphasis;
        private int _brackets;
        private int _parentheses;
        private int _targets;
        private int _columns;
        private int _pipes;
        private int _comments;
        private int _instructions;
        private int _data;
        private int _declarations;

        public int Start { get; set; }

        public void Add(string text, int at)
        {
            switch (text[at])
            {
                case '[':
                    _brackets++;
                    break;
                case ']':
                    _brackets -= _brackets > 0 ? 1 : 0;
                    _targets += At(text, at + 1) == '(' ? 1 : 0;
                    break;
                case '(':
                    _parentheses++;
                    break;
                case ')':
                    _parentheses -= _parentheses > 0 ? 1 : 0;
                    break;
                case '|':
                    _pipes++;
                    _columns += At(text, at - 1) == ':' || At(text, at + 1) == ':' ? 1 : 0;
                    break;
                case '<':
                    Open(At(text, at + 1), At(text, at + 2));
                    break;
                case '>':
                    Close(At(text, at - 1));
                    break;
                default:
                    _emphasis++;
                    break;
            }
        }

        /// <summary>
        /// Each mark of emphasis, open bracket and column looks at all others, each target that is not closed and each start of HTML at the rest. Behind a mark or an open bracket each
        /// cell of a table lies within the one before.
        /// </summary>
        public readonly long StepsUpTo(int end)
        {
            var nested = _emphasis + _brackets > 0 ? (long)_pipes * _pipes / 8 : 0;
            long open = Math.Min(_parentheses, _targets) + _comments + _instructions + _data + _declarations;
            return ((long)_emphasis * _emphasis) + ((long)_brackets * _brackets) + ((long)_columns * _columns) + nested + (open * (end - Start) / 4);
        }

        private static char At(string text, int at) => (uint)at < (uint)text.Length ? text[at] : '\0';

        private void Open(char first, char second)
        {
            _instructions += first == '?' ? 1 : 0;
            _comments += first == '!' && second == '-' ? 1 : 0;
            _data += first == '!' && second == '[' ? 1 : 0;
            _declarations += first == '!' && second is not ('-' or '[') ? 1 : 0;
        }

        private void Close(char before)
        {
            _instructions = before == '?' ? 0 : _instructions;
            _comments = before == '-' ? 0 : _comments;
            _data = before == ']' ? 0 : _data;
            _declarations = 0;
        }
    }
}
