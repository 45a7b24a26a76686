using System.Collections.Generic;
using System.Linq;
using FluentAssertions;
using Microsoft.CodeAnalysis;
using SkillContracts.Generator.Emit;
using SkillContracts.Model.Parsing;
using Xunit;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace SkillContracts.Generator.Tests;

/// <summary>Which steps run again after which edit. Two skills, so that the other one can be seen to rest.</summary>
public class CachingTests
{
    private const string List = "obj/SkillContracts.files.txt";

    private readonly Repository _repository = new(
        [.. Skills.Whole("skills/one", "one"), .. Skills.Whole("skills/two", "two"), (List, "# \n/repo/skills/one/SKILL.md\n")]);

    public CachingTests() => _repository.Build();

    public static TheoryData<string> AllSteps =>
    [
        Steps.Settings, Steps.Read, Steps.Folders, Steps.Owned, Steps.Group, Steps.Parse,
        Steps.Contracts, Steps.Rows, Steps.Names, Steps.Classes, Steps.Emit,
    ];

    [Theory]
    [MemberData(nameof(AllSteps))]
    public void An_edit_of_CSharp_runs_no_step_again(string step)
    {
        _repository.AddClass("Unrelated");

        var result = _repository.Build();

        result.Reasons(step).Should().BeSubsetOf([Cached, Unchanged]);
        result.OutputReasons.Should().Equal(Cached);
    }

    [Fact]
    public void Equal_text_in_a_new_object_ends_at_Read()
    {
        _repository.Write("skills/one/SKILL.md", Skills.Document("one"));
        _repository.Write("skills/two/evals/contract.yaml", Skills.Contract);

        var result = _repository.Build();

        result.Reasons(Steps.Read).Should().BeEquivalentTo([Unchanged, Cached]);
        After(Steps.Read, result).Should().Equal(Cached);
    }

    [Fact]
    public void An_edit_of_prose_ends_at_the_contract_without_positions()
    {
        _repository.Write("skills/one/SKILL.md", Skills.Document("one", "Loads.\n\nA line more."));

        var result = _repository.Build();

        result.Changed(Steps.Parse).Cast<ParsedSkill>().Select(skill => skill.Contract.Folder).Should().Equal("skills/one");
        result.Reasons(Steps.Folders).Should().BeEquivalentTo([Unchanged, Cached]);
        result.Reasons(Steps.Owned).Should().Equal(Cached);
        result.Reasons(Steps.Contracts).Should().BeEquivalentTo([Unchanged, Cached]);
        result.Reasons(Steps.Classes).Should().Equal(Cached);
        result.Reasons(Steps.Emit).Should().Equal(Cached);
        result.OutputReasons.Should().Equal(Cached);
    }

    [Fact]
    public void A_new_row_writes_the_class_of_its_skill_alone()
    {
        _repository.Write("skills/one/SKILL.md", Skills.Document("one") + "\n| 3 | bad input |");

        var result = _repository.Build();

        result.Changed(Steps.Parse).Should().HaveCount(1);
        result.Changed(Steps.Emit).Cast<GeneratedFile>().Select(file => file.HintName).Should().Equal("one.g.cs");
        result.Reasons(Steps.Names).Should().Equal(Cached);
    }

    [Fact]
    public void A_new_experiment_writes_the_class_of_its_skill_alone()
    {
        _repository.Write("skills/two/evals/contract.yaml", Skills.Contract + "\n  - name: one more\n    run: ls");

        var result = _repository.Build();

        result.Changed(Steps.Group).Cast<SkillSource>().Select(source => source.Folder).Should().Equal("skills/two");
        result.Changed(Steps.Emit).Cast<GeneratedFile>().Select(file => file.HintName).Should().Equal("two.g.cs");
        result.Reasons(Steps.Folders).Should().Equal(Cached);
    }

    [Fact]
    public void A_removed_skill_leaves_the_others_as_they_are()
    {
        _repository.Delete("skills/one/SKILL.md");

        var result = _repository.Build();

        result.Files.Should().Equal("two.g.cs");
        result.Changed(Steps.Parse).Should().BeEmpty();
        result.Changed(Steps.Emit).Should().BeEmpty();
    }

    [Fact]
    public void An_added_skill_leaves_the_others_as_they_are()
    {
        _repository.Write("skills/Before/SKILL.md", Skills.Document("before"));

        var result = _repository.Build();

        result.Changed(Steps.Parse).Should().HaveCount(1);
        result.Changed(Steps.Emit).Cast<GeneratedFile>().Select(file => file.HintName).Should().Equal("before.g.cs");
    }

    [Fact]
    public void An_edit_of_a_script_that_changes_no_fact_ends_at_Read()
    {
        _repository.Write("skills/one/scripts/load.py", Skills.Script + "\nprint('done')\n");

        var result = _repository.Build();

        result.Reasons(Steps.Read).Should().BeEquivalentTo([Unchanged, Cached]);
        After(Steps.Read, result).Should().Equal(Cached);
    }

    [Fact]
    public void An_edit_of_a_scripts_exit_code_parses_its_skill_alone()
    {
        _repository.Write("skills/one/scripts/load.py", Skills.Script.Replace("exit(2", "exit(3"));

        var result = _repository.Build();

        result.Changed(Steps.Parse).Cast<ParsedSkill>().Select(skill => skill.Contract.Folder).Should().Equal("skills/one");
        result.Changed(Steps.Emit).Should().BeEmpty();
    }

    [Fact]
    public void An_edit_of_a_scripts_header_parses_its_skill_alone()
    {
        _repository.Write("skills/one/scripts/load.py", Skills.Script.Replace("Loads a folder.", "Other words."));

        var result = _repository.Build();

        result.Changed(Steps.Group).Cast<SkillSource>().Select(source => source.Folder).Should().Equal("skills/one");
        result.OutputReasons.Should().Equal(Cached);
    }

    [Fact]
    public void A_new_fixture_parses_its_skill_alone()
    {
        _repository.Write(List, "# \n/repo/skills/one/SKILL.md\n/repo/skills/one/evals/in/a.csv\n");

        var result = _repository.Build();

        result.Changed(Steps.Group).Cast<SkillSource>().Select(source => source.Folder).Should().Equal("skills/one");
        result.OutputReasons.Should().Equal(Cached);
    }

    [Fact]
    public void A_new_problem_is_reported_and_writes_nothing()
    {
        _repository.Write("skills/one/SKILL.md", Skills.Document("one").Replace("description: Loads a folder. Use for folders.", "license: MIT"));

        var result = _repository.Build();

        result.Changed(Steps.Problems).Should().HaveCount(1);
        result.Changed(Steps.Emit).Should().BeEmpty();
    }

    private static IEnumerable<IncrementalStepRunReason> After(string step, BuildResult result) => AllSteps
        .Select(row => (string)row.Data)
        .SkipWhile(name => name != step)
        .Skip(1)
        .SelectMany(result.Reasons)
        .Concat(result.OutputReasons)
        .Distinct();
}
