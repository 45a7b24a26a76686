using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads exit codes out of a fenced block: lists, comments beside commands, tests of <c>$?</c>.</summary>
internal sealed class ExitCodeFenceReader
{
    private static readonly string[] StatusWords = ["$?", "PIPESTATUS", "LASTEXITCODE"];

    private static readonly string[] Equal = ["-eq", "==", "="];

    private static readonly string[] NotEqual = ["-ne", "!="];

    private readonly ExitCodeContext _context;
    private readonly FencedCodeBlock _fence;
    private readonly Block? _previous;
    private readonly List<string> _lines = [];
    private readonly List<int> _starts = [];

    /// <summary>Where the command of a line ends, lines that go on included.</summary>
    private readonly List<int> _ends = [];

    private readonly bool _isListing;

    /// <summary>For each line the last one up to it that starts a program; -1 when there is none.</summary>
    private readonly List<int> _commands = [];

    private ExitCodeOwner? _blockOwner;

    private ExitCodeFenceReader(ExitCodeContext context, FencedCodeBlock fence, Block? previous)
    {
        (_context, _fence, _previous) = (context, fence, previous);
        _isListing = ExitCodeFence.IsListing(fence);
        for (var i = 0; i < fence.Lines.Count; i++)
        {
            var slice = fence.Lines.Lines[i].Slice;
            _lines.Add(slice.ToString());
            _starts.Add(slice.Start);
            _ends.Add(slice.Start + _lines[i].Length);
            var goesOn = i > 0 && _lines[i - 1].TrimEnd().EndsWith("\\", StringComparison.Ordinal);
            _commands.Add(!goesOn && ExitCodeFence.IsCommand(_lines[i]) ? i : i == 0 ? -1 : _commands[i - 1]);
            if (goesOn && _commands[i] >= 0)
            {
                _ends[_commands[i]] = slice.Start + _lines[i].Length;
            }
        }
    }

    public static void Read(ExitCodeContext context, FencedCodeBlock fence, Block? previous)
    {
        var reader = new ExitCodeFenceReader(context, fence, previous);
        var taken = reader.ReadLists();
        reader.ReadComments(taken);
        if (!reader._isListing || ExitCodeFence.IsShellScript(fence))
        {
            reader.ReadStatusTests(taken);
        }
    }

    /// <summary>Lists with a code on each line, also where the lines are comments.</summary>
    private bool[] ReadLists()
    {
        var plain = new PlainText();
        for (var i = 0; i < _lines.Count; i++)
        {
            var mark = CommentMark(_lines[i]);
            plain.Add(_lines[i].Substring(mark) + "\n", _starts[i] + mark);
        }

        var taken = new bool[_lines.Count];
        foreach (var found in ExitCodeLines.Read(plain.Text, out _))
        {
            var line = LineOf(plain.SourceOf(found.At));
            taken[line] = true;
            Add(found, ExitCodeForm.FencedList, line, plain.SourceOf(found.At), isDeclared: true);
        }

        return taken;
    }

    /// <summary>Comments: a line of its own with its neighbours, or the end of a command's line.</summary>
    private void ReadComments(bool[] taken)
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            var plain = new PlainText();
            var first = i;
            var mark = CommentMark(_lines[i]);
            if (mark == 0)
            {
                var tail = CommentTail(_lines[i]) is > 0 and var comment ? comment : ListBehindStatus(_lines[i]);
                if (tail > 0 && !taken[i])
                {
                    plain.Add(_lines[i].Substring(tail), _starts[i] + tail);
                }
            }
            else
            {
                for (; i < _lines.Count && CommentMark(_lines[i]) is > 0 and var at; i++)
                {
                    plain.Add((taken[i] ? "" : _lines[i].Substring(at)) + "\n", _starts[i] + at);
                }

                i--;
            }

            ReadComment(plain, first, i);
        }
    }

    private void ReadComment(PlainText plain, int first, int last)
    {
        if (plain.Text.Length == 0)
        {
            return;
        }

        var isStatus = StatusWords.Any(word => _lines[first].IndexOf(word, StringComparison.Ordinal) >= 0);
        var list = isStatus ? StatusList(plain) : [];
        foreach (var found in list.Count > 0 ? list : ExitCodeSentences.Read(plain, plain.Text, isProse: false))
        {
            if (_isListing && !found.IsListed)
            {
                continue;
            }

            var isList = found.IsListed && found.Lead != LeadKind.Verb && !isStatus;
            var form = isStatus ? ExitCodeForm.StatusTest : isList ? ExitCodeForm.FencedList : ExitCodeForm.FenceComment;
            Add(found, form, CommandOf(first, last), plain.SourceOf(found.At), isList);
        }
    }

    /// <summary><c># 0 = fine, 2 = odd</c> and <c># must be 0; 1 = odd, 2 = bad</c>.</summary>
    private static List<FoundCode> StatusList(PlainText plain)
    {
        var list = ExitCodeSentences.ReadList(plain, 0, isProse: false);
        var semicolon = plain.Text.IndexOf(';');
        return list.Count > 0 || semicolon < 0 ? list : ExitCodeSentences.ReadList(plain, semicolon + 1, isProse: false);
    }

    /// <summary><c>if [ $? -eq 2 ]</c>, also of a variable that took the status.</summary>
    private void ReadStatusTests(bool[] taken)
    {
        var variables = new List<string>();
        for (var i = 0; i < _lines.Count; i++)
        {
            if (_lines[i].IndexOf("=$?", StringComparison.Ordinal) is > 0 and var assigned)
            {
                var start = assigned;
                while (start > 0 && ExitCodeGrammar.IsAsciiWord(_lines[i][start - 1]))
                {
                    start--;
                }

                if (assigned > start && variables.Count < 8)
                {
                    variables.Add("$" + _lines[i].Substring(start, assigned - start));
                }
            }

            if (!taken[i] && CommentMark(_lines[i]) == 0 && Tested(_lines[i], variables) is { } tested)
            {
                var found = new FoundCode(tested.Codes, SaidBehind(i), tested.At, IsListed: false, LeadKind.Verb);
                Add(found, ExitCodeForm.StatusTest, CommandOf(i, i), _starts[i] + tested.At, isDeclared: false);
            }
        }
    }

    private static (ExitCodeSet Codes, int At)? Tested(string line, List<string> variables)
    {
        foreach (var word in StatusWords.Concat(variables))
        {
            var at = line.IndexOf(word, StringComparison.Ordinal);
            var end = at + word.Length;
            if (at < 0 || (end < line.Length && ExitCodeGrammar.IsAsciiWord(line[end])))
            {
                continue;
            }

            var operation = end;
            while (operation < line.Length && line[operation] is ' ' or '"' or '}' or ']' or '[' or '0')
            {
                operation++;
            }

            var isEqual = Equal.FirstOrDefault(sign => string.CompareOrdinal(line, operation, sign, 0, sign.Length) == 0);
            var isOther = NotEqual.FirstOrDefault(sign => string.CompareOrdinal(line, operation, sign, 0, sign.Length) == 0);
            var code = operation + (isEqual ?? isOther ?? "").Length;
            if ((isEqual ?? isOther) is not null && ExitCodeGrammar.ReadCodes(line, ref code, allowOther: false) is { } codes)
            {
                return isEqual is not null ? (codes, at) : codes == ExitCodeSet.Of(0) ? (ExitCodeSet.NonZero, at) : null;
            }
        }

        return null;
    }

    /// <summary>What the branch prints tells best what the code means.</summary>
    private string SaidBehind(int line)
    {
        for (var i = line; i < Math.Min(_lines.Count, line + 3); i++)
        {
            var echo = _lines[i].IndexOf("echo \"", StringComparison.Ordinal);
            var end = echo < 0 ? -1 : _lines[i].IndexOf('"', echo + 6);
            if (end > 0)
            {
                return ExitCodeSentences.OneLine(_lines[i].Substring(echo + 6, end - echo - 6));
            }
        }

        return "";
    }

    /// <summary>The line of the command that a comment speaks of: its own, the one right below, else the last one above.</summary>
    private int CommandOf(int first, int last)
    {
        var isComment = CommentMark(_lines[first]) > 0;
        var isAbove = isComment && last + 1 < _lines.Count
            && (_commands[last + 1] == last + 1 || _context.Owners.NamedIn(_starts[last + 1] - 1, _ends[last + 1]) is not null);
        return isAbove ? last + 1 : Math.Max(_commands[first], 0);
    }

    private void Add(FoundCode found, ExitCodeForm form, int command, int source, bool isDeclared)
    {
        var owner = !_isListing ? OwnerOf(command, source)
            : form == ExitCodeForm.StatusTest && _context.Owners.NamedIn(_starts[command] - 1, _ends[command]) is { } run ? new ExitCodeOwner(run)
            : ExitCodeOwner.Foreign;
        _context.Add(found, form, owner, source, isDeclared);
    }

    /// <summary>The script of the command's line, else the one that the block names last before it, else that of the text around.</summary>
    private ExitCodeOwner OwnerOf(int command, int source)
    {
        var owners = _context.Owners;
        if (owners.NamedIn(_starts[command] - 1, _ends[command]) is { } onLine)
        {
            return new ExitCodeOwner(onLine);
        }

        if (_commands[command] != command && owners.NamedIn(_fence.Span.Start, source) is { } before)
        {
            return new ExitCodeOwner(before);
        }

        return _blockOwner ??= ExitCodeFence.IsShell(_fence) && ExitCodeFence.RunsPrograms(_fence) ? ExitCodeOwner.Foreign : owners.Of(_fence, _previous);
    }

    private int LineOf(int source)
    {
        var found = _starts.BinarySearch(source);
        return found >= 0 ? found : Math.Max(0, ~found - 1);
    }

    /// <summary>Where the text of a comment line starts; 0 when the line is no comment.</summary>
    private static int CommentMark(string line)
    {
        var i = 0;
        while (i < line.Length && line[i] is ' ' or '\t')
        {
            i++;
        }

        var mark = i;
        while (i < line.Length && line[i] == '#')
        {
            i++;
        }

        if (i == mark && (string.CompareOrdinal(line, i, "//", 0, 2) == 0 || string.CompareOrdinal(line, i, "::", 0, 2) == 0))
        {
            i += 2;
        }

        return i == mark ? 0 : i;
    }

    /// <summary><c>echo "exit: $?  (0 = fine, 1 = stale)"</c>; 0 when there is none.</summary>
    private static int ListBehindStatus(string line)
    {
        var open = line.IndexOf("$?", StringComparison.Ordinal) is >= 0 and var status ? line.IndexOf('(', status, Math.Min(12, line.Length - status)) : -1;
        return open > 0 ? open + 1 : 0;
    }

    /// <summary>Where the text of a comment behind a command starts; 0 when there is none.</summary>
    private static int CommentTail(string line)
    {
        var quote = '\0';
        for (var i = 1; i < line.Length; i++)
        {
            if (quote != '\0')
            {
                quote = line[i] == quote ? '\0' : quote;
            }
            else if (line[i] is '"' or '\'' && (i == 0 || line[i - 1] is ' ' or '=' or '(' or '"' or '\''))
            {
                quote = line[i];
            }
            else if (line[i] == '#' && line[i - 1] is ' ' or '\t')
            {
                return i + 1;
            }
        }

        return 0;
    }
}
