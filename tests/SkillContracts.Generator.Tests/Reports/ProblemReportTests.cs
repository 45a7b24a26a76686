using System;
using System.Collections.Generic;
using System.Linq;
using FluentAssertions;
using Microsoft.CodeAnalysis;
using SkillContracts.Generator.Emit;
using SkillContracts.Generator.Reports;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using Xunit;

namespace SkillContracts.Generator.Tests.Reports;

public class ProblemReportTests
{
    public static TheoryData<string> OtherRules => new(RuleTable.All.Where(rule => rule.Input == RuleInput.Texts).Select(rule => rule.Id).Except(["SKC9001", "SKC9002", "SKC9003", "SKC9004"]));

    [Fact]
    public void A_problem_of_SKILL_md_is_a_warning_at_its_line_and_column()
    {
        var result = new Repository(("s/a/SKILL.md", Skills.Document("b"))).Build();

        result.Printed.Should().Equal(
            "/repo/s/a/SKILL.md(2,7): warning SKC1006: The name 'b' is not that of the folder 'a'; make them equal, clients look the skill up by both");
    }

    [Fact]
    public void A_problem_of_the_contract_is_a_warning_at_its_line_and_column()
    {
        var result = new Repository(("a/SKILL.md", Skills.Document("a")), ("a/evals/contract.yaml", "version: 1\nexperiments:\n  - name: x\n    run: ls\n    zzz: 1\n")).Build();

        result.Printed.Single().Should().StartWith("/repo/a/evals/contract.yaml(5,5): warning SKC3003: The key 'zzz' is unknown here; ");
    }

    [Fact]
    public void A_problem_outside_the_root_has_its_real_path()
    {
        var result = new Repository(("../other/a/SKILL.md", "")).Build();

        result.Reported.Single().Location.GetLineSpan().Path.Should().Be("/other/a/SKILL.md");
    }

    [Theory]
    [MemberData(nameof(OtherRules))]
    public void Every_rule_about_a_skill_is_a_warning_or_less_of_its_topic(string id)
    {
        var rule = RuleTable.All.Single(rule => rule.Id == id);

        var found = Problem.Of(rule, new Place("a/SKILL.md", 14, 3), "{0}", "}{", "{", "}").ToDiagnostic(new("/repo", ""));

        var severity = rule.Severity == RuleSeverity.Info ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
        found.Severity.Should().Be(severity);
        found.Descriptor.Category.Should().Be(rule.Topic);
        found.ToString().Should().StartWith($"/repo/a/SKILL.md(14,3): {severity.ToString().ToLowerInvariant()} {id}: ");
    }

    [Fact]
    public void Braces_of_a_document_stand_in_the_message_as_they_are()
    {
        var result = new Repository(("a/SKILL.md", Skills.Document("a{0}{{b"))).Build();

        result.Printed.First().Should().Contain("'a{0}{{b'");
    }

    [Fact]
    public void A_warning_can_be_switched_off()
    {
        var repository = new Repository(("s/a/SKILL.md", Skills.Document("b")));
        repository.Suppress("SKC1006");

        repository.Build().Reported.Should().BeEmpty();
    }

    [Fact]
    public void An_exception_of_the_parser_is_SKC9001_and_the_other_skills_keep_their_tests()
    {
        static ParsedSkill Parse(SkillSource source) =>
            source.Folder == "bad" ? throw new InvalidOperationException("index {0} out of range") : SkillParser.Parse(source);

        var result = new Repository(Parse, ("bad/SKILL.md", "x"), ("good/SKILL.md", Skills.Document("good"))).Build();

        result.Printed.Should().Equal(
            "/repo/bad/SKILL.md(1,1): error SKC9001: No tests were generated for 'bad/SKILL.md': InvalidOperationException: index {0} out of range; please report this with the SKILL.md");
        result.Files.Should().Equal("bad.g.cs", "good.g.cs");
        result.CompilerFindings.Should().BeEmpty();
    }

    [Fact]
    public void Two_skills_of_one_name_are_SKC9005_and_have_a_hash()
    {
        var result = new Repository((".agents/x/SKILL.md", Skills.Document("x")), (".claude/x/SKILL.md", Skills.Document("x"))).Build();

        result.Printed.Should().Equal(
            "/repo/.claude/x/SKILL.md(1,1): warning SKC9005: The skill '.claude/x' has the folder name of '.agents/x'; their test classes have a hash of the path in their names");
        result.Files.Should().Equal("x_002d5a74.g.cs", "x_25eedd8c.g.cs");
        result.CompilerFindings.Should().BeEmpty();
    }

    [Fact]
    public void Paths_whose_hashes_collide_are_SKC9002()
    {
        var (first, second) = Colliding();

        var result = new Repository((first + "/SKILL.md", Skills.Document("x")), (second + "/SKILL.md", Skills.Document("x")), ("y/SKILL.md", Skills.Document("y"))).Build();

        result.Printed.Should().Contain($"/repo/{second}/SKILL.md(1,1): error SKC9002: The skills '{second}' and '{first}' give test classes of one name; rename a folder");
        result.Files.Should().Equal("y.g.cs");
    }

    [Fact]
    public void No_SKILL_md_is_SKC9003()
    {
        var result = new Repository(("scripts/load.py", Skills.Script)).Build();

        result.Printed.Should().Equal("error SKC9003: No SKILL.md was found below '/repo/', so there is nothing to test; set the property SkillContractsFolder");
    }

    [Fact]
    public void Errors_cannot_be_switched_off()
    {
        var (first, second) = Colliding();
        var failing = new Repository(_ => throw new InvalidOperationException(), ("a/SKILL.md", ""));
        var colliding = new Repository((first + "/SKILL.md", Skills.Document("x")), (second + "/SKILL.md", Skills.Document("x")));
        var empty = new Repository();
        failing.Suppress("SKC9001");
        colliding.Suppress("SKC9002");
        empty.Suppress("SKC9003");

        var errors = new[] { failing, colliding, empty }.SelectMany(repository => repository.Build().Reported).Where(found => found.Severity == DiagnosticSeverity.Error);

        errors.Select(found => found.Id).Should().Equal("SKC9001", "SKC9002", "SKC9003");
    }

    /// <summary>Two folders with one name whose paths have one hash; about 80,000 tries find them.</summary>
    private static (string First, string Second) Colliding()
    {
        var seen = new Dictionary<string, string>();
        for (var i = 0; ; i++)
        {
            var folder = $"s{i:x}/x";
            if (!seen.TryAdd(StableHash.Of(folder), folder))
            {
                var both = new[] { seen[StableHash.Of(folder)], folder }.Order(StringComparer.Ordinal).ToArray();
                return (both[0], both[1]);
            }
        }
    }
}
