using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SkillContracts.Model.Parsing;

/// <summary>The one adapter to YamlDotNet: text in, nodes with places and problems out. Uses its low-level parser only.</summary>
internal sealed class YamlReader
{
    private const int DeepestNesting = 64;

    private readonly LineMap _map;
    private readonly int _offset;
    private readonly Rules _rules;
    private readonly List<Problem> _problems;
    private readonly Parser _parser;
    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);

    private YamlReader(LineMap map, int start, int end, Rules rules, List<Problem> problems)
    {
        (_map, _offset, _rules, _problems) = (map, start, rules, problems);
        _parser = new Parser(new Scanner(new StringReader(map.Text.Substring(start, end - start)), skipComments: true));
    }

    /// <summary>Which rules the findings belong to.</summary>
    internal sealed record Rules(Rule Broken, Rule Duplicate, Rule? Feature, Rule? Cut);

    /// <summary>Reads one document from a part of the text.</summary>
    /// <returns>Null when the part is no YAML (then there is a problem) or holds nothing.</returns>
    public static YamlNode? Read(LineMap map, int start, int end, Rules rules, List<Problem> problems)
    {
        var nul = map.Text.IndexOf('\0', start, end - start);
        if (nul >= 0)
        {
            problems.Add(Problem.Of(rules.Broken, map.PlaceOf(nul), "A NUL character ends the YAML here; remove it"));
            return null;
        }

        YamlReader? reader = null;
        try
        {
            reader = new YamlReader(map, start, end, rules, problems);
            return reader.ReadDocument();
        }
        catch (YamlException exception)
        {
            var at = Math.Min(end, start + (int)exception.Start.Index);
            problems.Add(YamlFault.Describe(map, at, exception.Message, rules.Broken));
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // YamlDotNet lets other exceptions out for some broken flow collections.
            var at = reader?._parser.Current is { } last ? Math.Min(end, start + (int)last.Start.Index) : start;
            problems.Add(YamlFault.Describe(map, at, "this is not well-formed", rules.Broken));
            return null;
        }
    }

    private YamlNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        var node = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _problems.Add(Problem.Of(_rules.Broken, PlaceOf(second!.Start), "A second YAML document starts here; keep one"));
            return null;
        }

        return node;
    }

    private YamlNode ReadNode(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, "values are nested too deeply");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!_anchors.Contains(alias!.Value.Value) && _rules.Feature is null)
            {
                throw new YamlException(alias.Start, alias.End, $"no anchor is called '{alias.Value}'");
            }

            ReportFeature("Aliases such as '*" + alias.Value + "'", alias.Start);
            return new YamlScalar("*" + alias.Value, IsPlain: false, PlaceOf(alias.Start)) { Start = OffsetOf(alias.Start), End = OffsetOf(alias.End) };
        }

        if (_parser.Current is NodeEvent node)
        {
            ReportFeatures(node);
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return ReadScalar(scalar!);
        }

        return _parser.Accept<SequenceStart>(out _) ? ReadList(depth) : ReadMap(depth);
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        var plain = scalar.Style == ScalarStyle.Plain;
        if (plain && _rules.Cut is { } cut && IsCut(_offset + (int)scalar.End.Index))
        {
            _problems.Add(Problem.Of(cut, PlaceOf(scalar.Start)));
        }

        var isText = !plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value is "!" or "tag:yaml.org,2002:str");
        return new YamlScalar(scalar.Value, !isText, PlaceOf(scalar.Start)) { Start = OffsetOf(scalar.Start), End = OffsetOf(scalar.End) };
    }

    /// <summary>One space and a <c>#</c> follow: more likely a cut value than a comment, which people set off by two.</summary>
    private bool IsCut(int end) => end > 0 && end + 1 < _map.Text.Length && _map.Text[end] == ' ' && _map.Text[end + 1] == '#';

    private YamlList ReadList(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        SequenceEnd end;
        while (!_parser.TryConsume(out end!))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new YamlList(items, PlaceOf(start.Start)) { Start = OffsetOf(start.Start), End = EndOf(start.Style == SequenceStyle.Flow, end, items.LastOrDefault()) };
    }

    private YamlMap ReadMap(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        MappingEnd end;
        YamlNode? last = null;
        while (!_parser.TryConsume(out end!))
        {
            var keyNode = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            last = value;
            if (keyNode is not YamlScalar key)
            {
                _problems.Add(Problem.Of(_rules.Broken, keyNode.Place, "A key must be a text; put quotes around '{' or '['"));
            }
            else if (lines.TryGetValue(key.Text, out var line))
            {
                _problems.Add(Problem.Of(_rules.Duplicate, key.Place, key.Text, Number(line), Number(key.Place.Line)));
            }
            else
            {
                lines.Add(key.Text, key.Place.Line);
                entries.Add(new YamlEntry(key, value));
            }
        }

        return new YamlMap(entries, PlaceOf(start.Start))
        {
            Start = OffsetOf(start.Start),
            End = EndOf(start.Style == MappingStyle.Flow, end, last),
            IsFlow = start.Style == MappingStyle.Flow,
        };
    }

    private void ReportFeatures(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            _anchors.Add(node.Anchor.Value);
            ReportFeature("Anchors such as '&" + node.Anchor.Value + "'", node.Start);
        }

        if (!node.Tag.IsEmpty)
        {
            ReportFeature("Tags such as '" + node.Tag.Value + "'", node.Start);
        }
    }

    private void ReportFeature(string what, Mark mark)
    {
        if (_rules.Feature is { } rule)
        {
            _problems.Add(Problem.Of(rule, PlaceOf(mark), what));
        }
    }

    /// <summary>By the offset: YamlDotNet counts a lone CR and Unicode's line ends as lines, editors and compilers do not.</summary>
    private Place PlaceOf(Mark mark) => _map.PlaceOf(OffsetOf(mark));

    /// <summary>A block ends with its last value; YamlDotNet's own mark stands at the next token, or before the bracket.</summary>
    private int EndOf(bool isFlow, ParsingEvent end, YamlNode? last) =>
        isFlow ? Math.Min(_map.Text.Length, OffsetOf(end.Start) + 1) : last?.End ?? OffsetOf(end.Start);

    private int OffsetOf(Mark mark) => Math.Min(_map.Text.Length, _offset + (int)mark.Index);

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
