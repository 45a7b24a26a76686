using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Cli.Tests;

/// <summary>tests/Fixtures/broken: each skill breaks one sentence; its README says which.</summary>
public sealed class BrokenSkillsTests(BrokenSkillsTests.RunOfAll run) : IClassFixture<BrokenSkillsTests.RunOfAll>
{
    /// <summary>Skill, experiment, words of the sentence and line, as the README has them.</summary>
    public static TheoryData<string, string, string, int> Rows { get; } = new(
        from line in Repository.Read("tests/Fixtures/broken/README.md").Split('\n')
        let cells = Regex.Split(line, @"(?<!\\)\|").Select(cell => cell.Replace("\\|", "|", StringComparison.Ordinal).Trim(' ', '`')).ToArray()
        where cells.Length == 7 && int.TryParse(cells[5], out _)
        select (cells[1], cells[3], cells[4], int.Parse(cells[5], System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Exactly_the_seven_named_experiments_fail()
    {
        run.End.ShouldEndWith(1).Lines[^1].Should().Be("20 passed, 7 failed, 0 inconclusive");
        run.Verdicts.Where(row => row.Verdict == "fail").Select(row => row.Name).Should().BeEquivalentTo(Rows.Select(row => row.Data.Item2)).And.HaveCount(7);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_report_opens_the_broken_sentence(string skill, string experiment, string words, int line)
    {
        var at = run.End.Lines.ToList().FindIndex(text => text.EndsWith(" fail: " + experiment, StringComparison.Ordinal) && text.StartsWith('E'));

        run.End.Lines[at + 1].Should().StartWith($"skills/{skill}/SKILL.md:{line}: \"").And.Contain(words);
    }

    /// <summary>One run serves all tests.</summary>
    public sealed class RunOfAll : IDisposable
    {
        private readonly string _root = Repository.Copy("tests/Fixtures/broken/skills");

        public RunOfAll() => End = Tool.Run(_root, "eval", "skills");

        internal ToolEnd End { get; }

        internal IEnumerable<(string Verdict, string Name)> Verdicts =>
            from line in End.Lines
            let row = Regex.Match(line, @"^  E\d+ +(?<verdict>\w+) +[\d.]+ s  (?<name>.+)$")
            where row.Success
            select (row.Groups["verdict"].Value, row.Groups["name"].Value);

        public void Dispose() => Repository.Remove(_root);
    }
}
