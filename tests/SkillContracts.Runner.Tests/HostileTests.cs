using System.IO;
using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

/// <summary>What a contract or script of a stranger might try, found by a review.</summary>
public sealed class HostileTests
{
    [Fact]
    public void A_fixture_never_writes_through_a_link_of_another_one()
    {
        using var skill = TemporarySkill.Of("fixtures: [a/b/c/one, a/b/c/two]\nrun: 'true'");
        var outside = Path.Combine(skill.Path, "evals/kept");
        Directory.CreateDirectory(Path.Combine(skill.Path, "evals/a/b/c/one"));
        skill.Write("evals/a/b/c/two/l", "written").Write("evals/kept", "as it was");
        File.CreateSymbolicLink(Path.Combine(skill.Path, "evals/a/b/c/one/l"), "../../../../kept");

        var result = skill.Run();

        result.Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Inconclusive && verdict.Reason.Contains("has a link 'l' out of its folder"));
        File.ReadAllText(outside).Should().Be("as it was");
    }

    [Theory]
    [InlineData("ln -sf /etc/passwd ../tools/accidents; exit 1", "")]
    [InlineData("mkfifo ../tools/accidents; exit 1", "")]
    [InlineData("ln -sf /dev/zero ../tools/accidents; exit 1", "")]
    [InlineData("echo x > ../tools/accidents; exit 1", "")]
    [InlineData("echo gh ended with 3 > ../tools/accidents; exit 1", "")]
    [InlineData("echo web was not ready > ../tools/service-fault; exit 1", "\nservices: { web: { start: touch up; sleep 60, ready: { file: up } } }")]
    public void A_script_cannot_forge_the_notes_of_its_helpers(string command, string keys)
    {
        using var skill = TemporarySkill.Of($"fake: {{ gh: echo x }}\nrun: '{command}'{keys}");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Fail, result.Verdict.Reason);
        result.Verdict.Reason.Should().NotContain("root:");
    }

    [Fact]
    public void Words_of_an_interpreter_that_a_script_prints_itself_leave_its_row_red()
    {
        using var skill = TemporarySkill.Of("run: \"echo \\\"ModuleNotFoundError: No module named 'zz'\\\" >&2; exit 1\"");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Fail);
    }

    [Fact]
    public void A_work_folder_that_is_gone_is_red()
    {
        using var skill = TemporarySkill.Of("run: rm -rf \"$PWD\"");

        var result = skill.Run();

        result.Verdict.Failures.Select(failure => failure.Got).Should().Contain("the work folder itself is gone");
        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Fail);
    }

    [Fact]
    public void A_list_of_words_finds_stand_ins_and_misses_hidden_tools()
    {
        using var fake = TemporarySkill.Of("fake: { ls: echo fake }\nrun: [ls, --version]\nstdout: fake");
        using var hidden = TemporarySkill.Of("without: [ls]\nrun: [ls, --version]\nstdout: { has: coreutils }");

        fake.Run().Verdict.Reason.Should().Contain("held");
        hidden.Run().Verdict.Kind.Should().Be(VerdictKind.Inconclusive);
    }

    [Theory]
    [InlineData("bash -c \"kill -SEGV \\$\\$\"; exit $?", "")]
    [InlineData("kill -SEGV $$", "")]
    [InlineData("kill -SEGV $$", "\nservices: { web: { start: touch up; sleep 60, ready: { file: up } } }")]
    public void A_signal_is_no_answer_whoever_passes_it_on(string command, string keys)
    {
        using var skill = TemporarySkill.Of($"run: '{command}'\nexit: nonzero{keys}");

        skill.Run().Verdict.Accident.Should().Contain("signal 11");
    }

    [Fact]
    public void Of_sparse_files_in_their_hundreds_not_all_are_read()
    {
        using var skill = TemporarySkill.Of("steps:\n  - run: for i in $(seq 12); do truncate -s 64M f$i; done\n  - { run: touch f*, changes: [] }");

        // A file that was read is the same after touch; of the others only the time stamps are known.
        skill.Run().Verdict.Failures.Should().ContainSingle().Which.Got.Should().Contain("changed f");
    }

    [Fact]
    public void A_long_blob_is_told_by_its_hash()
    {
        using var one = Blob("RIGHT");
        using var other = Blob("WRONG");

        File.ReadAllText(Received(one)).Should().Contain("1029 bytes, SHA-256 ").And.NotBe(File.ReadAllText(Received(other)));
    }

    [Fact]
    public void Only_what_the_last_run_gave_can_be_taken_over()
    {
        using var skill = TemporarySkill.Of("run: cat \"$SKILL_DIR/../said\"\nsnapshot: [stdout]");
        File.WriteAllText(Path.Combine(skill.Path, "../said"), "wrong\n");
        skill.Run();
        File.Delete(Path.Combine(skill.Path, "../said"));

        skill.Run();

        File.Exists(Path.Combine(skill.Path, "evals/snapshots/it.stdout.received.txt")).Should().BeFalse();
    }

    private static TemporarySkill Blob(string end)
    {
        var skill = TemporarySkill.Of($"run: python3 -c \"import sqlite3; c = sqlite3.connect('o.db'); c.execute('create table t(b)'); c.execute('insert into t values (?)', (b'a' * 1024 + b'{end}',)); c.commit()\"\nsnapshot: [o.db]");
        skill.Run();
        return skill;
    }

    private static string Received(TemporarySkill skill) => Path.Combine(skill.Path, "evals/snapshots/it.o.db.received.txt");
}
