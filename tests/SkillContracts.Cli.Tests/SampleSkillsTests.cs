using System;
using System.IO;
using System.Linq;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class SampleSkillsTests : IDisposable
{
    private readonly string _root = Repository.Copy("samples/skills");

    [Fact]
    public void Every_claim_of_the_samples_holds()
    {
        var end = Tool.Run(_root, "eval", "skills", "--strict").ShouldEndWith(0);

        end.Lines[^1].Should().MatchRegex("^[1-9][0-9]+ passed, 0 failed, 0 inconclusive$");
        end.Lines.Where(line => line.Contains("not tested", StringComparison.Ordinal)).Should().OnlyContain(line => line.Contains("left out on purpose", StringComparison.Ordinal));
        end.Stderr.Should().BeEmpty();
    }

    [Fact]
    public void One_changed_exit_code_fails_and_its_row_is_named()
    {
        var skill = Path.Combine(_root, "skills/csv-to-sqlite");
        var script = Path.Combine(skill, "scripts/csv_to_sqlite.py");
        File.WriteAllText(script, File.ReadAllText(script).Replace("sys.exit(2)", "sys.exit(1)"));
        var row = Array.FindIndex(File.ReadAllLines(Path.Combine(skill, "SKILL.md")), line => line.StartsWith("| 2 |", StringComparison.Ordinal)) + 1;

        var end = Tool.Run(_root, "eval", "skills/csv-to-sqlite", "--filter", "refuses an output that exists").ShouldEndWith(1);

        end.Lines.Should().Contain(line => line.StartsWith($"skills/csv-to-sqlite/SKILL.md:{row}: \"| 2 |"));
    }

    public void Dispose() => Repository.Remove(_root);
}
