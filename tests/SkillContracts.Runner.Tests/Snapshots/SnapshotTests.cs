using System;
using System.IO;
using System.Linq;
using FluentAssertions;
using SkillContracts.Runner.Snapshots;
using SkillContracts.Runner.Tests.Oracles;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Snapshots;

/// <summary>Snapshots from the first run over their acceptance to a difference.</summary>
public sealed class SnapshotTests
{
    [Theory]
    [InlineData("run: echo one\nsnapshot: stdout", "it.stdout", "one\n")]
    [InlineData("run: echo one >&2\nsnapshot: [stderr]", "it.stderr", "one\n")]
    [InlineData("run: \"true\"\nsnapshot: [stdout]", "it.stdout", "")]
    [InlineData("run: mkdir -p a/b c && touch a/b/f && ln -s a/b/f l\nsnapshot: [tree]", "it.tree", "a/b/f\nc/\nl -> a/b/f\n")]
    [InlineData("run: mkdir out && echo '{}' > out/a.json\nsnapshot: [out/*.json]", "it.out-a.json", "{}\n")]
    [InlineData("run: printf 'a\\r\\nb' > o.txt\nsnapshot: [o.txt]", "it.o.txt", "a\nb\n")]
    [InlineData("run: printf 'a\\0b' > o.bin\nsnapshot: [o.bin]", "it.o.bin", "binary, 3 bytes, SHA-256 59b271ae1bbcb1d31d41929817f4b16fb439eb4f31520b5ad1d5ce98920a7138\n")]
    [InlineData("run: sqlite3 o.db \"create table t(a, b text); insert into t values (1, 'x'), (null, '2')\"\nsnapshot: [o.db]", "it.o.db", "table t: a, b\n  1, 'x'\n  NULL, '2'\n")]
    [InlineData("run: printf '\\033[31mred\\033[0m\\n'\nsnapshot: [stdout]", "it.stdout", "red\n")]
    [InlineData("run: echo x > stdout\nsnapshot: [./stdout, tree]", "it.tree", "stdout\n")]
    [InlineData("steps:\n  - run: echo a\n  - run: printf b\nsnapshot: [stdout]", "it.stdout", "--- step 1\na\n--- step 2\nb\n")]
    [InlineData("run: echo order 66 of 77\nscrub: ['\\b\\d\\d\\b']\nsnapshot: [stdout]", "it.stdout", "order [scrubbed] of [scrubbed]\n")]
    public void What_a_run_gives_is_received_then_accepted_then_held(string keys, string name, string text)
    {
        using var skill = TemporarySkill.Of(keys);

        var first = Workbooks.Told(skill);
        var received = File.ReadAllText(Snapshot(skill, name + ".received.txt"));
        new SnapshotFolder(skill.Load()).Accept(null);
        var second = Workbooks.Told(skill);

        first.Should().StartWith("Fail").And.Contain($"no snapshot yet; look at skills/tool/evals/snapshots/").And.Contain($"'skillcontracts accept {ShellWord.Quote(skill.Path)}'");
        received.Should().Be(text);
        second.Should().StartWith("Pass");
        Directory.GetFiles(Snapshot(skill, "")).Should().NotContain(file => file.Contains("received", StringComparison.Ordinal));
    }

    [Fact]
    public void A_workbook_is_kept_cell_by_cell()
    {
        using var skill = TemporarySkill.Of("fixtures: [fixtures/f]\nrun: 'true'\nsnapshot: [o.xlsx]");
        Directory.CreateDirectory(Path.Combine(skill.Path, "evals/fixtures/f"));
        File.WriteAllBytes(Path.Combine(skill.Path, "evals/fixtures/f/o.xlsx"), Workbooks.Sample);

        skill.Run();

        File.ReadAllText(Snapshot(skill, "it.o.xlsx.received.txt")).Should().Be("""
            sheet owner
              frozen above A2
              A1 'id', B1 'name'
              A2 1, B2 'Ada'
              A3 2, B3 '007'
            sheet item
              frozen above C2
              merged A6:C6
              A1 'id', B1 'price', C1 'since', D1 'sold', E1 'twice'
              A2 10, B2 2.5, C2 2024-01-31, D2 true, E2 5 (=B2*2)
              A3 11, B3 0, C3 [time], D3 false, E3 #DIV/0! (=1/B3)
              A4 'bold plain'

            """);
    }

    [Fact]
    public void A_difference_is_told_by_line_and_with_a_few_lines_around()
    {
        using var skill = TemporarySkill.Of("run: seq 1 20; echo new; seq 22 40\nsnapshot: [stdout]");
        skill.Write("evals/snapshots/it.stdout.verified.txt", string.Concat(Enumerable.Range(1, 40).Select(i => $"{i}\r\n")));

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Fail);
        result.Verdict.Reason.Should().Contain("expected stdout as in skills/tool/evals/snapshots/it.stdout.verified.txt; got another text").And.Contain("first difference: line 21: expected '21', got 'new'");
        FailureText.Of(result, skill.Load(), "again").Should().Contain("\n  | @@ -18,7 +18,7 @@\n  |  18\n  |  19\n  |  20\n  | -21\n  | +new\n  |  22\n");
        File.Exists(Snapshot(skill, "it.stdout.received.txt")).Should().BeTrue();
    }

    [Theory]
    [InlineData("stdout", "run: echo two", "one\n")]
    [InlineData("stdout", "run: echo ...", "one\n...\n")]
    [InlineData("stderr", "run: echo two >&2", "one\n")]
    [InlineData("tree", "run: touch b", "a\n")]
    [InlineData("o.bin", "run: printf 'a\\0c' > o.bin", "binary, 3 bytes, SHA-256 59b271ae1bbcb1d31d41929817f4b16fb439eb4f31520b5ad1d5ce98920a7138\n")]
    [InlineData("o.db", "run: sqlite3 o.db 'create table t(a); insert into t values (2)'", "table t: a\n  1\n")]
    public void Another_text_fails(string what, string run, string kept)
    {
        using var skill = TemporarySkill.Of($"{run}\nsnapshot: [{what}]");
        skill.Write($"evals/snapshots/it.{what}.verified.txt", kept);

        Workbooks.Told(skill).Should().StartWith("Fail").And.Contain("got another text");
    }

    [Theory]
    [InlineData("run: 'true'\nsnapshot: [o.txt]", "Fail", "got no such file")]
    [InlineData("run: mkfifo o.txt\nsnapshot: [o.txt]", "Fail", "not a regular file")]
    [InlineData("run: ln -s /etc/passwd o.txt\nsnapshot: [o.txt]", "Fail", "outside the work folder")]
    [InlineData("run: truncate -s 100G o.txt\nsnapshot: [o.txt]", "Inconclusive", "more than 64 MiB")]
    [InlineData("run: head -c 2000000 /dev/zero | tr '\\0' a\nsnapshot: [stdout]", "Inconclusive", "more than 1 MiB")]
    [InlineData("run: head -c 9000000 /dev/zero | tr '\\0' a\nsnapshot: [stdout]", "Inconclusive", "more than 1 MiB")]
    [InlineData("run: for i in $(seq 201); do touch $i.txt; done\nsnapshot: ['*.txt']", "Inconclusive", "more than 200 files")]
    [InlineData("run: printf 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'\nscrub: '(a+)+$'\nsnapshot: [stdout]", "Inconclusive", "no answer within 2 s")]
    [InlineData("run: 'true'\nscrub: '('\nsnapshot: [stdout]", "Inconclusive", "the contract has an error here")]
    public void What_cannot_be_kept_has_a_reason(string keys, string kind, string words)
    {
        using var skill = TemporarySkill.Of(keys);

        Workbooks.Told(skill).Should().StartWith(kind).And.Contain(words);
    }

    [Theory]
    [InlineData("mkdir ../outside && ln -s ../outside snapshots", "is no folder of the skill itself")]
    [InlineData("touch snapshots", "is no folder of the skill itself")]
    [InlineData("mkdir snapshots && ln -s /etc/passwd snapshots/it.stdout.verified.txt", "is no regular file")]
    [InlineData("mkdir snapshots && mkfifo snapshots/it.stdout.verified.txt", "is no regular file")]
    public void A_link_or_pipe_in_the_place_of_a_snapshot_is_not_followed(string command, string words)
    {
        using var skill = TemporarySkill.Of("run: echo x\nsnapshot: [stdout]");
        Shell(command, Path.Combine(skill.Path, "evals"));

        Workbooks.Told(skill).Should().StartWith("Fail").And.Contain(words);
    }

    [Fact]
    public void A_link_in_the_place_of_what_is_received_is_replaced()
    {
        using var skill = TemporarySkill.Of("run: echo x\nsnapshot: [stdout]");
        Shell("mkdir snapshots && echo old > victim && ln -s ../victim snapshots/it.stdout.received.txt", Path.Combine(skill.Path, "evals"));

        skill.Run();

        File.ReadAllText(Path.Combine(skill.Path, "evals/victim")).Should().Be("old\n");
        File.ReadAllText(Snapshot(skill, "it.stdout.received.txt")).Should().Be("x\n");
    }

    [Fact]
    public void Rows_have_snapshots_of_their_own_and_writing_them_changes_no_skill()
    {
        using var skill = new TemporarySkill("version: 1\nsnapshot: [stdout]\nexperiments:\n  - name: says $word\n    each: [{ word: a.b }, { word: A/b }, { word: a b }]\n    run: sleep 0.05; echo $word\n");

        var verdicts = skill.RunAll().Select(result => result.Verdict).ToList();

        verdicts.Should().OnlyContain(verdict => verdict.Failures.Count == 1 && verdict.Reason.Contains("no snapshot yet"));
        Directory.GetFiles(Snapshot(skill, "")).Select(Path.GetFileName).Should().HaveCount(4).And.Contain(".gitignore");
        File.ReadAllText(Snapshot(skill, ".gitignore")).Should().Be("*.received.txt\n/.gitignore\n");
    }

    [Fact]
    public void A_snapshot_that_is_written_while_another_experiment_runs_is_no_change_of_the_skill()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments:\n  - { name: a, run: echo x, snapshot: stdout }\n  - { name: b, run: 'until [ -e \"$SKILL_DIR/evals/snapshots/a.stdout.received.txt\" ]; do sleep 0.01; done' }\n");

        skill.RunAll().Select(result => result.Verdict.Kind).Should().Equal(VerdictKind.Fail, VerdictKind.Pass);
    }

    [Fact]
    public void Orphans_are_told_and_pruned_and_not_accepted()
    {
        using var skill = TemporarySkill.Of("run: echo x; echo 1 > out-a.json\nsnapshot: [stdout, 'out-*.json']");
        foreach (var name in new[] { "it.stdout", "it.out-a.json", "it.stderr", "it.out.csv", "gone.stdout" })
        {
            skill.Write($"evals/snapshots/{name}.verified.txt", "x\n");
        }

        skill.Write("evals/snapshots/gone.tree.received.txt", "x\n").Write("evals/snapshots/notes.md", "x");
        var problems = skill.Load().Problems.Where(problem => problem.Rule.Id == "SKC5011").Select(problem => problem.Arguments[0]);

        problems.Should().Equal("snapshots/gone.stdout.verified.txt", "snapshots/gone.tree.received.txt", "snapshots/it.out.csv.verified.txt", "snapshots/it.stderr.verified.txt");
        new SnapshotFolder(skill.Load()).Accept(null).Should().BeEmpty();
        new SnapshotFolder(skill.Load()).Prune().Should().HaveCount(4);
        Directory.GetFiles(Snapshot(skill, "")).Select(Path.GetFileName).Should().BeEquivalentTo("it.stdout.verified.txt", "it.out-a.json.verified.txt", "notes.md");
    }

    [Fact]
    public void A_script_that_writes_into_the_kept_snapshots_is_seen()
    {
        using var skill = TemporarySkill.Of("run: echo x; echo x > \"$SKILL_DIR/evals/snapshots/it.stdout.verified.txt\"\nsnapshot: [stdout]");
        skill.Write("evals/snapshots/it.stdout.verified.txt", "y\n");

        Workbooks.Told(skill).Should().StartWith("Fail").And.Contain("changed evals/snapshots/it.stdout.verified.txt");
    }

    private static string Snapshot(TemporarySkill skill, string name) => Path.Combine(skill.Path, "evals", "snapshots", name);

    private static void Shell(string command, string folder)
    {
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("bash", ["-ec", command]) { WorkingDirectory = folder })!;
        shell.WaitForExit();
    }
}
