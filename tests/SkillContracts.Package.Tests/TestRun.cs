using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SkillContracts.Package.Tests;

/// <summary>What <c>dotnet test --output Detailed --no-ansi</c> printed.</summary>
internal sealed partial class TestRun
{
    public TestRun(ProcessRun run)
    {
        Run = run;
        var heads = Head().Matches(run.Output);
        var ends = heads.Skip(1).Select(head => head.Index).Append(run.Output.Length);
        Rows = [.. heads.Zip(ends, (head, end) => new TestRow(head.Groups["name"].Value, head.Groups["outcome"].Value, run.Output[head.Index..end]))];
    }

    public ProcessRun Run { get; }

    public IReadOnlyList<TestRow> Rows { get; }

    public string[] Failed => Names("failed");

    public string[] Passed => Names("passed");

    public string[] Skipped => Names("skipped");

    public TestRow Row(string name) => Rows.Single(row => row.Name == name);

    private string[] Names(string outcome) => [.. Rows.Where(row => row.Outcome == outcome).Select(row => row.Name).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^(?<outcome>passed|failed|skipped) (?<name>Skills\..*?)( \([0-9a-z ]+\))?\r?$", RegexOptions.Multiline)]
    private static partial Regex Head();
}

/// <summary>A row: such as <c>Skills.csv_to_sqlite.Exit_code [csv_to_sqlite.py:2]</c>, its outcome, and what was printed about it.</summary>
internal sealed record TestRow(string Name, string Outcome, string Text);
