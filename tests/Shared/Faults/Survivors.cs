using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SkillContracts.Tests.Shared.Faults;

/// <summary>Looks for processes that outlived a run, among all processes of the machine.</summary>
internal static class Survivors
{
    /// <summary>Processes with the marker in their command line or environment.</summary>
    public static IEnumerable<int> WithMarker(string marker) =>
        Processes().Where(pid => pid != Environment.ProcessId && (Text(pid, "cmdline").Contains(marker, StringComparison.Ordinal) || Text(pid, "environ").Contains(marker, StringComparison.Ordinal)));

    /// <summary>What is left of a run: marked, or with its folder as current folder. One that ends is waited for a little.</summary>
    /// <param name="marker">The run's marker.</param>
    /// <param name="folder">The run's folders.</param>
    /// <param name="patience">How long an ending may take.</param>
    public static IReadOnlyList<string> Of(string marker, string folder, TimeSpan patience)
    {
        var limit = Stopwatch.StartNew();
        while (true)
        {
            var found = Processes().Where(pid => pid != Environment.ProcessId && IsLeft(pid, marker, folder)).ToList();
            if (found.Count == 0 || limit.Elapsed > patience)
            {
                return [.. found.Select(pid => $"{pid}: {Text(pid, "cmdline").Replace('\0', ' ')}")];
            }
        }
    }

    /// <summary>Children of this process that are not zombies.</summary>
    public static IReadOnlySet<int> Children() => Processes().Where(pid => Stat(pid) is ['Z', ..] or [] ? false : Stat(pid).Split(' ') is [_, var parent, ..] && parent == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)).ToHashSet();

    private static bool IsLeft(int pid, string marker, string folder) =>
        Text(pid, "cmdline").Contains(marker, StringComparison.Ordinal)
        || Text(pid, "environ").Contains(marker, StringComparison.Ordinal)
        || ((new FileInfo($"/proc/{pid}/cwd").LinkTarget ?? "") + "/").StartsWith(folder + "/", StringComparison.Ordinal);

    private static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    private static string Stat(int pid) => Text(pid, "stat") is var text && text.LastIndexOf(')') is > 0 and var at ? text[(at + 2)..] : "";

    private static string Text(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
