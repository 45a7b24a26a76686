using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <content>1xxx: frontmatter.</content>
public static partial class RuleTable
{
    /// <summary>SKC1001: no frontmatter.</summary>
    public static readonly Rule NoFrontmatter = Error("SKC1001", "Frontmatter", "Frontmatter missing",
        "The document does not start with a line '---'; put the frontmatter with name and description on line 1");

    /// <summary>SKC1002: frontmatter without an end.</summary>
    public static readonly Rule UnclosedFrontmatter = Error("SKC1002", "Frontmatter", "Frontmatter not closed",
        "The frontmatter that starts here has no closing line '---'; add one after its last key");

    /// <summary>SKC1003: frontmatter that is no YAML.</summary>
    public static readonly Rule BrokenFrontmatter = Error("SKC1003", "Frontmatter", "Frontmatter is not YAML", "{0}");

    /// <summary>SKC1004: name missing or not a text.</summary>
    public static readonly Rule NoName = Error("SKC1004", "Frontmatter", "Name missing",
        "The frontmatter has no name; add 'name: {0}', equal to the folder");

    /// <summary>SKC1005: name with wrong characters or length.</summary>
    public static readonly Rule InvalidName = Error("SKC1005", "Frontmatter", "Name invalid",
        "The name '{0}' {1}; use 1-64 of a-z, 0-9 and single hyphens between them");

    /// <summary>SKC1006: name and folder differ.</summary>
    public static readonly Rule NameIsNotFolder = Error("SKC1006", "Frontmatter", "Name and folder differ",
        "The name '{0}' is not that of the folder '{1}'; make them equal, clients look the skill up by both");

    /// <summary>SKC1007: description missing or empty.</summary>
    public static readonly Rule NoDescription = Error("SKC1007", "Frontmatter", "Description missing",
        "The frontmatter has no description; say what the skill does and when to use it");

    /// <summary>SKC1008: a field over its limit.</summary>
    public static readonly Rule FieldTooLong = Error("SKC1008", "Frontmatter", "Field too long",
        "The {0} has {1} characters; at most {2} are allowed");

    /// <summary>SKC1009: a key declared twice.</summary>
    public static readonly Rule DuplicateField = Error("SKC1009", "Frontmatter", "Key declared twice",
        "The key '{0}' is already declared on line {1}; keep one, readers disagree which one counts");

    /// <summary>SKC1010: a field of the wrong type.</summary>
    public static readonly Rule WrongFieldType = Error("SKC1010", "Frontmatter", "Field of the wrong type",
        "The field '{0}' must be {1}");

    /// <summary>SKC1011: a key outside the specification.</summary>
    public static readonly Rule UnknownField = Warning("SKC1011", "Frontmatter", "Key outside the specification",
        "The key '{0}' is not part of the Agent Skills specification and some clients reject it; {1}");

    /// <summary>SKC1012: not UTF-8.</summary>
    public static readonly Rule NotUtf8 = Error("SKC1012", "Frontmatter", "Not UTF-8",
        "The file is not UTF-8 from this place on; save it as UTF-8");

    /// <summary>SKC1013: byte-order mark.</summary>
    public static readonly Rule ByteOrderMark = Warning("SKC1013", "Frontmatter", "Byte-order mark",
        "The file starts with a byte-order mark and some clients then see no frontmatter; save it as UTF-8 without one");

    /// <summary>SKC1014: empty document.</summary>
    public static readonly Rule EmptyDocument = Error("SKC1014", "Frontmatter", "Empty document",
        "The file is empty; write the frontmatter with name and description");

    /// <summary>SKC1015: document too large to read.</summary>
    public static readonly Rule DocumentTooLarge = Error("SKC1015", "Frontmatter", "Document too large",
        "The file has {0} bytes and is not read; at most {1} are");

    /// <summary>SKC1016: SKILL.md in other letters.</summary>
    public static readonly Rule OtherFileName = Warning("SKC1016", "Frontmatter", "File name in other letters",
        "The file is called '{0}' and most clients look for SKILL.md only; rename it");

    /// <summary>SKC1017: a license that is a list or a map.</summary>
    public static readonly Rule LicenseNotText = Error("SKC1017", "Frontmatter", "License is not a text",
        "The license is a list or a map; write one text, such as 'MIT' or the name of a bundled file");

    /// <summary>SKC1018: allowed tools that are a list or a map.</summary>
    public static readonly Rule ToolsNotText = Warning("SKC1018", "Frontmatter", "Allowed tools are not a text",
        "The allowed tools are {0}, which only some clients read; write one text with spaces between the tools, such as 'Read Bash(git:*)'");

    /// <summary>SKC1019: a metadata value that is a list, a map or nothing.</summary>
    public static readonly Rule MetadataNotText = Warning("SKC1019", "Frontmatter", "Metadata value is not a text",
        "The metadata value '{0}' is {1}, and clients keep texts only; write it as one text");

    /// <summary>SKC1020: allowed tools with commas between them.</summary>
    public static readonly Rule ToolsWithCommas = Advice("SKC1020", "Frontmatter", "Allowed tools separated by commas",
        "Commas stand between the allowed tools, which only some clients read; put spaces between them");

    /// <summary>SKC1021: a text that YAML reads as a number or a boolean.</summary>
    public static readonly Rule TextOfOtherType = Warning("SKC1021", "Frontmatter", "Text read as another type",
        "The {0} '{1}' is {2} to YAML and no text; put it in quotes");

    /// <summary>SKC1022: a metadata value that YAML reads as a number or a boolean.</summary>
    public static readonly Rule MetadataOtherType = Advice("SKC1022", "Frontmatter", "Metadata value read as another type",
        "The metadata value '{0}: {1}' is {2} to YAML and no text (1.10 would become 1.1); put it in quotes");

    /// <summary>SKC1023: an empty compatibility.</summary>
    public static readonly Rule EmptyCompatibility = Warning("SKC1023", "Frontmatter", "Compatibility empty",
        "The compatibility is empty; write 1-500 characters, or remove the key");

    private static IReadOnlyList<Rule> FrontmatterRules =>
    [
        NoFrontmatter,
        UnclosedFrontmatter,
        BrokenFrontmatter,
        NoName,
        InvalidName,
        NameIsNotFolder,
        NoDescription,
        FieldTooLong,
        DuplicateField,
        WrongFieldType,
        UnknownField,
        NotUtf8,
        ByteOrderMark,
        EmptyDocument,
        DocumentTooLarge,
        OtherFileName,
        LicenseNotText,
        ToolsNotText,
        MetadataNotText,
        ToolsWithCommas,
        TextOfOtherType,
        MetadataOtherType,
        EmptyCompatibility,
    ];
}
