using System;
using System.Linq;
using System.Threading.Tasks;
using FluentAssertions;
using SkillContracts.Model.Code;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserScriptExitCodeTests
{
    [Theory]
    [InlineData("a.sh", "#!/bin/bash\n# Exit codes:\n#   0  fine\n#   2  odd\nset -e\nexit 1\n")]
    [InlineData("a.py", "\"\"\"Reads.\n\nExit codes:\n    0: fine\n    2: odd\n\"\"\"\nimport sys\nsys.exit(1)\n")]
    [InlineData("a.py", "#!/usr/bin/env python3\n\"\"\"Exit:\n  0   fine\n  2   odd\n\"\"\"\n")]
    [InlineData("a.py", "\"\"\"\nExit codes follow the house style:\n\n    0 -- fine\n    2 -- odd\n\"\"\"\n")]
    [InlineData("a.mjs", "/**\n * Reads.\n *\n * Exit: 0 fine · 2 odd.\n */\nprocess.exit(1);\n")]
    [InlineData("a.js", "// Exit codes: 0 = fine, 2 = odd\nprocess.exit(1);\n")]
    [InlineData("a.sh", "# Exit code: 0 = fine, 2 = odd.\nset -euo pipefail\n")]
    [InlineData("a.py", "\"\"\"Exit codes: 0 = fine;\n2 = odd.\n\"\"\"\n")]
    public void Parse_reads_the_header_of_a_script(string name, string text) => Parse(name, text).Contract.ExitCodes
        .Select(claim => $"{claim.Form} {claim.Confidence} {claim.Script} {claim.Codes} {claim.Meaning}")
        .Should().Equal($"ScriptHeader Declared scripts/{name} 0 fine", $"ScriptHeader Declared scripts/{name} 2 odd");

    [Fact]
    public void Parse_gives_the_place_in_the_script()
    {
        var claim = Parse("a.sh", "#!/bin/bash\n# Exit codes:\n#   2  odd\n").Contract.ExitCodes.Single();

        claim.Place.Should().Be(new Place("demo/scripts/a.sh", 3, 1));
        claim.Sentence.Should().Be("#   2  odd");
    }

    [Fact]
    public void Parse_makes_rows_of_the_header() => Parse("a.sh", "# Exit codes:\n#   0  fine\n#   2  odd\n").Contract.ExitCodeRows.Should().Equal("a.sh:0", "a.sh:2");

    [Fact]
    public void Parse_puts_the_document_first() => Skills.Parse(
            new SourceFile("demo/SKILL.md", Skills.Frontmatter + "| Exit code | Meaning |\n|---|---|\n| 2 | odd |\n"),
            files: ["scripts/a.sh"],
            scripts: [new SourceFile("demo/scripts/a.sh", "# Exit codes:\n#   2  strange\n")])
        .Contract.ExitCodes.Select(claim => claim.Meaning).Should().Equal("odd", "strange");

    [Fact]
    public void Parse_only_mentions_a_sentence_of_the_header() =>
        Parse("a.py", "\"\"\"Reads. Exits 2 when odd.\"\"\"\n").Forms().Should().Equal("1 ScriptHeader Mentioned a.py:2");

    [Fact]
    public void Parse_only_mentions_what_a_test_says_of_another_script() => Parse("test_a.py", "\"\"\"Tests that a.py exits 0 (fine) or 1 (odd).\"\"\"\n").Contract.ExitCodes
        .Should().OnlyContain(claim => claim.Confidence == ExitCodeConfidence.Mentioned);

    [Fact]
    public void Parse_reads_help_texts_at_their_line()
    {
        var facts = ScriptFacts.Unknown("") with { HelpTexts = new([new HelpText("Reads.\n\nexit codes:\n  0  fine\n  2  odd\n", 40)]) };

        var parsed = SkillParser.Parse(new SkillSource(
            "demo", new SourceFile("demo/SKILL.md", Skills.Frontmatter), null, new([new ScriptText("demo/scripts/a.py", "", false, facts)]), new(["scripts/a.py"]), EquatableArray<string>.Empty));

        parsed.Forms().Should().Equal("43 ScriptHelp Declared a.py:0", "44 ScriptHelp Declared a.py:2");
    }

    [Theory]
    [InlineData("# Exit code ")]
    [InlineData("# exit 1 ")]
    [InlineData("# exit 1\n")]
    [InlineData("# Exit codes:\n#  0 a\n")]
    [InlineData("# Exit codes:\n")]
    [InlineData("# exit 1\n# else:\n")]
    [InlineData("# exit 1\n# case 1:\n# else:\n# except:\n# return:\n# none:\n")]
    public async Task Parse_is_quick_for_a_long_header(string words)
    {
        var parse = Task.Run(() => Parse("a.sh", string.Concat(Enumerable.Repeat(words, 100_000))), TestContext.Current.CancellationToken);

        await parse.Invoking(task => task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Should().NotThrowAsync();
    }

    private static ParsedSkill Parse(string name, string text) =>
        Skills.Parse(new SourceFile("demo/SKILL.md", Skills.Frontmatter), files: ["scripts/" + name], scripts: [new SourceFile("demo/scripts/" + name, text)]);
}
