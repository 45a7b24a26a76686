using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads <c>exit</c>, <c>stdout</c>, <c>stderr</c>, <c>files</c> and <c>changes</c>.</summary>
internal sealed class ExpectationParser(YamlValues values)
{
    private const string SomethingToFail = "a text that something could fail; leave the key out if anything may stand here";

    private static readonly string[] TextMatchers = ["is", "has", "lacks", "matches", "json"];
    private static readonly string[] FileMatchers = [.. TextMatchers, "sql", "xlsx", "mode", "encoding", "eol"];
    private static readonly string[] Encodings = ["ascii", "utf-8", "utf-8-bom", "utf-16le", "utf-16be"];
    private static readonly string[] LineEnds = ["lf", "crlf"];

    private readonly XlsxParser _xlsx = new(values);

    public Expectation Parse(YamlMap experiment) => new(
        Exit(experiment.Find("exit")),
        Stream(experiment.Find("stdout")),
        Stream(experiment.Find("stderr")),
        Files(experiment.Find("files")),
        experiment.Find("changes") is { } changes ? Changes(changes) : null);

    /// <summary>Reads <c>snapshot</c>: stdout, stderr, tree, or paths and globs of files.</summary>
    public EquatableArray<string> Snapshots(YamlEntry? entry)
    {
        var whats = new List<string>();
        foreach (var text in entry is null ? [] : SomeTexts(entry))
        {
            if (RelativePath.Fault(text.Text) is { } fault)
            {
                values.Add(RuleTable.PathOutside, text.Place, text.Text, fault, "the work folder");
            }
            else
            {
                whats.Add(RelativePath.Normalize(text.Text));
            }
        }

        return whats.Distinct(StringComparer.Ordinal).ToEquatableArray();
    }

    /// <summary>Reads <c>scrub</c>: regular expressions.</summary>
    public EquatableArray<string> Patterns(YamlEntry? entry) =>
        (entry is null ? [] : SomeTexts(entry)).Select(Pattern).OfType<MatchesCheck>().Select(check => check.Pattern).ToEquatableArray();

    private ExitCodeSet Exit(YamlEntry? entry)
    {
        if (entry is null)
        {
            return ExitCodeSet.Of(0);
        }

        var items = entry.Value is YamlList list ? list.Items : [entry.Value];
        var sets = items.Select(item => item is YamlScalar code ? ExitCodeSet.TryParse(code.Text) : null).ToList();
        if (sets.Count > 0 && sets.TrueForAll(set => set is { IsOther: false }))
        {
            return new ExitCodeSet(sets.SelectMany(set => set!.Ranges).Distinct().OrderBy(range => range.Low).ToEquatableArray());
        }

        values.Wrong("exit", entry.Value.Place, "a number from 0 to 255, a list of them, or nonzero");
        return ExitCodeSet.Of(0);
    }

    private EquatableArray<Check> Stream(YamlEntry? entry) => entry?.Value switch
    {
        null => EquatableArray<Check>.Empty,
        YamlMap map => Matchers(map, TextMatchers),
        YamlScalar text => Whole(entry.Key.Text, text.IsNull ? "" : text.Text, text.Place).ToEquatableArray(),
        _ => WrongMatcher(entry.Key.Text, entry.Value.Place, TextMatchers),
    };

    private EquatableArray<FileExpectation> Files(YamlEntry? entry)
    {
        var files = new List<FileExpectation>();
        foreach (var file in (entry is null ? null : values.Map(entry, "a map from path to absent, exists or a matcher"))?.Entries ?? [])
        {
            if (RelativePath.Fault(file.Key.Text) is { } fault)
            {
                values.Add(RuleTable.PathOutside, file.Key.Place, file.Key.Text, fault, "the work folder");
                continue;
            }

            var glob = RelativePath.Normalize(file.Key.Text);
            switch (file.Value)
            {
                case YamlScalar { Text: "absent" }:
                    files.Add(new FileExpectation(glob, FilePresence.Absent, EquatableArray<Check>.Empty, file.Key.Place));
                    break;
                case YamlScalar { Text: "exists" }:
                    files.Add(new FileExpectation(glob, FilePresence.Exists, EquatableArray<Check>.Empty, file.Key.Place));
                    break;
                case YamlMap map:
                    files.Add(new FileExpectation(glob, FilePresence.Exists, Matchers(map, FileMatchers), file.Key.Place));
                    break;
                default:
                    values.Wrong(file.Key.Text, file.Value.Place, "absent, exists, or a map with " + string.Join(", ", FileMatchers)
                        + (file.Value is YamlScalar { IsNull: false } text ? $"; for the whole text write {{ is: {Quoted(text.Text)} }}" : ""));
                    break;
            }
        }

        return files.ToEquatableArray();
    }

    /// <summary>A text as YAML takes it; a long one is only hinted at.</summary>
    private static string Quoted(string text) => text.Length > 40 || text.Any(char.IsControl)
        ? "\"...\""
        : '"' + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + '"';

    /// <summary>Globs of the work folder.</summary>
    public EquatableArray<string> Changes(YamlEntry entry)
    {
        var globs = new List<string>();
        foreach (var text in values.Texts(entry))
        {
            if (RelativePath.Fault(text.Text) is { } fault)
            {
                values.Add(RuleTable.PathOutside, text.Place, text.Text, fault, "the work folder");
            }

            globs.Add(RelativePath.Normalize(text.Text));
        }

        return globs.ToEquatableArray();
    }

    private EquatableArray<Check> Matchers(YamlMap map, string[] known)
    {
        values.RejectUnknownKeys(map, known);
        if (map.Entries.Count == 0)
        {
            values.Wrong("matcher", map.Place, "at least one of " + string.Join(", ", known));
        }

        return map.Entries.SelectMany(Matcher).ToEquatableArray();
    }

    private IEnumerable<Check> Matcher(YamlEntry entry) => entry.Key.Text switch
    {
        "is" => values.Text(entry) is { } text ? Whole(entry.Key.Text, text, entry.Value.Place) : [],
        "has" => SomeTexts(entry).Select(part => new HasCheck(part.Text, part.Place)),
        "lacks" => SomeTexts(entry).Select(part => new LacksCheck(part.Text, part.Place)),
        "matches" => SomeTexts(entry).Select(Pattern).OfType<Check>(),
        "json" => [new JsonCheck(Shape(entry.Value), entry.Value.Place)],
        "sql" => Queries(entry),
        "xlsx" => _xlsx.Parse(entry) is { } workbook ? [workbook] : [],
        "mode" => Word(entry, text => IsMode(text) || text is "+x" or "-x", "three or four octal digits such as 755, or +x or -x") is { } mode
            ? [new ModeCheck(mode, entry.Value.Place)] : [],
        "encoding" => Word(entry, Encodings.Contains, "one of " + string.Join(", ", Encodings)) is { } encoding
            ? [new EncodingCheck(encoding, entry.Value.Place)] : [],
        "eol" => Word(entry, LineEnds.Contains, "lf or crlf") is { } eol ? [new LineEndCheck(eol, entry.Value.Place)] : [],
        _ => [],
    };

    private string? Word(YamlEntry entry, Func<string, bool> isOne, string wanted)
    {
        if (entry.Value is YamlScalar { Text: var word } && isOne(word))
        {
            return word;
        }

        values.Wrong(entry.Key.Text, entry.Value.Place, wanted);
        return null;
    }

    private static bool IsMode(string text) => text.Length is 3 or 4 && text.All(digit => digit is >= '0' and <= '7');

    private IEnumerable<Check> Queries(YamlEntry entry)
    {
        if (entry.Value is YamlMap { Entries.Count: 0 })
        {
            values.Wrong(entry.Key.Text, entry.Value.Place, "a map with at least one query");
        }

        return (values.Map(entry, "a map from query to value or rows")?.Entries ?? []).Select(Sql).OfType<Check>();
    }

    private IEnumerable<Check> Whole(string key, string text, Place place)
    {
        if (text.TrimEnd('\n').Split('\n').All(line => line.Trim() == "..."))
        {
            values.Wrong(key, place, SomethingToFail);
        }

        return [new IsCheck(text, place)];
    }

    /// <summary>An empty list or text would check nothing, and the row would be green.</summary>
    private IReadOnlyList<YamlScalar> SomeTexts(YamlEntry entry)
    {
        if (entry.Value is YamlList { Items.Count: 0 })
        {
            values.Wrong(entry.Key.Text, entry.Value.Place, "a text or a list of at least one text");
        }

        var texts = values.Texts(entry);
        foreach (var empty in texts.Where(text => text.Text.Length == 0))
        {
            values.Wrong(entry.Key.Text, empty.Place, SomethingToFail);
        }

        return texts;
    }

    private MatchesCheck? Pattern(YamlScalar text)
    {
        try
        {
            _ = new Regex(text.Text);
            return new MatchesCheck(text.Text, text.Place);
        }
        catch (ArgumentException exception)
        {
            // The message quotes the pattern, which may be so long that the reason would be cut off.
            values.Add(RuleTable.InvalidPattern, text.Place, exception.Message.Replace($" '{text.Text}'", ""));
            return null;
        }
    }

    private static JsonShape Shape(YamlNode node) => node switch
    {
        YamlScalar scalar => new JsonScalar(scalar.IsNull ? "null" : scalar.Text, !scalar.IsPlain || !IsJsonLiteral(scalar)),
        YamlList list => new JsonList(list.Items.Select(Shape).ToEquatableArray()),
        YamlMap map => new JsonObject(map.Entries.Select(entry => new JsonMember(entry.Key.Text, Shape(entry.Value))).ToEquatableArray()),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static bool IsJsonLiteral(YamlScalar scalar) => scalar.IsNull
        || scalar.Text is "true" or "false"
        || JsonNumber.IsMatch(scalar.Text);

    private SqlCheck? Sql(YamlEntry entry)
    {
        var place = entry.Key.Place;
        switch (entry.Value)
        {
            case YamlScalar value:
                return new SqlCheck(entry.Key.Text, new[] { new[] { Cell(value) }.ToEquatableArray() }.ToEquatableArray(), place);
            case YamlList list when list.Items.All(row => row is YamlScalar || (row is YamlList cells && cells.Items.All(cell => cell is YamlScalar))):
                return new SqlCheck(entry.Key.Text, list.Items.Select(Row).ToEquatableArray(), place);
            default:
                values.Wrong(entry.Key.Text, entry.Value.Place, "a value, or a list of rows such as [[1, a], [2, b]]");
                return null;
        }
    }

    private static EquatableArray<SqlCell> Row(YamlNode node) => node is YamlList cells
        ? cells.Items.Cast<YamlScalar>().Select(Cell).ToEquatableArray()
        : new[] { Cell((YamlScalar)node) }.ToEquatableArray();

    /// <summary>SQL NULL is the plain word null; everything else compares as text.</summary>
    private static SqlCell Cell(YamlScalar scalar) => new(scalar.IsNull && scalar.Text.Length > 0 ? null : scalar.Text);

    private EquatableArray<Check> WrongMatcher(string key, Place place, IEnumerable<string> known)
    {
        values.Wrong(key, place, "a text, or a map with " + string.Join(", ", known));
        return EquatableArray<Check>.Empty;
    }
}
