using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Oracles;

/// <summary>Links that a script leaves: they lead where they led for the script, and no check is satisfied by what is not its own.</summary>
public sealed class LinkTests
{
    [Theory]
    [InlineData("echo in > a; ln -s \"$WORK/a\" x", "x: { is: in }")]
    [InlineData("echo in > a; ln -s \"$WORK/a\" x", "x: exists")]
    [InlineData("echo in > a; ln -s \"$WORK/a\" x", "'?': { mode: 644, eol: lf, has: in }")]
    [InlineData("echo in > \"$HOME/a\"; ln -s \"$HOME/a\" x", "x: { is: in }")]
    [InlineData("echo in > \"$TMPDIR/a\"; ln -s \"$TMPDIR/a\" x", "x: { is: in }")]
    [InlineData("echo in > a; ln -s a b; ln -s \"$WORK/b\" c; ln -s ./c x", "x: { is: in }")]
    [InlineData("mkdir -p d/e; echo in > d/e/a; ln -s \"$WORK/d\" f; ln -s f/e x", "x/a: { is: in }")]
    [InlineData("mkdir d; echo in > a; ln -s ../d/../a d/x", "d/x: { is: in }")]
    [InlineData("mkdir -p d/e; echo in > d/a; echo no > a; ln -s d/e f; ln -s f/../a x", "x: { is: in }")]
    [InlineData("mkdir d; printf 'n\\n1\\n' > \"$TMPDIR/t\"; ln -s \"$TMPDIR/t\" d/a.csv", "d: { sql: { SELECT n FROM a: 1 } }")]
    [InlineData("printf 'n\\n1\\n' > t; ln -s \"$WORK/t\" a.csv", "a.csv: { sql: { SELECT n FROM a: 1 } }")]
    [InlineData("sqlite3 a 'create table t(n); insert into t values (1)'; ln -s \"$WORK/a\" o.db", "o.db: { sql: { SELECT n FROM t: 1 } }")]
    public void A_link_within_the_experiments_folders_is_followed(string command, string files)
    {
        Verdict(command, files, IsolationChoice.Folder).Should().StartWith("Pass");
        Verdict(command, files, IsolationChoice.Sandbox).Should().StartWith("Pass");
    }

    [Theory]
    [InlineData("ln -s /etc/passwd x", "x: exists", "a link to '/etc/passwd', outside the work folder")]
    [InlineData("ln -s /etc/passwd x", "x: { has: root }", "a link to '/etc/passwd', outside the work folder")]
    [InlineData("ln -s /etc/passwd x", "'*': exists", "a link to '/etc/passwd', outside the work folder")]
    [InlineData("ln -s /etc/passwd x", "x: { mode: 644 }", "a link to '/etc/passwd', outside the work folder")]
    [InlineData("ln -s /etc x", "x: exists", "a link to '/etc', outside the work folder")]
    [InlineData("ln -s /etc x", "x/passwd: exists", "a link to '/etc/passwd', outside the work folder")]
    [InlineData("ln -s /etc x", "x/no-such-file: absent", "x/no-such-file, a link to '/etc/no-such-file', outside the work folder")]
    [InlineData("ln -s /etc/passwd a; ln -s a b; ln -s \"$WORK/b\" x", "x: exists", "a link to '/etc/passwd', outside the work folder")]
    [InlineData("ln -s ../../../../../../../../../etc/passwd x", "x: exists", "a link to '/etc/passwd', outside the work folder")]
    [InlineData("mkdir d; ln -s ../../../../../../../../../etc d/e; ln -s d/e/passwd x", "x: exists", "a link to '/etc/passwd', outside the work folder")]
    [InlineData("ln -s \"$SKILL_DIR/SKILL.md\" x", "x: { has: tool }", "/skills/tool/SKILL.md', outside the work folder")]
    [InlineData("ln -s gone x", "x: exists", "a link to '[..]/gone', where nothing is")]
    [InlineData("touch a; ln -s a/../a x", "x: exists", "a link to '[..]/a', where nothing is")]
    [InlineData("ln -s y x; ln -s x y", "x: exists", "a link that leads in a circle")]
    [InlineData("ln -s x/x x", "x: { has: a }", "a link that leads in a circle")]
    public void One_that_leads_anywhere_else_fails_every_check(string command, string files, string words)
    {
        var parts = words.Split("[..]");

        Verdict(command, files, IsolationChoice.Folder).Should().StartWith("Fail").And.ContainAll(parts);
        Verdict(command, files, IsolationChoice.Sandbox).Should().StartWith("Fail").And.ContainAll(parts);
    }

    [Fact]
    public void A_file_of_the_machine_at_a_path_that_the_sandbox_had_is_another_one()
    {
        var name = Path.GetFileName(Path.GetTempFileName());
        var outside = Path.Combine(Path.GetTempPath(), name);
        File.WriteAllText(outside, "outside\n");

        Verdict($"ln -s /tmp/{name} x", "x: exists", IsolationChoice.Sandbox).Should().StartWith("Fail").And.Contain("where nothing is");
        Verdict($"echo inside > /tmp/{name}; ln -s /tmp/{name} x", "x: { is: inside }", IsolationChoice.Sandbox).Should().StartWith("Pass");

        File.Delete(outside);
    }

    [Fact]
    public void A_work_folder_that_became_a_link_holds_nothing()
    {
        Verdict("rm -r ../work; ln -s /etc ../work", "passwd: exists", IsolationChoice.Folder).Should().StartWith("Fail").And.Contain("a link to '/etc/passwd', outside the work folder");
    }

    [Fact]
    public void A_snapshot_follows_it_too()
    {
        using var skill = TemporarySkill.Of("run: echo in > a; ln -s \"$WORK/a\" x\nsnapshot: [x]", IsolationChoice.Sandbox);
        skill.Write("evals/snapshots/it.x.verified.txt", "in\n");

        skill.Run().Verdict.Reason.Should().Contain("held");
    }

    private static string Verdict(string command, string files, IsolationChoice isolation)
    {
        using var skill = TemporarySkill.Of($"run: |\n  {command}\nfiles:\n  {files}", isolation);
        var verdict = skill.Run().Verdict;
        return $"{verdict.Kind}: {string.Join(" // ", verdict.Failures)} {verdict.Reason}";
    }
}
