using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads <c>run</c> and <c>steps</c>: the commands under test with what must be seen.</summary>
internal sealed class StepParser(SkillFacts skill, YamlValues values)
{
    private static readonly string[] Keys = ["run", "script", "env", "stdin", "exit", "stdout", "stderr", "files", "changes"];

    /// <summary>What an experiment says of its steps all at once, unless a step says otherwise.</summary>
    private static readonly string[] Defaults = ["script", "env", "stdin", "exit", "stdout", "stderr"];

    private readonly ExpectationParser _expectations = new(values);

    /// <summary>The steps of an experiment; at least one.</summary>
    /// <param name="map">The experiment's keys, defaults included.</param>
    /// <param name="columns">Its row of <c>each</c>.</param>
    public EquatableArray<ExperimentStep> Parse(YamlMap map, EquatableArray<Variable> columns)
    {
        if (map.Find("steps") is not { } steps)
        {
            return new[] { Step(map, columns) }.ToEquatableArray();
        }

        if (steps.Value is not YamlList { Items.Count: > 0 } list || list.Items.Any(item => item is not YamlMap))
        {
            values.Wrong("steps", steps.Value.Place, "a list of maps with run and what must be seen");
            return new[] { Step(map, columns) }.ToEquatableArray();
        }

        var found = new List<ExperimentStep>();
        foreach (var item in list.Items.Cast<YamlMap>())
        {
            values.RejectUnknownKeys(item, Keys);
            if (item.Find("run") is null)
            {
                values.Add(RuleTable.MissingKey, item.Place, "run", "say which command the step runs");
            }

            found.Add(Step(Inherit(item, map, isLast: item == list.Items[list.Items.Count - 1]), columns));
        }

        return found.ToEquatableArray();
    }

    private ExperimentStep Step(YamlMap map, EquatableArray<Variable> columns)
    {
        var run = Command(map.Find("run"));
        return new ExperimentStep(
            map.Find("run")?.Key.Place ?? map.Place,
            run,
            Script(map.Find("script"), run, columns),
            values.Variables(map.Find("env")),
            map.Find("stdin") is { } stdin ? values.Text(stdin) : null,
            _expectations.Parse(map));
    }

    /// <summary>A step with what its experiment says of all steps; the experiment's files are judged with the last one.</summary>
    private static YamlMap Inherit(YamlMap step, YamlMap experiment, bool isLast)
    {
        var inherited = experiment.Entries.Where(entry => Defaults.Contains(entry.Key.Text) || (isLast && entry.Key.Text == "files"));
        return step with
        {
            Entries = inherited.Where(entry => step.Find(entry.Key.Text) is null)
                .Concat(step.Entries.Select(own => inherited.FirstOrDefault(entry => entry.Key.Text == own.Key.Text)?.Value is YamlMap start && own is { Key.Text: "env" or "files", Value: YamlMap added }
                    ? own with { Value = added with { Entries = start.Entries.Where(entry => added.Find(entry.Key.Text) is null).Concat(added.Entries).ToList() } }
                    : own))
                .ToList(),
        };
    }

    private Command Command(YamlEntry? entry)
    {
        switch (entry?.Value)
        {
            case YamlScalar { IsNull: false } text when text.Text.Trim().Length > 0:
                return new Command(text.Text, EquatableArray<string>.Empty);
            case YamlList { Items.Count: > 0 } list when list.Items[0] is not YamlScalar { Text: "" }:
                return new Command(null, values.Texts(new YamlEntry(entry.Key, list)).Select(word => word.Text).ToEquatableArray());
            case null:
                return new Command("", EquatableArray<string>.Empty);
            default:
                values.Wrong("run", entry.Value.Place, "a shell text, or a list of program and arguments");
                return new Command("", EquatableArray<string>.Empty);
        }
    }

    private string? Script(YamlEntry? entry, Command run, EquatableArray<Variable> columns)
    {
        if (entry is null)
        {
            return run.Text is { } text
                ? ShellCommands.LastScript(text, command => SkillScripts.FirstNamedIn(Columns.Fill(command, columns), skill.Scripts))
                : SkillScripts.FirstNamedIn(string.Join(" ", run.Words), skill.Scripts);
        }

        if (values.Text(entry) is not { } path)
        {
            return null;
        }

        if (!skill.Files.Contains(RelativePath.Normalize(path), StringComparer.Ordinal))
        {
            values.Wrong("script", entry.Value.Place, "the path of a script below the skill's folder");
        }

        return RelativePath.Normalize(path);
    }
}
