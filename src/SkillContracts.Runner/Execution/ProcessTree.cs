using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SkillContracts.Runner.Execution;

/// <summary>Processes and their parents, by <c>/proc</c>.</summary>
internal static class ProcessTree
{
    private const int ParentField = 1;
    private const int ResidentField = 21;

    /// <summary>How many processes come from one, itself included, and the bytes that they have in memory (pages that they share count for each).</summary>
    public static (int Count, long Bytes) SizeOf(int root)
    {
        var table = Read();
        var children = table.ToLookup(process => process.Parent);
        var (count, pages) = (0, 0L);
        var open = new Stack<(int Id, int Parent, long Pages)>(table.Where(process => process.Id == root));
        while (open.TryPop(out var process))
        {
            count++;
            pages += process.Pages;
            foreach (var child in children[process.Id])
            {
                open.Push(child);
            }
        }

        return (count, pages * Environment.SystemPageSize);
    }

    private static List<(int Id, int Parent, long Pages)> Read()
    {
        var table = new List<(int, int, long)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                continue;
            }

            try
            {
                var stat = File.ReadAllText(folder + "/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                table.Add((id, int.Parse(fields[ParentField], CultureInfo.InvariantCulture), long.Parse(fields[ResidentField], CultureInfo.InvariantCulture)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended.
            }
        }

        return table;
    }
}
