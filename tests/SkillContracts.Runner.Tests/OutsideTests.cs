using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

public sealed class OutsideTests
{
    [Theory]
    [InlineData("echo evil > ../evil.txt")]
    [InlineData("mkdir -p ../evil.txt")]
    [InlineData("ln -s /etc ../evil.txt")]
    public void What_is_written_beside_the_work_folder_is_red(string command)
    {
        using var skill = TemporarySkill.Of($"run: '{command}; echo done'\nstdout: done\nchanges: []");

        skill.Run().Verdict.Failures.Should().ContainSingle().Which.ToString().Should().Be("expected nothing to change outside the work folder; got ../evil.txt");
    }

    [Fact]
    public void It_is_not_where_the_contract_allows_it_and_never_stays_for_the_next_run()
    {
        using var skill = TemporarySkill.Of("run: ls ..; echo evil > ../evil.txt\nallow: outside\nstdout: { lacks: evil }");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void What_the_runner_puts_there_is_its_own()
    {
        using var skill = TemporarySkill.Of("git: origin\nfake: { gh: echo x }\nstdin: in\nrun: gh; cat >&2\nstdout: x\nstderr: in");

        skill.Run().Verdict.Reason.Should().Contain("held");
    }

    [Fact]
    public void A_commit_of_the_setup_has_a_fixed_date()
    {
        using var skill = TemporarySkill.Of("git: true\nsetup: git commit -q --allow-empty -m more\nrun: git log --format=%ad%cd --date=short\nstdout: \"2000-01-012000-01-01\\n2000-01-012000-01-01\"");

        skill.Run().Verdict.Reason.Should().Contain("held");
    }

    [Fact]
    public void By_hand_has_the_stand_ins()
    {
        using var skill = TemporarySkill.Of("fake: { gh: echo x }\nrun: gh\nstdout: y");

        var result = skill.Run();

        FailureText.Of(result, skill.Load(), "").Should().Contain($"PATH={ShellWord.Quote(Path.GetFullPath(Path.Combine(result.Observation!.WorkPath, "../tools/fakes")))}:");
    }

    [Fact]
    public void A_crash_has_no_documented_meaning()
    {
        using var skill = TemporarySkill.Of("run: [scripts/tool.py]").Write("scripts/tool.py", "import sys\nraise SystemError('x') if len(sys.argv) < 2 else 0\n");

        skill.Run().Verdict.Failures.Should().ContainSingle().Which.Got.Should().Be("1, a crash: SystemError: x");
    }

    [Fact]
    public void A_tab_is_told_from_spaces()
    {
        using var skill = TemporarySkill.Of("run: printf 'a\\tb'\nstdout: a  b");

        skill.Run().Verdict.Failures.Should().ContainSingle().Which.ToString().Should().Be("expected stdout 'a  b'; got 'a⇥b'");
    }
}
