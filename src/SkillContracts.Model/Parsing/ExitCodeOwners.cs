using System;
using System.Collections.Generic;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace SkillContracts.Model.Parsing;

/// <summary>Whose exit code it is.</summary>
/// <param name="Script">The script, relative to the skill's folder; null when it cannot be told.</param>
/// <param name="IsForeign">True when the document speaks of something that is no script of the skill.</param>
internal readonly record struct ExitCodeOwner(string? Script, bool IsForeign = false)
{
    public static readonly ExitCodeOwner Foreign = new(null, IsForeign: true);
}

/// <summary>Tells whose exit codes a part of SKILL.md speaks of: the nearest sentence, code block or heading that names a script.</summary>
internal sealed class ExitCodeOwners
{
    /// <summary>Subjects that have exit codes of their own; a skill tells of them often, and seldom means a script of its own.</summary>
    private static readonly string[] ForeignSubjects = ["hook", "hooks", "container", "containers", "docker", "kubernetes", "pod", "pods"];

    private readonly SkillDocument _document;
    private readonly EquatableArray<string> _scripts;
    private readonly ScriptMentions _mentions;
    private readonly ScriptMentions _commands;
    private readonly List<HeadingBlock> _headings = [];
    private readonly List<int> _parents = [];

    /// <summary>For each heading what was found out of it.</summary>
    private readonly bool?[] _isForeign;

    private readonly List<FencedCodeBlock> _shells = [];

    public ExitCodeOwners(SkillDocument document, EquatableArray<string> scripts)
    {
        (_document, _scripts) = (document, scripts);
        _mentions = ScriptMentions.OfNamesAndStems(document.Body, scripts);
        Collect(document.Markdown);
        _isForeign = new bool?[_headings.Count];
        foreach (var heading in _headings)
        {
            var parent = _parents.Count - 1;
            while (parent >= 0 && _headings[parent].Level >= heading.Level)
            {
                parent = _parents[parent];
            }

            _parents.Add(parent);
        }

        _commands = _mentions.Within(offset => ShellBefore(offset) is { } shell && offset <= shell.Span.End);
    }

    /// <summary>The owner of a table, list or block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="previous">What stands right before it.</param>
    /// <param name="at">Where in a paragraph the codes start.</param>
    public ExitCodeOwner Of(Block block, Block? previous, int? at = null)
    {
        var (start, end, own) = (block.Span.Start, block.Span.End, HeadingBefore(block.Span.Start));
        if (at is { } code && _mentions.LastIn(start - 1, code) is { } inside)
        {
            return new ExitCodeOwner(inside);
        }

        if (previous is LeafBlock && _mentions.LastIn(previous.Span.Start - 1, start) is { } introduced)
        {
            return new ExitCodeOwner(introduced);
        }

        if (NamesOther(own >= 0 ? _headings[own] : null) || NamesOther(previous as ParagraphBlock))
        {
            return ExitCodeOwner.Foreign;
        }

        if (OfSection(StartOf(own), start, end) is { } named)
        {
            return new ExitCodeOwner(named);
        }

        if (IsAboutSomethingElse(start, previous))
        {
            return ExitCodeOwner.Foreign;
        }

        if (RunsSomethingElse(StartOf(own), start))
        {
            return new ExitCodeOwner(null, IsForeign: !ExitCodeFence.RunsPath(ShellBefore(start)!));
        }

        var next = own + 1 < _headings.Count ? _headings[own + 1].Span.Start : _document.Body.Length;
        return _mentions.FirstIn(end, next) is { } after && !_mentions.AreSeveralIn(end, next)
            ? new ExitCodeOwner(after)
            : new ExitCodeOwner(OfParents(own, start));
    }

    /// <summary>The owner of a sentence.</summary>
    /// <param name="block">Where its paragraph starts in the Markdown.</param>
    /// <param name="start">Where it starts itself.</param>
    /// <param name="at">Where it tells the code.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="isOfSection">True when its subject is that of the section: "the script".</param>
    public ExitCodeOwner OfSentence(int block, int start, int at, int end, bool isOfSection)
    {
        if ((_mentions.LastIn(start, at) ?? _mentions.FirstIn(at, end) ?? (_mentions.AreSeveralIn(block, at) ? null : _mentions.LastIn(block, at))) is { } named)
        {
            return new ExitCodeOwner(named);
        }

        var own = StartOf(HeadingBefore(at));
        if (IsAboutSomethingElse(at, null) || RunsSomethingElse(own, at) || NamesOther(start + 1, end))
        {
            return ExitCodeOwner.Foreign;
        }

        return new ExitCodeOwner(isOfSection && !_mentions.AreSeveralIn(own, at) ? _mentions.LastIn(own, at) ?? OnlyScript : null);
    }

    /// <summary>The script that a part of the document names last; null when it names none.</summary>
    public string? NamedIn(int start, int end) => _mentions.LastIn(start, end);

    /// <summary>True when a part of the document names a script that is none of the skill's.</summary>
    public bool NamesOther(int start, int end) => SkillScripts.NamesOther(_document.Body, start, end, _scripts);

    private void Collect(ContainerBlock container)
    {
        for (var i = 0; i < container.Count; i++)
        {
            switch (container[i])
            {
                case HeadingBlock heading:
                    _headings.Add(heading);
                    break;
                case FencedCodeBlock fence when ExitCodeFence.IsShell(fence):
                    _shells.Add(fence);
                    break;
                case ContainerBlock inner and not Table:
                    Collect(inner);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The script of the parents' sections, from the innermost to the whole document, or the skill's only one.</summary>
    private string? OfParents(int own, int start)
    {
        for (var heading = own; heading >= 0;)
        {
            heading = _parents[heading];
            var from = StartOf(heading);
            if (_mentions.LastIn(from, start) is { } last)
            {
                return !_mentions.AreSeveralIn(from, start) ? last
                    : heading >= 0 && _mentions.LastIn(from, _headings[heading].Span.End) is { } title ? title
                    : _commands.AreSeveralIn(from, start) ? null
                    : _commands.LastIn(from, start);
            }
        }

        return OnlyScript is { } only ? only
            : _scripts.Count == 1 || _mentions.AreSeveralIn(-1, _document.Body.Length) ? null
            : _mentions.LastIn(-1, _document.Body.Length);
    }

    /// <summary>The section's only script; of several the one that alone was run, that the block names itself, or that was named last.</summary>
    private string? OfSection(int from, int start, int end) =>
        !_mentions.AreSeveralIn(from, start) ? _mentions.LastIn(from, start)
        : !_commands.AreSeveralIn(from, start) && _commands.LastIn(from, start) is { } command ? command
        : !_mentions.AreSeveralIn(start, end) && _mentions.LastIn(start, end) is { } inside ? inside
        : _mentions.LastIn(from, start);

    /// <summary>The skill's only script, unless it is the test of something else.</summary>
    private string? OnlyScript => _scripts.Count == 1 && !SkillScripts.IsTest(_scripts[0]) ? _scripts[0] : null;

    private bool NamesOther(Block? block) => block is not null && NamesOther(block.Span.Start, Math.Min(block.Span.End + 1, block.Span.Start + 400));

    private bool IsAboutSomethingElse(int at, Block? previous) =>
        (previous is LeafBlock && SaysForeignSubject(previous.Span.Start, Math.Min(at, previous.Span.Start + 400))) || IsForeign(HeadingBefore(at));

    private bool IsForeign(int heading) => heading >= 0
        && (_isForeign[heading] ??= IsForeign(_parents[heading]) || SaysForeignSubject(_headings[heading].Span.Start, _headings[heading].Span.End + 1));

    private bool SaysForeignSubject(int start, int end)
    {
        var body = _document.Body;
        end = Math.Min(end, body.Length);
        for (var at = start; at < end; at++)
        {
            var word = at;
            while (at < end && ExitCodeGrammar.IsAsciiWord(body[at]))
            {
                at++;
            }

            if (at > word && IsForeignSubject(word, at - word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the last shell block runs a program that is no script of the skill.</summary>
    private bool RunsSomethingElse(int from, int to) =>
        ShellBefore(to) is { } shell && shell.Span.Start >= from && ExitCodeFence.RunsPrograms(shell, onlyCommon: _scripts.Count == 0) && _mentions.LastIn(shell.Span.Start, shell.Span.End) is null;

    private FencedCodeBlock? ShellBefore(int offset)
    {
        var (low, high) = (-1, _shells.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _shells[middle].Span.Start < offset ? (middle, high) : (low, middle - 1);
        }

        return low < 0 ? null : _shells[low];
    }

    private int HeadingBefore(int offset)
    {
        var (low, high) = (-1, _headings.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _headings[middle].Span.Start < offset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private int StartOf(int heading) => heading < 0 ? -1 : _headings[heading].Span.Start;

    private bool IsForeignSubject(int at, int length)
    {
        foreach (var subject in ForeignSubjects)
        {
            if (subject.Length == length && string.Compare(_document.Body, at, subject, 0, length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
