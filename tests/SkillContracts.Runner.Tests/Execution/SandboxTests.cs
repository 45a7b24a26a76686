using System;
using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Execution;

/// <summary>What the sandbox promises. They need bubblewrap, which <c>.ci/run</c> installs.</summary>
public sealed class SandboxTests
{
    [Fact]
    public void Paths_inside_are_neutral_and_expected_texts_have_them()
    {
        Passes("""
            run: |
              echo "$PWD $WORK $HOME $TMPDIR $CLAUDE_SKILL_DIR"; echo "{skill_dir} ${CLAUDE_SKILL_DIR}"; hostname
            stdout: |
              /work $WORK /home/user /tmp $SKILL_DIR
              /repo/skills/tool /repo/skills/tool
              sandbox
            """);
    }

    [Fact]
    public void Scripts_of_the_skill_are_found_and_see_their_own_folder()
    {
        using var skill = Sandboxed("run: bash scripts/tool.sh\nstdout: /repo/skills/tool/scripts").Write("scripts/tool.sh", "#!/usr/bin/env bash\ndirname \"$0\"\n");

        Judged(skill);
    }

    [Fact]
    public void A_list_starts_the_scripts_interpreter()
    {
        using var skill = Sandboxed("run: [scripts/tool.sh, $WORK]\nstdout: /work").Write("scripts/tool.sh", "echo \"$1\"\n");

        Judged(skill);
    }

    [Fact]
    public void A_program_of_the_work_folder_is_started()
    {
        Passes("fixtures: { bin/hello: \"#!/bin/sh\\necho hello\" }\nrun: [./bin/hello]\nstdout: hello");
    }

    [Fact]
    public void A_skill_outside_of_a_repository_is_shown_alone()
    {
        using var skill = Sandboxed("run: ls -A /skills /skills/tool; ls /repo\nexit: 2\nstdout: { has: [tool, SKILL.md] }");
        Directory.Delete(Path.Combine(skill.Root, ".git"));

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Fact]
    public void Files_of_other_skills_of_the_repository_can_be_read()
    {
        using var skill = Sandboxed("run: cat \"$SKILL_DIR/../other/x\"\nstdout: shared").Write("../other/x", "shared\n");

        Judged(skill);
    }

    [Fact]
    public void Gits_folder_is_hidden_because_it_may_hold_a_token()
    {
        using var skill = Sandboxed("run: ls -A \"$SKILL_DIR/../../.git\"\nstdout: \"\"").Write("../../.git/config", "token");

        Judged(skill);
    }

    [Theory]
    [InlineData("/etc/skillcontracts-fault")]
    [InlineData("/usr/skillcontracts-fault")]
    [InlineData("/skillcontracts-fault")]
    [InlineData("/dev/skillcontracts-fault")]
    [InlineData("/proc/sys/kernel/core_pattern")]
    [InlineData("/repo/skillcontracts-fault")]
    [InlineData("$SKILL_DIR/SKILL.md")]
    [InlineData("../skillcontracts-fault")]
    public void Nothing_outside_the_work_folder_can_be_written(string path)
    {
        using var skill = Sandboxed($"run: echo x >> \"{path}\"\nexit: 1\nstderr: {{ has: Read-only file system }}\nchanges: []");

        var result = Judged(skill);

        result.Observation!.IsolationNotes.Should().ContainSingle().Which.Should().Contain("a write was refused");
        result.Observation.SkillChanges.Should().BeEmpty();
    }

    [Fact]
    public void Home_temporary_folder_and_shared_memory_can_be_written()
    {
        Passes("run: touch \"$HOME/a\" \"$TMPDIR/b\" /dev/shm/c /var/tmp/d && ls /tmp\nstdout: \"b\\nd\"");
    }

    [Fact]
    public void There_is_no_network()
    {
        Passes("run: \"exec 3<>/dev/tcp/127.0.0.1/1\"\nexit: 1\nstderr: { has: refused }");
        Passes("run: \"exec 3<>/dev/tcp/192.0.2.1/80\"\nexit: 1\nstderr: { has: unreachable }");
    }

    [Fact]
    public void The_users_home_and_other_processes_cannot_be_seen()
    {
        var secret = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".skillcontracts-secret");
        File.WriteAllText(secret, "hunter2");

        Passes($"run: cat {secret}; ls /proc | grep -c '^[0-9]'; ls /run /home\nexit: 2\nstdout: {{ matches: '(?s)\\A[2-5]\\n.*user', lacks: hunter2 }}");

        File.Delete(secret);
    }

    [Fact]
    public void Root_has_no_capability_and_cannot_read_passwords()
    {
        Passes("run: grep CapEff /proc/self/status; cat /etc/shadow\nexit: 1\nstdout: { has: '0000000000000000' }\nstderr: { has: Permission denied }");
    }

    [Fact]
    public void What_a_run_makes_belongs_to_the_user()
    {
        using var skill = Sandboxed("run: mkdir d; echo x > d/f; chmod 640 d/f\nfiles: { d/f: exists }");

        var result = Judged(skill);

        File.GetUnixFileMode(Path.Combine(result.Observation!.WorkPath, "d/f")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    [Fact]
    public void The_exit_code_of_a_signal_is_that_of_a_shell()
    {
        Passes("run: kill -TERM $$\nexit: 143");
    }

    [Fact]
    public void A_crash_behind_an_expected_code_is_told()
    {
        using var skill = Sandboxed("run: kill -SEGV $$\nexit: nonzero");

        skill.Run().Verdict.Reason.Should().Contain("ended by signal 11");
    }

    [Fact]
    public void Stand_ins_and_hidden_tools_work()
    {
        Passes("without: [sed]\nfake: { curl: echo \"fake $1\" }\nrun: curl x; sed x\nexit: 127\nstdout: fake x");
    }

    [Fact]
    public void A_remote_can_be_pushed_to()
    {
        Passes("git: origin\nfixtures: { a: x }\nrun: echo y > b && git add -A && git commit -qm b && git push -q && git ls-remote origin main | wc -l\nstdout: \"1\"");
    }

    [Theory]
    [InlineData("network")]
    [InlineData("outside")]
    public void A_contract_cannot_weaken_it(string allowance)
    {
        using var skill = Sandboxed($"allow: [{allowance}]\nrun: touch started");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Inconclusive);
        result.Verdict.Reason.Should().Contain($"allow: [{allowance}]");
        result.Observations.Should().BeEmpty();
    }

    [Fact]
    public void Steps_share_the_folder()
    {
        Passes("steps:\n  - { run: echo a > $WORK/x }\n  - { run: cat x, stdout: a }");
    }

    [Fact]
    public void Processes_beyond_the_limit_are_refused()
    {
        using var skill = Sandboxed("run: for i in {1..600}; do sleep 60 & done; echo all\ntimeout: 30s");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Inconclusive);
        result.Verdict.Reason.Should().Contain("more than 512 processes");
    }

    [Fact]
    public void The_level_is_told()
    {
        using var skill = Sandboxed("run: exit 9");

        var result = skill.Run();

        result.Observation!.Isolation.Level.Should().Be(IsolationLevel.Sandbox);
        FailureText.Of(result, skill.Load(), "again").Should().MatchRegex("(?m)^  level:   sandbox \\(at most 512 processes");
    }

    [Fact]
    public void The_line_by_hand_has_the_paths_outside()
    {
        using var skill = Sandboxed("run: bash scripts/tool.sh \"$WORK\"").Write("scripts/tool.sh", "exit 9\n");

        var result = skill.Run();

        FailureText.Of(result, skill.Load(), "again").Should().Contain($"'{skill.Path}/scripts/tool.sh'").And.NotContain("/repo");
    }

    [Fact]
    public void Secrets_of_the_environment_are_not_there_and_the_cookie_is_taken_off()
    {
        Environment.SetEnvironmentVariable("SECRET_OF_THE_CALLER", "hunter2");

        Passes("run: env; cat /proc/[0-9]*/environ | tr '\\0' '\\n' | grep -v SKILLCONTRACTS_RUN\nstdout: { lacks: [hunter2, SECRET_OF, SKILLCONTRACTS_RUN], has: [LANG=C.UTF-8, WORK=/work] }");
    }

    private static TemporarySkill Sandboxed(string keys) => TemporarySkill.Of(keys, IsolationChoice.Sandbox);

    private static void Passes(string keys)
    {
        using var skill = Sandboxed(keys);
        Judged(skill);
    }

    private static ExperimentResult Judged(TemporarySkill skill)
    {
        var result = skill.Run();
        result.Verdict.Kind.Should().Be(VerdictKind.Pass, FailureText.Of(result, skill.Load(), ""));
        return result;
    }
}
