using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using FluentAssertions;
using SkillContracts.Model.Code;
using Xunit;

namespace SkillContracts.Model.Tests.Code;

public class ScriptFactsFaultTests
{
    /// <summary>A quadratic scan of this many characters would take minutes.</summary>
    private const int Size = 256 * 1024;

    private static readonly string[] Paths = ["x.py", "x.sh", "x.js"];

    private static readonly string[] Pieces =
    [
        "sys.exit(", "exit ", "2", ")", "(", "{", "}", "[", "]", "\"", "'", "'''", "\"\"\"", "`", "${", "$(", "\\", "\n", "\r\n", " ", "\t", ";", ";;", "#", "//", "/*", "*/", "/",
        "<<EOF\n", "<<-'X'\n", "EOF\n", "case $1 in\n", "esac\n", "--flag|-f)", "*)", "$@", "${1:?x}", "getopts 'ab:' o", "def f(a, b=1):\n    ", "return ", "class E(IntEnum):\n    A = 1\n",
        "import argparse\n", "parser = argparse.ArgumentParser(", "parser.add_argument('--x', choices=[", "if ", "else ", " or ", "import click\n", "@click.option(", "lambda x: ",
        "import { parseArgs } from 'node:util'\n", "parseArgs({ options: {", "process.exit(", "process.exitCode = ", "const a = ", "function f(c) {", "=> {", "? 1 : 0", "import 'commander'\n",
        ".option('-x', ", "f(", "a", "=", ",", ":", "\0", "\ud800", "é", "set -e\n", "f() {\n", "raise SystemExit", "except SystemExit:\n", "sys.argv",
    ];

    public static TheoryData<string> LongTexts()
    {
        var units = new[]
        {
            "(", "[", "{", ")", "\"", "'", "`", "${", "$(", "\"$(", "`${", "\\", "#", "/", "/*", "a", " ", ";", "\n", "\r\n", "x;", "(a,", "f(", "exit 3;", "exit $rc;", "rc=1;", "sys.exit(2);",
            "sys.exit(f(", "process.exit(a);", "a if b else ", "1 or ", "not ", "a.b.c(", "def f():", "class A:", "case a in ", "x)", ";;", "<<A ", "<<A\n", "f() { exit $1; };", "f 3;", "--x ",
            "parser.add_argument('--x', choices=A);", "parser.add_argument(", "A = [1, 2];", "import a;", "{a: ", "const a = ", "a = a;", "const a = () => {", "fail(", "\0", "\ud800", "é ",
            "if (x) process.exit(y ? 1 : 0);", "return 1;", "def f(a=1): sys.exit(a);f(2);", "function f(a) { process.exit(a) };f(2);", "die() { exit \"${2:-1}\"; };die x 3;",
        };
        return new TheoryData<string>(units);
    }

    [Theory]
    [MemberData(nameof(LongTexts))]
    public void Of_reads_long_texts_of_one_piece_in_time(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, Size / unit.Length));
        var heads = new[] { "", "import argparse\nimport sys\n", "import { parseArgs } from 'node:util'\n" };
        var watch = Stopwatch.StartNew();

        for (var i = 0; i < Paths.Length; i++)
        {
            ScriptFacts.Of(Paths[i], heads[i == 0 ? 1 : i == 2 ? 2 : 0] + text);
        }

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Of_reads_many_functions_of_a_shell_script_in_time()
    {
        var text = string.Concat(Enumerable.Range(0, 36_000).Select(i => $"f{i}(){{ exit $1;}}\nf{i} 3\n"));
        var watch = Stopwatch.StartNew();

        Facts.OfShell(text).Codes.Should().HaveCount(36_000);

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("sys.exit(3)\nx = 'open\nsys.exit(4)\n", "3 4")]
    [InlineData("sys.exit(3)\nx = '''open\nsys.exit(4)\n", "3")]
    public void Of_goes_on_behind_an_open_text_of_Python(string text, string codes) => Facts.OfPython(text).Codes().Should().Be(codes);

    [Fact]
    public void Of_takes_an_open_here_document_to_the_end() => Facts.OfShell("echo a\ncat <<EOF\nexit 3\n").Codes.Should().BeEmpty();

    [Theory]
    [InlineData("x.py", "sys.exit(3);")]
    [InlineData("x.sh", "[ -f x ] || exit 3;")]
    [InlineData("x.js", "if (x) process.exit(3);")]
    public void Of_reads_one_line_of_1_MiB(string path, string unit) => ScriptFacts.Of(path, string.Concat(Enumerable.Repeat(unit, 1024 * 1024 / unit.Length)))
        .Codes.Select(code => (code.Code, code.Line)).Should().Equal((3, 1));

    [Theory]
    [InlineData("/[")]
    [InlineData("/\\")]
    [InlineData("/[/]\\")]
    [InlineData("=/[a]\\/")]
    public void Of_goes_on_behind_patterns_that_never_end(string unit) => ScriptFacts.Of("x.js", "x = " + string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length)) + "\nprocess.exit(3);\n")
        .Codes.Select(code => (code.Code, code.Line)).Should().Equal((3, 2));

    [Theory]
    [InlineData("x = /[/]/; process.exit(3);\n")]
    [InlineData("x = 1 + / [a; y = /]/; process.exit(3);\n")]
    [InlineData("x = + /[a\\]/ ]/; process.exit(3);\n")]
    [InlineData("x = / a [ b\ny = /[']/; process.exit(3);\n")]
    public void Of_knows_where_a_pattern_ends(string text) => ScriptFacts.Of("x.js", text).Codes.Select(code => code.Code).Should().Equal(3);

    [Theory]
    [InlineData("x.js", "function f({0}) { {1} }\nf({0});\n", "process.exit(a{0});")]
    [InlineData("x.py", "def f({0}):\n  {1}\nf({0})\n", "sys.exit(a{0});")]
    public void Of_says_that_codes_are_unknown_where_thousands_of_parameters_could_be_codes(string path, string text, string exit)
    {
        var parameters = string.Join(", ", Enumerable.Range(0, 20_000).Select(i => "a" + i));
        var exits = string.Concat(Enumerable.Range(0, 20_000).Select(i => exit.Replace("{0}", i.ToString(System.Globalization.CultureInfo.InvariantCulture))));

        ScriptFacts.Of(path, "import sys\n" + text.Replace("{0}", parameters).Replace("{1}", exits)).CodesUnknown.Should().EndWith("exits with a computed code");
    }

    [Fact]
    public void Read_leaves_texts_over_1_MiB_unread() =>
        ScriptText.Read("x.py", new string('#', ScriptText.LongestText + 1)).Facts.CodesUnknown.Should().Be("the script is longer than 1 MiB");

    [Fact]
    public void Read_says_that_a_reader_failed_and_goes_on()
    {
        var script = ScriptText.Read("x.py", "#!/bin/sh\n", (_, _) => throw new InvalidOperationException());

        script.Facts.CodesUnknown.Should().Be("the script's reader failed: InvalidOperationException");
        script.Facts.FlagsUnknown.Should().Be("the script's reader failed: InvalidOperationException");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_never_throws_and_keeps_its_limits(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 4000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            foreach (var path in Paths)
            {
                var facts = ScriptFacts.Of(path, text);

                var lines = text.Count(character => character == '\n') + 1;

                facts.Codes.Where(code => code.Code < 0 || code.Code > 255 || code.Line < 1 || code.Line > lines || code.Text.Length > 60 || code.Text.Contains('\n'))
                    .Should().BeEmpty("seed {0}: {1}", seed, text);
                facts.Flags.Where(flag => flag.Names.Count == 0 || flag.Line < 1 || flag.Line > lines).Should().BeEmpty("seed {0}: {1}", seed, text);
                facts.HelpTexts.Where(help => help.Line < 1 || help.Line > lines).Should().BeEmpty("seed {0}: {1}", seed, text);
            }
        }
    }

    [Theory]
    [InlineData("x.py", "import argparse, sys\ndef main():\n    parser = argparse.ArgumentParser(description='d', epilog=\"\"\"Exit\n 0\n\"\"\")\n    parser.add_argument('-f', '--format', choices=['a', 'b'], default='a')\n    return 2 if x else 0\n\nsys.exit(main())\n")]
    [InlineData("x.sh", "#!/bin/bash\nset -u\nusage() {\n  cat <<EOF\nUsage: x [--all]\nEOF\n  exit \"${1:-2}\"\n}\nwhile [ $# -gt 0 ]; do\n  case \"$1\" in\n    --all|-a) all=1; shift ;;\n    *) usage 2 ;;\n  esac\ndone\nexit 0\n")]
    [InlineData("x.mjs", "import { parseArgs } from 'node:util';\nconst { values } = parseArgs({ options: { out: { type: 'string', short: 'o' } } });\nfunction fail(m, c = 1) { console.error(`${m}`); process.exit(c); }\nif (!values.out) fail('x', 2);\nprocess.exitCode = /a/.test(values.out) ? 0 : 3;\n")]
    public void Of_survives_every_cut_and_every_changed_character(string path, string text)
    {
        var changes = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            changes.Add(text.Substring(0, i));
            changes.Add(text.Substring(i));
            changes.AddRange("'\"({\\\n\0".Select(character => new StringBuilder(text) { [i] = character }.ToString()));
        }

        changes.Select(change => ScriptFacts.Of(path, change)).Should().NotContainNulls();
    }
}
