using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Experiments_of_one_skill_run_at_the_same_time()
    {
        // Each waits for the other's mark: one after the other, none would end.
        using var skill = new TemporarySkill("""
            version: 1
            experiments:
              - { name: a, run: 'touch "$SKILL_DIR/../a"; until [ -e "$SKILL_DIR/../b" ]; do sleep 0.01; done' }
              - { name: b, run: 'touch "$SKILL_DIR/../b"; until [ -e "$SKILL_DIR/../a" ]; do sleep 0.01; done' }
            """);

        var results = await Task.WhenAll(Start(new SkillRunner(jobs: 2, IsolationChoice.Folder), skill));

        results.Select(result => result.Verdict.Kind).Should().Equal(VerdictKind.Pass, VerdictKind.Pass);
    }

    [Fact]
    public async Task One_job_runs_them_one_after_the_other()
    {
        using var skill = new TemporarySkill("""
            version: 1
            experiments:
              - { name: $n, each: [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }], run: 'mkdir "$SKILL_DIR/../busy" && rmdir "$SKILL_DIR/../busy"' }
            """);

        var results = await Task.WhenAll(Start(new SkillRunner(jobs: 1, IsolationChoice.Folder), skill));

        results.Should().AllSatisfy(result => result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Results_do_not_depend_on_the_order(int seed)
    {
        var random = new Random(seed);
        using var skill = new TemporarySkill("version: 1\nexperiments:\n" + string.Concat(Enumerable.Range(0, 12).Select(i =>
            $"  - {{ name: e{i}, run: 'echo {i} > own; cat own; ls', stdout: \"{i}\\nown\", exit: {(i % 3 == 0 ? 1 : 0)}, changes: [own] }}\n")));
        var runner = new SkillRunner(jobs: 4, IsolationChoice.Folder);
        var names = Enumerable.Range(0, 12).Select(i => $"e{i}").OrderBy(_ => random.Next()).ToList();

        var results = await Task.WhenAll(names.SelectMany(name => runner.Start(skill.Load(), experiment => experiment.Name == name, _ => { }, TestContext.Current.CancellationToken)));

        results.OrderBy(result => result.Experiment.Number).Select(result => result.Verdict.Kind).Should()
            .Equal(Enumerable.Range(0, 12).Select(i => i % 3 == 0 ? VerdictKind.Fail : VerdictKind.Pass));
    }

    [Fact]
    public async Task A_change_of_the_skill_names_what_ran_meanwhile()
    {
        using var skill = new TemporarySkill("""
            version: 1
            experiments:
              - { name: a, run: 'touch "$SKILL_DIR/made" "$SKILL_DIR/../a"; until [ -e "$SKILL_DIR/../seen" ]; do sleep 0.01; done' }
              - { name: b, run: 'until [ -e "$SKILL_DIR/../a" ]; do sleep 0.01; done' }
            """);
        var runner = new SkillRunner(jobs: 2, IsolationChoice.Folder);
        var tasks = Start(runner, skill);

        var second = await tasks[1];
        File.WriteAllText(Path.Combine(skill.Path, "../seen"), "");
        var first = await tasks[0];

        first.Verdict.Failures.Should().ContainSingle().Which.Got.Should().Contain("created made");
        second.Verdict.Failures.Should().ContainSingle().Which.Got.Should().Be("created made (while E1 ran, too; run it alone to tell whose it is)");
    }

    [Fact]
    public async Task Runners_on_many_skills_never_wait_for_each_other_for_ever()
    {
        using var first = TemporarySkill.Of("each: [{ n: 1 }, { n: 2 }, { n: 3 }]\nrun: echo $n\nstdout: $n");
        using var second = TemporarySkill.Of("each: [{ n: 1 }, { n: 2 }, { n: 3 }]\nrun: echo $n\nstdout: $n");
        var runners = Enumerable.Range(0, 4).Select(_ => new SkillRunner(jobs: 2, IsolationChoice.Folder)).ToList();

        var results = await Task.WhenAll(runners.SelectMany((runner, i) => i % 2 == 0
            ? Start(runner, first).Concat(Start(runner, second))
            : Start(runner, second).Concat(Start(runner, first))));

        results.Should().HaveCount(24).And.AllSatisfy(result => result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason));
    }

    [Fact]
    public async Task Runners_that_share_their_threads_never_wait_for_each_other_for_ever()
    {
        // The other runner's experiments take all threads before the first runner comes to the last of its own.
        var others = Enumerable.Range(2, Environment.ProcessorCount).ToList();
        using var skill = TemporarySkill.Of($"each: [{{ n: 'until [ -e \"$CLAUDE_SKILL_DIR/../go\" ]; do sleep 0.01; done', id: 1 }}{string.Concat(others.Select(id => $", {{ n: 'true', id: {id} }}"))}]\nrun: bash -c $n $id");
        var (first, other) = (new SkillRunner(isolation: IsolationChoice.Folder), new SkillRunner(isolation: IsolationChoice.Folder));
        var loaded = skill.Load();
        IReadOnlyList<Task<ExperimentResult>> Queue(SkillRunner runner, int number) => runner.Start(loaded, experiment => experiment.Number == number, _ => { }, TestContext.Current.CancellationToken);
        var waiting = Queue(first, 1);
        var between = others.SelectMany(number => Queue(other, number)).ToList();
        var last = Queue(first, 2);

        File.WriteAllText(Path.Combine(skill.Path, "../go"), "");
        var results = await Task.WhenAll(waiting.Concat(between).Concat(last));

        results.Should().AllSatisfy(result => result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason));
    }

    private static IReadOnlyList<Task<ExperimentResult>> Start(SkillRunner runner, TemporarySkill skill) =>
        runner.Start(skill.Load(), null, _ => { }, TestContext.Current.CancellationToken);
}
