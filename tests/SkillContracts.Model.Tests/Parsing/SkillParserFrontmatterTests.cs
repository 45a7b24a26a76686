using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserFrontmatterTests
{
    [Fact]
    public void Parse_reads_name_and_description()
    {
        var parsed = Skills.ParseDocument(
            """
            ---
            name: demo
            description: >-
              Does this
              and that.
            license: MIT
            compatibility: Needs python3.
            metadata:
              version: "1"
            allowed-tools: Bash(git:*) Read
            ---
            # Demo
            """);

        parsed.Should().BeEquivalentTo(new { Contract = new { Name = "demo", Description = "Does this and that.", Folder = "demo" }, Problems = System.Array.Empty<object>() });
    }

    [Fact]
    public void Parse_keeps_a_description_with_three_hyphens_whole()
    {
        var parsed = Skills.ParseDocument("---\nname: demo\ndescription: a --- b\n---\n");

        parsed.Contract.Description.Should().Be("a --- b");
    }

    [Fact]
    public void Parse_keeps_an_indented_line_of_three_hyphens_in_the_description()
    {
        var parsed = Skills.ParseDocument("---\nname: demo\ndescription: |-\n  a\n  ---\n  b\n---\n");

        parsed.Contract.Description.Should().Be("a\n---\nb");
    }

    [Fact]
    public void Parse_reports_SKC1016_for_a_file_name_in_other_letters()
    {
        var parsed = Skills.Parse(new SourceFile("demo/skill.md", Skills.Frontmatter));

        parsed.Problems.Select(problem => problem.ToString()).Should().Equal(
            "demo/skill.md(1,1): warning SKC1016: The file is called 'skill.md' and most clients look for SKILL.md only; rename it");
    }

    [Fact]
    public void Parse_takes_spaces_behind_the_fences()
    {
        var parsed = Skills.ParseDocument("---  \nname: demo\ndescription: d\n--- \n");

        parsed.Places().Should().BeEmpty();
    }

    [Fact]
    public void Parse_gives_the_same_places_for_CRLF()
    {
        const string Text = "---\nname: Demo\ndescription: d\nfoo: 1\n---\n\n| Exit code | M |\n|---|---|\n| 0 | fine |\n| x | odd |\n";

        Skills.ParseDocument(Text.Replace("\n", "\r\n")).Places().Should().Equal(Skills.ParseDocument(Text).Places());
    }

    [Fact]
    public void Parse_gives_the_same_contract_for_CRLF()
    {
        const string Text = "---\nname: demo\ndescription: |\n  a\n  b\n---\n\n| Exit code | M |\n|---|---|\n| 0 | fine |\n";

        Skills.ParseDocument(Text.Replace("\n", "\r\n")).Contract.Should().Be(Skills.ParseDocument(Text).Contract);
    }

    [Fact]
    public void Parse_takes_the_folder_for_a_missing_name() =>
        Skills.ParseDocument("---\ndescription: d\n---\n").Contract.Name.Should().Be("demo");

    [Fact]
    public void Parse_asks_for_no_folder_name_at_the_root_of_the_repository()
    {
        var parsed = Skills.Parse(new SourceFile("SKILL.md", "---\nname: any\ndescription: d\n---\n"), folder: ".");

        parsed.Places().Should().BeEmpty();
    }

    [Theory]
    [InlineData("# Title\n")]
    [InlineData("\n---\nname: demo\ndescription: d\n---\n")]
    [InlineData("----\nname: demo\ndescription: d\n----\n")]
    [InlineData(" ---\nname: demo\ndescription: d\n---\n")]
    [InlineData("<!-- c -->\n---\nname: demo\ndescription: d\n---\n")]
    public void Parse_reports_SKC1001_when_line_1_is_no_fence(string text) =>
        Skills.ParseDocument(text).Places().Should().Equal("SKILL.md(1,1) SKC1001");

    [Fact]
    public void Parse_reads_exit_codes_without_frontmatter() =>
        Skills.ParseDocument("# T\n\n| Exit code | M |\n|---|---|\n| 2 | odd |\n").Claims().Should().Equal("5 exit:2 odd");

    [Theory]
    [InlineData("---")]
    [InlineData("---\nname: demo\n")]
    [InlineData("---\nname: demo\n ---\n")]
    public void Parse_reports_SKC1002_when_the_frontmatter_is_not_closed(string text) =>
        Skills.ParseDocument(text).Places().Should().Equal("SKILL.md(1,1) SKC1002");

    [Theory]
    [InlineData("description: Use when: x", "SKILL.md(3,22) SKC1003")]
    [InlineData("description: \"a\" b", "SKILL.md(3,18) SKC1003")]
    [InlineData("description: @a", "SKILL.md(3,14) SKC1003")]
    [InlineData("description: 'a", "SKILL.md(3,14) SKC1003")]
    [InlineData("\tdescription: a", "SKILL.md(3,1) SKC1003")]
    [InlineData("description: a\0b", "SKILL.md(3,15) SKC1003")]
    [InlineData("...\ndescription: a", "SKILL.md(4,1) SKC1003")]
    public void Parse_reports_SKC1003_at_the_broken_YAML(string line, string place) =>
        Skills.ParseDocument($"---\nname: demo\n{line}\n---\n").Places().Should().Equal(place);

    [Fact]
    public void Parse_names_the_cure_for_an_unquoted_colon() => Skills.ParseDocument("---\nname: demo\ndescription: Use when: x\n---\n")
        .Messages().Should().Equal("The value of 'description' holds ': ' and is not quoted; put the value in quotes");

    [Theory]
    [InlineData("- a")]
    [InlineData("text")]
    public void Parse_reports_SKC1003_when_the_frontmatter_is_no_map(string yaml) =>
        Skills.ParseDocument($"---\n{yaml}\n---\n").Places().Should().Equal("SKILL.md(2,1) SKC1003");

    [Fact]
    public void Parse_reports_name_and_description_of_an_empty_frontmatter() =>
        Skills.ParseDocument("---\n---\n").Places().Should().Equal("SKILL.md(1,1) SKC1004", "SKILL.md(1,1) SKC1007");

    [Theory]
    [InlineData("description: d", "SKILL.md(1,1) SKC1004")]
    [InlineData("description: d\nname:", "SKILL.md(3,1) SKC1004")]
    [InlineData("description: d\nname: ~", "SKILL.md(3,1) SKC1004")]
    [InlineData("description: d\nname: ''", "SKILL.md(3,7) SKC1004")]
    public void Parse_reports_SKC1004_when_the_name_is_missing(string yaml, string place) =>
        Skills.ParseDocument($"---\n{yaml}\n---\n").Places().Should().Equal(place);

    [Theory]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("A")]
    [InlineData("a_b")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("技能")]
    [InlineData("a²")]
    public void Parse_reports_SKC1005_when_the_name_has_other_characters(string name) => Skills
        .Parse(new SourceFile("x/SKILL.md", $"---\nname: '{name}'\ndescription: d\n---\n"), folder: name)
        .Places().Should().Equal("SKILL.md(2,7) SKC1005");

    [Fact]
    public void Parse_reports_SKC1005_when_the_name_ends_with_a_line_end() => Skills
        .ParseDocument("---\nname: |\n  demo\ndescription: d\n---\n")
        .Places().Should().Contain("SKILL.md(2,7) SKC1005");

    [Theory]
    [InlineData(1, 0)]
    [InlineData(64, 0)]
    [InlineData(65, 1)]
    public void Parse_reports_SKC1005_when_the_name_has_over_64_characters(int length, int count)
    {
        var name = new string('a', length);

        var parsed = Skills.Parse(new SourceFile("x/SKILL.md", $"---\nname: {name}\ndescription: d\n---\n"), folder: name);

        parsed.Problems.Count(problem => problem.Rule.Id == "SKC1005").Should().Be(count);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("demo-2")]
    public void Parse_reports_SKC1006_when_name_and_folder_differ(string name) =>
        Skills.ParseDocument($"---\nname: {name}\ndescription: d\n---\n").Places().Should().Equal("SKILL.md(2,7) SKC1006");

    [Theory]
    [InlineData("name: demo", "SKILL.md(1,1) SKC1007")]
    [InlineData("name: demo\ndescription:", "SKILL.md(3,1) SKC1007")]
    [InlineData("name: demo\ndescription: ''", "SKILL.md(3,14) SKC1007")]
    [InlineData("name: demo\ndescription: '  '", "SKILL.md(3,14) SKC1007")]
    public void Parse_reports_SKC1007_when_description_is_missing(string yaml, string place) =>
        Skills.ParseDocument($"---\n{yaml}\n---\n").Places().Should().Equal(place);

    [Theory]
    [InlineData("description", 1024)]
    [InlineData("compatibility", 500)]
    public void Parse_takes_a_field_at_its_limit_counted_in_code_points(string field, int limit)
    {
        var text = string.Concat(Enumerable.Repeat("😀", limit));

        Skills.ParseDocument($"---\n{field}: {text}\n---\n").Problems.Should().NotContain(problem => problem.Rule.Id == "SKC1008");
    }

    [Theory]
    [InlineData("description", 1025, "The description has 1025 characters; at most 1024 are allowed")]
    [InlineData("compatibility", 501, "The compatibility has 501 characters; at most 500 are allowed")]
    public void Parse_reports_SKC1008_when_a_field_is_too_long(string field, int length, string message) => Skills
        .ParseDocument($"---\n{field}: {new string('a', length)}\n---\n").Messages().Should().Contain(message);

    [Fact]
    public void Parse_reports_SKC1008_at_the_value() => Skills
        .ParseDocument($"---\nname: demo\ndescription: {new string('a', 1025)}\n---\n").Places().Should().Equal("SKILL.md(3,14) SKC1008");

    [Fact]
    public void Parse_reports_SKC1009_with_both_lines_when_a_key_stands_twice()
    {
        var parsed = Skills.ParseDocument("---\nname: demo\ndescription: d\nname: demo\n---\n");

        parsed.Problems.Select(problem => problem.ToString()).Should().Equal(
            "demo/SKILL.md(4,1): error SKC1009: The key 'name' is already declared on line 2; keep one, readers disagree which one counts");
    }

    [Theory]
    [InlineData("name: [demo]\ndescription: d", "SKILL.md(2,7) SKC1010")]
    [InlineData("name: demo\ndescription: {a: b}", "SKILL.md(3,14) SKC1010")]
    [InlineData("name: demo\ndescription: d\ncompatibility: [a]", "SKILL.md(4,16) SKC1010")]
    [InlineData("name: demo\ndescription: d\nmetadata: a", "SKILL.md(4,11) SKC1010")]
    [InlineData("name: demo\ndescription: d\nmetadata:\n  - a", "SKILL.md(5,3) SKC1010")]
    public void Parse_reports_SKC1010_when_a_field_has_another_type(string yaml, string place) =>
        Skills.ParseDocument($"---\n{yaml}\n---\n").Places().Should().Equal(place);

    [Theory]
    [InlineData("version: 1")]
    [InlineData("Name: demo")]
    [InlineData("tags: [a, b]")]
    public void Parse_reports_SKC1011_when_a_key_is_not_in_the_specification(string line) =>
        Skills.ParseDocument($"---\nname: demo\ndescription: d\n{line}\n---\n").Places().Should().Equal("SKILL.md(4,1) SKC1011");

    [Fact]
    public void Parse_reports_SKC1012_where_the_text_stops_being_UTF_8()
    {
        var text = Skills.Frontmatter + "ab\ufffd\n";

        var parsed = Skills.Parse(new SourceFile("demo/SKILL.md", text, InvalidAt: text.IndexOf('\ufffd')));

        parsed.Places().Should().Equal("SKILL.md(5,3) SKC1012");
    }

    [Fact]
    public void Parse_reports_SKC1012_at_the_end_when_the_offset_lies_behind_it()
    {
        var parsed = Skills.Parse(new SourceFile("demo/SKILL.md", Skills.Frontmatter, InvalidAt: 1000));

        parsed.Places().Should().Equal("SKILL.md(5,1) SKC1012");
    }

    [Fact]
    public void Parse_reads_a_text_with_a_byte_order_mark_and_reports_SKC1013()
    {
        var parsed = Skills.Parse(new SourceFile("demo/SKILL.md", Skills.Frontmatter, SourceForm.ByteOrderMark));

        parsed.Places().Should().Equal("SKILL.md(1,1) SKC1013");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t\n")]
    public void Parse_reports_SKC1014_when_the_document_is_empty(string text) =>
        Skills.ParseDocument(text).Places().Should().Equal("SKILL.md(1,1) SKC1014");

    [Fact]
    public void Parse_reports_SKC1015_when_the_document_is_too_large() => Skills
        .Parse(new SourceFile("demo/SKILL.md", "5000000", SourceForm.TooLarge))
        .Messages().Should().Equal("The file has 5000000 bytes and is not read; at most 1048576 are");

    [Fact]
    public void Parse_reports_SKC1015_when_the_contract_is_too_large() => Skills
        .Parse(new SourceFile("demo/SKILL.md", Skills.Frontmatter), new SourceFile("demo/evals/contract.yaml", "5000000", SourceForm.TooLarge))
        .Places().Should().Equal("contract.yaml(1,1) SKC1015");

    [Fact]
    public void Parse_sorts_problems_by_file_and_line()
    {
        var parsed = Skills.Parse(
            new SourceFile("demo/SKILL.md", "---\nfoo: 1\nname: Demo\n---\n"),
            new SourceFile("demo/evals/contract.yaml", "version: 1\nfoo: 1\nexperiments: 1\n"));

        parsed.Places().Should().Equal(
            "SKILL.md(1,1) SKC1007",
            "SKILL.md(2,1) SKC1011",
            "SKILL.md(3,7) SKC1005",
            "SKILL.md(3,7) SKC1006",
            "contract.yaml(2,1) SKC3003",
            "contract.yaml(3,14) SKC3005");
    }

    [Fact]
    public void Parse_counts_lines_as_editors_do_when_the_YAML_has_other_line_ends() =>
        Skills.ParseDocument("---\nname: demo\ndescription: a\rfoo: 1\n---\n").Places().Should().Equal("SKILL.md(3,16) SKC1011");

    [Theory]
    [InlineData("version: '1'", "move it below 'metadata'")]
    [InlineData("argument-hint: '[file]'", "keep it only for clients that read it, such as Claude Code, and never rely on it elsewhere")]
    [InlineData("user_invocable: 'true'", "keep it only for clients that read it, such as Claude Code, and never rely on it elsewhere")]
    [InlineData("Allowed_Tools: Read", "write it 'allowed-tools'")]
    public void Parse_reports_SKC1011_with_a_cure_that_fits_the_key(string line, string cure) =>
        Skills.ParseDocument($"---\nname: demo\ndescription: Does it.\n{line}\n---\n").Messages().Should().ContainSingle().Which.Should().EndWith("; " + cure);
}
