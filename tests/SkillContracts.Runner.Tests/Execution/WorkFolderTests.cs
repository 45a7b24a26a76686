using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Execution;

public sealed class WorkFolderTests
{
    [Fact]
    public void A_command_runs_in_a_fresh_folder_outside_the_repository()
    {
        using var skill = TemporarySkill.Of("run: pwd > where; ls -A | wc -l | tr -d ' '\nstdout: \"1\"");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
        File.ReadAllText(Path.Combine(result.Observation!.WorkPath, "where")).Trim().Should().EndWith("/work").And.NotStartWith(skill.Root);
    }

    [Fact]
    public void A_link_in_tmp_eval_leads_to_the_work_folder_and_git_ignores_it()
    {
        using var skill = TemporarySkill.Of("run: echo hello > made");

        skill.Run();

        File.ReadAllText(Path.Combine(skill.Root, "tmp/eval/tool/e1/made")).Should().Be("hello\n");
        File.ReadAllText(Path.Combine(skill.Root, "tmp/eval/.gitignore")).Should().Be("*\n");
    }

    [Fact]
    public void A_second_run_starts_afresh_in_the_folder_of_the_first()
    {
        using var skill = TemporarySkill.Of("run: test ! -e made && mkdir made && touch .hidden \"$HOME/x\" \"$TMPDIR/y\" && ls -A \"$HOME\" \"$TMPDIR\" && chmod 700 .\nstdout: { has: [x, y] }");
        var first = skill.Run();

        var second = skill.Run();

        second.Verdict.Kind.Should().Be(VerdictKind.Pass, second.Verdict.Reason);
        second.Observation!.WorkPath.Should().Be(first.Observation!.WorkPath);
        second.Observation.Changes.Should().BeEquivalentTo(first.Observation.Changes);
    }

    [Theory]
    [InlineData("work")]
    [InlineData("home")]
    [InlineData("tmp")]
    public void A_folder_that_a_script_replaced_by_a_link_is_not_followed_by_the_next_run(string folder)
    {
        using var skill = TemporarySkill.Of($"run: mkdir -p \"$SKILL_DIR/../precious\" && touch \"$SKILL_DIR/../precious/kept\" && cd .. && mv {folder} gone && ln -s \"$SKILL_DIR/../precious\" {folder}");
        skill.Run();

        skill.Run();

        File.Exists(Path.Combine(skill.Path, "../precious/kept")).Should().BeTrue();
    }

    [Fact]
    public void An_output_file_that_a_script_replaced_by_a_link_is_not_written_through()
    {
        using var skill = TemporarySkill.Of("run: echo kept > \"$SKILL_DIR/../precious\" && ln -sf \"$SKILL_DIR/../precious\" ../stdout && echo overwritten");

        skill.Run();

        File.ReadAllText(Path.Combine(skill.Path, "../precious")).Should().Be("kept\n");
    }

    [Fact]
    public void Output_of_an_earlier_run_does_not_remain()
    {
        using var skill = TemporarySkill.Of("run: test -e \"$SKILL_DIR/../ran\" || seq 1 100; touch \"$SKILL_DIR/../ran\"");
        var output = Path.Combine(Path.GetDirectoryName(skill.Run().Observation!.WorkPath)!, "stdout");
        File.Exists(output).Should().BeTrue();

        skill.Run();

        File.Exists(output).Should().BeFalse();
    }

    [Fact]
    public async Task Two_skills_of_one_name_keep_their_own_links()
    {
        using var skill = TemporarySkill.Of("run: touch one");
        skill.Run();
        var copy = Path.Combine(skill.Root, "other", "tool");
        Directory.CreateDirectory(Path.Combine(copy, "evals"));
        File.Copy(Path.Combine(skill.Path, "SKILL.md"), Path.Combine(copy, "SKILL.md"));
        File.WriteAllText(Path.Combine(copy, "evals/contract.yaml"), TemporarySkill.Contract("run: touch two"));

        _ = await new SkillRunner().Start(LoadedSkill.Load(copy), null, _ => { }, TestContext.Current.CancellationToken).Single();

        var made = Directory.EnumerateFiles(Path.Combine(skill.Root, "tmp/eval"), "*", new EnumerationOptions { RecurseSubdirectories = true });
        made.Select(Path.GetFileName).Should().Contain("one").And.Contain("two");
    }

    [Fact]
    public void A_linked_tmp_folder_is_not_followed()
    {
        using var skill = TemporarySkill.Of("run: touch made");
        var elsewhere = Directory.CreateDirectory(Path.Combine(skill.Root, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(skill.Root, "tmp"), elsewhere.FullName);

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
        elsewhere.EnumerateFileSystemInfos().Should().BeEmpty();
        Directory.Delete(Path.GetDirectoryName(result.Observation!.WorkPath)!, recursive: true);
    }

    [Fact]
    public void Inline_fixtures_are_written_and_a_shebang_makes_them_executable()
    {
        using var skill = TemporarySkill.Of("fixtures: { in/a.csv: \"id\\n1\\n\", go: \"#!/bin/sh\\ncat in/a.csv\\n\" }\nrun: ./go\nstdout: \"id\\n1\"");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void A_fixture_folder_gives_its_contents_with_their_modes_and_inner_links()
    {
        using var skill = TemporarySkill.Of("fixtures: [fixtures/set]\nrun: ./deep/tool && readlink link\nstdout: \"ran\\ndeep/tool\"").Write("evals/fixtures/set/deep/tool", "#!/bin/sh\necho ran\n");
        var folder = Path.Combine(skill.Path, "evals/fixtures/set");
        File.SetUnixFileMode(Path.Combine(folder, "deep/tool"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(folder, "link"), "deep/tool");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Theory]
    [InlineData("fixtures: [../../..]", "SKC5002")]
    [InlineData("fixtures: [fixtures/none]", "SKC5001")]
    [InlineData("fixtures: { ../escaped: x }", "SKC5002")]
    [InlineData("fixtures: { /tmp/escaped: x }", "SKC5002")]
    public void A_fixture_that_is_missing_or_outside_is_a_problem_and_not_judged(string fixtures, string rule)
    {
        using var skill = TemporarySkill.Of(fixtures + "\nrun: \"true\"");

        skill.Load().Problems.Select(problem => problem.Rule.Id).Should().Equal(rule);
        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Inconclusive);
        File.Exists(Path.Combine(skill.Root, "tmp/eval/tool/escaped")).Should().BeFalse();
    }

    [Fact]
    public void A_fixture_folder_that_is_a_link_out_of_the_skill_is_a_problem_and_not_judged()
    {
        using var skill = TemporarySkill.Of("fixtures: [fixtures/out]\nrun: \"true\"");
        Directory.CreateDirectory(Path.Combine(skill.Path, "evals/fixtures"));
        File.CreateSymbolicLink(Path.Combine(skill.Path, "evals/fixtures/out"), "/etc");

        skill.Load().Problems.Select(problem => problem.Rule.Id).Should().Equal("SKC5002");
        skill.Run().Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Inconclusive && verdict.Reason.Contains("link out of the skill"));
    }

    [Fact]
    public void A_link_inside_a_fixture_folder_that_leads_out_is_not_judged()
    {
        using var skill = TemporarySkill.Of("fixtures: [fixtures/set]\nrun: cat hosts").Write("evals/fixtures/set/a", "a");
        File.CreateSymbolicLink(Path.Combine(skill.Path, "evals/fixtures/set/hosts"), "/etc/hosts");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Inconclusive);
    }

    [Fact]
    public void With_git_the_work_folder_is_a_clean_repository_with_a_fixed_commit()
    {
        using var skill = TemporarySkill.Of("git: true\nfixtures: { a.txt: one }\nrun: git status --porcelain && git log --format='%an %aI' && git ls-files\nstdout: |\n  skillcontracts 2000-01-01T00:00:00+00:00\n  a.txt\nchanges: []");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, FailureText.Of(result, skill.Load(), ""));
    }

    [Fact]
    public void Git_finds_no_repository_around_a_work_folder()
    {
        using var skill = TemporarySkill.Of("run: git rev-parse --show-toplevel\nexit: 128\nstderr: { has: not a git repository }");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void A_failing_setup_is_inconclusive_and_says_why()
    {
        using var skill = TemporarySkill.Of("setup: [\"true\", \"echo no room >&2; false\"]\nrun: \"true\"");

        skill.Run().Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Inconclusive && verdict.Reason.Contains("ended with 1: no room"));
    }

    [Fact]
    public void A_setup_stops_at_its_first_failing_command_and_pipe()
    {
        using var skill = TemporarySkill.Of("setup: |\n  false | cat\n  touch reached\nrun: \"true\"");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Inconclusive);
    }

    [Fact]
    public void A_folder_that_a_script_made_unremovable_is_removed_by_the_next_run()
    {
        using var skill = TemporarySkill.Of("run: mkdir -p a/b && touch a/b/c && chmod 500 a/b a");
        skill.Run();

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Theory]
    [InlineData("ln -sf \"$SKILL_DIR/../precious\" ../stdin")]
    [InlineData("rm -f ../stdout; ln \"$SKILL_DIR/../precious\" ../stdout")]
    public void A_file_that_a_script_linked_to_beside_its_work_folder_is_not_written_by_the_next_run(string command)
    {
        using var skill = TemporarySkill.Of($"stdin: hello\nrun: echo kept > \"$SKILL_DIR/../precious\" && {command} && echo overwritten");
        skill.Run();

        skill.Run();

        File.ReadAllText(Path.Combine(skill.Path, "../precious")).Should().Be("kept\n");
    }

    [Fact]
    public void A_file_name_that_is_not_UTF_8_does_not_break_the_next_run()
    {
        using var skill = TemporarySkill.Of("run: touch $'\\xff' && ls -A | wc -l | tr -d ' '\nstdout: \"1\"");
        skill.Run();

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Fact]
    public void A_path_that_is_too_long_breaks_neither_the_next_run_nor_undo()
    {
        using var skill = TemporarySkill.Of("run: '[ -e $SKILL_DIR/again ] || for i in {1..600}; do mkdir folder-$RANDOM && cd folder-*; done'");
        skill.Run();
        WorkFolders.Remove(skill.Root).Should().BeEmpty();
        skill.Run();
        skill.Write("again", "");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Fact]
    public void Undo_removes_what_lies_beside_a_work_folder_that_is_gone()
    {
        using var skill = TemporarySkill.Of("run: rm -r \"$WORK\"");
        var home = skill.Run().Observation!.Folder.Home;
        Directory.Exists(home).Should().BeTrue();

        WorkFolders.Remove(skill.Root).Should().BeEmpty();

        Directory.Exists(home).Should().BeFalse();
    }

    [Fact]
    public void Skills_of_one_name_that_run_at_once_do_not_share_a_folder()
    {
        using var skill = TemporarySkill.Of("run: pwd");
        var folders = Enumerable.Range(0, 8).Select(i => Directory.CreateDirectory(Path.Combine(skill.Root, $"copies/{i}/tool/evals")).Parent!.FullName).ToList();
        foreach (var folder in folders)
        {
            File.Copy(Path.Combine(skill.Path, "SKILL.md"), Path.Combine(folder, "SKILL.md"));
            File.WriteAllText(Path.Combine(folder, "evals/contract.yaml"), TemporarySkill.Contract($"run: echo '{folder}' > mine; cat mine\nstdout: '{folder}'"));
        }

        var runner = new SkillRunner();
        var results = folders.AsParallel().WithDegreeOfParallelism(8)
            .Select(folder => runner.Start(LoadedSkill.Load(folder), null, _ => { }, TestContext.Current.CancellationToken).Single().GetAwaiter().GetResult()).ToList();

        results.Should().AllSatisfy(result => result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason));
        results.Select(result => result.Observation!.WorkPath).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("{0}/skillcontracts-x/../{1}/work")]
    [InlineData("{0}/skillcontracts-x/../{1}/e1/work")]
    [InlineData("{0}/{1}/s/e1/work")]
    [InlineData("{0}/skillcontracts-x/./e1/work")]
    public void Undo_removes_nothing_but_work_folders_whatever_a_link_in_the_repository_says(string target)
    {
        using var skill = TemporarySkill.Of("run: \"true\"");
        var victim = Directory.CreateTempSubdirectory("victim").FullName;
        Directory.CreateDirectory(Path.Combine(victim, "s/e1/work"));
        Directory.CreateDirectory(Path.Combine(victim, "e1/work"));
        Directory.CreateDirectory(Path.Combine(victim, "work"));
        Directory.CreateDirectory(Path.Combine(skill.Root, "tmp/eval/s"));
        var link = Path.Combine(skill.Root, "tmp/eval/s/e1");
        File.CreateSymbolicLink(link, string.Format(System.Globalization.CultureInfo.InvariantCulture, target, Path.GetDirectoryName(victim), Path.GetFileName(victim)));

        WorkFolders.Remove(skill.Root);

        Directory.EnumerateDirectories(victim, "work", SearchOption.AllDirectories).Should().HaveCount(3);
        Directory.Delete(victim, recursive: true);
    }

    [Fact]
    public void A_fixture_folder_with_a_pipe_is_not_judged()
    {
        using var skill = TemporarySkill.Of("setup: \"true\"\nfixtures: [fixtures/set]\nrun: \"true\"").Write("evals/fixtures/set/a", "a");
        System.Diagnostics.Process.Start("mkfifo", [Path.Combine(skill.Path, "evals/fixtures/set/pipe")]).WaitForExit();

        skill.Run().Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Inconclusive && verdict.Reason.Contains("no regular file"));
    }

    [Fact]
    public void An_argument_of_a_program_that_is_no_interpreter_is_not_a_file_of_the_skill()
    {
        using var skill = TemporarySkill.Of("run: [rm, -f, data.txt]\nchanges: []").Write("data.txt", "precious");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
        File.Exists(Path.Combine(skill.Path, "data.txt")).Should().BeTrue();
    }
}
