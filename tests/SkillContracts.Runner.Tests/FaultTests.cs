using System;
using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared.Faults;
using Xunit;

namespace SkillContracts.Runner.Tests;

/// <summary>Each fault once; <c>tests/SkillContracts.Faults</c> injects them a thousand times.</summary>
[Collection(nameof(FaultTests))]
[CollectionDefinition(nameof(FaultTests), DisableParallelization = true)]
public sealed class FaultTests
{
    /// <summary>Names of faults with the levels where they are injected.</summary>
    public static TheoryData<string, IsolationChoice> Faults()
    {
        var rows = new TheoryData<string, IsolationChoice>();
        foreach (var level in new[] { IsolationChoice.Folder, IsolationChoice.Sandbox })
        {
            foreach (var fault in FaultList.All.Where(fault => FaultRun.Applies(fault, level)))
            {
                rows.Add(fault.Name, level);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_has_a_verdict_and_leaves_nothing(string name, IsolationChoice level)
    {
        var run = FaultRun.Of(FaultList.All.Single(fault => fault.Name == name), level);

        run.Faults.Where(fault => !fault.EndsWith("MB of memory", StringComparison.Ordinal)).Should().BeEmpty();
    }
}
