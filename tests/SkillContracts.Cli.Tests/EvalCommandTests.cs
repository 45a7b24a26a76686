using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FluentAssertions;
using SkillContracts.Runner;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class EvalCommandTests
{
    private static readonly string[] Levels = ["folder", "sandbox"];

    [Fact]
    public void It_prints_a_table_then_the_failures_then_what_is_not_tested_then_the_sum()
    {
        using var skill = new TemporarySkill("""
            version: 1
            experiments:
              - { name: holds, run: bash scripts/tool.sh }
              - { name: fails, run: bash scripts/tool.sh 3, claim: It never writes twice }
              - { name: cannot be judged, run: bash scripts/tool.sh, requires: [no-such-tool] }
            """).Write("scripts/tool.sh", "echo said >&2; exit ${1-0}\n");

        var lines = Tool.Run(skill.Root, "eval", "--isolation", "folder", "skills").ShouldEndWith(1).Lines;

        lines.Where(line => !line.StartsWith(' ') && line.Length > 0).Should().Equal(
            "skills/tool",
            "E2 fail: fails",
            "skills/tool/SKILL.md:15: \"It never writes twice.\"",
            "E3 inconclusive: cannot be judged",
            "skills/tool/SKILL.md:12: \"| 0 | done |\"",
            "skills/tool/SKILL.md:13: not tested: exit code 2 of scripts/tool.sh: output exists; no experiment expects this exit code",
            "skills/tool/evals/contract.yaml:3: weak: a command that does nothing would pass 'holds'; judge stdout, stderr or a file that it writes, or try the same script where it must fail",
            "isolation: folder",
            "1 passed, 1 failed, 1 inconclusive, 1 weak");
        lines[1].Should().MatchRegex(@"^  E1   pass +\d\.\d{3} s  holds$");
        lines[2].Should().MatchRegex(@"^  E2   fail +\d\.\d{3} s  fails$");
        lines[3].Should().MatchRegex(@"^  E3   inconclusive +cannot be judged$");
    }

    [Fact]
    public void A_failure_begins_with_the_sentence_and_ends_with_kept_by_hand_and_again()
    {
        using var skill = TemporarySkill.Of("claim: It never writes twice\nrun: echo out; echo said >&2; exit 3");

        var lines = Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(1).Lines;

        var failure = lines.SkipWhile(line => line != "E1 fail: it").TakeWhile(line => line.Length > 0).Skip(1).ToList();
        failure[0].Should().Be("skills/tool/SKILL.md:15: \"It never writes twice.\"");
        failure[1].Should().Be("  expected exit code 0, which SKILL.md:12 calls 'done'; got 3");
        failure[^4].Should().Be("  kept:    tmp/eval/tool/e1");
        failure[^2].Should().Be("  from:    skills/tool/evals/contract.yaml:5");
        failure[^1].Should().Be("  again:   skillcontracts eval skills/tool --filter it");
        var work = new FileInfo(Path.Combine(skill.Root, failure[^4][11..])).LinkTarget!;
        File.ReadAllText(Path.Combine(work, "../stdout")).Should().Be("out\n");
        failure[^3].Should().StartWith($"  by hand: cd {work} && ");
    }

    [Theory]
    [InlineData("two words and 'a quote'")]
    [InlineData("@scope/package")]
    [InlineData("--help")]
    [InlineData("$HOME `x` \"y\" \\\\z")]
    [InlineData("two\\nlines, a\\ttab and \\e[31mred")]
    public void The_line_again_can_be_copied_and_runs_only_that_experiment(string name)
    {
        using var skill = new TemporarySkill($"version: 1\nexperiments:\n  - {{ name: \"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\", run: exit 1 }}\n  - {{ name: other, run: 'true' }}\n", name: "a tool");
        var again = Tool.Run(skill.Root, "eval", "skills").Field("  again:");

        var end = Tool.Start(skill.Root, "bash", "-c", again.Replace("skillcontracts", Tool.CommandLine, StringComparison.Ordinal)).ShouldEndWith(3);

        end.Lines[^1].Should().Be("0 passed, 1 failed, 0 inconclusive");
    }

    [Theory]
    [InlineData("run: exit 7")]
    [InlineData("run: 'false'")]
    [InlineData("run: bash scripts/tool.sh 7")]
    [InlineData("run: [bash, scripts/tool.sh, '7']")]
    [InlineData("run: test -e here; exit 7")]
    [InlineData("run: |\n  echo \"one\ttab\"\n  exit 7")]
    [InlineData("run: test \"$A\" = 'b c' && exit 7\nenv: { A: b c }")]
    [InlineData("run: test -d \"${WORK}\" && exit 7")]
    [InlineData("run: test -d $CLAUDE_SKILL_DIR/evals && exit 7")]
    [InlineData("run: test \"${HOME##*/}\" = home && test \"${TMPDIR%/*}\" = \"${HOME%/*}\" && exit 7")]
    [InlineData("run: read line; test \"$line\" = one && exit 7\nstdin: one")]
    [InlineData("run: test -e \"$FILE\" && exit 7\nenv: { FILE: $SKILL_DIR/SKILL.md }")]
    [InlineData("run: test \"$HOME\" = /own && exit 7\nenv: { HOME: /own }")]
    [InlineData("steps: [{ run: mkdir a }, { run: cd a && touch b }, { run: test -e a/b; exit 7 }]")]
    [InlineData("setup: mkdir s\nfixtures: { f: x }\nsteps: [{ run: test -e f && rmdir s && rm f && mkdir a }, { run: exit 3, exit: 3 }, { run: test -e f || exit 7 }]")]
    [InlineData("steps: [{ run: exec > $WORK/a; echo x }, { run: 'read a < a; read b; read c <\"$WORK/a\"; test \"$a$b$c\" = xonex && exit 7', stdin: one }]")]
    [InlineData("steps: [{ run: cat > a, stdin: one, changes: [a] }, { run: cat >> a, stdin: two }, { run: test \"$(cat a)\" = onetwo && exit 7 }]")]
    [InlineData("steps: [{ run: touch \"$HOME/a\" }, { run: test ! -e \"$TMPDIR/a\" && test -e \"$HOME/a\" && exit 7 }]")]
    [InlineData("steps: [{ run: touch a }, { run: rm a && exit 7 }]")]
    [InlineData("fake: { gh: exit 3 }\nsteps: [{ run: gh, exit: 3 }, { run: gh || exit 7 }]")]
    [InlineData("git: origin\nsteps: [{ run: touch a && git add a && git commit -qm a }, { run: 'git push -q && exit 7' }]")]
    [InlineData("steps: [{ run: [bash, scripts/tool.sh, '0'] }, { run: [bash, scripts/tool.sh, '7'] }]")]
    [InlineData("run: test ! -e out && touch out && exit 7")]
    [InlineData("setup: touch in\nstdin: one\nrun: rm in && cat > out && test \"$(cat out)$(ls $WORK)\" = oneout && exit 7")]
    [InlineData("run: [bash, -c, 'test ! -e out && touch \"$0/out\" && exit 7', $WORK]")]
    public void The_line_by_hand_can_be_copied_and_ends_with_the_same_code(string keys)
    {
        using var skill = TemporarySkill.Of(keys).Write("scripts/tool.sh", "exit $1\n");
        var end = Tool.Run(skill.Root, "eval", "--isolation", "folder", "skills").ShouldEndWith(1);

        var byHand = Tool.Start("/", "bash", "-c", end.Field("  by hand:"));

        end.Stdout.Should().Contain($"got {byHand.ExitCode}\n");
    }

    [Theory]
    [InlineData("run: python3 $SKILL_DIR/fetch.py && exit 7")]
    [InlineData("steps: [{ run: rm a.txt && echo said > a.txt }, { run: python3 $SKILL_DIR/fetch.py && exit 7 }]")]
    public void With_a_server_the_line_before_it_starts_that_server(string keys)
    {
        using var skill = TemporarySkill.Of($"services: {{ web: {{ start: 'exec python3 -m http.server $PORT --bind 127.0.0.1' }} }}\nfixtures: {{ a.txt: said }}\n{keys}")
            .Write("fetch.py", "import os, urllib.request\nprint(urllib.request.urlopen('http://127.0.0.1:' + os.environ['WEB_PORT'] + '/a.txt').read().decode())\n");
        var end = Tool.Run(skill.Root, "eval", "--isolation", "folder", "skills").ShouldEndWith(1);
        var script = $$"""
            set -m
            ({{end.Field("  service:")}}) > /dev/null 2>&1 &
            until (exec 3<> /dev/tcp/127.0.0.1/{{System.Text.RegularExpressions.Regex.Match(end.Field("  service:"), @"\bPORT=(\d+)").Groups[1].Value}}) 2> /dev/null; do kill -0 $! || exit 1; done
            ({{end.Field("  by hand:")}})
            code=$?
            kill -- -$!
            exit $code
            """;

        Tool.Start("/", "bash", "-c", script).ExitCode.Should().Be(7);
    }

    public static TheoryData<string, string, string?> StandIns
    {
        get
        {
            var data = new TheoryData<string, string, string?>();
            foreach (var level in Levels)
            {
                data.Add(level, "fake: { gh: exit 1 }\nrun: 'true'", "passed, but nothing called its stand-in for 'gh'");
                data.Add(level, "fake: { gh: echo x, jq: cat }\nrun: gh", "passed, but nothing called its stand-in for 'jq'");
                data.Add(level, "fake: { gh: echo $a }\neach: [{ a: x, n: gh }, { a: y, n: 'true' }]\nrun: $n", null);
                data.Add(level, "fake: { gh: echo x }\nrun: bash -c 'gh | cat'", null);
                data.Add(level, "fake: { gh: \"#!/bin/sh\\necho x\" }\nsteps: [{ run: gh }, { run: 'true' }]", null);
                data.Add(level, "fake: { gh: echo x }\nrun: exit 1", null);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(StandIns))]
    public void A_stand_in_that_nothing_called_is_told(string level, string keys, string? note)
    {
        using var skill = TemporarySkill.Of(keys);

        var notes = Tool.Run(skill.Root, "eval", "--isolation", level, "skills").Lines.Where(line => line.Contains(": note: ", StringComparison.Ordinal));

        notes.Select(line => line[(line.IndexOf("' ", StringComparison.Ordinal) + 2)..]).Should().Equal(note is null ? [] : [note]);
    }

    [Fact]
    public void A_stand_in_for_all_experiments_is_told_when_none_calls_it()
    {
        using var used = new TemporarySkill("version: 1\nfake: { gh: echo x }\nexperiments: [{ name: a, run: 'true' }, { name: b, run: gh }]\n");
        using var unused = new TemporarySkill("version: 1\nfake: { gh: echo x }\nexperiments: [{ name: a, run: 'true' }, { name: b, run: echo b }]\n");

        Tool.Run(used.Root, "eval", "skills").Stdout.Should().NotContain("stand-in");
        Tool.Run(used.Root, "eval", "skills", "--filter", "a").Stdout.Should().NotContain("stand-in");
        Tool.Run(unused.Root, "eval", "skills").Lines.Should().ContainSingle(line => line.Contains("note: 'a' passed, but nothing called its stand-in for 'gh'", StringComparison.Ordinal));
        Tool.Run(unused.Root, "eval", "skills", "--format", "json").Json.GetProperty("experiments")[0].GetProperty("notes")[0].GetString().Should().Be("nothing called its stand-in for 'gh'");
    }

    [Fact]
    public void A_script_that_prints_and_exits_3_fails_a_claim_of_0()
    {
        using var skill = TemporarySkill.Of("run: echo everything is fine; exit 3");

        var experiment = Tool.Run(skill.Root, "eval", "skills", "--format", "json").ShouldEndWith(1).Json.GetProperty("experiments")[0];

        experiment.GetProperty("exitCode").GetInt32().Should().Be(3);
        experiment.GetProperty("verdict").GetString().Should().Be("fail");
    }

    [Fact]
    public void A_skill_stays_byte_for_byte_as_it_is_and_its_scripts_stay_executable()
    {
        using var skill = TemporarySkill.Of("run: \"$SKILL_DIR/scripts/tool\"\nstdout: ran").Write("scripts/tool", "#!/bin/sh\necho ran\n").Write("assets/data.bin", "\0\r\nÿ");
        File.SetUnixFileMode(Path.Combine(skill.Path, "scripts/tool"), (UnixFileMode)0b101_101_000);
        var before = Snapshot(skill);

        Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(0);

        Snapshot(skill).Should().Equal(before).And.HaveCount(4);
    }

    [Fact]
    public void Two_runs_in_a_row_find_a_clean_tree_although_tmp_is_not_ignored()
    {
        using var skill = TemporarySkill.Of("run: touch made").Committed();

        Tool.Run(skill.Root, "eval", "skills", "--require-clean").ShouldEndWith(0);
        Tool.Run(skill.Root, "eval", "skills", "--require-clean").ShouldEndWith(0);

        Directory.Exists(Path.Combine(skill.Root, "tmp/eval/tool/e1")).Should().BeTrue();
        Repository.StatusOf(skill).Should().BeEmpty();
    }

    [Fact]
    public void A_contract_outside_the_skill_has_its_fixtures_beside_it_and_quotes_the_skill()
    {
        using var skill = new TemporarySkill("", TemporarySkill.Document).Write("scripts/tool.sh", "# Prints what IN holds.\ncat \"$1\"\n");
        Directory.Delete(Path.Combine(skill.Path, "evals"), recursive: true);
        skill.Committed();
        using var elsewhere = new TemporarySkill("""
            version: 1
            experiments:
              - { name: of the document, claim: It never writes twice, fixtures: [fixtures/set], run: bash scripts/tool.sh in, stdout: from the fixture, changes: [] }
              - { name: of the header, claim: Prints what IN holds, fixtures: [fixtures/set], run: bash scripts/tool.sh none, exit: 2 }
            """).Write("evals/fixtures/set/in", "from the fixture\n");
        var contract = Path.Combine(elsewhere.Path, "evals/contract.yaml");

        var end = Tool.Run(skill.Root, "eval", "skills/tool", "--contract", contract).ShouldEndWith(1);

        end.Stdout.Should().Contain("1 passed, 1 failed").And.Contain("\nskills/tool/scripts/tool.sh:1: \"# Prints what IN holds.\"");
        Tool.Start(skill.Root, "bash", "-c", end.Field("  again:").Replace("skillcontracts eval", Tool.CommandLine + " eval", StringComparison.Ordinal)).ShouldEndWith(1);
        Repository.StatusOf(skill).Should().BeEmpty();
    }

    private static List<string> Snapshot(TemporarySkill skill) =>
    [
        .. Directory.EnumerateFiles(skill.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{file} {File.GetUnixFileMode(file)} {Convert.ToHexString(File.ReadAllBytes(file))}"),
    ];

    [Fact]
    public void A_skill_below_a_named_skill_is_run_too()
    {
        using var skill = TemporarySkill.Of("run: 'true'")
            .Write("inner/SKILL.md", TemporarySkill.Document.Replace("name: tool", "name: inner"))
            .Write("inner/evals/contract.yaml", TemporarySkill.Contract("run: exit 9"));

        Tool.Run(skill.Root, "eval", "skills/tool").ShouldEndWith(1).Stdout.Should().Contain("1 passed, 1 failed");
    }

    [Fact]
    public void A_contract_elsewhere_belongs_to_the_named_skill_and_not_to_one_below_it()
    {
        using var skill = TemporarySkill.Of("run: exit 9").Write("assets/SKILL.md", TemporarySkill.Document).Write("../../other.yaml", TemporarySkill.Contract("run: 'true'"));

        Tool.Run(skill.Root, "eval", "skills/tool", "--contract", "other.yaml").ShouldEndWith(0).Stdout.Should().Contain("1 passed, 0 failed");
    }

    [Fact]
    public void An_exit_code_that_experiments_expect_but_none_ended_with_is_not_tested()
    {
        using var skill = TemporarySkill.Of("run: exit 1\nscript: scripts/tool.sh\nexit: nonzero").Write("scripts/tool.sh", "");

        Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(0).Stdout.Should()
            .Contain("SKILL.md:13: not tested: exit code 2 of scripts/tool.sh: output exists; no experiment that expects this exit code ended with it");
    }

    [Fact]
    public void Exit_codes_are_seen_although_the_parent_ignored_the_end_of_children()
    {
        using var skill = TemporarySkill.Of("run: exit 7");
        const string ignoring = "import os,signal,sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execvp(sys.argv[1], sys.argv[1:])";

        Tool.Start(skill.Root, "bash", "-c", $"exec python3 -c {ShellWord.Quote(ignoring)} {Tool.CommandLine} eval skills").ShouldEndWith(1).Stdout.Should().Contain("got 7");
    }
}
