using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Execution;

[Collection(Alone.Name)]
public sealed class ChildProcessTests
{
    [Fact]
    public void Streams_are_separate_and_the_exit_code_is_the_process_own()
    {
        using var skill = TemporarySkill.Of("run: echo out; echo err >&2; echo 'exit code 0'; exit 3\nexit: 3\nstdout: \"out\\nexit code 0\"\nstderr: err");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void Standard_input_is_closed_unless_the_experiment_has_some()
    {
        using var skill = TemporarySkill.Of("run: cat; echo end\nstdout: end");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void Standard_input_reaches_the_command()
    {
        using var skill = TemporarySkill.Of("run: cat\nstdin: |\n  one\n  two\nstdout: \"one\\ntwo\"");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void A_closed_pipe_ends_a_writer_as_a_terminal_would()
    {
        using var skill = TemporarySkill.Of("run: \"yes | head -1; echo ${PIPESTATUS[0]}\"\nstdout: \"y\\n141\"");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void Writing_to_the_stderr_device_loses_nothing()
    {
        using var skill = TemporarySkill.Of("run: echo one > /dev/stderr; echo two > /dev/stderr\nstderr: \"one\\ntwo\"");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void The_callers_variables_do_not_reach_the_skill()
    {
        Environment.SetEnvironmentVariable("SECRET_OF_THE_CALLER", "hunter2");
        using var skill = TemporarySkill.Of("run: env | sort\nstdout: { lacks: [hunter2, SECRET_OF], has: [TZ=UTC, LANG=C.UTF-8, NO_COLOR=1, COLUMNS=80, CLAUDE_SKILL_DIR=$SKILL_DIR, WORK=$WORK] }");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Fact]
    public void Home_and_temporary_folder_lie_beside_the_work_folder()
    {
        using var skill = TemporarySkill.Of("run: touch \"$HOME/a\" \"$TMPDIR/b\"; dirname \"$HOME\"; dirname \"$TMPDIR\"; dirname \"$PWD\"\nchanges: []");

        var result = skill.Run();

        var folders = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(result.Observation!.WorkPath)!, "stdout"));
        folders.Distinct().Should().ContainSingle();
        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Fact]
    public void Env_of_the_contract_is_added()
    {
        using var skill = TemporarySkill.Of("env: { GREETING: hello $name, HERE: $WORK/x }\neach: [{ name: you }]\nrun: echo \"$GREETING\"; test \"$HERE\" = \"$PWD/x\"\nstdout: hello you");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void A_command_that_never_ends_is_ended_at_its_time_limit_and_fails()
    {
        using var skill = TemporarySkill.Of("run: sleep 600\ntimeout: 300ms");

        var result = skill.Run();

        result.Observation!.TimedOut.Should().BeTrue();
        result.Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Fail && verdict.Reason.Contains("an end within 0.3 s"));
    }

    [Fact]
    public void A_child_that_detached_itself_and_ignores_signals_is_gone_after_the_time_limit()
    {
        using var skill = TemporarySkill.Of("run: |\n  setsid bash -c 'trap \"\" TERM HUP INT; echo $$ > pid; while :; do sleep 1; done' &\n  while [ ! -s pid ]; do :; done\n  sleep 600\ntimeout: 2s");

        var result = skill.Run();

        IsRunning(result).Should().BeFalse();
    }

    [Fact]
    public void A_child_that_outlives_its_command_is_ended_and_does_not_delay_it()
    {
        using var skill = TemporarySkill.Of("run: |\n  setsid bash -c 'trap \"\" TERM HUP; echo $$ > pid; while :; do sleep 1; done' &\n  while [ ! -s pid ]; do :; done\ntimeout: 50s");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
        IsRunning(result).Should().BeFalse();
    }

    [Fact]
    public void A_daemon_that_cleared_its_environment_is_ended()
    {
        using var skill = TemporarySkill.Of("run: |\n  (env -i setsid /bin/bash -c 'echo $$ > pid; while :; do sleep 1; done' < /dev/null > /dev/null 2>&1 &)\n  while [ ! -s pid ]; do :; done");

        var result = skill.Run();

        IsRunning(result).Should().BeFalse();
    }

    [Fact]
    public void A_hundred_megabytes_of_output_are_read_with_bounded_memory()
    {
        using var skill = TemporarySkill.Of("run: head -c 100000000 /dev/zero | tr '\\0' x");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(100_000_000);
        new FileInfo(Path.Combine(result.Observation!.WorkPath, "../stdout")).Length.Should().Be(8 * 1024 * 1024);
    }

    [Fact]
    public void Output_that_is_too_long_to_judge_is_inconclusive()
    {
        using var skill = TemporarySkill.Of("run: head -c 9000000 /dev/zero | tr '\\0' x\nstdout: { lacks: y }");

        skill.Run().Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Inconclusive && verdict.Reason.Contains("9000000 bytes"));
    }

    [Fact]
    public void A_signal_shows_as_128_and_its_number()
    {
        using var skill = TemporarySkill.Of("run: kill -KILL $$\nexit: 137");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Theory]
    [InlineData("run: [no-such-interpreter, x]")]
    [InlineData("run: no-such-interpreter x")]
    [InlineData("run: \"true\"\nrequires: [no-such-interpreter]")]
    [InlineData("run: \"true\"\nrequires: [test -e /no/such/file]")]
    [InlineData("run: no-such-interpreter x\nexit: nonzero")]
    public void A_missing_tool_is_inconclusive(string keys)
    {
        using var skill = TemporarySkill.Of(keys);

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Inconclusive);
    }

    [Fact]
    public void Cancelling_ends_the_command_and_what_it_started()
    {
        using var skill = TemporarySkill.Of("run: echo $$ > $HOME/../pid; sleep 600\ntimeout: 50s");
        using var cancellation = new CancellationTokenSource();
        var pidFile = "";
        using var watcher = new Timer(
            _ =>
            {
                pidFile = Directory.EnumerateFiles(Path.GetTempPath(), "pid", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
                    .FirstOrDefault(file => file.Contains("skillcontracts-", StringComparison.Ordinal) && file.EndsWith("e1/pid", StringComparison.Ordinal)) ?? "";
                if (pidFile.Length > 0)
                {
                    cancellation.Cancel();
                }
            },
            null, 10, 10);

        var run = () => skill.RunUntil(cancellation.Token);

        run.Should().Throw<OperationCanceledException>();
        Process.GetProcesses().Select(process => process.Id).Should().NotContain(int.Parse(File.ReadAllText(pidFile)));
    }

    [Fact]
    public void Runs_on_one_skill_exclude_each_other_and_the_second_says_that_it_waits()
    {
        using var skill = TemporarySkill.Of("run: while [ ! -e \"$SKILL_DIR/../go\" ]; do sleep 0.01; done");
        var notices = new System.Collections.Concurrent.ConcurrentBag<string>();
        var verdicts = new VerdictKind[2];
        void LetFirstEnd(string notice)
        {
            notices.Add(notice);
            File.WriteAllText(Path.Combine(skill.Path, "../go"), "");
        }

        var threads = Enumerable.Range(0, 2).Select(i => new Thread(() =>
            verdicts[i] = new SkillRunner(jobs: 1).Start(skill.Load(), null, LetFirstEnd, TestContext.Current.CancellationToken).Single().GetAwaiter().GetResult().Verdict.Kind)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        verdicts.Should().AllBeEquivalentTo(VerdictKind.Pass);
        notices.Should().ContainSingle().Which.Should().Contain("another run on this skill goes first");
    }

    [Fact]
    public void Waiting_for_another_run_can_be_cancelled()
    {
        using var skill = TemporarySkill.Of("run: while [ ! -e \"$SKILL_DIR/../go\" ]; do sleep 0.01; done");
        using var cancellation = new CancellationTokenSource();
        var first = new Thread(() => skill.Run());
        first.Start();
        while (!Directory.Exists(Path.Combine(skill.Root, "tmp/eval/tool/e1")))
        {
            Thread.Yield();
        }

        var second = () => new SkillRunner(jobs: 1).Start(skill.Load(), null, _ => cancellation.Cancel(), cancellation.Token).Single().GetAwaiter().GetResult();

        second.Should().Throw<OperationCanceledException>();
        File.WriteAllText(Path.Combine(skill.Path, "../go"), "");
        first.Join();
    }

    private static bool IsRunning(ExperimentResult result)
    {
        var pid = File.ReadAllText(Path.Combine(result.Observation!.WorkPath, "pid")).Trim();
        return Directory.Exists("/proc/" + pid);
    }
}
