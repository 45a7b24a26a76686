using System.Collections.Generic;
using System.Linq;
using System.Text;
using FluentAssertions;
using Microsoft.CodeAnalysis.Text;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Generator.Tests.Inputs;

public class SkillTextTests
{
    [Fact]
    public void A_byte_order_mark_is_seen() =>
        Build(SourceText.From(Skills.Document("a"), new UTF8Encoding(true))).Should().Equal("(1,1): warning SKC1013");

    [Fact]
    public void Text_that_the_compiler_read_in_another_encoding_is_not_UTF_8() =>
        Build(SourceText.From(Skills.Document("a") + "\n\ncafé", Encoding.Latin1)).Should().Equal("(13,4): warning SKC1012");

    [Fact]
    public void A_replaced_character_is_not_UTF_8_where_the_compiler_read_leniently() =>
        Build(SourceText.From(Skills.Document("a") + "\n\ncaf\ufffd", new UTF8Encoding(false))).Should().Equal("(13,4): warning SKC1012");

    [Fact]
    public void A_replacement_character_of_the_document_is_UTF_8() =>
        Build(SourceText.From(Skills.Document("a") + "\n\ncaf\ufffd", new UTF8Encoding(false, true))).Should().BeEmpty();

    [Fact]
    public void UTF_16_without_a_letter_beyond_ASCII_is_not_UTF_8() =>
        Build(SourceText.From(Skills.Document("a"), new UnicodeEncoding(false, false))).Should().Equal("(1,1): warning SKC1012");

    [Fact]
    public void A_text_over_the_limit_is_not_read() =>
        Build(SourceText.From(Skills.Document("a") + new string('x', SkillParser.LargestText), new UTF8Encoding(false))).Should().Equal("(1,1): warning SKC1015");

    [Fact]
    public void A_file_of_list_and_texts_belongs_to_the_nearest_skill_upwards()
    {
        var seen = new List<SkillSource>();
        new Repository(
            source =>
            {
                seen.Add(source);
                return SkillParser.Parse(source);
            },
            ("a/SKILL.md", Skills.Document("a")),
            ("a/scripts/outer.py", "# outer"),
            ("a/inner/SKILL.md", Skills.Document("inner")),
            ("a/inner/inner.py", "# inner"),
            ("a/inner/evals/contract.yaml", Skills.Contract),
            ("obj/SkillContracts.files.txt", "# \r\n/repo/a/reference.md\r\n/repo/a/inner/evals/in/x.csv\r\n/repo/b/other.txt\r\n")).Build();

        var outer = seen.Single(source => source.Folder == "a");
        outer.Files.Should().Equal("SKILL.md", "reference.md", "scripts/outer.py");
        outer.Scripts.Select(header => header.Path).Should().Equal("a/scripts/outer.py");
        outer.Contract.Should().BeNull();
        var inner = seen.Single(source => source.Folder == "a/inner");
        inner.Files.Should().Equal("SKILL.md", "evals/contract.yaml", "evals/in/x.csv", "inner.py");
        inner.Fixtures.Should().Equal("contract.yaml", "in/x.csv");
        inner.Contract!.Path.Should().Be("a/inner/evals/contract.yaml");
    }

    [Fact]
    public void A_script_below_evals_is_no_document_of_the_skill()
    {
        SkillSource? seen = null;
        new Repository(
            source => SkillParser.Parse(seen = source), ("a/SKILL.md", Skills.Document("a")), ("a/evals/check.py", "# check")).Build();

        seen!.Scripts.Should().BeEmpty();
        seen.Files.Should().Contain("evals/check.py");
    }

    private static IEnumerable<string> Build(SourceText text)
    {
        var repository = new Repository();
        repository.Write("a/SKILL.md", text);
        return repository.Build().Printed.Select(line => line.Replace("/repo/a/SKILL.md", "").Substring(0, line.IndexOf(": The", System.StringComparison.Ordinal) - "/repo/a/SKILL.md".Length));
    }
}
