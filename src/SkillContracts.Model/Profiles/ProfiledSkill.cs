using System;
using System.Linq;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Profiles;

/// <summary>A skill as profiles look at it.</summary>
internal sealed class ProfiledSkill(SkillSource source)
{
    public LineMap Map { get; } = new(source.Document.Path, source.Document.Text);

    public string Text => source.Document.Text;

    public bool HasByteOrderMark => source.Document.Form == SourceForm.ByteOrderMark;

    public int? InvalidAt => source.Document.InvalidAt is { } at ? Math.Min(at, Text.Length) : null;

    public string FileName { get; } = source.Document.Path.Split('/').Last();

    /// <summary>Null for a skill at the root of the repository, whose name is not known.</summary>
    public string? Folder { get; } = source.Folder == "." ? null : source.Folder.Split('/').Last();

    public bool HasDocumentName => FileName == "SKILL.md";

    public ProfileReason Reason(string code, ProfileOutcome outcome, string message, int at) =>
        new(code, outcome, message, Map.PlaceOf(Math.Min(at, Text.Length)));

    public ProfileReason Rejects(string code, string message, int at) => Reason(code, ProfileOutcome.Rejected, message, at);

    public ProfileReason Drops(string code, string message, int at) => Reason(code, ProfileOutcome.Dropped, message, at);

    public ProfileReason Changes(string code, string message, int at) => Reason(code, ProfileOutcome.LoadsChanged, message, at);

    public ProfileReason Notes(string code, string message, int at) => Reason(code, ProfileOutcome.Loads, message, at);

    /// <summary>What a client says that asks for the name in exactly these letters.</summary>
    public ProfileReason OtherFileName() => Drops("file-name", $"The file is called '{FileName}' and only SKILL.md is looked for; rename it", 0);

    public ProfileReason NotUtf8(ProfileOutcome outcome) =>
        Reason("not-utf8", outcome, "The file is not UTF-8 from this place on; save it as UTF-8", InvalidAt ?? 0);
}
