using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Profiles;
using Xunit;

namespace SkillContracts.Model.Tests.Profiles;

/// <summary>What clients do where they differ. The source of each claim stands above its rows and in docs/profiles.md.</summary>
public class ClientProfileTests
{
    private const string Valid = "---\nname: demo\ndescription: d\n---\n# Demo\n\nFirst paragraph.\n";

    // openai/codex@033d1d07 codex-rs/core-skills/src/loader.rs: extract_frontmatter, parse_skill_file, validate_len.
    [Theory]
    [InlineData(Valid, ProfileOutcome.Loads, "")]
    [InlineData("--- \nname: demo\ndescription: d\n  ---  \n", ProfileOutcome.Loads, "")]
    [InlineData("---\nname: demo\ndescription: |\n  a\n  ---\n  b\n---\n", ProfileOutcome.Loads, "")]
    [InlineData("---\n---\n", ProfileOutcome.Rejected, "no-frontmatter")]
    [InlineData("# T\n", ProfileOutcome.Rejected, "no-frontmatter")]
    [InlineData("---\nname: demo\n", ProfileOutcome.Rejected, "not-closed")]
    [InlineData("---\nname: demo\ndescription: a: b\n---\n", ProfileOutcome.Rejected, "yaml")]
    [InlineData("---\ndescription: d\n---\n", ProfileOutcome.LoadsChanged, "name-from-folder")]
    [InlineData("---\nname: ' de  mo '\ndescription: d\n---\n", ProfileOutcome.LoadsChanged, "spaces-joined")]
    [InlineData("---\nname: demo\n---\n", ProfileOutcome.Rejected, "description-missing")]
    [InlineData("---\nname: demo\ndescription: d\nmetadata: a\n---\n", ProfileOutcome.Rejected, "metadata-not-map")]
    [InlineData("---\nname: demo\ndescription: d\nname: demo\n---\n", ProfileOutcome.Rejected, "yaml-duplicate-key")]
    [InlineData("---\nname: demo\ndescription: d\nx: 1\nx: 2\n---\n", ProfileOutcome.Loads, "")]
    public void Codex(string text, ProfileOutcome outcome, string codes) => Judge("codex", text).Should().Be((outcome, codes));

    // google-gemini/gemini-cli@04fbf507 packages/core/src/skills/skillLoader.ts: FRONTMATTER_REGEX, parseSimpleFrontmatter, sanitizedName.
    [Theory]
    [InlineData(Valid, ProfileOutcome.Loads, "")]
    [InlineData("---\r\nname: demo\r\ndescription: d\r\n---", ProfileOutcome.Loads, "")]
    [InlineData("---\nname: demo\ndescription: d\n----\n", ProfileOutcome.Loads, "")]
    [InlineData("--- \nname: demo\ndescription: d\n---\n", ProfileOutcome.Dropped, "no-frontmatter")]
    [InlineData("---\n---\n", ProfileOutcome.Dropped, "no-frontmatter")]
    [InlineData("---\nname: demo\ndescription: a: b\n---\n", ProfileOutcome.LoadsChanged, "read-by-line")]
    [InlineData("---\nname: 1\ndescription: d\n---\n", ProfileOutcome.LoadsChanged, "read-by-line")]
    [InlineData("---\ndescription: d\n---\n", ProfileOutcome.Dropped, "name-missing")]
    [InlineData("---\nname: demo\n---\n", ProfileOutcome.Dropped, "description-missing")]
    [InlineData("---\nname: a:b\ndescription: d\n---\n", ProfileOutcome.LoadsChanged, "name-characters")]
    public void Gemini(string text, ProfileOutcome outcome, string codes) => Judge("gemini", text).Should().Be((outcome, codes));

    // anomalyco/opencode@048f74f4 packages/opencode/src/skill/index.ts and @0a8a0ed8 packages/opencode/src/config/markdown.ts; gray-matter 4.
    [Theory]
    [InlineData(Valid, ProfileOutcome.Loads, "")]
    [InlineData("# T\n", ProfileOutcome.Dropped, "no-frontmatter")]
    [InlineData("----\nname: demo\n----\n", ProfileOutcome.Dropped, "no-frontmatter")]
    [InlineData("---\nname: demo\ndescription: d\n", ProfileOutcome.LoadsChanged, "not-closed")]
    [InlineData("---\nname: demo\ndescription: a: b\n---\n", ProfileOutcome.LoadsChanged, "colon-repaired")]
    [InlineData("---\nname: demo\ndescription: \"a\" b\n---\n", ProfileOutcome.Rejected, "yaml")]
    [InlineData("---\nname: demo\ndescription: d\nname: demo\n---\n", ProfileOutcome.Rejected, "yaml")]
    [InlineData("---\nname: 1\ndescription: d\n---\n", ProfileOutcome.Dropped, "name-not-text")]
    [InlineData("---\nname: demo\n---\n", ProfileOutcome.Dropped, "description-missing")]
    public void OpenCode(string text, ProfileOutcome outcome, string codes) => Judge("opencode", text).Should().Be((outcome, codes));

    // code.claude.com/docs/en/skills: defaults of name and description, 1536 characters in the listing.
    [Theory]
    [InlineData(Valid, ProfileOutcome.Loads, "")]
    [InlineData("---\ndescription: d\n---\n", ProfileOutcome.LoadsChanged, "name-from-folder")]
    [InlineData("---\nname: demo\n---\n# H\n\nText.\n", ProfileOutcome.LoadsChanged, "description-from-text")]
    [InlineData("# H\n\nText.\n", ProfileOutcome.LoadsChanged, "name-from-folder description-from-text")]
    [InlineData("---\nname: demo\ndescription: a: b\n---\n", ProfileOutcome.LoadsChanged, "not-documented")]
    [InlineData("---\nname: demo\ndescription: d\ncontext: fork\nallowed-tools: [Read]\n---\n", ProfileOutcome.Loads, "")]
    public void ClaudeCode(string text, ProfileOutcome outcome, string codes) => Judge("claude-code", text).Should().Be((outcome, codes));

    [Fact]
    public void ClaudeCode_takes_the_first_paragraph_for_a_missing_description() =>
        Verdict("claude-code", "---\nname: demo\n---\n# H\n\nTurns a\ninto b.\n\nMore.\n").Reasons.Single().Message.Should().Contain("('Turns a into b.')");

    [Theory]
    [InlineData(1536, ProfileOutcome.Loads)]
    [InlineData(1537, ProfileOutcome.LoadsChanged)]
    public void ClaudeCode_cuts_description_and_when_to_use_behind_1536_characters(int length, ProfileOutcome outcome) =>
        Verdict("claude-code", $"---\nname: demo\ndescription: {new string('a', length - 10)}\nwhen_to_use: {new string('b', 10)}\n---\n").Outcome.Should().Be(outcome);

    // Requirements of platform.claude.com/docs (Agent Skills); anthropics/skills@049d5f28 skills/skill-creator/scripts/quick_validate.py.
    [Theory]
    [InlineData(Valid, ProfileOutcome.Loads, "")]
    [InlineData("---\nname: demo\ndescription: d\nversion: 1\n---\n", ProfileOutcome.Rejected, "unknown-field")]
    [InlineData("---\nname: my-claude-demo\ndescription: d\n---\n", ProfileOutcome.Rejected, "name-reserved")]
    [InlineData("---\nname: Demo\ndescription: d\n---\n", ProfileOutcome.Rejected, "name-characters")]
    [InlineData("---\nname: demo\ndescription: uses <b>\n---\n", ProfileOutcome.Rejected, "description-brackets")]
    [InlineData("---\nname: demo\ndescription: d\ncompatibility: ''\n---\n", ProfileOutcome.Rejected, "compatibility-not-text")]
    [InlineData("---\nname: demo\ndescription: a: b\n---\n", ProfileOutcome.Rejected, "yaml")]
    [InlineData("---\nname: other\ndescription: d\n---\n", ProfileOutcome.Loads, "")]
    public void Api(string text, ProfileOutcome outcome, string codes) => Judge("api", text).Should().Be((outcome, codes));

    // File names: loader.rs SKILLS_FILENAME, skillLoader.ts glob, index.ts patterns; skills_ref/parser.py find_skill_md takes skill.md, too.
    [Theory]
    [InlineData("reference", "skill.md", ProfileOutcome.Loads)]
    [InlineData("reference", "Skill.md", ProfileOutcome.Rejected)]
    [InlineData("codex", "skill.md", ProfileOutcome.Dropped)]
    [InlineData("gemini", "skill.md", ProfileOutcome.Dropped)]
    [InlineData("opencode", "skill.md", ProfileOutcome.Dropped)]
    [InlineData("claude-code", "skill.md", ProfileOutcome.Dropped)]
    public void The_file_name_counts(string profile, string file, ProfileOutcome outcome) =>
        ClientProfile.Find(profile)!.Judge(Source(Valid) with { Document = new SourceFile("demo/" + file, Valid) }).Outcome.Should().Be(outcome);

    [Theory]
    [InlineData("reference", ProfileOutcome.Rejected)]
    [InlineData("codex", ProfileOutcome.Rejected)]
    [InlineData("gemini", ProfileOutcome.Dropped)]
    [InlineData("opencode", ProfileOutcome.Loads)]
    [InlineData("claude-code", ProfileOutcome.LoadsChanged)]
    [InlineData("api", ProfileOutcome.Rejected)]
    public void A_byte_order_mark_counts(string profile, ProfileOutcome outcome) =>
        ClientProfile.Find(profile)!.Judge(Source(Valid) with { Document = new SourceFile("demo/SKILL.md", Valid, SourceForm.ByteOrderMark) }).Outcome.Should().Be(outcome);

    [Theory]
    [InlineData("reference", ProfileOutcome.Rejected)]
    [InlineData("codex", ProfileOutcome.Rejected)]
    [InlineData("gemini", ProfileOutcome.LoadsChanged)]
    public void Bytes_that_are_no_UTF_8_count(string profile, ProfileOutcome outcome) =>
        ClientProfile.Find(profile)!.Judge(Source(Valid) with { Document = new SourceFile("demo/SKILL.md", Valid, InvalidAt: 20) }).Outcome.Should().Be(outcome);

    [Fact]
    public void A_document_that_is_too_large_is_not_judged() => ClientProfile.All
        .Select(profile => profile.Judge(Source("") with { Document = new SourceFile("demo/SKILL.md", "9999999", SourceForm.TooLarge) }).Outcome)
        .Should().AllBeEquivalentTo(ProfileOutcome.NotJudged);

    [Fact]
    public void Reference_notes_where_a_value_is_cut()
    {
        var verdict = Verdict("reference", "---\nname: demo\ndescription: a --- b\n---\n");

        verdict.Outcome.Should().Be(ProfileOutcome.Loads);
        verdict.Reasons.Select(reason => (reason.Code, reason.Place.Line, reason.Place.Column)).Should().Equal(("text-cut", 3, 16));
    }

    [Theory]
    [InlineData("---\nname: demo\ndescription: d\nversion: 1\n---\n", 4, 1)]
    [InlineData("---\r\nname: demo\r\ndescription: [a]\r\n---\r\n", 3, 14)]
    [InlineData("---\nname: demo\ndescription: \"a\nb\"\nmetadata: {}\n---\n", 5, 11)]
    public void Reference_names_the_place(string text, int line, int column) =>
        Verdict("reference", text).Reasons.Select(reason => (reason.Place.Line, reason.Place.Column)).Should().Equal((line, column));

    [Fact]
    public void Find_knows_every_profile_and_no_other() => ClientProfile.All.Select(profile => profile.Id).Append("cursor")
        .Select(id => ClientProfile.Find(id)?.Id).Should().Equal("reference", "claude-code", "codex", "gemini", "opencode", "api", null);

    private static (ProfileOutcome Outcome, string Codes) Judge(string profile, string text)
    {
        var verdict = Verdict(profile, text);
        return (verdict.Outcome, string.Join(" ", verdict.Reasons.Select(reason => reason.Code)));
    }

    private static ProfileVerdict Verdict(string profile, string text) => ClientProfile.Find(profile)!.Judge(Source(text));

    private static SkillSource Source(string text) => new("demo", new SourceFile("demo/SKILL.md", text), null, default, default, default);
}
