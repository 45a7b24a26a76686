using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;

namespace SkillContracts.Runner.Checks;

/// <summary>What a repository says of the rules: <c>skillcontracts.yaml</c> at its root, and the baseline that it names.</summary>
/// <param name="Settings">Weights of rules.</param>
/// <param name="Baseline">Known problems.</param>
/// <param name="BaselinePath">The baseline's file, absolute; null when the settings name none.</param>
/// <param name="Problems">What is wrong with both files.</param>
public sealed record RepositoryRules(RuleSettings Settings, Baseline Baseline, string? BaselinePath, EquatableArray<Problem> Problems)
{
    private const int LongestFile = 16 * 1024 * 1024;

    private static readonly ConcurrentDictionary<string, Lazy<RepositoryRules>> Known = new(StringComparer.Ordinal);

    /// <summary>Reads the files once for each repository.</summary>
    /// <param name="root">The repository's root, absolute.</param>
    public static RepositoryRules Of(string root) => Known.GetOrAdd(root, static root => new(() => Read(root))).Value;

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">Absolute; a file that does not exist is an empty baseline.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static Baseline ReadBaseline(string path, ICollection<Problem> problems)
    {
        if (!Path.Exists(path))
        {
            return Baseline.Empty;
        }

        try
        {
            using var json = JsonDocument.Parse(ReadText(path));
            if (json.RootElement.GetProperty("version").GetInt32() != 1)
            {
                throw new FormatException("this tool reads version 1");
            }

            var entries = new List<BaselineEntry>();
            foreach (var entry in json.RootElement.GetProperty("problems").EnumerateArray())
            {
                entries.Add(new BaselineEntry(Text(entry, "file"), Text(entry, "rule"), Text(entry, "message"), entry.GetProperty("count").GetInt32()));
            }

            // A merge may leave an entry twice.
            return new Baseline(entries
                .GroupBy(entry => entry with { Count = 0 })
                .Select(same => same.Key with { Count = (int)Math.Min(int.MaxValue, same.Sum(entry => Math.Max(0L, entry.Count))) })
                .ToEquatableArray());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            problems.Add(Problem.Of(RuleTable.InvalidSettings, new Place(path, 1, 1), $"This is not a baseline ({exception.Message.TrimEnd('.')}); write it again with 'skillcontracts check --write-baseline'"));
            return Baseline.Empty;
        }
    }

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? "";

    private static RepositoryRules Read(string root)
    {
        var problems = new List<Problem>();
        var path = Path.Combine(root, RuleSettingsParser.FileName);
        var settings = RuleSettings.Default;
        if (Path.Exists(path))
        {
            try
            {
                settings = RuleSettingsParser.Parse(new SourceFile(RuleSettingsParser.FileName, ReadText(path)), problems);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problems.Add(Problem.Of(RuleTable.InvalidSettings, new Place(RuleSettingsParser.FileName, 1, 1), $"The settings cannot be read: {exception.Message.TrimEnd('.')}"));
            }
        }

        var baselinePath = settings.BaselinePath is { } relative ? Path.Combine(root, relative) : null;
        var baseline = baselinePath is null ? Baseline.Empty : ReadBaseline(baselinePath, problems);
        return new RepositoryRules(settings, baseline, baselinePath, problems.ToEquatableArray());
    }

    private static string ReadText(string path)
    {
        using var file = LoadedSkill.OpenRegular(path);
        return file.Length > LongestFile
            ? throw new IOException("the file is longer than 16 MiB")
            : new StreamReader(file, Encoding.UTF8).ReadToEnd();
    }
}
