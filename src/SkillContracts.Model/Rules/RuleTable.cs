using System.Collections.Generic;

namespace SkillContracts.Model.Rules;

/// <summary>Every rule of the product. An id is never reused.</summary>
public static class RuleTable
{
    // 1xxx: frontmatter

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
        "The key '{0}' is not part of the Agent Skills specification and some clients reject it; move it below 'metadata'");

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

    // 2xxx: exit codes

    /// <summary>SKC2001: a row of an exit-code table without a code.</summary>
    public static readonly Rule RowWithoutCode = Warning("SKC2001", "ExitCodes", "Row without an exit code",
        "'{0}' is not an exit code, so this row is no claim; write a number, a range such as 3-5, or non-zero");

    /// <summary>SKC2002: Markdown that cannot be read.</summary>
    public static readonly Rule UnreadableMarkdown = Warning("SKC2002", "ExitCodes", "Markdown nested too deeply",
        "The Markdown is nested too deeply to be read, so its exit codes are not known; flatten quotes and lists");

    // 3xxx: experiments

    /// <summary>SKC3001: contract.yaml is no YAML.</summary>
    public static readonly Rule BrokenContract = Error("SKC3001", "Experiments", "Contract is not YAML", "{0}");

    /// <summary>SKC3002: version missing or unknown.</summary>
    public static readonly Rule UnknownVersion = Error("SKC3002", "Experiments", "Contract version",
        "The contract says 'version: {0}' and this tool reads version 1; write 'version: 1', or update the tool");

    /// <summary>SKC3003: unknown key.</summary>
    public static readonly Rule UnknownKey = Error("SKC3003", "Experiments", "Unknown key",
        "The key '{0}' is unknown here; {1}");

    /// <summary>SKC3004: a key declared twice.</summary>
    public static readonly Rule DuplicateKey = Error("SKC3004", "Experiments", "Key declared twice",
        "The key '{0}' on line {2} is already declared on line {1}; keep one");

    /// <summary>SKC3005: a value of the wrong type or range.</summary>
    public static readonly Rule WrongValue = Error("SKC3005", "Experiments", "Wrong value",
        "The value of '{0}' must be {1}");

    /// <summary>SKC3006: anchors, aliases and tags.</summary>
    public static readonly Rule YamlFeature = Error("SKC3006", "Experiments", "YAML feature not allowed",
        "{0} are not allowed in a contract; write the value out");

    /// <summary>SKC3007: two experiments with one name.</summary>
    public static readonly Rule DuplicateExperiment = Error("SKC3007", "Experiments", "Name used twice",
        "The experiment '{0}' is already declared on line {1}; give each a name of its own");

    /// <summary>SKC3008: a claim that no document holds.</summary>
    public static readonly Rule ClaimNotFound = Error("SKC3008", "Experiments", "Quote not found",
        "No document of the skill holds the words '{0}'; quote SKILL.md or the header of a script, or drop the claim");

    /// <summary>SKC3009: a key whose work comes later.</summary>
    public static readonly Rule NotYet = Error("SKC3009", "Experiments", "Not yet supported",
        "'{0}' is part of the format but not yet supported by this version; the experiments that use it are not judged");

    /// <summary>SKC3010: a value cut by a comment.</summary>
    public static readonly Rule CutValue = Warning("SKC3010", "Experiments", "Value cut by a comment",
        "The value ends before ' #', the rest of the line is a comment; put the value in quotes, or two spaces before the comment");

    /// <summary>SKC3011: a required key is missing.</summary>
    public static readonly Rule MissingKey = Error("SKC3011", "Experiments", "Key missing",
        "The key '{0}' is missing; {1}");

    /// <summary>SKC3012: a contract under another name.</summary>
    public static readonly Rule OtherContractName = Error("SKC3012", "Experiments", "Contract under another name",
        "The file 'evals/{0}' is not read; rename it to contract.yaml");

    // 4xxx: expectations

    /// <summary>SKC4001: a pattern that does not parse.</summary>
    public static readonly Rule InvalidPattern = Error("SKC4001", "Expectations", "Invalid pattern",
        "The regular expression does not parse: {0}");

    // 5xxx: files and links

    /// <summary>SKC5001: a fixture that is not there.</summary>
    public static readonly Rule FixtureMissing = Error("SKC5001", "Files", "Fixture missing",
        "The fixture folder '{0}' does not exist or is empty; paths are relative to the contract");

    /// <summary>SKC5002: a path that leaves its folder.</summary>
    public static readonly Rule PathOutside = Error("SKC5002", "Files", "Path leads outside",
        "The path '{0}' {1}; name a path below {2}");

    // 9xxx: the tool itself

    /// <summary>SKC9001: the generator failed.</summary>
    public static readonly Rule GeneratorFailed = Error("SKC9001", "Tool", "Generator failed",
        "No tests were generated for '{0}': {1}; please report this with the SKILL.md");

    /// <summary>SKC9002: names collide.</summary>
    public static readonly Rule NamesCollide = Error("SKC9002", "Tool", "Names collide",
        "The skills '{0}' and '{1}' give test classes of one name; rename a folder");

    /// <summary>SKC9003: nothing to test.</summary>
    public static readonly Rule NoSkillFound = Error("SKC9003", "Tool", "No SKILL.md found",
        "No SKILL.md was found below '{0}', so there is nothing to test; set the property SkillContractsFolder");

    /// <summary>SKC9004: <c>dotnet test</c> has no runner.</summary>
    public static readonly Rule NoTestRunner = Error("SKC9004", "Tool", "No test runner",
        "'dotnet test' would run nothing here; put {{ \"test\": {{ \"runner\": \"Microsoft.Testing.Platform\" }} }} into global.json, or reference Microsoft.NET.Test.Sdk and xunit.runner.visualstudio");

    /// <summary>SKC9005: two skills of one name.</summary>
    public static readonly Rule SameName = Warning("SKC9005", "Tool", "Two skills of one name",
        "The skill '{0}' has the folder name of '{1}'; their test classes have a hash of the path in their names");

    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        NoFrontmatter, UnclosedFrontmatter, BrokenFrontmatter, NoName, InvalidName, NameIsNotFolder, NoDescription, FieldTooLong,
        DuplicateField, WrongFieldType, UnknownField, NotUtf8, ByteOrderMark, EmptyDocument, DocumentTooLarge, OtherFileName,
        RowWithoutCode, UnreadableMarkdown,
        BrokenContract, UnknownVersion, UnknownKey, DuplicateKey, WrongValue, YamlFeature, DuplicateExperiment, ClaimNotFound,
        NotYet, CutValue, MissingKey, OtherContractName,
        InvalidPattern,
        FixtureMissing, PathOutside,
        GeneratorFailed, NamesCollide, NoSkillFound, NoTestRunner, SameName,
    ];

    private static Rule Error(string id, string topic, string title, string message) =>
        new(id, topic, RuleSeverity.Error, title, message);

    private static Rule Warning(string id, string topic, string title, string message) =>
        new(id, topic, RuleSeverity.Warning, title, message);
}
