using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model;

namespace SkillContracts.Runner.Snapshots;

/// <summary>Shows the difference of two texts by lines, in the form of <c>diff -u</c>. For eyes: control characters are made visible.</summary>
public static class UnifiedDiff
{
    private const int ContextCount = 3;

    /// <summary>Above so many pairs of lines the changed part is shown as one block.</summary>
    private const long MostPairs = 4_000_000;

    /// <summary>Writes the difference of a file's texts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="before">Its text before.</param>
    /// <param name="after">Its text afterwards.</param>
    /// <param name="output">Takes the lines.</param>
    public static void Write(string path, string before, string after, TextWriter output)
    {
        var shownPath = Visible.OneLine(path);
        output.WriteLine($"--- a/{shownPath}");
        output.WriteLine($"+++ b/{shownPath}");
        foreach (var line in Of(before, after))
        {
            output.WriteLine(line);
        }
    }

    /// <summary>The lines of the difference, without the names of files.</summary>
    /// <param name="before">A text.</param>
    /// <param name="after">What became of it.</param>
    internal static IEnumerable<string> Of(string before, string after)
    {
        foreach (var hunk in Hunks(Lines(before, Lines(after))))
        {
            var (oldCount, newCount) = (hunk.Count(line => line.Sign != '+'), hunk.Count(line => line.Sign != '-'));
            yield return FormattableString.Invariant($"@@ -{hunk[0].OldNumber},{oldCount} +{hunk[0].NewNumber},{newCount} @@");
            foreach (var line in hunk)
            {
                yield return line.Sign + Shown(line.Text);
            }
        }
    }

    /// <summary>A line that a log could take for a command is disarmed.</summary>
    private static string Shown(string line)
    {
        var shown = Visible.OneLine(line, int.MaxValue);
        return shown.TrimStart().StartsWith("::", StringComparison.Ordinal) ? shown.Replace("::", @"\x3a\x3a") : shown;
    }

    private static List<string> Lines(string text)
    {
        var lines = text.Split('\n').ToList();
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    private static List<DiffLine> Lines(string before, List<string> after)
    {
        var old = Lines(before);
        var start = 0;
        while (start < old.Count && start < after.Count && old[start] == after[start])
        {
            start++;
        }

        var (oldEnd, newEnd) = (old.Count, after.Count);
        while (oldEnd > start && newEnd > start && old[oldEnd - 1] == after[newEnd - 1])
        {
            (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1);
        }

        var lines = Enumerable.Range(0, start).Select(i => new DiffLine(' ', old[i], i + 1, i + 1)).ToList();
        lines.AddRange(Changed(old, start, oldEnd, after, start, newEnd));
        lines.AddRange(Enumerable.Range(0, old.Count - oldEnd).Select(i => new DiffLine(' ', old[oldEnd + i], oldEnd + i + 1, newEnd + i + 1)));
        return lines;
    }

    private static IEnumerable<DiffLine> Changed(List<string> old, int oldAt, int oldEnd, List<string> after, int newAt, int newEnd)
    {
        var common = (long)(oldEnd - oldAt) * (newEnd - newAt) <= MostPairs ? Common(old, oldAt, oldEnd, after, newAt, newEnd) : null;
        var (oldStart, newStart) = (oldAt, newAt);
        while (oldAt < oldEnd || newAt < newEnd)
        {
            if (common is not null && oldAt < oldEnd && newAt < newEnd && old[oldAt] == after[newAt])
            {
                yield return new DiffLine(' ', old[oldAt], ++oldAt, ++newAt);
            }
            else if (oldAt < oldEnd && (common is null || newAt == newEnd || common[oldAt - oldStart + 1, newAt - newStart] >= common[oldAt - oldStart, newAt - newStart + 1]))
            {
                yield return new DiffLine('-', old[oldAt], ++oldAt, newAt + 1);
            }
            else
            {
                yield return new DiffLine('+', after[newAt], oldAt + 1, ++newAt);
            }
        }
    }

    /// <summary>For each pair of places how many lines the rests have in common, in order.</summary>
    private static int[,] Common(List<string> old, int oldStart, int oldEnd, List<string> after, int newStart, int newEnd)
    {
        var common = new int[oldEnd - oldStart + 1, newEnd - newStart + 1];
        for (var i = oldEnd - oldStart - 1; i >= 0; i--)
        {
            for (var j = newEnd - newStart - 1; j >= 0; j--)
            {
                common[i, j] = old[oldStart + i] == after[newStart + j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static IEnumerable<List<DiffLine>> Hunks(List<DiffLine> lines)
    {
        var end = 0;
        for (var first = Next(lines, 0); first < lines.Count; first = Next(lines, end))
        {
            var start = Math.Max(end, first - ContextCount);
            end = first;
            for (var next = first; next < lines.Count && next <= end + (2 * ContextCount); next = Next(lines, end))
            {
                end = next + 1;
            }

            end = Math.Min(lines.Count, end + ContextCount);
            yield return lines.GetRange(start, end - start);
        }
    }

    private static int Next(List<DiffLine> lines, int from)
    {
        while (from < lines.Count && lines[from].Sign == ' ')
        {
            from++;
        }

        return from;
    }

    /// <summary>A line of the diff; its numbers count from 1 and name the line that comes next where it is not in the text.</summary>
    private sealed record DiffLine(char Sign, string Text, int OldNumber, int NewNumber);
}
