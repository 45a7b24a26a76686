using System;
using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

public sealed class MemoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Results_do_not_hold_the_output_of_their_runs(int expected)
    {
        using var skill = new TemporarySkill("version: 1\nexperiments:\n" + string.Concat(Enumerable.Range(0, 12).Select(i =>
            $"  - {{ name: e{i}, run: 'head -c 8000000 /dev/zero', stdout: {{ lacks: x }}, exit: {expected} }}\n")));

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var results = skill.RunAll();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;

        results.Should().AllSatisfy(result => result.Verdict.Kind.Should().Be(expected == 0 ? VerdictKind.Pass : VerdictKind.Fail));
        held.Should().BeLessThan(48_000_000);
        FailureText.Of(results[0], skill.Load(), "").Contains("stdout, its start (1 line):", StringComparison.Ordinal).Should().Be(expected == 1);
    }
}
