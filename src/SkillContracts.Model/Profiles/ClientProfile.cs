using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Profiles;

/// <summary>How one client reads a SKILL.md. Sources of each claim: docs/profiles.md.</summary>
public sealed class ClientProfile
{
    private readonly Func<ProfiledSkill, IEnumerable<ProfileReason>> _judge;

    private ClientProfile(string id, string title, bool isPortable, Func<ProfiledSkill, IEnumerable<ProfileReason>> judge) =>
        (Id, Title, IsPortable, _judge) = (id, title, isPortable, judge);

    /// <summary>Every profile, in the order of documentation and help.</summary>
    public static IReadOnlyList<ClientProfile> All { get; } =
    [
        new("reference", "skills-ref, the reference validator", true, ReferenceProfile.Judge),
        new("claude-code", "Claude Code", false, ClaudeCodeProfile.Judge),
        new("codex", "Codex CLI", false, CodexProfile.Judge),
        new("gemini", "Gemini CLI", false, GeminiProfile.Judge),
        new("opencode", "OpenCode", false, OpenCodeProfile.Judge),
        new("api", "Skills API and claude.ai upload", true, ApiProfile.Judge),
    ];

    /// <summary>The word on the command line.</summary>
    public string Id { get; }

    /// <summary>The client's name.</summary>
    public string Title { get; }

    /// <summary>True when it takes the six fields of the specification and nothing else, so that repairs may move the extensions of clients.</summary>
    public bool IsPortable { get; }

    /// <summary>The profile of an id; null when there is none.</summary>
    public static ClientProfile? Find(string id) => All.FirstOrDefault(profile => profile.Id == id);

    /// <summary>Says what the client makes of a skill. Never throws.</summary>
    /// <param name="source">The skill's document, folder and names of files.</param>
    public ProfileVerdict Judge(SkillSource source)
    {
        var skill = new ProfiledSkill(source);
        return ProfileVerdict.Of(source.Document.Form == SourceForm.TooLarge
            ? [skill.Reason("too-large", ProfileOutcome.NotJudged, $"The file has {source.Document.Text} bytes and is not read; shorten it to be judged", 0)]
            : _judge(skill));
    }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
