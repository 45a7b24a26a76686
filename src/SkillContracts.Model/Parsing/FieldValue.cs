namespace SkillContracts.Model.Parsing;

/// <summary>A value of the frontmatter with the type that YAML 1.2 gives it.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Text">The scalar without quotes, escapes and folding; empty for a list or a map.</param>
/// <param name="Items">The items of a list.</param>
/// <param name="Entries">The keys and values of a map in written order; a repeated key is left out.</param>
public sealed record FieldValue(FieldKind Kind, string Text, EquatableArray<FieldValue> Items, EquatableArray<FrontmatterField> Entries)
{
    /// <summary>True for everything but lists and maps.</summary>
    public bool IsScalar => Kind is not (FieldKind.List or FieldKind.Map);
}

/// <summary>Types of YAML's core schema.</summary>
public enum FieldKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>An integer or a decimal number without quotes.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c> without quotes.</summary>
    Boolean,

    /// <summary>Nothing, <c>~</c> or <c>null</c>.</summary>
    Null,

    /// <summary>A list in block or flow form.</summary>
    List,

    /// <summary>A map in block or flow form.</summary>
    Map,
}
