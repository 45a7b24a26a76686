using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Profiles;
using SkillContracts.Model.Repairs;
using Xunit;

namespace SkillContracts.Model.Tests.Profiles;

/// <summary>
/// One document for each point on which readers of frontmatter are known to differ. What is expected of the profile reference was printed by
/// skills-ref 0.1.0 (agentskills/agentskills@69ef37e, strictyaml 1.6.1) for the same bytes, its messages turned into the codes of docs/profiles.md.
/// </summary>
public class ConformanceTests
{
    public static TheoryData<string, string, string, string, string> Names => new()
    {
        { "1 character", "a", "---\nname: a\ndescription: d\n---\n", "", "" },
        { "64 characters", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "---\nname: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\ndescription: d\n---\n", "", "" },
        { "65 characters", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "---\nname: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\ndescription: d\n---\n", "name-too-long", "SKC1005" },
        { "-a", "-a", "---\nname: '-a'\ndescription: d\n---\n", "name-edge-hyphen", "SKC1005" },
        { "a-", "a-", "---\nname: a-\ndescription: d\n---\n", "name-edge-hyphen", "SKC1005" },
        { "a--b", "a--b", "---\nname: a--b\ndescription: d\n---\n", "name-double-hyphen", "SKC1005" },
        { "A", "A", "---\nname: A\ndescription: d\n---\n", "name-not-lowercase", "SKC1005" },
        { "a_b", "a_b", "---\nname: a_b\ndescription: d\n---\n", "name-characters", "SKC1005" },
        { "a.b", "a.b", "---\nname: a.b\ndescription: d\n---\n", "name-characters", "SKC1005" },
        { "é", "\u00e9", "---\nname: \u00e9\ndescription: d\n---\n", "", "SKC1005" },
        { "技能", "\u6280\u80fd", "---\nname: \u6280\u80fd\ndescription: d\n---\n", "", "SKC1005" },
        { "a²", "a\u00b2", "---\nname: a\u00b2\ndescription: d\n---\n", "", "SKC1005" },
        { "ａｂ", "\uff41\uff42", "---\nname: \uff41\uff42\ndescription: d\n---\n", "", "SKC1005" },
        { "full-width name, ASCII folder", "ab", "---\nname: \uff41\uff42\ndescription: d\n---\n", "", "SKC1005 SKC1006" },
        { "decomposed name, composed folder", "\u00e9", "---\nname: e\u0301\ndescription: d\n---\n", "", "SKC1005 SKC1006" },
        { "ligature name, plain folder", "file", "---\nname: \ufb01le\ndescription: d\n---\n", "", "SKC1005 SKC1006" },
        { "Hangul jamo name, syllable folder", "한", "---\nname: \u1112\u1161\u11ab\ndescription: d\n---\n", "", "SKC1005 SKC1006" },
        { "Arabic digits", "\u0663", "---\nname: \u0663\ndescription: d\n---\n", "", "SKC1005" },
        { "folder in capitals", "A", "---\nname: a\ndescription: d\n---\n", "name-not-folder", "SKC1006" },
        { "digits only", "123", "---\nname: 123\ndescription: d\n---\n", "", "SKC1021" },
        { "true", "true", "---\nname: true\ndescription: d\n---\n", "", "SKC1021" },
        { "null", "null", "---\nname: null\ndescription: d\n---\n", "", "SKC1004" },
        { "tilde", "demo", "---\nname: ~\ndescription: d\n---\n", "name-characters name-not-folder", "SKC1004" },
        { "nothing", "demo", "---\nname:\ndescription: d\n---\n", "name-empty", "SKC1004" },
        { "missing", "demo", "---\ndescription: d\n---\n", "name-missing", "SKC1004" },
        { "quoted with spaces", "demo", "---\nname: \" demo \"\ndescription: d\n---\n", "", "SKC1005 SKC1006" },
        { "list", "demo", "---\nname:\n  - demo\ndescription: d\n---\n", "name-empty", "SKC1010" },
    };

    public static TheoryData<string, string, string, string, string> Descriptions => new()
    {
        { "missing", "demo", "---\nname: demo\nlicense: MIT\n---\n", "description-missing", "SKC1007" },
        { "empty", "demo", "---\nname: demo\ndescription: ''\n---\n", "description-empty", "SKC1007" },
        { "spaces", "demo", "---\nname: demo\ndescription: '  '\n---\n", "description-empty", "SKC1007" },
        { "nothing", "demo", "---\nname: demo\ndescription:\n---\n", "description-empty", "SKC1007" },
        { "1024 characters", "demo", "---\nname: demo\ndescription: " + Repeat("a", 1024) + "\n---\n", "", "" },
        { "1025 characters", "demo", "---\nname: demo\ndescription: " + Repeat("a", 1025) + "\n---\n", "description-too-long", "SKC1008" },
        { "1024 emoji", "demo", "---\nname: demo\ndescription: " + Repeat("😀", 1024) + "\n---\n", "", "" },
        { "1025 emoji", "demo", "---\nname: demo\ndescription: " + Repeat("😀", 1025) + "\n---\n", "description-too-long", "SKC1008" },
        { "three hyphens, plain", "demo", "---\nname: demo\ndescription: a --- b\n---\n", "", "" },
        { "three hyphens, quoted", "demo", "---\nname: demo\ndescription: \"a --- b\"\n---\n", "yaml", "" },
        { "colon and space", "demo", "---\nname: demo\ndescription: Use when: x\n---\n", "yaml", "SKC1003" },
        { "text behind quote", "demo", "---\nname: demo\ndescription: \"a\" b\n---\n", "yaml", "SKC1003" },
        { "leading quote only", "demo", "---\nname: demo\ndescription: \"a\n---\n", "yaml", "SKC1003" },
        { "list", "demo", "---\nname: demo\ndescription:\n  - a\n---\n", "description-empty", "SKC1010" },
        { "literal block", "demo", "---\nname: demo\ndescription: |\n  a\n  b\n---\n", "", "" },
        { "folded block", "demo", "---\nname: demo\ndescription: >-\n  a\n  b\n---\n", "", "" },
        { "angle brackets", "demo", "---\nname: demo\ndescription: <b>a</b>\n---\n", "", "" },
        { "1024 characters and a line end", "demo", "---\nname: demo\ndescription: |\n  " + Repeat("a", 1024) + "\n---\n", "description-too-long", "" },
        { "map", "demo", "---\nname: demo\ndescription:\n  a: b\n---\n", "description-empty", "SKC1010" },
    };

    public static TheoryData<string, string, string, string, string> Frontmatters => new()
    {
        { "missing", "demo", "# T\n", "no-frontmatter", "SKC1001" },
        { "unclosed", "demo", "---\nname: demo\ndescription: d\n", "not-closed", "SKC1002" },
        { "closed by dots", "demo", "---\nname: demo\ndescription: d\n...\n", "not-closed", "SKC1002" },
        { "four hyphens", "demo", "----\nname: demo\ndescription: d\n----\n", "yaml", "SKC1001" },
        { "spaces behind delimiters", "demo", "--- \nname: demo\ndescription: d\n---  \n", "", "" },
        { "leading blank line", "demo", "\n---\nname: demo\ndescription: d\n---\n", "no-frontmatter", "SKC1001" },
        { "byte-order mark", "demo", "\ufeff---\nname: demo\ndescription: d\n---\n", "no-frontmatter", "SKC1013" },
        { "CRLF", "demo", "---\r\nname: demo\r\ndescription: d\r\n---\r\n", "", "" },
        { "lone CR", "demo", "---\rname: demo\rdescription: d\r---\r", "", "SKC1001" },
        { "tab as indentation", "demo", "---\nname: demo\ndescription: d\nmetadata:\n\ta: b\n---\n", "yaml", "SKC1003" },
        { "tab in a plain value", "demo", "---\nname: demo\ndescription: a\tb\n---\n", "yaml", "" },
        { "tab in quotes", "demo", "---\nname: demo\ndescription: \"a\tb\"\n---\n", "", "" },
        { "empty", "demo", "---\n---\n", "not-a-map", "SKC1004 SKC1007" },
        { "text", "demo", "---\ntext\n---\n", "not-a-map", "SKC1003" },
        { "list", "demo", "---\n- a\n---\n", "not-a-map", "SKC1003" },
        { "key twice", "demo", "---\nname: demo\ndescription: d\nname: demo\n---\n", "yaml-duplicate-key", "SKC1009" },
        { "nested key twice", "demo", "---\nname: demo\ndescription: d\nmetadata:\n  a: b\n  a: c\n---\n", "yaml-duplicate-key", "SKC1009" },
        { "flow map", "demo", "---\n{name: demo, description: d}\n---\n", "yaml-flow", "" },
        { "anchor", "demo", "---\nname: &n demo\ndescription: d\n---\n", "yaml-anchor", "" },
        { "alias", "demo", "---\nname: demo\ndescription: *d\n---\n", "yaml-alias", "SKC1003" },
        { "tag", "demo", "---\nname: !!str demo\ndescription: d\n---\n", "yaml-tag", "" },
        { "comment", "demo", "---\n# c\nname: demo # c\ndescription: d\n---\n", "", "" },
        { "keys on the opening line", "demo", "---name: demo\ndescription: d\n---\n", "", "SKC1001" },
        { "closing glued to a value", "demo", "---\nname: demo\ndescription: d---\n", "", "SKC1002" },
        { "NUL", "demo", "---\nname: demo\ndescription: a\0b\n---\n", "yaml-character", "SKC1003" },
        { "quoted value with a later line that is not indented", "demo", "---\nname: demo\ndescription: \"a\nb\"\n---\n", "", "SKC1003" },
        { "maps indented differently", "demo", "---\nname: demo\ndescription: d\nmetadata:\n  a:\n    b: c\n  d:\n      e: f\n---\n", "yaml-indentation", "SKC1019 SKC1019" },
        { "two documents", "demo", "---\nname: demo\n...\ndescription: d\n---\n", "yaml", "SKC1003" },
    };

    public static TheoryData<string, string, string, string, string> Fields => new()
    {
        { "key version", "demo", "---\nname: demo\ndescription: d\nversion: \"1\"\n---\n", "unknown-field", "SKC1011" },
        { "key Name", "demo", "---\nname: demo\ndescription: d\nName: x\n---\n", "unknown-field", "SKC1011" },
        { "key tags", "demo", "---\nname: demo\ndescription: d\ntags:\n  - a\n---\n", "unknown-field", "SKC1011" },
        { "key context", "demo", "---\nname: demo\ndescription: d\ncontext: fork\n---\n", "unknown-field", "SKC1011" },
        { "key argument-hint", "demo", "---\nname: demo\ndescription: d\nargument-hint: \"[a]\"\n---\n", "unknown-field", "SKC1011" },
        { "key disable-model-invocation", "demo", "---\nname: demo\ndescription: d\ndisable-model-invocation: true\n---\n", "unknown-field", "SKC1011" },
        { "key model", "demo", "---\nname: demo\ndescription: d\nmodel: opus\n---\n", "unknown-field", "SKC1011" },
        { "key hooks", "demo", "---\nname: demo\ndescription: d\nhooks:\n  Stop: x\n---\n", "unknown-field", "SKC1011" },
        { "key when_to_use", "demo", "---\nname: demo\ndescription: d\nwhen_to_use: x\n---\n", "unknown-field", "SKC1011" },
        { "key user-invocable", "demo", "---\nname: demo\ndescription: d\nuser-invocable: false\n---\n", "unknown-field", "SKC1011" },
        { "metadata list", "demo", "---\nname: demo\ndescription: d\nmetadata:\n  - a\n---\n", "", "SKC1010" },
        { "metadata nested", "demo", "---\nname: demo\ndescription: d\nmetadata:\n  a:\n    b: c\n---\n", "", "SKC1019" },
        { "metadata number", "demo", "---\nname: demo\ndescription: d\nmetadata:\n  a: 1.0\n---\n", "", "SKC1022" },
        { "metadata flow", "demo", "---\nname: demo\ndescription: d\nmetadata: {a: b}\n---\n", "yaml-flow", "" },
        { "metadata text", "demo", "---\nname: demo\ndescription: d\nmetadata: a\n---\n", "", "SKC1010" },
        { "compatibility empty", "demo", "---\nname: demo\ndescription: d\ncompatibility: \"\"\n---\n", "", "SKC1023" },
        { "compatibility 500", "demo", "---\nname: demo\ndescription: d\ncompatibility: " + Repeat("a", 500) + "\n---\n", "", "" },
        { "compatibility 501", "demo", "---\nname: demo\ndescription: d\ncompatibility: " + Repeat("a", 501) + "\n---\n", "compatibility-too-long", "SKC1008" },
        { "compatibility list", "demo", "---\nname: demo\ndescription: d\ncompatibility:\n  - a\n---\n", "compatibility-not-text", "SKC1010" },
        { "allowed-tools text", "demo", "---\nname: demo\ndescription: d\nallowed-tools: Read Bash(git:*)\n---\n", "", "" },
        { "allowed-tools commas", "demo", "---\nname: demo\ndescription: d\nallowed-tools: Read, Grep\n---\n", "", "SKC1020" },
        { "allowed-tools list", "demo", "---\nname: demo\ndescription: d\nallowed-tools:\n  - Read\n---\n", "", "SKC1018" },
        { "allowed-tools flow list", "demo", "---\nname: demo\ndescription: d\nallowed-tools: [Read]\n---\n", "yaml-flow", "SKC1018" },
        { "allowed-tools star", "demo", "---\nname: demo\ndescription: d\nallowed-tools: *\n---\n", "yaml", "SKC1003" },
        { "license map", "demo", "---\nname: demo\ndescription: d\nlicense:\n  a: b\n---\n", "", "SKC1017" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    [MemberData(nameof(Descriptions))]
    [MemberData(nameof(Frontmatters))]
    [MemberData(nameof(Fields))]
    public void Reference_gives_the_reasons_of_skills_ref(string what, string folder, string text, string reasons, string rules)
    {
        _ = (what, rules);

        var verdict = ClientProfile.Find("reference")!.Judge(Source(folder, text));

        string.Join(" ", verdict.Reasons.Where(reason => reason.Outcome != ProfileOutcome.Loads).Select(reason => reason.Code).Order()).Should().Be(reasons);
    }

    [Theory]
    [MemberData(nameof(Names))]
    [MemberData(nameof(Descriptions))]
    [MemberData(nameof(Frontmatters))]
    [MemberData(nameof(Fields))]
    public void Parse_reports_what_the_specification_says(string what, string folder, string text, string reasons, string rules)
    {
        _ = (what, reasons);

        var parsed = SkillParser.Parse(Source(folder, text));

        string.Join(" ", parsed.Problems.Select(problem => problem.Rule.Id).Where(id => id.StartsWith("SKC1", System.StringComparison.Ordinal)).Order()).Should().Be(rules);
    }

    [Theory]
    [MemberData(nameof(Names))]
    [MemberData(nameof(Descriptions))]
    [MemberData(nameof(Frontmatters))]
    [MemberData(nameof(Fields))]
    public void Repairs_keep_name_and_description_and_leave_nothing_to_repair(string what, string folder, string text, string reasons, string rules)
    {
        _ = (what, reasons, rules);
        var document = Source(folder, text).Document;
        var before = Frontmatter.Read(document);

        var repaired = document with { Text = RepairFinder.RepairDocument(document, ClientProfile.Find("reference")).Text };

        Frontmatter.Read(repaired).Should().Match<Frontmatter>(after => after.Name == before.Name && after.Description == before.Description);
        RepairFinder.InDocument(repaired, ClientProfile.Find("reference")).Should().BeEmpty();
    }

    private static SkillSource Source(string folder, string text)
    {
        var hasMark = text.StartsWith('\ufeff');
        var document = new SourceFile(folder + "/SKILL.md", hasMark ? text[1..] : text, hasMark ? SourceForm.ByteOrderMark : SourceForm.Plain);
        return new SkillSource(folder, document, null, default, default, default);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
