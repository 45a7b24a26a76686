using System.Collections.Generic;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Surface;

/// <summary>What the document says of the skill's use.</summary>
/// <param name="Flags">Flags of tables, bullets and usage blocks, in order of the document.</param>
/// <param name="Examples">Simple commands of fenced shell blocks that start one of the skill's scripts, in order of the document.</param>
/// <param name="Inputs">Extensions of files that it reads, such as <c>.csv</c>.</param>
/// <param name="Outputs">Extensions of files that it writes.</param>
/// <param name="References">Files that the document names.</param>
/// <param name="Body">Its size.</param>
/// <param name="Description">Of the frontmatter.</param>
/// <param name="DescriptionPlace">Where it stands.</param>
public sealed record SkillSurface(
    EquatableArray<DocumentedFlag> Flags,
    EquatableArray<ExampleCommand> Examples,
    EquatableArray<DocumentedExtension> Inputs,
    EquatableArray<DocumentedExtension> Outputs,
    EquatableArray<FileReference> References,
    BodySize Body,
    string Description,
    Place DescriptionPlace)
{
    /// <summary>Nothing was read.</summary>
    public static readonly SkillSurface Empty = new([], [], [], [], [], new BodySize(0, 0), "", new Place("", 1, 1));

    /// <summary>Phrases of the description that should make a client choose the skill.</summary>
    public IEnumerable<TriggerPhrase> Triggers => TriggerReader.Read(Description, DescriptionPlace);
}

/// <summary>A flag as the document describes it.</summary>
/// <param name="Names">Such as <c>-o</c> and <c>--output</c>.</param>
/// <param name="Values">The values that the document lists for it; empty when it lists none.</param>
/// <param name="Default">The documented default; null when there is none.</param>
/// <param name="Meaning">As plain text; may be empty.</param>
/// <param name="Script">The script it belongs to, relative to the skill's folder; null when the document does not tell.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Place">Its line.</param>
/// <param name="Sentence">The line as written.</param>
public sealed record DocumentedFlag(
    EquatableArray<string> Names, EquatableArray<string> Values, string? Default, string Meaning, string? Script, FlagForm Form, Place Place, string Sentence);

/// <summary>How a flag is written.</summary>
public enum FlagForm
{
    /// <summary>A row of a table.</summary>
    Table,

    /// <summary>An item of a list.</summary>
    Bullet,

    /// <summary>A usage line or pasted help in a fenced block.</summary>
    Usage,
}

/// <summary>One simple command of a fenced block: a pipeline or list of commands gives several.</summary>
/// <param name="Script">The skill's script that it starts, relative to the skill's folder.</param>
/// <param name="Language">The word behind the fence; empty when there is none.</param>
/// <param name="Interpreter">The program in front of the script; null when the script is run by its path.</param>
/// <param name="Arguments">The words behind the script's name.</param>
/// <param name="Place">Where the command starts.</param>
/// <param name="Text">The command as written, continuation lines joined.</param>
public sealed record ExampleCommand(
    string Script, string Language, string? Interpreter, EquatableArray<CommandWord> Arguments, Place Place, string Text)
{
    /// <summary>True when the system looks at the script's mode and first line; a bare name is looked up elsewhere, or is no command but a word of a drawing.</summary>
    public bool IsRunByPath => Interpreter is null && Text.Contains("/" + Script.Substring(Script.LastIndexOf('/') + 1));
}

/// <summary>A word of a command.</summary>
/// <param name="Text">Without quotes.</param>
/// <param name="IsLiteral">False when it holds a placeholder (<c>&lt;path&gt;</c>, <c>{id}</c>, <c>[--x]</c>, <c>...</c>), a variable or a substitution.</param>
/// <param name="Place">Where it starts.</param>
public sealed record CommandWord(string Text, bool IsLiteral, Place Place);

/// <summary>A kind of file by its extension.</summary>
public sealed record DocumentedExtension(string Extension, Place Place);

/// <summary>A phrase that should make a client choose the skill.</summary>
public sealed record TriggerPhrase(string Text, Place Place);

/// <summary>A file that the document names.</summary>
/// <param name="Path">As written, without anchor; relative to the skill's folder.</param>
/// <param name="Kind">How it is named.</param>
/// <param name="Place">Where.</param>
public sealed record FileReference(string Path, ReferenceKind Kind, Place Place);

/// <summary>How a file is named.</summary>
public enum ReferenceKind
{
    /// <summary>A Markdown link or image.</summary>
    Link,

    /// <summary>A path in backticks or prose.</summary>
    Mention,

    /// <summary>A word of a fenced command.</summary>
    Command,
}
