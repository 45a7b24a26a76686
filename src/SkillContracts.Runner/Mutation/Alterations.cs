using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner.Mutation;

/// <summary>Lists what can be changed behind a step: its exit code, its output, the files that it created.</summary>
internal static class Alterations
{
    private const int MostFiles = 20;
    private const long LargestFile = 16 * 1024 * 1024;

    /// <summary>All that apply to a step that has just been run.</summary>
    public static IEnumerable<Alteration> Of(Observation observation) =>
    [
        OtherCode(observation),
        .. WithoutLastLine("stdout", observation.End.Stdout, stdout => observation.End with { Stdout = stdout }),
        .. WithoutLastLine("stderr", observation.End.Stderr, stderr => observation.End with { Stderr = stderr }),
        .. Created(observation).SelectMany(path => OfFile(path, Path.Combine(observation.WorkPath, path))),
    ];

    /// <summary>What check would notice that a command does nothing at all.</summary>
    public static string CureForNothing(Observation observation) =>
        observation.End.Stdout.Length > 0 ? Suggest.ForStream("stdout", observation.End.Stdout)
        : Created(observation) is [var created, ..] ? Suggest.ForFile(created)
        : observation.Changes.FirstOrDefault(change => change.Kind == FileChangeKind.Removed) is { } removed ? Suggest.ForAbsence(removed.Path)
        : observation.Changes.FirstOrDefault(change => change.Kind == FileChangeKind.Changed) is { } changed ? Suggest.ForFile(changed.Path)
        : observation.End.Stderr.Length > 0 ? Suggest.ForStream("stderr", observation.End.Stderr)
        : "let the command print what it has found, and judge stdout";

    private static EndAlteration OtherCode(Observation observation)
    {
        var code = observation.ExitCode ?? 0;
        var other = code == 255 ? 254 : code + 1;
        return new EndAlteration(
            MutantKind.ExitCode,
            FormattableString.Invariant($"exit code {other} instead of {code}"),
            FormattableString.Invariant($"expect one code: 'exit: {code}'"),
            observation.End with { ExitCode = other, Signal = null });
    }

    /// <summary>Of a stream that was too long to be kept nobody knows the last line.</summary>
    private static IEnumerable<EndAlteration> WithoutLastLine(string name, CapturedStream stream, Func<CapturedStream, ChildEnd> end)
    {
        if (stream.Length > 0 && !stream.IsTruncated)
        {
            var left = stream.Bytes[..(stream.Bytes.Span[..^1].LastIndexOf((byte)'\n') + 1)];
            yield return new EndAlteration(MutantKind.LastLine, $"the last line of {name} dropped", Suggest.ForStream(name, stream), end(new CapturedStream(left, left.Length)));
        }
    }

    /// <summary>Regular files of a size that checks read; not those in which SQLite keeps a part of a database.</summary>
    private static List<string> Created(Observation observation) =>
    [
        .. observation.Changes
            .Where(change => change.Kind == FileChangeKind.Created)
            .Select(change => change.Path)
            .Where(path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal))
            .Where(path => Path.Combine(observation.WorkPath, path) is var full && FileKind.Of(full).IsRegular && new FileInfo(full).Length is > 0 and <= LargestFile)
            .Take(MostFiles),
    ];

    private static IEnumerable<FileAlteration> OfFile(string path, string full)
    {
        var shown = Visible.OneLine(path, 120);
        if (!IsHalfTheWhole(full))
        {
            yield return new FileAlteration(MutantKind.HalfFile, $"'{shown}' cut to its first half", Suggest.ForFile(path), path, Halve);
        }

        foreach (var table in TableRows.In(path, full))
        {
            yield return new FileAlteration(
                MutantKind.LostRow, $"a row of table '{Visible.OneLine(table.Name, 80)}' in '{shown}' removed", Suggest.ForTable(path, table), path, table.RemoveRow);
        }
    }

    /// <summary>True when only a last line end would go, which no check of a text looks at.</summary>
    private static bool IsHalfTheWhole(string full)
    {
        const int longest = 4;
        using var file = LoadedSkill.OpenRegular(full);
        var bytes = new byte[longest];
        var length = file.Length > longest ? 0 : file.Read(bytes);
        var lost = bytes.AsSpan(length / 2, length - (length / 2));
        return lost.SequenceEqual("\n"u8) || lost.SequenceEqual("\r\n"u8);
    }

    private static void Halve(string copy)
    {
        using var file = File.OpenHandle(copy, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, RandomAccess.GetLength(file) / 2);
    }
}
