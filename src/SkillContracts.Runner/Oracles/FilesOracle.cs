using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Oracles;

/// <summary>Judges files of the work folder: present or absent, their text, their tables; and what may have changed at all.</summary>
internal static class FilesOracle
{
    private const int LargestText = 16 * 1024 * 1024;

    /// <summary>The checks of <c>files</c> that do not hold.</summary>
    public static IEnumerable<CheckFailure> Judge(Experiment experiment, Observation observation, Func<string, string> fill) =>
        experiment.Expected.Files.SelectMany(file => Judge(file, observation, fill));

    /// <summary>What changed beyond <c>changes</c>.</summary>
    public static CheckFailure? JudgeChanges(Experiment experiment, Observation observation)
    {
        if (experiment.Expected.Changes is not { } allowed)
        {
            return null;
        }

        var globs = allowed.Select(glob => new Glob(glob)).ToList();
        var unexpected = observation.Changes.Where(change => !globs.Exists(glob => glob.Covers(change.Path))).ToList();
        return unexpected.Count == 0
            ? null
            : new CheckFailure(
                experiment.Place,
                allowed.Count == 0 ? "nothing to change" : $"only {string.Join(", ", allowed)} to change",
                FailureText.List(unexpected.Select(change => change.ToString())));
    }

    private static IEnumerable<CheckFailure> Judge(FileExpectation expectation, Observation observation, Func<string, string> fill)
    {
        var found = Find(expectation.Glob, observation);
        if (expectation.Presence == FilePresence.Absent)
        {
            return found.Count == 0 ? [] : [new CheckFailure(expectation.Place, $"no file '{expectation.Glob}'", FailureText.List(found))];
        }

        if (found.Count == 0)
        {
            var there = observation.After.Paths.Order(StringComparer.Ordinal).ToList();
            return [new CheckFailure(expectation.Place, $"a file '{expectation.Glob}'", there.Count == 0 ? "an empty work folder" : FailureText.List(there))];
        }

        return found.SelectMany(path => JudgeContents(path, expectation, observation, fill));
    }

    private static List<string> Find(string pattern, Observation observation)
    {
        var glob = new Glob(pattern);
        if (glob.IsPlain)
        {
            return Path.Exists(Path.Combine(observation.WorkPath, pattern)) ? [pattern] : [];
        }

        return [.. observation.After.Paths.SelectMany(Glob.SelfAndFolders).Distinct(StringComparer.Ordinal).Where(glob.Matches).Order(StringComparer.Ordinal)];
    }

    private static List<CheckFailure> JudgeContents(string path, FileExpectation expectation, Observation observation, Func<string, string> fill)
    {
        var failures = new List<CheckFailure>();
        if (expectation.Checks.Count == 0)
        {
            return failures;
        }

        var full = Path.Combine(observation.WorkPath, path);
        if (WorkFile.Fault(full, observation.WorkPath) is { } fault)
        {
            return [new CheckFailure(expectation.Place, $"a file '{path}'", fault)];
        }

        failures.AddRange(SqliteOracle.Judge(path, full, expectation.Checks.OfType<SqlCheck>()));
        var textChecks = expectation.Checks.Where(check => check is not SqlCheck).ToList();
        if (textChecks.Count > 0)
        {
            if (new FileInfo(full).Length > LargestText)
            {
                failures.Add(new CheckFailure(expectation.Place, $"'{path}' of at most 16 MiB for a check of its text", "a larger file", Undecidable: true));
            }
            else
            {
                failures.AddRange(TextOracle.Judge($"'{path}'", ReadText(full), textChecks, fill));
            }
        }

        return failures;
    }

    /// <summary>UTF-8; a byte-order mark is not part of the text.</summary>
    private static string ReadText(string path) => File.ReadAllText(path, Encoding.UTF8);
}
