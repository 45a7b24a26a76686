using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

public sealed class ExitCodeRowTests
{
    [Theory]
    [InlineData("exit 2", "2", VerdictKind.Pass)]
    [InlineData("exit 1", "2", VerdictKind.Fail)]
    [InlineData("exit 0", "[0, 2]", VerdictKind.Inconclusive)]
    [InlineData("no-such-program", "2", VerdictKind.Inconclusive)]
    public void A_row_is_judged_by_how_the_experiments_that_expect_it_ended(string run, string exit, VerdictKind expected)
    {
        using var skill = TemporarySkill.Of($"script: scripts/tool.sh\nrun: {run}\nexit: {exit}").Write("scripts/tool.sh", "");
        var contract = skill.Load().Contract;

        var verdict = ExitCodeRow.Judge(ExitCodeRow.Claims(contract, "tool.sh:2").Single(), skill.RunAll());

        verdict.Kind.Should().Be(expected, verdict.Reason);
    }

    [Fact]
    public void Only_experiments_of_the_rows_own_script_count()
    {
        using var skill = TemporarySkill.Of("script: scripts/other.sh\nrun: exit 2\nexit: 2").Write("scripts/tool.sh", "").Write("scripts/other.sh", "");

        var contract = skill.Load().Contract;

        ExitCodeRow.Experiments(contract, "tool.sh:2").Should().BeEmpty();
    }
}
