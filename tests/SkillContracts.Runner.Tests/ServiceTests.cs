using System.IO;
using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

/// <summary>Real servers: python's http.server and one of our own.</summary>
public sealed class ServiceTests
{
    private const string Server = "start: exec python3 -u -m http.server $PORT --bind 127.0.0.1";
    private const string Fetch = "python3 scripts/fetch.py";

    public static TheoryData<IsolationChoice, string> Ready => new()
    {
        { IsolationChoice.Folder, "port" },
        { IsolationChoice.Folder, "{ text: Serving HTTP }" },
        { IsolationChoice.Sandbox, "port" },
        { IsolationChoice.Sandbox, "{ text: Serving HTTP }" },
    };

    [Theory]
    [MemberData(nameof(Ready))]
    public void A_command_finds_its_server_ready_and_none_is_left(IsolationChoice isolation, string ready)
    {
        using var skill = Skill($"services:\n  web:\n    {Server}\n    ready: {ready}\nfixtures: {{ a.txt: said }}\nsteps: [{{ run: '{Fetch}', stdout: said }}, {{ run: '{Fetch}; exit 3', stdout: said, exit: 3 }}]\nchanges: []", isolation);

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
        Directory.EnumerateDirectories("/proc").Select(process => new FileInfo(process + "/cwd").LinkTarget).Should().NotContain(result.Observation!.WorkPath);
    }

    [Theory]
    [InlineData(IsolationChoice.Folder)]
    [InlineData(IsolationChoice.Sandbox)]
    public void A_server_may_show_that_it_is_ready_by_a_file(IsolationChoice isolation)
    {
        using var skill = Skill("services: { one: { start: 'trap \"echo bye >> log; exit\" TERM; touch ready; while :; do sleep 0.01; done', ready: { file: ready } } }\nrun: cat ready && echo up\nstdout: up", isolation);

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
        result.Observation!.Changes.Select(change => change.Path).Should().BeEquivalentTo("ready", "log");
    }

    [Theory]
    [InlineData("start: 'echo no room >&2; exit 1'", "the service web ended before it was ready: no room")]
    [InlineData("start: 'exit 1'", "the service web ended before it was ready: it wrote nothing")]
    [InlineData("start: 'echo waiting; sleep 60', ready: { text: never }, timeout: 1ms", "the service web was not ready within 1 s: waiting")]
    public void A_server_that_is_not_ready_leaves_the_row_undecided(string keys, string reason)
    {
        using var skill = Skill($"services: {{ web: {{ {keys} }} }}\nrun: 'true'", IsolationChoice.Folder);

        skill.Run().Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Inconclusive && verdict.Reason.Contains(reason));
    }

    [Fact]
    public void Input_output_and_the_time_limit_are_those_of_the_command()
    {
        using var skill = Skill("services: { a: { start: sleep 60, ready: { text: '' } } }\nrun: x", IsolationChoice.Folder);
        using var piped = Skill($"services: {{ web: {{ {Server} }} }}\nstdin: in\nrun: cat; echo $WEB_PORT >&2\nstdout: in\nstderr: {{ matches: '^\\d+$' }}", IsolationChoice.Folder);
        using var endless = Skill($"services: {{ web: {{ {Server} }} }}\nrun: sleep 60\ntimeout: 2s", IsolationChoice.Folder);

        skill.Load().Problems.Select(problem => problem.Rule.Id).Should().Equal("SKC3005");
        piped.Run().Verdict.Reason.Should().Contain("held");
        endless.Run().Observation!.TimedOut.Should().BeTrue();
    }

    private static TemporarySkill Skill(string keys, IsolationChoice isolation) => new TemporarySkill(TemporarySkill.Contract(keys)) { Isolation = isolation }
        .Write("scripts/fetch.py", "import os, urllib.request\nprint(urllib.request.urlopen('http://127.0.0.1:' + os.environ['WEB_PORT'] + '/a.txt').read().decode())\n");
}
