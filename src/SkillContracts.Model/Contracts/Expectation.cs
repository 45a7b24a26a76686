using System.Linq;

namespace SkillContracts.Model.Contracts;

/// <summary>What an experiment must show. Source: <c>exit</c>, <c>stdout</c>, <c>stderr</c>, <c>files</c> and <c>changes</c> of contract.yaml.</summary>
/// <param name="Exit">The codes that may be seen.</param>
/// <param name="Stdout">Checks of standard output; empty when it is not judged.</param>
/// <param name="Stderr">Checks of standard error; empty when it is not judged.</param>
/// <param name="Files">Checks of files in the work folder.</param>
/// <param name="Changes">Globs of all paths that may be created, changed or removed; null when not judged.</param>
public sealed record Expectation(
    ExitCodeSet Exit,
    EquatableArray<Check> Stdout,
    EquatableArray<Check> Stderr,
    EquatableArray<FileExpectation> Files,
    EquatableArray<string>? Changes)
{
    /// <summary>True when something must be printed or written for it to hold.</summary>
    /// <param name="fixtures">What is there without any command.</param>
    public bool NeedsOutput(EquatableArray<Fixture> fixtures) =>
        Stdout.Concat(Stderr).Any(check => check is not (LacksCheck or IsCheck { Text: "" }))
        || Files.Any(file => fixtures.FirstOrDefault(fixture => fixture.Path == file.Glob && fixture.Text is not null)?.Text is { } text
            ? file.Presence == FilePresence.Absent || file.Checks.Any(check => !HoldsBefore(check, text))
            : file.Presence == FilePresence.Exists);

    /// <summary>True for a check that a fixture passes as it is. Of a table, a workbook or JSON nothing is known without reading it.</summary>
    private static bool HoldsBefore(Check check, string text) => check switch
    {
        IsCheck wanted => wanted.Text.TrimEnd('\n') == text.TrimEnd('\n'),
        HasCheck wanted => text.IndexOf(wanted.Text, System.StringComparison.Ordinal) >= 0,
        LacksCheck unwanted => text.IndexOf(unwanted.Text, System.StringComparison.Ordinal) < 0,
        _ => false,
    };
}

/// <summary>Checks of the files that a path or glob names, relative to the work folder.</summary>
/// <param name="Glob">Such as <c>out/*.csv</c>.</param>
/// <param name="Presence">Whether such a file must be there.</param>
/// <param name="Checks">What each of these files must hold.</param>
/// <param name="Place">Where the contract says so.</param>
public sealed record FileExpectation(string Glob, FilePresence Presence, EquatableArray<Check> Checks, Place Place);

/// <summary>Whether a file must be there.</summary>
public enum FilePresence
{
    /// <summary>At least one file or folder matches.</summary>
    Exists,

    /// <summary>Nothing matches.</summary>
    Absent,
}

/// <summary>One check of a text or file; see the records below it.</summary>
/// <param name="Place">Where the contract declares it.</param>
public abstract record Check(Place Place);

/// <summary>The whole text; a line <c>...</c> stands for any lines, <c>[..]</c> for any text within a line.</summary>
public sealed record IsCheck(string Text, Place Place) : Check(Place);

/// <summary>A part of the text; <c>[..]</c> is not special.</summary>
public sealed record HasCheck(string Text, Place Place) : Check(Place);

/// <summary>A text that must not occur.</summary>
public sealed record LacksCheck(string Text, Place Place) : Check(Place);

/// <summary>A regular expression that must match somewhere; <c>^</c> and <c>$</c> match at lines.</summary>
public sealed record MatchesCheck(string Pattern, Place Place) : Check(Place);

/// <summary>A JSON document of this shape.</summary>
public sealed record JsonCheck(JsonShape Shape, Place Place) : Check(Place);

/// <summary>The permissions of a file: octal digits such as <c>755</c>, or <c>+x</c> or <c>-x</c> for whether its owner may execute it.</summary>
public sealed record ModeCheck(string Mode, Place Place) : Check(Place);

/// <summary>The bytes are text in this encoding: ascii, utf-8 (without byte-order mark), utf-8-bom, utf-16le or utf-16be (with one).</summary>
public sealed record EncodingCheck(string Encoding, Place Place) : Check(Place);

/// <summary>Every line end is this one: lf or crlf.</summary>
public sealed record LineEndCheck(string LineEnd, Place Place) : Check(Place);

/// <summary>A query over a SQLite database or over tables (CSV, TSV, XLSX), and the rows it must give.</summary>
/// <param name="Query">One SELECT.</param>
/// <param name="Rows">The rows in order; a single value is one row of one column.</param>
/// <param name="Place">Where the contract declares it.</param>
public sealed record SqlCheck(string Query, EquatableArray<EquatableArray<SqlCell>> Rows, Place Place) : Check(Place);

/// <summary>A value of a row.</summary>
/// <param name="Text">The value as text; null for SQL NULL.</param>
public readonly record struct SqlCell(string? Text)
{
    /// <summary>For messages: NULL without quotes, the text of that name with them.</summary>
    public override string ToString() => Text is null ? "NULL" : Text == "NULL" ? "\"NULL\"" : Text;
}

/// <summary>The shape of a JSON value: given keys must agree, others are free.</summary>
public abstract record JsonShape;

/// <summary>A string, number, true, false or null.</summary>
/// <param name="Text">The scalar as written; in strings <c>[..]</c> stands for any text.</param>
/// <param name="IsString">True when it was quoted or is no other JSON scalar.</param>
public sealed record JsonScalar(string Text, bool IsString) : JsonShape;

/// <summary>A list; an item <c>"..."</c> stands for any items.</summary>
public sealed record JsonList(EquatableArray<JsonShape> Items) : JsonShape;

/// <summary>An object with at least these members.</summary>
public sealed record JsonObject(EquatableArray<JsonMember> Members) : JsonShape;

/// <summary>A member of an object.</summary>
public sealed record JsonMember(string Name, JsonShape Value);
