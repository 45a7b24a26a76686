using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads contract.yaml strictly: what is not understood is a problem, never a guess.</summary>
internal sealed class ContractParser
{
    private static readonly YamlReader.Rules YamlRules =
        new(RuleTable.BrokenContract, RuleTable.DuplicateKey, RuleTable.YamlFeature, RuleTable.CutValue);

    private static readonly string[] NotDefaults = ["name", "claim", "each", "run", "steps"];

    private static readonly string[] ListKeys = ["fixtures", "setup", "requires", "changes", "snapshot", "scrub"];

    private static readonly string[] TopKeys =
        ["version", "experiments", "untested", .. ExperimentParser.Keys.Except(NotDefaults)];

    private readonly List<Problem> _problems;
    private readonly YamlValues _values;
    private readonly ExperimentParser _experiments;
    private readonly List<UntestedClaim> _untested = [];

    private ContractParser(SkillFacts skill, List<Problem> problems)
    {
        _problems = problems;
        _values = new YamlValues(problems);
        _experiments = new ExperimentParser(skill, _values);
    }

    public static (EquatableArray<Experiment> Experiments, EquatableArray<UntestedClaim> Untested) Parse(LineMap map, SkillFacts skill, List<Problem> problems)
    {
        var parser = new ContractParser(skill, problems);
        return (parser.Parse(map).ToEquatableArray(), parser._untested.ToEquatableArray());
    }

    private List<Experiment> Parse(LineMap map)
    {
        var top = new Place(map.Path, 1, 1);
        var before = _problems.Count;
        switch (YamlReader.Read(map, 0, map.Text.Length, YamlRules, _problems))
        {
            case YamlMap contract when HasKnownVersion(contract, top, before):
                return ParseExperiments(contract, top, YamlErrors(before));
            case null or YamlScalar { IsNull: true } when _problems.Count == before:
                _values.Add(RuleTable.MissingKey, top, "version", "start the contract with 'version: 1' and 'experiments:'");
                return [];
            case YamlList or YamlScalar:
                _values.Wrong("contract", top, "a map that starts with 'version: 1'");
                return [];
            default:
                return [];
        }
    }

    private bool HasKnownVersion(YamlMap contract, Place top, int before)
    {
        switch (contract.Find("version")?.Value)
        {
            case YamlScalar { Text: "1" }:
                return true;
            case null:
                _values.Add(RuleTable.MissingKey, top, "version", "start the contract with 'version: 1'");
                return true;
            case var other:
                // A later version may mean other things by the same keys: this one problem says enough.
                _problems.RemoveRange(before, _problems.Count - before);
                _values.Add(RuleTable.UnknownVersion, other.Place, other is YamlScalar scalar ? scalar.Text : "?");
                return false;
        }
    }

    private Queue<Place> YamlErrors(int before) => new(_problems
        .Skip(before).Where(problem => problem.Severity == RuleSeverity.Error).Select(problem => problem.Place).OrderBy(place => place.Line).ThenBy(place => place.Column));

    /// <summary>The first error that does not stand before the place; those that do are dropped.</summary>
    private static Place? NextOf(Queue<Place> errors, Place place)
    {
        while (errors.Count > 0 && IsBefore(errors.Peek(), place))
        {
            errors.Dequeue();
        }

        return errors.Count > 0 ? errors.Peek() : null;
    }

    private List<Experiment> ParseExperiments(YamlMap contract, Place top, Queue<Place> yamlErrors)
    {
        _values.RejectUnknownKeys(contract, TopKeys);
        if (contract.Find("untested") is { } untested)
        {
            _untested.AddRange(_experiments.Untested(untested));
        }

        if (contract.Find("experiments") is not { } declared)
        {
            _values.Add(RuleTable.MissingKey, top, "experiments", "list at least one experiment with name and run");
            return [];
        }

        if (declared.Value is not YamlList list)
        {
            _values.Wrong("experiments", declared.Value.Place, "a list of experiments");
            return [];
        }

        var defaults = contract.Entries.Where(entry => ExperimentParser.Keys.Contains(entry.Key.Text) && !NotDefaults.Contains(entry.Key.Text)).ToList();
        var found = new List<Experiment>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var end = contract.Entries.Select(entry => entry.Key.Place).FirstOrDefault(place => IsBefore(declared.Value.Place, place));
        foreach (var (item, next) in list.Items.Zip(list.Items.Skip(1).Select(item => item.Place).Append(end), (item, next) => (item, next)))
        {
            if (item is not YamlMap map)
            {
                _values.Wrong("experiments", item.Place, "a list of maps with name and run");
                continue;
            }

            var error = NextOf(yamlErrors, map.Place);
            var faultAt = error is not null && (next is null || IsBefore(error, next)) && error.Column > contract.Place.Column ? error : null;
            foreach (var experiment in _experiments.Parse(Merge(defaults, map), found.Count, faultAt))
            {
                if (lines.TryGetValue(experiment.Name, out var line))
                {
                    _values.Add(RuleTable.DuplicateExperiment, experiment.Place, experiment.Name, YamlValues.Number(line));
                    continue;
                }

                lines.Add(experiment.Name, experiment.Place.Line);
                found.Add(experiment with { Number = found.Count + 1 });
            }
        }

        if (list.Items.Count == 0)
        {
            _values.Add(RuleTable.MissingKey, declared.Key.Place, "experiments", "list at least one experiment with name and run");
        }

        return found;
    }

    private static bool IsBefore(Place one, Place other) => one.Line < other.Line || (one.Line == other.Line && one.Column < other.Column);

    /// <summary>Keys at the top start every experiment: lists of <see cref="ListKeys"/> and maps add, the rest replaces.</summary>
    private static YamlMap Merge(List<YamlEntry> defaults, YamlMap experiment)
    {
        var inherited = defaults.Where(entry => experiment.Find(entry.Key.Text) is null);
        var own = experiment.Entries.Select(entry =>
            defaults.Find(candidate => candidate.Key.Text == entry.Key.Text) is { } start
                ? entry with { Value = Add(entry.Key.Text, start.Value, entry.Value) }
                : entry);
        return experiment with { Entries = own.Concat(inherited).ToList() };
    }

    private static YamlNode Add(string key, YamlNode start, YamlNode own) => (start, own) switch
    {
        (_, YamlList { Items.Count: 0 }) => own,
        (YamlList first, YamlList second) when ListKeys.Contains(key) => second with { Items = first.Items.Concat(second.Items).ToList() },
        (YamlMap first, YamlMap second) => second with
        {
            Entries = first.Entries.Where(entry => second.Find(entry.Key.Text) is null).Concat(second.Entries).ToList(),
        },
        // One item of a list key may stand without its list; beside a list it adds all the same.
        (YamlList first, _) when ListKeys.Contains(key) => first with { Items = [.. first.Items, own] },
        (_, YamlList second) when ListKeys.Contains(key) => second with { Items = [start, .. second.Items] },
        (YamlScalar { IsNull: false }, YamlScalar { IsNull: false }) when ListKeys.Contains(key) => new YamlList([start, own], own.Place),
        _ => own,
    };
}
