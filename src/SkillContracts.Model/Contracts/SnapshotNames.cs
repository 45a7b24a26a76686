using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SkillContracts.Model.Contracts;

/// <summary>How snapshots are named: <c>snapshots/EXPERIMENT.WHAT.verified.txt</c> beside the contract.</summary>
/// <remarks>The experiment's part has no dot, so that a name can be read back.</remarks>
public static class SnapshotNames
{
    /// <summary>The folder beside the contract.</summary>
    public const string Folder = "snapshots";

    /// <summary>The end of a kept snapshot's name.</summary>
    public const string Verified = ".verified.txt";

    /// <summary>The end of the name of what the last run gave instead.</summary>
    public const string Received = ".received.txt";

    private const int Longest = 80;

    /// <summary>What a snapshot may hold besides files.</summary>
    public static readonly EquatableArray<string> Streams = new[] { "stdout", "stderr", "tree" }.ToEquatableArray();

    /// <summary>The part of each experiment, by its name. Names that would get the same part, in any letter case, get a short hash, too.</summary>
    /// <param name="experiments">All experiments of the contract.</param>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<Experiment> experiments)
    {
        var cleaned = experiments.Select(experiment => experiment.Name).Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Part: Short(name, Clean(name.Replace('.', '-')).Trim('-') is { Length: > 0 } part ? part : "experiment"))).ToList();
        var taken = cleaned.GroupBy(pair => pair.Part, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.Count(), StringComparer.OrdinalIgnoreCase);
        return cleaned.ToDictionary(pair => pair.Name, pair => taken[pair.Part] == 1 ? pair.Part : $"{pair.Part}-{Hash(pair.Name)}", StringComparer.Ordinal);
    }

    /// <summary>The part of a file of the work folder. Another file may have the same one.</summary>
    /// <param name="path">Relative, with <c>/</c>.</param>
    public static string OfFile(string path) => Short(path, Streams.Contains(path) ? $"{path}-{Hash(path)}" : Clean(path));

    /// <summary>A few letters that tell two texts apart whose names are the same.</summary>
    public static string Hash(string text)
    {
        using var hash = SHA256.Create();
        return string.Concat(hash.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(3).Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>True for a contract whose snapshots nobody else can have put there: <c>contract.yaml</c> without another YAML file beside it.</summary>
    /// <param name="contract">The contract's path.</param>
    /// <param name="files">Files below its folder, relative to it.</param>
    public static bool IsOwner(string contract, IEnumerable<string> files) => contract.Split('/').Last() == "contract.yaml"
        && !files.Any(file => file.IndexOf('/') < 0 && file != "contract.yaml" && (file.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The snapshots that no experiment asks for, sorted.</summary>
    /// <param name="experiments">All experiments of the contract.</param>
    /// <param name="files">Files below the contract's folder, relative to it.</param>
    public static EquatableArray<string> Orphans(IReadOnlyList<Experiment> experiments, IEnumerable<string> files)
    {
        var snapshots = files.Where(file => file.StartsWith(Folder + "/", StringComparison.Ordinal) && EndOf(file) is not null).OrderBy(file => file, StringComparer.Ordinal).ToList();
        if (snapshots.Count == 0)
        {
            return EquatableArray<string>.Empty;
        }

        var names = Of(experiments);
        var asked = new Dictionary<string, EquatableArray<string>>(StringComparer.Ordinal);
        foreach (var experiment in experiments)
        {
            asked[names[experiment.Name]] = experiment.Snapshots;
        }

        return snapshots.Where(file => !IsAsked(file.Substring(Folder.Length + 1, file.Length - Folder.Length - 1 - EndOf(file)!.Length), asked)).ToEquatableArray();
    }

    private static string? EndOf(string file) => new[] { Verified, Received }.FirstOrDefault(end => file.EndsWith(end, StringComparison.Ordinal));

    private static bool IsAsked(string name, Dictionary<string, EquatableArray<string>> asked)
    {
        var dot = name.IndexOf('.');
        return dot > 0 && asked.TryGetValue(name.Substring(0, dot), out var whats) && whats.Any(what => CanName(what, name.Substring(dot + 1)));
    }

    private static bool CanName(string what, string part)
    {
        if (Streams.Contains(what) || Streams.Contains(part))
        {
            return what == part;
        }

        var pattern = string.Concat(what.Select(character => character is '*' ? ".*" : character is '?' ? "." : Regex.Escape(Clean(character.ToString()))));
        return Regex.IsMatch(part, $@"\A{pattern}(?:-[0-9a-f]{{6}})?\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) || part.Length > Longest;
    }

    private static string Clean(string text) =>
        string.Concat(text.Select(character => character < 128 && (char.IsLetterOrDigit(character) || character is '.' or '_' or '-') ? character : '-'));

    private static string Short(string name, string part) => part.Length <= Longest ? part : $"{part.Substring(0, Longest)}-{Hash(name)}";
}
