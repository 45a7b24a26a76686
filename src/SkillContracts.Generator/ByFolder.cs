using System;
using SkillContracts.Model;

namespace SkillContracts.Generator;

/// <summary>Finds what belongs to a folder. Each skill asks once, so that a search from the start would take the square of their number.</summary>
internal static class ByFolder
{
    /// <summary>The item of a folder; null when there is none.</summary>
    /// <param name="sorted">By folder, ordinally.</param>
    /// <param name="folderOf">The folder of an item.</param>
    /// <param name="folder">The folder that is looked for.</param>
    public static T? Find<T>(EquatableArray<T> sorted, Func<T, string> folderOf, string folder)
        where T : class, IEquatable<T>
    {
        var (low, high) = (0, sorted.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(folderOf(sorted[middle]), folder) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low <= high && folderOf(sorted[low]) == folder ? sorted[low] : null;
    }
}
