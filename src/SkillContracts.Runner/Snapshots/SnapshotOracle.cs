using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;
using SkillContracts.Runner.Oracles;

namespace SkillContracts.Runner.Snapshots;

/// <summary>Compares what a run gave with the kept copies beside the contract.</summary>
internal sealed class SnapshotOracle(LoadedSkill skill, Experiment experiment)
{
    private const int MostFiles = 200;
    private const int MostDiffLines = 12;

    private readonly SnapshotFolder _folder = new(skill);

    /// <summary>The snapshots that differ or are not there.</summary>
    /// <param name="observations">All steps, each of which was run.</param>
    /// <param name="keep">Whether to write what was given instead, for <c>accept</c>.</param>
    public IReadOnlyList<CheckFailure> Judge(IReadOnlyList<Observation> observations, bool keep)
    {
        if (experiment.Snapshots.Count == 0)
        {
            return [];
        }

        if (_folder.Fault is { } fault)
        {
            return [new CheckFailure(experiment.Place, "a folder for snapshots", fault)];
        }

        var scrubber = new Scrubber(experiment.Scrubs, skill, observations[^1].Folder);
        var part = SnapshotNames.Of(skill.Contract.Experiments)[experiment.Name];
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. Taken(observations).Select(taken => Compare(Unique(part, taken, names), taken, scrubber, keep)).OfType<CheckFailure>()];
    }

    private static string Unique(string part, Taken taken, HashSet<string> names)
    {
        var name = taken.Name ?? SnapshotNames.OfFile(taken.What);
        name = names.Add(name) ? name : $"{name}-{SnapshotNames.Hash(taken.What)}";
        return $"{part}.{name}";
    }

    private CheckFailure? Compare(string name, Taken taken, Scrubber scrubber, bool keep)
    {
        var verified = _folder.Shown(name + SnapshotNames.Verified);
        var expected = $"{taken.What} as in {Visible.OneLine(verified)}";
        if (taken.Fault is { } fault)
        {
            return new CheckFailure(experiment.Place, expected, fault, Undecidable: taken.IsLimit);
        }

        try
        {
            var text = StreamText.WithoutLastLineEnd(scrubber.Scrub(taken.Text!.Replace("\r\n", "\n", StringComparison.Ordinal)));
            return Difference(name, expected, text, keep);
        }
        catch (RegexMatchTimeoutException)
        {
            return new CheckFailure(experiment.Place, expected, "a pattern of 'scrub' gives no answer within 2 s: make it simpler", Undecidable: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new CheckFailure(experiment.Place, expected, Visible.OneLine(exception.Message));
        }
    }

    private CheckFailure? Difference(string name, string expected, string text, bool keep)
    {
        var kept = _folder.Read(name);
        if (kept == text)
        {
            if (keep)
            {
                _folder.DropReceived(name);
            }

            return null;
        }

        if (keep)
        {
            _folder.WriteReceived(name, text);
        }

        var folder = ShellWord.QuoteVisibly(Nearest(skill.Path));
        var contract = SnapshotNames.IsOwner(skill.Source.Contract?.Path ?? "", []) ? "" : " --contract " + ShellWord.QuoteVisibly(Nearest(Path.Combine(skill.Root, skill.Source.Contract!.Path)));
        var cure = $"look at {Visible.OneLine(_folder.Shown(name + SnapshotNames.Received))} and take it over with 'skillcontracts accept {folder}{contract}'";
        return kept is null
            ? new CheckFailure(experiment.Place, expected, $"no snapshot yet; {cure}")
            : new CheckFailure(experiment.Place, expected, $"another text; {cure} if it is right", FirstDifference(kept, text)) { Diff = Diff(kept, text) };
    }

    /// <summary>As one would type it: below the current folder, or below the root for who is elsewhere in the repository, such as a test program.</summary>
    private string Nearest(string path)
    {
        var current = Directory.GetCurrentDirectory();
        return RealPath.IsBelow(path, current) ? Path.GetRelativePath(current, path)
            : RealPath.IsBelow(current, skill.Root) ? Path.GetRelativePath(skill.Root, path)
            : path;
    }

    private static string FirstDifference(string kept, string text)
    {
        var (old, now) = (kept.Split('\n'), text.Split('\n'));
        var line = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}: expected {LineAt(old, line)}, got {LineAt(now, line)}");
    }

    private static string LineAt(string[] lines, int index) => index < lines.Length ? $"'{Visible.OneLine(lines[index], 120)}'" : "no more lines";

    private static List<string> Diff(string kept, string text)
    {
        var lines = UnifiedDiff.Of(kept + "\n", text + "\n").Take(MostDiffLines + 1).Select(line => Visible.OneLine(line, 160)).ToList();
        if (lines.Count > MostDiffLines)
        {
            lines[^1] = "…";
        }

        return lines;
    }

    private IEnumerable<Taken> Taken(IReadOnlyList<Observation> observations) => experiment.Snapshots.SelectMany(what => what switch
    {
        "stdout" => [OfStream(what, observations, observation => observation.End.Stdout)],
        "stderr" => [OfStream(what, observations, observation => observation.End.Stderr)],
        "tree" => [new Taken(what, what, Tree(observations[^1]))],
        _ => OfFiles(what, observations[^1]),
    }).DistinctBy(taken => taken.What);

    private static Taken OfStream(string what, IReadOnlyList<Observation> observations, Func<Observation, CapturedStream> stream)
    {
        if (observations.FirstOrDefault(observation => stream(observation).IsTruncated || stream(observation).Length > SnapshotText.Longest) is not null)
        {
            return new Taken(what, what, null, "more than 1 MiB: judge it with 'has' or 'matches'", IsLimit: true);
        }

        var texts = observations.Select(observation => StreamText.Of(stream(observation))).ToList();
        return new Taken(what, what, texts is [var only] ? only : string.Concat(texts.Select((text, index) =>
            FormattableString.Invariant($"--- step {index + 1}\n{text}{(text.Length == 0 || text.EndsWith('\n') ? "" : "\n")}"))));
    }

    private static string Tree(Observation observation)
    {
        var paths = observation.After.Paths;
        var parents = paths.Select(path => Path.GetDirectoryName(path)!).ToHashSet(StringComparer.Ordinal);
        return string.Concat(paths.Where(path => !parents.Contains(path)).Order(StringComparer.Ordinal).Select(path =>
        {
            var full = Path.Combine(observation.WorkPath, path);
            var end = new FileInfo(full).LinkTarget is { } target ? " -> " + Visible.OneLine(target) : FileKind.Of(full).IsFolder ? "/" : "";
            return Visible.OneLine(path, int.MaxValue) + end + "\n";
        }));
    }

    private static IEnumerable<Taken> OfFiles(string what, Observation observation)
    {
        var found = FilesOracle.Find(what, observation).Where(file => file.ReadFault != FoundFile.Folder).ToList();
        return found.Count switch
        {
            0 => [new Taken(what, null, null, "no such file")],
            > MostFiles => [new Taken(what, null, null, "more than 200 files", IsLimit: true)],
            _ => found.Select(OfFile),
        };
    }

    private static Taken OfFile(FoundFile file)
    {
        var path = file.Path;
        if (file.ReadFault is { } fault)
        {
            return new Taken(path, null, null, fault);
        }

        try
        {
            var (text, limit) = SnapshotText.OfFile(path, file.Real!);
            return text is not null && text.Length <= SnapshotText.Longest ? new Taken(path, null, text) : new Taken(path, null, null, limit ?? "more than 1 MiB", IsLimit: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Taken(path, null, null, Visible.OneLine(exception.Message));
        }
    }
}

/// <summary>What a run gave for one snapshot: a text, or why there is none.</summary>
/// <param name="What">stdout, stderr, tree or the file's path.</param>
/// <param name="Name">Its part of the snapshot's name; null for a file.</param>
/// <param name="Text">Not yet scrubbed.</param>
/// <param name="Fault">Why there is no text.</param>
/// <param name="IsLimit">True when it is merely too much.</param>
internal sealed record Taken(string What, string? Name, string? Text, string? Fault = null, bool IsLimit = false);
