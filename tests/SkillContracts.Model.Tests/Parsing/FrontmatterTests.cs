using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class FrontmatterTests
{
    [Fact]
    public void Read_gives_raw_text_value_and_spans_of_each_field()
    {
        const string Text = "---\nname: \"demo\"\nx-1:   3  # c\nd: |\n  a\n  b\n\nmetadata:\n  v: 'it''s'\n---\nBody\n";

        var frontmatter = Frontmatter.Read(new SourceFile("demo/SKILL.md", Text));

        frontmatter.Fields.Select(field => (field.Key, field.Value.Kind, field.Value.Text, field.Raw)).Should().Equal(
            ("name", FieldKind.Text, "demo", "\"demo\""),
            ("x-1", FieldKind.Number, "3", "3"),
            ("d", FieldKind.Text, "a\nb\n", "|\n  a\n  b"),
            ("metadata", FieldKind.Map, "", "v: 'it''s'"));
        frontmatter.Fields.Should().OnlyContain(field =>
            Text.Substring(field.ValueSpan.Start, field.ValueSpan.Length) == field.Raw && Text.Substring(field.KeySpan.Start, field.KeySpan.Length) == field.Key);
        frontmatter.Fields[3].Value.Entries.Single().Should().Match<FrontmatterField>(entry => entry.Key == "v" && entry.Value.Text == "it's" && entry.Raw == "'it''s'");
        Text[frontmatter.BodyStart..].Should().Be("Body\n");
    }

    [Theory]
    [InlineData("[a, {b: c}]", FieldKind.List, "[a, {b: c}]")]
    [InlineData("{a: [b], c: d}  # e", FieldKind.Map, "{a: [b], c: d}")]
    [InlineData("\n  - a\n  - b # c", FieldKind.List, "- a\n  - b")]
    [InlineData("", FieldKind.Null, "")]
    [InlineData("~", FieldKind.Null, "~")]
    [InlineData("true", FieldKind.Boolean, "true")]
    [InlineData("'true'", FieldKind.Text, "'true'")]
    [InlineData("-1.5e+3", FieldKind.Number, "-1.5e+3")]
    [InlineData("1.2.3", FieldKind.Text, "1.2.3")]
    [InlineData(".5", FieldKind.Number, ".5")]
    [InlineData(".", FieldKind.Text, ".")]
    [InlineData("1e", FieldKind.Text, "1e")]
    [InlineData("yes", FieldKind.Text, "yes")]
    public void Read_gives_a_value_the_type_of_YAML(string value, FieldKind kind, string raw)
    {
        var field = Frontmatter.Read(new SourceFile("demo/SKILL.md", $"---\nk: {value}\n---\n")).Fields.Single();

        (field.Value.Kind, field.Raw).Should().Be((kind, raw));
    }

    [Theory]
    [InlineData("description: Use when: x", "Use when: x")]
    [InlineData("description: Use when: x\n  and: y\n\n  z", "Use when: x and: y\nz")]
    [InlineData("description: \"a\" b", "\"a\" b")]
    [InlineData("description: 'a", "'a")]
    [InlineData("description: @a", "@a")]
    [InlineData("description: >-\n  a\n  b\nx: [", "a b")]
    [InlineData("description: a\ndescription: b: c", "a")]
    public void Read_finds_name_and_description_where_the_frontmatter_is_no_YAML(string lines, string description)
    {
        var frontmatter = Frontmatter.Read(new SourceFile("demo/SKILL.md", $"---\nbad: [\nname: demo\n{lines}\n---\n"));

        frontmatter.Should().Match<Frontmatter>(read => read.State == FrontmatterState.Broken && read.Name == "demo" && read.Description == description);
    }

    [Fact]
    public void Parse_has_name_and_description_of_a_skill_with_a_broken_colon_and_reports_it()
    {
        var parsed = Skills.ParseDocument("---\r\nname: other\r\ndescription: Use when: x\r\n---\r\n");

        (parsed.Contract.Name, parsed.Contract.Description).Should().Be(("other", "Use when: x"));
        parsed.Places().Should().Equal("SKILL.md(3,22) SKC1003");
    }

    [Theory]
    [InlineData("# T", FrontmatterState.Missing)]
    [InlineData("---\nname: a", FrontmatterState.Unclosed)]
    [InlineData("---\n- a\n---\n", FrontmatterState.NotMap)]
    [InlineData("---\n---\n", FrontmatterState.Whole)]
    [InlineData("---\n--- x\n---\n", FrontmatterState.NotMap)]
    [InlineData("---\n----\n---", FrontmatterState.NotMap)]
    public void Read_tells_what_is_there(string text, FrontmatterState state) =>
        Frontmatter.Read(new SourceFile("demo/SKILL.md", text)).State.Should().Be(state);

    [Fact]
    public void Read_gives_each_of_20000_keys_of_a_frontmatter_that_is_no_YAML_once()
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"k{i}: v\n"));

        Frontmatter.Read(new SourceFile("demo/SKILL.md", $"---\nbad: [\n{lines}k7: w\n---\n")).Fields.Select(field => field.Key).Should().Equal(Enumerable.Range(0, 20_000).Select(i => "k" + i).Prepend("bad"));
    }

    [Fact]
    public void Read_keeps_unknown_keys_in_their_order() => Frontmatter.Read(new SourceFile("demo/SKILL.md", "---\nz: 1\nname: demo\nA b: 2\n---\n"))
        .Fields.Select(field => field.Key).Should().Equal("z", "name", "A b");

    [Fact]
    public void Parse_reports_an_alias_without_anchor_as_no_YAML() => Skills.ParseDocument("---\nname: demo\ndescription: *d\n---\n")
        .Messages().Should().Equal("The value of 'description' starts with '*', which means something else in YAML; put the value in quotes");

    [Theory]
    [InlineData("license:\n  - MIT", "SKILL.md(4,1) SKC1017")]
    [InlineData("allowed-tools: [Read]", "SKILL.md(4,16) SKC1018")]
    [InlineData("allowed-tools:\n  - Read", "SKILL.md(4,1) SKC1018")]
    [InlineData("metadata:\n  a:\n    - b", "SKILL.md(5,3) SKC1019")]
    [InlineData("metadata: {a: [b]}", "SKILL.md(4,15) SKC1019")]
    [InlineData("metadata: {a: }", "SKILL.md(4,15) SKC1019")]
    [InlineData("allowed-tools: Read, Grep", "SKILL.md(4,16) SKC1020")]
    [InlineData("license: 1", "SKILL.md(4,10) SKC1021")]
    [InlineData("compatibility: true", "SKILL.md(4,16) SKC1021")]
    [InlineData("metadata:\n  a: 1.10", "SKILL.md(5,6) SKC1022")]
    [InlineData("compatibility: ' '", "SKILL.md(4,16) SKC1023")]
    [InlineData("compatibility:", "SKILL.md(4,15) SKC1023")]
    public void Parse_reports_types_at_the_value_or_at_the_key_when_it_stands_below(string lines, string place) =>
        Skills.ParseDocument($"---\nname: demo\ndescription: d\n{lines}\n---\n").Places().Should().Equal(place);

    [Theory]
    [InlineData("allowed-tools: Bash(a, b) Read")]
    [InlineData("license:")]
    [InlineData("metadata:")]
    [InlineData("metadata:\n  a: '1'\n  b: 1.2.3")]
    public void Parse_takes_what_is_a_text(string lines) =>
        Skills.ParseDocument($"---\nname: demo\ndescription: d\n{lines}\n---\n").Places().Should().BeEmpty();
}
