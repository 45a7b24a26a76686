using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads one entry of <c>experiments</c>, spread out over its <c>each</c> rows.</summary>
internal sealed class ExperimentParser(SkillFacts skill, YamlValues values)
{
    /// <summary>Every key of an experiment, in the order of the format's description.</summary>
    public static readonly string[] Keys =
    [
        "name", "claim", "bucket", "each", "fixtures", "git", "setup", "services", "run", "steps", "script", "env", "stdin", "requires", "without",
        "fake", "timeout", "exit", "stdout", "stderr", "files", "changes", "snapshot", "scrub", "allow", "broken",
    ];

    private const int MostRows = 1000;

    private static readonly (string Word, Allowances Lifted)[] AllowWords =
        [("usage", Allowances.Usage), ("crash", Allowances.Crash), ("network", Allowances.Network), ("outside", Allowances.Outside)];

    private static readonly Regex Comparison = new(@"^\s*(?:cmp|diff|sqldiff)\s", RegexOptions.CultureInvariant);

    /// <summary>Shell texts keep their references: values must be quoted for the place where they stand.</summary>
    private static readonly string[] ShellKeys = ["run", "setup", "requires"];

    private static readonly string[] Buckets = ["happy", "flags", "errors", "invariants"];

    /// <summary>What an experiment can be judged in spite of, or says of itself when it is run.</summary>
    private static readonly Rule[] NoFaults = [RuleTable.ClaimNotFound, RuleTable.FixtureMissing, RuleTable.PathOutside];

    private readonly ExpectationParser _expectations = new(values);
    private readonly StepParser _steps = new(skill, values);
    private readonly ServiceParser _services = new(values);
    private readonly ToolParser _tools = new(values);

    /// <summary>Reads the experiment.</summary>
    /// <param name="map">Its keys, defaults included.</param>
    /// <param name="index">How many experiments stand before it.</param>
    /// <param name="faultAt">Where its YAML has an error.</param>
    /// <returns>One for each row; nothing when there is no name or command.</returns>
    public IEnumerable<Experiment> Parse(YamlMap map, int index, Place? faultAt)
    {
        var start = values.ProblemCount;
        values.RejectUnknownKeys(map, Keys);
        if (map.Find("name") is not { } name || name.Value is YamlScalar { Text: var written } && written.Trim().Length == 0)
        {
            values.Add(RuleTable.MissingKey, map.Place, "name", "give the experiment a name that says what is tried");
            yield break;
        }

        if (values.Text(name) is not { } text)
        {
            yield break;
        }

        if (map.Find("run") is null && map.Find("steps") is null)
        {
            values.Add(RuleTable.MissingKey, name.Key.Place, "run", "say which command shows the claim");
            yield break;
        }

        if (map.Find("run") is not null && map.Find("steps") is { } both)
        {
            values.Wrong("steps", both.Key.Place, "all commands of the experiment; write 'run' as its first step");
        }

        NameFindings.Add(map, values);
        var rows = Rows(map);
        var clash = rows.Select(row => Columns.Fill(text, row)).Distinct(StringComparer.Ordinal).Count() < rows.Count;
        faultAt ??= values.ErrorSince(start);
        foreach (var row in rows)
        {
            var filled = Fill(map, row);
            var rowName = Columns.Fill(text, row) + (clash ? $" ({string.Join(", ", row.Select(column => column.Value))})" : "");
            start = values.ProblemCount;
            var experiment = ParseRow(filled, index + 1, rowName, name.Value.Place, row.ToEquatableArray());
            yield return experiment with { FaultAt = faultAt ?? experiment.FaultAt ?? values.ErrorSince(start, NoFaults) };
        }
    }

    private Experiment ParseRow(
        YamlMap map, int number, string name, Place place, EquatableArray<Variable> columns)
    {
        var start = values.ProblemCount;
        var steps = _steps.Parse(map, columns);
        var faultAt = values.ErrorSince(start); // a path outside leaves a check out here
        return new Experiment(
            number,
            name,
            place,
            Claim(map.Find("claim")),
            Bucket(map.Find("bucket"), steps),
            columns,
            Fixtures(map.Find("fixtures")),
            Git(map.Find("git")),
            values.TextList(map.Find("setup")),
            _services.Parse(map.Find("services")),
            steps,
            map.Find("steps") is not null && map.Find("changes") is { } changes ? _expectations.Changes(changes) : null,
            values.TextList(map.Find("requires")),
            _tools.Hidden(map.Find("without")),
            _tools.Fakes(map.Find("fake")),
            values.Limit(map.Find("timeout")),
            Allowed(map.Find("allow")),
            _expectations.Snapshots(map.Find("snapshot")),
            _expectations.Patterns(map.Find("scrub")),
            map.Find("broken") is { } broken ? Reason(broken) : null,
            faultAt);
    }

    /// <summary>Reads <c>untested</c>: words of a document with the reason why nothing tries them.</summary>
    public IEnumerable<UntestedClaim> Untested(YamlEntry entry)
    {
        foreach (var item in values.Map(entry, "a map from words of the document to the reason")?.Entries ?? [])
        {
            if (Claim(new YamlEntry(entry.Key, item.Key)) is { } quote && Reason(item) is { } reason)
            {
                yield return new UntestedClaim(quote, reason, item.Key.Place);
            }
        }
    }

    private Allowances Allowed(YamlEntry? entry)
    {
        var allowed = Allowances.None;
        foreach (var word in entry is null ? [] : values.Texts(entry))
        {
            var known = AllowWords.FirstOrDefault(pair => pair.Word == word.Text);
            allowed |= known.Lifted;
            if (known.Word is null)
            {
                values.Wrong("allow", word.Place, "among " + string.Join(", ", AllowWords.Select(pair => pair.Word)));
            }
        }

        return allowed;
    }

    private string? Reason(YamlEntry entry)
    {
        if (entry.Value is YamlScalar { IsNull: false } reason && reason.Text.Trim().Length > 0)
        {
            return reason.Text;
        }

        values.Wrong(entry.Key.Text, entry.Value.Place, "the reason, such as the number of an issue");
        return null;
    }

    private List<IReadOnlyList<Variable>> Rows(YamlMap map)
    {
        if (map.Find("each") is not { } each)
        {
            return [[]];
        }

        if (each.Value is not YamlList { Items.Count: > 0 } list || list.Items.Any(item => item is not YamlMap))
        {
            values.Wrong("each", each.Value.Place, "a list of maps from column to value");
            return [[]];
        }

        if (list.Items.Count > MostRows)
        {
            values.Wrong("each", each.Value.Place, $"a list of at most {YamlValues.Number(MostRows)} maps");
            return [[]];
        }

        return list.Items.Select(item => (IReadOnlyList<Variable>)values.Variables(new YamlEntry(each.Key, item))).ToList();
    }

    private static YamlMap Fill(YamlMap map, IReadOnlyList<Variable> row) => row.Count == 0 ? map : map with
    {
        Entries = map.Entries.Select(entry => entry switch
        {
            { Key.Text: "each" or "services" } => entry,
            { Key.Text: "steps", Value: YamlList steps } => entry with { Value = steps with { Items = steps.Items.Select(step => step is YamlMap keys ? Fill(keys, row) : step).ToList() } },
            _ when ShellKeys.Contains(entry.Key.Text) && !IsWords(entry) => entry,
            _ => entry with { Value = Columns.Fill(entry.Value, row) },
        }).ToList(),
    };

    private static bool IsWords(YamlEntry entry) => entry.Key.Text == "run" && entry.Value is YamlList;

    private Quote? Claim(YamlEntry? entry)
    {
        if (entry is null || values.Text(entry) is not { } words)
        {
            return null;
        }

        if (skill.Find(words) is { } quote)
        {
            return quote;
        }

        values.Add(RuleTable.ClaimNotFound, entry.Value.Place, words);
        return new Quote(words, null, null);
    }

    private string Bucket(YamlEntry? entry, EquatableArray<ExperimentStep> steps)
    {
        if (entry is not null && values.Text(entry) is { } bucket)
        {
            if (Buckets.Contains(bucket, StringComparer.Ordinal))
            {
                return bucket;
            }

            values.Wrong("bucket", entry.Value.Place, string.Join(", ", Buckets));
        }

        return steps.Count > 1 && steps.Any(step => step.Run.Text is { } text && Comparison.IsMatch(text)) ? "invariants"
            : steps.All(step => step.Expected.Exit.Contains(0)) ? "happy"
            : "errors";
    }

    private EquatableArray<Fixture> Fixtures(YamlEntry? entry)
    {
        var found = new List<Fixture>();
        var items = entry is null ? [] : entry.Value is YamlList list ? list.Items : [entry.Value];
        foreach (var item in items)
        {
            if (item is YamlScalar { IsNull: false } folder)
            {
                AddFolder(folder, found);
            }
            else if (item is YamlMap files)
            {
                foreach (var file in files.Entries)
                {
                    AddFile(file, found);
                }
            }
            else
            {
                values.Wrong("fixtures", item.Place, "folders beside the contract, or a map from path to text");
            }
        }

        return found.ToEquatableArray();
    }

    private void AddFolder(YamlScalar folder, List<Fixture> found)
    {
        var path = RelativePath.Normalize(folder.Text);
        if (RelativePath.Fault(folder.Text) is { } fault)
        {
            values.Add(RuleTable.PathOutside, folder.Place, folder.Text, fault, "the contract's folder");
        }
        else if (!skill.HasFixture(path))
        {
            values.Add(RuleTable.FixtureMissing, folder.Place, folder.Text);
        }

        found.Add(new Fixture(path, null, folder.Place));
    }

    private void AddFile(YamlEntry file, List<Fixture> found)
    {
        if (RelativePath.Fault(file.Key.Text) is { } fault)
        {
            values.Add(RuleTable.PathOutside, file.Key.Place, file.Key.Text, fault, "the work folder");
        }

        if (file.Value is YamlScalar text)
        {
            found.Add(new Fixture(RelativePath.Normalize(file.Key.Text), text.IsNull ? "" : text.Text, file.Key.Place));
        }
        else
        {
            values.Wrong(file.Key.Text, file.Value.Place, "the file's text");
        }
    }

    private GitFolder Git(YamlEntry? entry)
    {
        switch (entry?.Value)
        {
            case null or YamlScalar { Text: "false" }:
                return GitFolder.None;
            case YamlScalar { Text: "true" }:
                return GitFolder.Repository;
            case YamlScalar { Text: "origin" }:
                return GitFolder.WithOrigin;
            default:
                values.Wrong("git", entry.Value.Place, "true, false or origin");
                return GitFolder.None;
        }
    }
}
