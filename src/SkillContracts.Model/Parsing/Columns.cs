using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>Puts the values of an <c>each</c> row in place of <c>$column</c> and <c>${column}</c>.</summary>
internal static class Columns
{
    private static readonly Regex Reference = new(@"\$(?:\{(?<name>[A-Za-z_]\w*)\}|(?<name>[A-Za-z_]\w*))", RegexOptions.CultureInvariant);

    public static string Fill(string text, IReadOnlyList<Variable> columns) => columns.Count == 0
        ? text
        : Reference.Replace(text, match =>
            columns.FirstOrDefault(column => string.Equals(column.Name, match.Groups["name"].Value, StringComparison.Ordinal))?.Value ?? match.Value);

    /// <summary>The names of all references in a text, be they columns or not.</summary>
    public static IEnumerable<string> NamesIn(string text) => Reference.Matches(text).Cast<Match>().Select(match => match.Groups["name"].Value);

    public static YamlNode Fill(YamlNode node, IReadOnlyList<Variable> columns) => node switch
    {
        YamlScalar scalar => Fill(scalar, columns),
        YamlList list => list with { Items = list.Items.Select(item => Fill(item, columns)).ToList() },
        YamlMap map => map with { Entries = map.Entries.Select(entry => new YamlEntry(Fill(entry.Key, columns), Fill(entry.Value, columns))).ToList() },
        _ => node,
    };

    /// <summary>A column that is empty makes a text empty, not a missing value.</summary>
    private static YamlScalar Fill(YamlScalar scalar, IReadOnlyList<Variable> columns) => Fill(scalar.Text, columns) is var text && text.Length > 0
        ? scalar with { Text = text }
        : scalar with { Text = text, IsPlain = scalar.IsPlain && scalar.Text.Length == 0 };
}
