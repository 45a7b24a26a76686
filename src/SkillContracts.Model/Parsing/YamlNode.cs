using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Parsing;

/// <summary>A YAML value with its place.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>Where it starts in the file, in UTF-16 units from 0, with its quotes.</summary>
    public int Start { get; init; }

    /// <summary>Where it ends; a block scalar has its line ends.</summary>
    public int End { get; init; }
}

/// <summary>A scalar as written, without quotes. <paramref name="IsPlain"/>: it had none, and no tag that makes it a text.</summary>
internal sealed record YamlScalar(string Text, bool IsPlain, Place Place) : YamlNode(Place)
{
    /// <summary>True for what YAML 1.2 reads as null.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record YamlList(IReadOnlyList<YamlNode> Items, Place Place) : YamlNode(Place);

/// <summary>A map in written order. Keys are unique: a repeated one is a problem and left out.</summary>
internal sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, Place Place) : YamlNode(Place)
{
    /// <summary>True for one in braces.</summary>
    public bool IsFlow { get; init; }

    public YamlEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key);
}

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
