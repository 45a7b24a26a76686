using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>What the readers of tables, lists and blocks share: the document, whose codes they are, and what was found.</summary>
internal sealed class ExitCodeContext(SkillDocument document, EquatableArray<string> scripts, ExitCodeHints hints, List<Problem> problems)
{
    private readonly Lazy<ExitCodeOwners> _owners = new(() => new ExitCodeOwners(document, scripts));

    /// <summary>The line of the last claim: many claims of one long line share its text.</summary>
    private int _sentenceLine;

    private string _sentence = "";

    public List<ExitCodeClaim> Claims { get; } = [];

    public ExitCodeOwners Owners => _owners.Value;

    /// <summary>True when the source of a block holds a word that exit codes are told with.</summary>
    public bool HasHint(Block block) => hints.AnyIn(block.Span.Start, block.Span.End);

    /// <summary>False when a block starts with a letter that no words such as "exits with" start with.</summary>
    public bool MayStartWithLead(Block block)
    {
        var start = ExitCodeGrammar.SkipSpace(document.Body, Math.Max(0, block.Span.Start));
        return start >= document.Body.Length || !ExitCodeGrammar.IsAsciiLetter(document.Body[start]) || ExitCodeLead.MayStartWith(document.Body[start]);
    }

    /// <summary>True when a heading, or the paragraph right before, speaks of exit codes.</summary>
    public bool SpeaksOfExits(Block? block) =>
        block is HeadingBlock or ParagraphBlock && HasHint(block) && ExitCodeSentences.SpeaksOfExits(PlainText.Of(block).Text);

    public void Add(FoundCode found, ExitCodeForm form, ExitCodeOwner owner, int source, bool isDeclared)
    {
        var place = PlaceOf(source);
        if (place.Line != _sentenceLine)
        {
            (_sentenceLine, _sentence) = (place.Line, document.Map.Line(place.Line).Trim());
        }

        Claims.Add(ClaimOf(found, form, owner, place, _sentence, isDeclared, scripts));
    }

    public void Report(Rule rule, int line, string argument) => problems.Add(Problem.Of(rule, new Place(document.Map.Path, line, 1), argument));

    public Place PlaceOf(int source) =>
        document.Map.PlaceOf(Math.Min(document.BodyStart + Math.Max(0, source), document.Map.Text.Length)) with { Column = 1 };

    public int LastLine => document.Map.LineCount;

    public static ExitCodeClaim ClaimOf(
        FoundCode found, ExitCodeForm form, ExitCodeOwner owner, Place place, string sentence, bool isDeclared, EquatableArray<string> scripts)
    {
        var shortName = ExitCodeClaim.ShortNameOf(owner.Script);
        var confidence = isDeclared && !owner.IsForeign ? ExitCodeConfidence.Declared : ExitCodeConfidence.Mentioned;
        return new ExitCodeClaim(found.Codes, found.Meaning, owner.Script, place, sentence, form, confidence)
        {
            ScriptName = owner.Script is { } script && scripts.Contains(shortName, StringComparer.Ordinal) ? script : shortName,
        };
    }
}
