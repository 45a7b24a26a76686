using System;
using System.Diagnostics;
using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Profiles;
using SkillContracts.Model.Repairs;
using SkillContracts.Model.Rules;
using Xunit;

namespace SkillContracts.Model.Tests.Repairs;

public class RepairFinderTests
{
    [Theory]
    [InlineData("description: Use when: x", "description: \"Use when: x\"")]
    [InlineData("description: Use \"it\": x", "description: 'Use \"it\": x'")]
    [InlineData("description: Use 'it': x", "description: \"Use 'it': x\"")]
    [InlineData("description: It's \"so\": x", "description: 'It''s \"so\": x'")]
    [InlineData("description: a\\b: x", "description: 'a\\b: x'")]
    [InlineData("description: @a", "description: \"@a\"")]
    [InlineData("description: `a` b", "description: \"`a` b\"")]
    [InlineData("description: *a* b", "description: \"*a* b\"")]
    [InlineData("description: \"a\" b", "description: '\"a\" b'")]
    [InlineData("description: [a] [b]", "description: \"[a] [b]\"")]
    [InlineData("description: {a} b", "description: \"{a} b\"")]
    [InlineData("description: a: b\n  c d\n\n  e", "description: \"a: b\n  c d\n\n  e\"")]
    [InlineData("description: d\nmetadata:\n  note: a: b", "description: d\nmetadata:\n  note: \"a: b\"")]
    [InlineData("description: a: b\nlicense: c: d", "description: \"a: b\"\nlicense: \"c: d\"")]
    public void Quotes_make_YAML_of_words_that_are_certain(string lines, string repaired) => Repaired(lines, null).Should().Be(repaired);

    [Theory]
    [InlineData("description: a: b # c")]
    [InlineData("description: > a: b")]
    [InlineData("description: &a b: c")]
    [InlineData("description: \"a\" b\"")]
    [InlineData("description: 'a")]
    [InlineData("description: [a, b")]
    [InlineData("description: [a, b]]")]
    [InlineData("description: - a")]
    [InlineData("description: a: b\nand more: c")]
    [InlineData("description: a: b\nand more")]
    [InlineData("description: a\n  sub: b")]
    [InlineData("description: a: b\nlicense: 'c")]
    public void Words_that_are_not_certain_stay(string lines) => Repaired(lines, null).Should().Be(lines);

    [Theory]
    [InlineData("version: 1.0 # c", "metadata:\n  version: \"1.0\" # c")]
    [InlineData("author: Ada", "metadata:\n  author: Ada")]
    [InlineData("author: 'Ada'\nversion: \"2\"", "metadata:\n  version: \"2\"\n  author: 'Ada'")]
    [InlineData("metadata:\n    a: b\nversion: 1", "metadata:\n    version: \"1\"\n    a: b")]
    [InlineData("version: 1\nmetadata: # c\n  # d\n  a: b", "metadata: # c\n  version: \"1\"\n  # d\n  a: b")]
    [InlineData("metadata: {a: b}\nauthor: x, y", "metadata: {author: \"x, y\", a: b}")]
    [InlineData("metadata: {}\nauthor: x", "metadata: {author: \"x\"}")]
    [InlineData("metadata:\nauthor: x", "metadata:\n  author: x")]
    [InlineData("note: |\n  a\n  b\nlicense: MIT", "metadata:\n  note: \"a\\nb\\n\"\nlicense: MIT")]
    public void Foreign_keys_move_below_metadata_as_texts(string lines, string repaired) =>
        Repaired("description: d\n" + lines, null).Should().Be("description: d\n" + repaired);

    [Theory]
    [InlineData("tags: [a, b]")]
    [InlineData("requires:\n  bins: x")]
    [InlineData("version:")]
    [InlineData("Name: x")]
    [InlineData("allowed_tools: x")]
    [InlineData("model: opus")]
    [InlineData("user_invocable: false")]
    [InlineData("argument-hint: '[a]'")]
    [InlineData("metadata:\n  version: '1'\nversion: '2'")]
    [InlineData("metadata: [a]\nversion: '2'")]
    [InlineData("metadata: {a: b}\nversion: '2' # c")]
    [InlineData("version: 1\nversion: 2")]
    [InlineData("allowed-tools: [Read]")]
    [InlineData("allowed-tools: Read, Grep")]
    [InlineData("license: &x 1")]
    [InlineData("metadata:\n  a: &x 1\n  b: !!int 2\n  c: *x\n  d: !!str 4\n  e: !!bool true\n  f: ! 5")]
    public void What_would_change_the_meaning_stays(string lines) => Repaired("description: d\n" + lines, null).Should().Be("description: d\n" + lines);

    [Theory]
    [InlineData("model: opus", "metadata:\n  model: opus")]
    [InlineData("disable-model-invocation: true", "metadata:\n  disable-model-invocation: \"true\"")]
    [InlineData("allowed-tools: [Read, \"Bash(git log:*)\"]", "allowed-tools: Read Bash(git log:*)")]
    [InlineData("allowed-tools:\n  - Read\n  - Grep", "allowed-tools: Read Grep")]
    [InlineData("allowed-tools: Read, Bash(a, b)", "allowed-tools: Read Bash(a, b)")]
    [InlineData("allowed-tools: \"Read, Grep\" # c", "allowed-tools: Read Grep # c")]
    [InlineData("allowed-tools: [\"*\"]", "allowed-tools: \"*\"")]
    [InlineData("allowed-tools:\n  - Read # c\n  - Grep", "allowed-tools:\n  - Read # c\n  - Grep")]
    [InlineData("allowed-tools: Web Search, Read", "allowed-tools: Web Search, Read")]
    [InlineData("allowed-tools: []", "allowed-tools: []")]
    public void A_portable_profile_moves_extensions_and_joins_tools(string lines, string repaired)
    {
        Repaired("description: d\n" + lines, "reference").Should().Be("description: d\n" + repaired);
        Repaired("description: d\n" + lines, "api").Should().Be("description: d\n" + repaired);
        Repaired("description: d\n" + lines, "claude-code").Should().Be("description: d\n" + lines);
    }

    [Theory]
    [InlineData("license: true", "license: \"true\"")]
    [InlineData("metadata: {a: 1}", "metadata: {a: \"1\"}")]
    public void Numbers_that_should_be_texts_are_quoted(string lines, string repaired) =>
        Repaired("description: d\n" + lines, null).Should().Be("description: d\n" + repaired);

    [Theory]
    [InlineData("k{0}: v\n", 150)]
    [InlineData("k{0}: [v]\n", 150)]
    [InlineData("k{0}: v\n", 300)]
    public void One_run_repairs_everything_or_nothing(string key, int count)
    {
        var text = "---\nname: demo\ndescription: d\n" + string.Concat(Enumerable.Range(0, count).Select(i => key.Replace("{0}", $"{i}"))) + "license: 1\n---\n";

        var (repaired, _) = RepairFinder.RepairDocument(new SourceFile("demo/SKILL.md", text), null);

        (repaired != text).Should().Be(count == 150);
        RepairFinder.RepairDocument(new SourceFile("demo/SKILL.md", repaired), null).Repairs.Should().BeEmpty();
    }

    [Fact]
    public void A_number_with_the_tag_of_a_text_is_no_problem() =>
        Skills.ParseDocument("---\nname: demo\ndescription: d\nmetadata:\n  a: !!str 4\n  b: ! 5\n  c: !!int 6\n---\n").Places().Should().Equal("SKILL.md(7,6) SKC1022");

    [Fact]
    public void CR_LF_of_the_document_stays()
    {
        const string Text = "---\r\nname: demo\r\ndescription: a: b\r\nversion: 1\r\nauthor: c\r\n---\r\nbody\r\n";

        RepairFinder.RepairDocument(new SourceFile("demo/SKILL.md", Text), null).Text
            .Should().Be("---\r\nname: demo\r\ndescription: \"a: b\"\r\nmetadata:\r\n  author: c\r\n  version: \"1\"\r\n---\r\nbody\r\n");
    }

    [Fact]
    public void A_problem_that_is_not_wanted_stays() => RepairFinder
        .RepairDocument(new SourceFile("demo/SKILL.md", "---\nname: demo\ndescription: d\na: b\nc: d\n---\n"), null, problem => problem.Arguments[0] != "a")
        .Text.Should().Be("---\nname: demo\ndescription: d\na: b\nmetadata:\n  c: d\n---\n");

    [Fact]
    public void Fixable_tells_what_would_be_repaired()
    {
        var parsed = Skills.ParseDocument("---\nname: other\ndescription: d\nversion: 1\ntags: [a]\n---\n");

        RepairFinder.Fixable(parsed.Problems, new SourceFile("demo/SKILL.md", "---\nname: other\ndescription: d\nversion: 1\ntags: [a]\n---\n"), null)
            .Select(problem => problem.Place.Line).Should().Equal(4);
    }

    [Fact]
    public void A_document_that_is_not_UTF_8_is_left_alone() =>
        RepairFinder.InDocument(new SourceFile("demo/SKILL.md", "---\nname: demo\ndescription: a: b\n---\n", InvalidAt: 3), null).Should().BeEmpty();

    [Fact]
    public void CR_LF_of_a_script_becomes_LF_and_a_lone_CR_stays()
    {
        var problem = Problem.Of(RuleTable.CarriageReturns, new Place("demo/scripts/a.sh", 1, 1), "a.sh", "why");

        var repair = RepairFinder.InScript(problem, "#!/bin/sh\r\necho a\rb\r\n")!;

        repair.Apply("#!/bin/sh\r\necho a\rb\r\n").Should().Be("#!/bin/sh\necho a\rb\n");
        RepairFinder.InScript(problem, "#!/bin/sh\n").Should().BeNull();
        RepairFinder.InScript(problem, "#!/bin/sh\ncat <<EOF\nHTTP/1.1 200 OK\r\nEOF\n").Should().BeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void Damaged_documents_are_repaired_once_and_for_all(int firstSeed)
    {
        var fault = Enumerable.Range(firstSeed, 1000).Select(DamagedFrontmatter.FaultOf).FirstOrDefault(found => found is not null);

        fault.Should().BeNull();
    }

    [Fact]
    public void Bombs_are_read_quickly()
    {
        string[] bombs =
        [
            string.Concat(Enumerable.Range(0, 100_000).Select(i => $"k{i}: a: b\n")),
            string.Concat(Enumerable.Range(0, 2_000).Select(i => $"k{i}: 1\n")),
            string.Concat(Enumerable.Range(0, 400).Select(i => $"k{i}: a: b\n")),
            "description: " + new string('[', 100_000) + "\n",
            "description: " + string.Concat(Enumerable.Repeat("\"a\nb\"", 20_000)) + "\n",
            string.Concat(Enumerable.Range(0, 500).Select(i => new string(' ', i) + "a:\n")),
            "description: " + new string('a', 3_000_000) + ": b\n",
            string.Concat(Enumerable.Repeat("\r", 100_000)),
        ];
        var clock = Stopwatch.StartNew();

        foreach (var document in bombs.Select(bomb => new SourceFile("demo/SKILL.md", "---\nname: demo\n" + bomb + "---\n")))
        {
            var source = new SkillSource("demo", document, null, default, default, default);
            _ = Frontmatter.Read(document);
            _ = RepairFinder.RepairDocument(document, ClientProfile.Find("reference"));
            _ = ClientProfile.All.Select(profile => profile.Judge(source).Outcome).ToList();
        }

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20), "eight documents, each read some hundred times");
    }

    private static string Repaired(string lines, string? profile)
    {
        const string Start = "---\nname: demo\n";
        const string End = "\n---\n# Body\n";

        var (text, _) = RepairFinder.RepairDocument(new SourceFile("demo/SKILL.md", Start + lines + End), profile is null ? null : ClientProfile.Find(profile));

        text.Should().StartWith(Start).And.EndWith(End);
        return text[Start.Length..^End.Length];
    }
}
