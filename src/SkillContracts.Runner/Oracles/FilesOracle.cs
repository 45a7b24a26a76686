using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner.Oracles;

/// <summary>Judges files of the work folder: present or absent, their text, their tables; and what may have changed at all.</summary>
internal static class FilesOracle
{
    private const int LargestText = 16 * 1024 * 1024;

    /// <summary>The checks of <c>files</c> that do not hold.</summary>
    public static IEnumerable<CheckFailure> Judge(Observation observation, Func<string, string> fill) =>
        observation.Step.Expected.Files.SelectMany(file => Judge(file, observation, fill));

    /// <summary>What changed beyond <c>changes</c>.</summary>
    /// <param name="place">Where the contract declares the command.</param>
    /// <param name="allowed">Globs of what may change; null when that is not judged.</param>
    /// <param name="changes">What did.</param>
    public static CheckFailure? JudgeChanges(Place place, EquatableArray<string>? allowed, IReadOnlyList<FileChange> changes)
    {
        if (allowed is not { } list)
        {
            return null;
        }

        var globs = list.Select(glob => new Glob(glob)).ToList();
        var unexpected = changes.Where(change => !globs.Exists(glob => glob.Covers(change.Path))).ToList();
        return unexpected.Count == 0
            ? null
            : new CheckFailure(
                place,
                list.Count == 0 ? "nothing to change" : $"only {string.Join(", ", list)} to change",
                FailureText.List(unexpected.Select(change => change.ToString())));
    }

    private static IEnumerable<CheckFailure> Judge(FileExpectation expectation, Observation observation, Func<string, string> fill)
    {
        var found = Find(expectation.Glob, observation);
        if (expectation.Presence == FilePresence.Absent)
        {
            return found.Count == 0 ? [] : [new CheckFailure(expectation.Place, $"no file '{expectation.Glob}'", FailureText.List(found.Select(file => file.Fault is null ? file.Path : $"{file.Path}, {file.Fault}")))];
        }

        if (found.Count == 0)
        {
            var there = observation.After.Paths.Order(StringComparer.Ordinal).ToList();
            return [new CheckFailure(expectation.Place, $"a file '{expectation.Glob}'", there.Count == 0 ? "an empty work folder" : FailureText.List(there))];
        }

        return expectation.Checks.Count > 0 ? found.SelectMany(file => JudgeContents(file, expectation, observation, fill))
            : found.Exists(file => file.Fault is null) ? []
            : [new CheckFailure(expectation.Place, $"a file '{found[0].Path}'", Visible.OneLine(found[0].Fault!, 300))];
    }

    /// <summary>What a pattern names, sorted by path.</summary>
    internal static List<FoundFile> Find(string pattern, Observation observation)
    {
        var glob = new Glob(pattern);
        if (glob.IsPlain)
        {
            return observation.Links.Follow(pattern) is { IsAbsent: false } file ? [file] : [];
        }

        return [.. observation.After.Paths.SelectMany(Glob.SelfAndFolders).Distinct(StringComparer.Ordinal).Where(glob.Matches).Order(StringComparer.Ordinal).Select(observation.Links.Follow)];
    }

    private static List<CheckFailure> JudgeContents(FoundFile file, FileExpectation expectation, Observation observation, Func<string, string> fill)
    {
        var (failures, path) = (new List<CheckFailure>(), file.Path);
        var fault = file.ReadFault;
        if (file.Real is not { } full || (fault is not null && !(fault == FoundFile.Folder && expectation.Checks.All(check => check is SqlCheck))))
        {
            return [new CheckFailure(expectation.Place, $"a file '{path}'", Visible.OneLine(fault!, 300))];
        }

        try
        {
            failures.AddRange(SqlOracle.Judge(path, full, observation.Links, [.. expectation.Checks.OfType<SqlCheck>()]));
            failures.AddRange(XlsxOracle.Judge(path, full, [.. expectation.Checks.OfType<XlsxCheck>()], fill));
            failures.AddRange(FileFormOracle.JudgeMode(path, full, expectation.Checks.OfType<ModeCheck>()));
            failures.AddRange(JudgeText(path, full, [.. expectation.Checks.Where(check => check is not (SqlCheck or XlsxCheck or ModeCheck))], expectation.Place, fill));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failures.Add(new CheckFailure(expectation.Place, $"a file '{path}' that can be read", Visible.OneLine(exception.Message)));
        }

        return failures;
    }

    private static IEnumerable<CheckFailure> JudgeText(string path, string full, IReadOnlyList<Check> checks, Place place, Func<string, string> fill)
    {
        if (checks.Count == 0)
        {
            return [];
        }

        using var file = LoadedSkill.OpenRegular(full);
        if (file.Length > LargestText)
        {
            return [new CheckFailure(place, $"'{path}' of at most 16 MiB for a check of its text", "a larger file", Undecidable: true)];
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var ofForm = FileFormOracle.JudgeBytes(path, bytes, checks);
        var ofText = checks.Where(check => !FileFormOracle.NeedsBytes(check)).ToList();
        return ofText.Count == 0 ? ofForm : ofForm.Concat(TextOracle.Judge($"'{path}'", Text(bytes), ofText, fill));
    }

    /// <summary>UTF-8, or what a byte-order mark says; the mark is not part of the text.</summary>
    private static string Text(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
