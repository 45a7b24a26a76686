using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SkillContracts.Model.Profiles;

/// <summary>A value as strictyaml reads it: every scalar is a text.</summary>
/// <param name="Text">Null for a list or a map.</param>
/// <param name="Entries">Null for all but a map.</param>
/// <param name="Start">In UTF-16 units of the YAML text.</param>
/// <param name="Column">From 0.</param>
internal sealed record StrictValue(string? Text, IReadOnlyList<(StrictValue Key, StrictValue Value)>? Entries, int Start, int Column);

/// <summary>Why strictyaml refuses a text.</summary>
internal sealed record StrictFault(string Code, string Message, int At);

/// <summary>
/// Reads YAML with the rules of strictyaml 1.6: no flow style, no anchors and aliases, no tags, no repeated keys, no tabs outside quotes,
/// blocks and comments, maps side by side equally indented. What is YAML at all is YamlDotNet's judgement, made milder where it is known
/// to be stricter; docs/profiles.md says where the two still differ.
/// </summary>
internal sealed class StrictYaml
{
    private const int DeepestNesting = 64;
    private const int MostQuotedRetries = 16;
    private const string QuotedCode = "yaml-quoted";

    private readonly Parser _parser;

    /// <summary>Where tabs may stand: quoted and block scalars, in order of the text; null when there is no tab.</summary>
    private readonly List<(int Start, int End)>? _takesTabs;

    private StrictYaml(string yaml)
    {
        _parser = new Parser(new Scanner(new StringReader(yaml), skipComments: true));
        _takesTabs = yaml.IndexOf('\t') < 0 ? null : [];
    }

    /// <summary>Reads one document.</summary>
    /// <param name="yaml">With LF as line ends.</param>
    /// <param name="value">Null when there is a fault, or nothing to read.</param>
    /// <returns>Null when strictyaml takes it.</returns>
    public static StrictFault? Read(string yaml, out StrictValue? value)
    {
        value = null;
        if (IndexOfUnprintable(yaml) is var unprintable and >= 0)
        {
            return new StrictFault("yaml-character", "A control character stands here, which YAML does not take; remove it", unprintable);
        }

        // Unicode's line ends are none to strictyaml.
        var text = yaml.Replace('\u0085', '\ue000').Replace('\u2028', '\ue000').Replace('\u2029', '\ue000');
        var inserted = new List<int>();
        var fault = ReadPrepared(text, out value);
        for (var i = 0; i < MostQuotedRetries && fault?.Code == QuotedCode && IndentQuoted(ref text, fault.At, inserted); i++)
        {
            fault = ReadPrepared(text, out value);
        }

        return fault is null ? null : fault with { Code = fault.Code == QuotedCode ? "yaml" : fault.Code, At = fault.At - inserted.Count(at => at < fault.At) };
    }

    /// <summary>Puts a space before each later line of a quoted scalar that has none: strictyaml takes such lines, YamlDotNet does not, and the spaces are folded away.</summary>
    private static bool IndentQuoted(ref string yaml, int start, List<int> inserted)
    {
        var quote = start < yaml.Length ? yaml[start] : ' ';
        var end = start + 1;
        while (end < yaml.Length && (yaml[end] != quote || (quote == '\'' && end + 1 < yaml.Length && yaml[end + 1] == quote)))
        {
            end += yaml[end] == quote || (quote == '"' && yaml[end] == '\\') ? 2 : 1;
        }

        if (quote is not ('"' or '\'') || end >= yaml.Length)
        {
            return false;
        }

        var before = inserted.Count;
        var result = new StringBuilder(yaml, 0, start, yaml.Length + 16);
        for (var at = start; at < yaml.Length; at++)
        {
            if (at < end && at > start && yaml[at - 1] == '\n' && yaml[at] is not (' ' or '\n'))
            {
                inserted.Add(result.Length);
                result.Append(' ');
            }

            result.Append(yaml[at]);
        }

        yaml = result.ToString();
        return inserted.Count > before;
    }

    private static StrictFault? ReadPrepared(string yaml, out StrictValue? value)
    {
        value = null;
        var reader = new StrictYaml(yaml);
        try
        {
            value = reader.ReadDocument();
            return reader.IndexOfTab(yaml) is var tab and >= 0
                ? new StrictFault("yaml", "A tab stands here outside quotes; write spaces", tab)
                : value is null ? null : FaultOf(value);
        }
        catch (StrictYamlException refused)
        {
            return refused.Fault;
        }
        catch (YamlException exception)
        {
            var code = exception.Message.Contains("quoted scalar") ? QuotedCode : "yaml";
            return new StrictFault(code, exception.Message, Math.Min(yaml.Length, (int)exception.Start.Index));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // YamlDotNet lets other exceptions out for some broken flow collections.
            return new StrictFault("yaml", "this is not well-formed", Math.Min(yaml.Length, (int)(reader._parser.Current?.Start.Index ?? 0)));
        }
    }

    private StrictValue? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        var value = ReadValue(0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<DocumentStart>(out var second) ? throw Refused("yaml", "A second YAML document starts here; keep one", second!) : value;
    }

    private StrictValue ReadValue(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw Refused("yaml", "Values are nested too deeply here; keep them flat", _parser.Current!);
        }

        if (_parser.Accept<AnchorAlias>(out var alias))
        {
            throw Refused("yaml-alias", "An alias that starts with '*' stands here and is not defined; put the text in quotes", alias!);
        }

        if (_parser.Current is NodeEvent node)
        {
            RefuseFeatures(node);
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            if (scalar!.Style != ScalarStyle.Plain)
            {
                _takesTabs?.Add(((int)scalar.Start.Index, (int)scalar.End.Index));
            }

            return ValueAt(scalar, scalar.Value, null);
        }

        if (_parser.TryConsume<SequenceStart>(out var list))
        {
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                ReadValue(depth + 1);
            }

            return ValueAt(list!, null, null);
        }

        var start = _parser.Consume<MappingStart>();
        var entries = new List<(StrictValue, StrictValue)>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            entries.Add((ReadValue(depth + 1), ReadValue(depth + 1)));
        }

        return ValueAt(start, null, entries);
    }

    private static void RefuseFeatures(NodeEvent node)
    {
        if (node is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow })
        {
            throw Refused("yaml-flow", "A list or map in brackets stands here, and strictyaml takes block form only; write it on lines of its own, or put the text in quotes", node);
        }

        if (!node.Anchor.IsEmpty)
        {
            throw Refused("yaml-anchor", "An anchor that starts with '&' stands here, which strictyaml does not take; put the text in quotes", node);
        }

        if (!node.Tag.IsEmpty)
        {
            throw Refused("yaml-tag", "A tag that starts with '!' stands here, which strictyaml does not take; put the text in quotes", node);
        }
    }

    /// <summary>What strictyaml looks at when the whole text is YAML.</summary>
    private static StrictFault? FaultOf(StrictValue value)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, inner) in value.Entries ?? [])
        {
            if (FaultOf(inner) is { } fault)
            {
                return fault;
            }

            if (key.Text is null || key.Text == "<<")
            {
                return new StrictFault("yaml", "This key is no text; write a plain word before the colon", key.Start);
            }

            if (!keys.Add(key.Text))
            {
                return new StrictFault("yaml-duplicate-key", $"The key '{key.Text}' is declared twice; keep one", key.Start);
            }
        }

        var maps = (value.Entries ?? []).Select(entry => entry.Value).Where(inner => inner.Entries is not null).ToList();
        return maps.FirstOrDefault(map => map.Column != maps[0].Column) is { } odd
            ? new StrictFault("yaml-indentation", "This map is indented otherwise than the map before it; indent both equally", odd.Start)
            : null;
    }

    /// <summary>The first tab that is neither in a quoted or block scalar nor in a comment; -1 when there is none.</summary>
    private int IndexOfTab(string yaml)
    {
        var next = 0;
        for (var at = 0; _takesTabs is not null && at < yaml.Length; at++)
        {
            if (next < _takesTabs.Count && at == _takesTabs[next].Start)
            {
                at = Math.Max(at, _takesTabs[next++].End - 1);
            }
            else if (yaml[at] == '\t')
            {
                return at;
            }
            else if (yaml[at] == '#' && (at == 0 || char.IsWhiteSpace(yaml[at - 1])) && yaml.IndexOf('\n', at) is var end)
            {
                at = end < 0 ? yaml.Length : end;
            }
        }

        return -1;
    }

    private static StrictValue ValueAt(NodeEvent node, string? text, IReadOnlyList<(StrictValue, StrictValue)>? entries) =>
        new(text, entries, (int)node.Start.Index, (int)node.Start.Column - 1);

    private static StrictYamlException Refused(string code, string message, ParsingEvent at) => new(new StrictFault(code, message, (int)at.Start.Index));

    private static int IndexOfUnprintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (character is not ('\t' or '\n' or '\r' or '\u0085' or (>= ' ' and <= '~') or (>= '\u00a0' and <= '\ud7ff') or (>= '\ue000' and <= '\ufffd')))
            {
                return i;
            }
        }

        return -1;
    }

    private sealed class StrictYamlException(StrictFault fault) : Exception(fault.Message)
    {
        public StrictFault Fault => fault;
    }
}
