using System.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Oracles;

/// <summary>Crashes, usage errors and missing modules, from the real programs that give them.</summary>
public sealed class AccidentTests
{
    private const string Argparse = "import argparse\np = argparse.ArgumentParser()\np.add_argument('file')\np.parse_args()\n";
    private const string Document = """
        ---
        name: tool
        description: Does what a test asks for. Use it in tests.
        ---

        | Exit code | Meaning |
        |---|---|
        | 1 | the input is damaged |
        | 2 | output exists |

        """;

    [Theory]
    [InlineData("tool.py", "open('no-such-file')\n", 1, "a crash: FileNotFoundError")]
    [InlineData("tool.py", Argparse, 2, "a usage error: tool.py: error: the following arguments are required: file")]
    [InlineData("tool.py", "import getopt, sys\ntry:\n  getopt.getopt(['-x'], '')\nexcept getopt.GetoptError as e:\n  raise\n", 1, "a crash: getopt.GetoptError")]
    [InlineData("tool.py", "import os\nos.kill(os.getpid(), 11)\n", 139, "a crash: ended by signal 11")]
    [InlineData("tool.mjs", "throw new Error('x')\n", 1, "a crash: Node.js v")]
    [InlineData("tool.mjs", "import { parseArgs } from 'node:util';\nparseArgs({ args: ['--x'] });\n", 1, "a crash: Node.js v")]
    [InlineData("tool.sh", "set -u\necho $nothing\n", 1, "a crash: ")]
    [InlineData("tool.sh", "if true\n", 2, "a crash: ")]
    [InlineData("tool.sh", "f=${1:?usage: tool.sh FILE}\n", 1, "a usage error: ")]
    [InlineData("tool.sh", "getopts a o -b || exit 2\nexit 2\n", 2, "a usage error: ")]
    [InlineData("tool.sh", "ls --no-such-option\n", 2, "a usage error: ls: unrecognized option")]
    [InlineData("tool.sh", "echo \"error: unknown option '--x'\" >&2; exit 1\n", 1, "a usage error: error: unknown option '--x'")]
    [InlineData("tool.sh", "printf 'Usage: tool [OPTIONS]\\nTry tool --help\\n\\nError: No such option: --x\\n' >&2; exit 2\n", 2, "a usage error: Error: No such option: --x")]
    public void A_code_that_agrees_by_accident_is_no_pass(string name, string script, int code, string got)
    {
        using var skill = Skill($"run: [scripts/{name}]\nexit: {(code > 2 ? "nonzero" : code)}", name, script);

        var result = skill.Run();

        result.Observation!.ExitCode.Should().Be(code);
        result.Verdict.Kind.Should().Be(VerdictKind.Fail, result.Verdict.Reason);
        result.Verdict.Failures.Should().ContainSingle().Which.Got.Should().StartWith(got);
        result.Verdict.Accident.Should().NotBeNull();
    }

    [Theory]
    [InlineData("tool.sh", "python3 -c 'open(\"no-such-file\")' || exit 3\n", "a crash: FileNotFoundError")]
    [InlineData("tool.sh", "python3 -c 'raise KeyboardInterrupt' || exit 3\n", "a crash: KeyboardInterrupt")]
    [InlineData("tool.sh", "echo starting >&2; python3 -c 'try:\n  1/0\nexcept Exception:\n  open(\"no-such-file\")' || exit 3\n", "a crash: FileNotFoundError")]
    [InlineData("tool.py", "import os, sys, traceback\ndef hook(*e):\n  traceback.print_exception(*e)\n  sys.stderr.flush()\n  os._exit(3)\nsys.excepthook = hook\n{}['x']\n", "a crash: KeyError: 'x'")]
    [InlineData("tool.sh", "node -e 'throw new Error(1)' || exit 3\n", "a crash: Node.js v")]
    public void A_crash_with_another_code_is_none_either(string name, string script, string got)
    {
        using var skill = Skill($"run: [scripts/{name}]\nexit: 3", name, script);
        using var judged = Skill($"run: [scripts/{name}]\nexit: 3\nstderr: {{ lacks: nothing }}", name, script);
        using var allowed = Skill($"run: [scripts/{name}]\nexit: 3\nallow: [crash]", name, script);
        using var expected = Skill($"run: [scripts/{name}]\nexit: 3\nstderr: {{ matches: . }}", name, script);

        skill.Run().Verdict.Failures.Should().ContainSingle().Which.Got.Should().StartWith(got);
        judged.Run().Verdict.Kind.Should().Be(VerdictKind.Fail);
        allowed.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
        expected.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Theory]
    [InlineData("import logging, sys\ntry:\n  {}['x']\nexcept KeyError:\n  logging.exception('a.csv')\nprint('error: 1 file is damaged', file=sys.stderr)\nsys.exit(2)\n", 2)]
    [InlineData("import logging, sys\ntry:\n  {}['x']\nexcept KeyError:\n  logging.exception('a.csv')\n", 0)]
    [InlineData("import sys\nprint('Traceback (most recent call last):\\n  File x\\nKeyError: 1')\nsys.exit(2)\n", 2)]
    [InlineData("import sys\nprint('Traceback (most recent call last):\\nin line 3 of the log\\nKeyError: 1', file=sys.stderr)\nsys.exit(2)\n", 2)]
    [InlineData("import sys\nprint('the log ends with Traceback (most recent call last):', file=sys.stderr)\nsys.exit(2)\n", 2)]
    public void A_traceback_that_a_program_has_gone_on_from_is_no_crash(string script, int code)
    {
        using var skill = Skill($"run: [scripts/tool.py]\nexit: {code}", "tool.py", script);

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Theory]
    [InlineData("tool.sh", "echo 'Node.js v16.2 is too old' >&2; exit 1\n", 1)]
    [InlineData("tool.sh", "echo 'panic: the alarm rings' >&2; exit 2\n", 2)]
    [InlineData("tool.sh", "echo 'conf/a.yml: line 3: syntax error' >&2; exit 1\n", 1)]
    [InlineData("tool.sh", "echo 'a.calc: 3: division by 0' >&2; exit 2\n", 2)]
    [InlineData("tool.py", "import unittest\nclass T(unittest.TestCase):\n  def test_a(self):\n    self.assertEqual(1, 2)\nunittest.main()\n", 1)]
    public void What_a_checker_or_a_test_runner_says_is_no_crash(string name, string script, int code)
    {
        using var skill = Skill($"run: [scripts/{name}]\nexit: {code}", name, script);

        var result = skill.Run();

        result.Observation!.ExitCode.Should().Be(code);
        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Theory]
    [InlineData("panic: x\\n\\ngoroutine 1 [running]:\\nmain.main()", 2)]
    [InlineData("thread 'main' panicked at src/main.rs:2:5:\\nx", 101)]
    [InlineData("Unhandled exception. System.InvalidOperationException: x", 134)]
    [InlineData("Exception in thread \"main\" java.lang.IllegalStateException: x", 1)]
    [InlineData("a.rb:1:in '<main>': x (RuntimeError)", 1)]
    [InlineData("scripts/deploy: line 3: x: unbound variable", 1)]
    [InlineData("a.sh: 3: Syntax error: end of file unexpected", 2)]
    public void A_judged_message_makes_a_crash_an_answer_with_another_code_than_the_interpreters_only(string words, int code)
    {
        var script = $"printf '{words.Replace("'", "'\\''", System.StringComparison.Ordinal)}\\n' >&2; exit $1\n";
        string Failures(int ended, string keys)
        {
            using var skill = Skill($"run: [scripts/tool.sh, '{ended}']\nexit: {ended}{keys}", "tool.sh", script);
            return string.Join("|", skill.Run().Verdict.Failures.Select(failure => failure.Got));
        }

        Failures(code, "").Should().Contain("a crash: ").And.NotContain("judge stderr");
        Failures(code, "\nstderr: { has: x }").Should().Contain("a crash: ");
        Failures(3, "").Should().Contain("a crash: ").And.Contain("judge stderr");
        Failures(3, "\nstderr: { matches: . }").Should().BeEmpty();
    }

    [Theory]
    [InlineData("tool.py", "open('no-such-file')\n", 1, "allow: [crash]")]
    [InlineData("tool.py", Argparse, 2, "allow: [usage]")]
    [InlineData("tool.py", Argparse, 2, "stderr: { has: required }")]
    [InlineData("tool.sh", "f=${1:?usage: tool.sh FILE}\n", 1, "allow: usage")]
    public void It_is_one_where_the_contract_asks_for_it(string name, string script, int code, string line)
    {
        using var skill = Skill($"run: [scripts/{name}]\nexit: {code}\n{line}", name, script);

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Theory]
    [InlineData("| 2 | output exists |", "| 2 | usage error |")]
    [InlineData("| 2 | output exists |", "| 2 | invalid arguments |")]
    public void It_is_one_where_the_document_gives_the_code_to_usage_errors(string row, string other)
    {
        using var skill = Skill("run: [scripts/tool.py]\nexit: 2", "tool.py", Argparse, Document.Replace(row, other, System.StringComparison.Ordinal));

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Fact]
    public void An_answer_that_only_looks_like_a_crash_is_an_answer()
    {
        using var skill = Skill("run: [scripts/tool.py]\nexit: 2", "tool.py", "import sys\nprint('error: x.csv: damaged', file=sys.stderr)\nsys.exit(2)\n");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Pass);
    }

    [Theory]
    [InlineData("tool.py", "import no_such_module\n", 1)]
    [InlineData("tool.py", "import no_such_module.inner\n", 0)]
    [InlineData("tool.mjs", "import 'no-such-package';\n", 1)]
    [InlineData("tool.cjs", "require('no-such-package');\n", 0)]
    [InlineData("tool.sh", "no-such-program || exit 1\n", 1)]
    public void What_is_missing_leaves_the_row_undecided(string name, string script, int expected)
    {
        using var skill = Skill($"run: [scripts/{name}]\nexit: {expected}", name, script);

        skill.Run().Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Inconclusive && verdict.Reason.Contains("did not start"));
    }

    [Theory]
    [InlineData("run: python3 scripts/gone.py", VerdictKind.Inconclusive)]
    [InlineData("run: bash $SKILL_DIR/scripts/gone.sh", VerdictKind.Inconclusive)]
    [InlineData("run: node $SKILL_DIR/scripts/gone.mjs", VerdictKind.Inconclusive)]
    [InlineData("run: [scripts/tool.sh]", VerdictKind.Fail)]
    public void A_script_that_the_contract_misses_is_told_from_one_that_a_script_misses(string run, VerdictKind expected)
    {
        using var skill = Skill(run, "tool.sh", "python3 \"${0%/*}/helper.py\"\n");

        skill.Run().Verdict.Kind.Should().Be(expected);
    }

    [Fact]
    public void A_module_of_the_skill_that_cannot_be_loaded_is_its_own_fault()
    {
        using var skill = Skill("run: [scripts/tool.py]\nexit: 0", "tool.py", "import helper\n").Write("lib/helper.py", "");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Fail);
    }

    [Fact]
    public void A_crash_turns_the_row_of_the_exit_code_red()
    {
        using var skill = Skill("run: [scripts/tool.py]\nexit: 1", "tool.py", "open('no-such-file')\n");
        var contract = skill.Load().Contract;

        var verdict = ExitCodeRow.Judge(ExitCodeRow.Claims(contract, "tool.py:1").Single(), skill.RunAll());

        verdict.Should().Match<Verdict>(row => row.Kind == VerdictKind.Fail && row.Reason.Contains("ended with 1 for another reason: a crash"));
    }

    private static TemporarySkill Skill(string keys, string name, string script, string document = Document) =>
        new TemporarySkill(TemporarySkill.Contract(keys), document).Write("scripts/" + name, script);
}
