using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Code;
using Xunit;

namespace SkillContracts.Model.Tests.Code;

public class ScriptFactsPythonTests
{
    [Theory]
    [InlineData("sys.exit(2)", "2")]
    [InlineData("sys.exit()", "0")]
    [InlineData("sys.exit(None)", "0")]
    [InlineData("sys.exit(True)", "1")]
    [InlineData("sys.exit('no such file')", "1")]
    [InlineData("sys.exit(f'no {name}')", "1")]
    [InlineData("sys.exit('no ' + name)", "1")]
    [InlineData("sys.exit(-1)", "255")]
    [InlineData("sys.exit(0x10)", "16")]
    [InlineData("exit(3)", "3")]
    [InlineData("quit(4)", "4")]
    [InlineData("os._exit(5)", "5")]
    [InlineData("raise SystemExit", "0")]
    [InlineData("raise SystemExit(6)", "6")]
    [InlineData("raise SystemExit(6) from error", "6")]
    [InlineData("import sys as system\nsystem.exit(7)", "7")]
    [InlineData("from sys import exit\nexit(8)", "8")]
    [InlineData("if failed: sys.exit(9)", "9")]
    [InlineData("sys.exit(1 if failed else 0)", "0 1")]
    [InlineData("sys.exit(not ok)", "0 1")]
    [InlineData("sys.exit(len(found) > 0)", "0 1")]
    [InlineData("sys.exit(2 if a else 1 if b else 0)", "0 1 2")]
    [InlineData("parser.error('both')", "2")]
    [InlineData("ap = argparse.ArgumentParser()\nap.error('both')", "2")]
    [InlineData("parser.exit(3, 'text')", "3")]
    [InlineData("ctx.exit(4)", "4")]
    [InlineData("raise typer.Exit(code=5)", "5")]
    public void Of_reads_the_exits_of_Python(string line, string codes) => Facts.OfPython(line + "\n").Codes().Should().Be(codes);

    [Theory]
    [InlineData("sys.exit(code)")]
    [InlineData("sys.exit(result.returncode)")]
    [InlineData("sys.exit(len(found))")]
    [InlineData("sys.exit(run())")]
    [InlineData("raise SystemExit(code)")]
    [InlineData("signal.signal(signal.SIGINT, sys.exit)")]
    [InlineData("os.execvp('git', arguments)")]
    [InlineData("unittest.main()")]
    [InlineData("runpy.run_path('other.py')")]
    [InlineData("import helpers\nsys.path.insert(0, 'lib')")]
    [InlineData("module = importlib.import_module(name)")]
    public void Of_says_that_further_codes_are_possible(string line) => Facts.OfPython(line + "\n").CodesUnknown.Should().NotBeNull();

    [Fact]
    public void Of_names_the_line_of_a_computed_code() => Facts.OfPython("import sys\n\nsys.exit(code)\n").CodesUnknown.Should().Be("line 3: exits with a computed code");

    [Theory]
    [InlineData("# sys.exit(2)")]
    [InlineData("text = 'sys.exit(2)'")]
    [InlineData("text = '''\nsys.exit(2)\n'''")]
    [InlineData("logger.error('x')")]
    [InlineData("self.exit(2)")]
    [InlineData("def exit(code): pass\nexit(2)")]
    [InlineData("except SystemExit: raise")]
    public void Of_finds_no_exit_in_texts_and_other_calls(string line) => Facts.OfPython(line + "\n").Codes().Should().BeEmpty();

    [Fact]
    public void Of_follows_main_and_what_it_returns()
    {
        var facts = Facts.OfPython("""
            EXIT_OK = 0
            EXIT_USAGE = 64

            def check(path):
                if not path:
                    return EXIT_USAGE
                return 3 if path == "x" else EXIT_OK

            def main() -> int:
                def helper():
                    return 99
                try:
                    return check("x")
                except OSError:
                    return 4

            if __name__ == "__main__":
                sys.exit(main())
            """);

        facts.Codes.Select(code => $"{code.Line}: {code.Code} {code.Text}").Should().Equal(
            "6: 64 return EXIT_USAGE", "7: 0 return 3 if path == \"x\" else EXIT_OK", "7: 3 return 3 if path == \"x\" else EXIT_OK", "15: 4 return 4");
        facts.CodesUnknown.Should().BeNull();
    }

    [Theory]
    [InlineData("raise SystemExit(main())")]
    [InlineData("sys.exit(main(sys.argv[1:]))")]
    [InlineData("sys.exit(asyncio.run(main()))")]
    [InlineData("sys.exit(int(main()))")]
    [InlineData("sys.exit(main() or 0)")]
    public void Of_follows_main_in_each_form(string end) => Facts.OfPython("def main(): return 5\n" + end + "\n").Codes().Should().StartWith("5").And.NotContain("…");

    [Fact]
    public void Of_follows_variables_that_are_set_to_literals() =>
        Facts.OfPython("def main():\n    rc = 0\n    if x:\n        rc = 3\n    return rc\nsys.exit(main())\n").Codes().Should().Be("0 3");

    [Theory]
    [InlineData("    rc = compute()")]
    [InlineData("    rc += 1")]
    [InlineData("    rc, other = split()")]
    [InlineData("    for rc in codes: pass")]
    [InlineData("    with open(x) as rc: pass")]
    public void Of_does_not_guess_variables_that_are_computed(string set) =>
        Facts.OfPython("def main():\n    rc = 0\n" + set + "\n    return rc\nsys.exit(main())\n").CodesUnknown.Should().EndWith("exits with a computed code");

    [Fact]
    public void Of_follows_codes_that_callers_hand_in() => Facts.OfPython("""
        def fail(message, code=1):
            print(message)
            sys.exit(code)

        fail("a")
        fail("b", 3)
        fail("c", code=4)
        """).Codes().Should().Be("1 3 4");

    [Fact]
    public void Of_does_not_guess_codes_that_callers_compute() =>
        Facts.OfPython("def fail(code):\n    sys.exit(code)\nfail(result.code)\n").Codes().Should().Be("…");

    [Fact]
    public void Of_follows_enumerations_and_tables() => Facts.OfPython("""
        class Exit(IntEnum):
            OK = 0
            CONFIG = 78

        CODES = {"clean": 0, "dirty": 10}

        if x:
            sys.exit(Exit.CONFIG)
        elif y:
            sys.exit(Exit.OK.value)
        sys.exit(CODES[verdict])
        """).Codes().Should().Be("78 0 0 10");

    [Fact]
    public void Of_follows_the_functions_of_sub_commands() => Facts.OfPython("""
        def add(args): return 0
        def remove(args): return 7
        a.set_defaults(func=add)
        b.set_defaults(func=remove)
        sys.exit(args.func(args))
        """).Codes().Should().Be("0 7");

    [Fact]
    public void Of_is_not_certain_of_codes_that_the_script_catches()
    {
        var facts = Facts.OfPython("import argparse\nargparse.ArgumentParser()\ntry:\n    sys.exit(2)\nexcept SystemExit as error:\n    print(error)\n");

        facts.Codes().Should().Be("2?");
        facts.UsageCode.Should().BeNull();
    }

    [Theory]
    [InlineData("parser.add_argument('path')", "")]
    [InlineData("parser.add_argument('-o', '--out', default='x')", "-o/--out=*(x)")]
    [InlineData("parser.add_argument('--json', action='store_true')", "--json")]
    [InlineData("parser.add_argument('-v', action='count', default=0)", "-v")]
    [InlineData("parser.add_argument('--format', choices=['text', 'json'], default='text')", "--format=text|json(text)")]
    [InlineData("parser.add_argument('--n', type=int, default=DEFAULT)", "--n=*(30)")]
    [InlineData("parser.add_argument('--kind', choices=sorted(KINDS))", "--kind=a|b")]
    [InlineData("parser.add_argument('--kind', choices=MAP.keys())", "--kind=c|d")]
    [InlineData("parser.add_argument('--kind', choices=load())", "--kind=*")]
    [InlineData("parser.add_argument('--kind', type=str.lower, choices=['a'])", "--kind=*")]
    [InlineData("parser.add_argument('--x', help=argparse.SUPPRESS)", "--x=*!")]
    [InlineData("parser.add_argument('--x', action=argparse.BooleanOptionalAction)", "--x/--no-x")]
    [InlineData("group = parser.add_mutually_exclusive_group()\ngroup.add_argument('--a', action='store_true')", "--a")]
    [InlineData("sub = subs.add_parser('run')\nsub.add_argument('--b', action='store_true')", "--b")]
    [InlineData("child = argparse.ArgumentParser(parents=[parser])", "")]
    [InlineData("parser.add_argument(NAME)", "--named=*")]
    public void Of_reads_flags_of_argparse(string line, string flags) => Facts.OfPython(
        "import argparse\nDEFAULT = 30\nNAME = '--named'\nKINDS = ('a', 'b')\nMAP = {'c': 1, 'd': 2}\nparser = argparse.ArgumentParser()\n" + line + "\nparser.parse_args()\n")
        .Flags().Should().Be(flags);

    [Theory]
    [InlineData("parser.add_argument(*names)")]
    [InlineData("parser.add_argument('--' + name)")]
    [InlineData("parser.add_argument(f'--{name}')")]
    [InlineData("parser.add_argument('rest', nargs=argparse.REMAINDER)")]
    [InlineData("parser.parse_known_args()")]
    [InlineData("add_common_flags(parser)")]
    [InlineData("common.add_flags(parser)")]
    [InlineData("other = argparse.ArgumentParser(parents=[common.parser()])")]
    [InlineData("other = argparse.ArgumentParser(prefix_chars='+')")]
    [InlineData("if '--debug' in sys.argv: pass")]
    [InlineData("import fire")]
    public void Of_says_that_further_flags_are_possible(string line) =>
        Facts.OfPython("import argparse\nparser = argparse.ArgumentParser()\n" + line + "\n").FlagsUnknown.Should().NotBeNull();

    [Theory]
    [InlineData("def add_common_flags(p): p.add_argument('--x')\nadd_common_flags(parser)")]
    [InlineData("args = parser.parse_args(sys.argv[1:])")]
    [InlineData("print(sys.argv[0], len(sys.argv))")]
    public void Of_knows_all_flags(string line) =>
        Facts.OfPython("import argparse\nparser = argparse.ArgumentParser()\n" + line + "\n").FlagsUnknown.Should().BeNull();

    [Theory]
    [InlineData("import argparse\nargparse.ArgumentParser()", ArgumentParser.Argparse, 2)]
    [InlineData("import click\n@click.command()\ndef main(): pass", ArgumentParser.Click, 2)]
    [InlineData("import typer\n", ArgumentParser.Click, 2)]
    [InlineData("import argparse\nargparse.ArgumentParser(exit_on_error=False)", ArgumentParser.Argparse, null)]
    [InlineData("import argparse\nclass P(argparse.ArgumentParser):\n    def error(self, text): sys.exit(1)", ArgumentParser.Argparse, null)]
    [InlineData("import argparse\ntry: pass\nexcept BaseException: pass\nargparse.ArgumentParser()", ArgumentParser.Argparse, null)]
    [InlineData("import click\nmain(standalone_mode=False)", ArgumentParser.Click, null)]
    [InlineData("import sys\npath = sys.argv[1]", ArgumentParser.OwnCode, null)]
    [InlineData("print('hello')", ArgumentParser.None, null)]
    public void Of_tells_the_parser_and_its_code(string text, ArgumentParser parser, int? code) =>
        Facts.OfPython(text + "\n").Should().Match<ScriptFacts>(facts => facts.Parser == parser && facts.UsageCode == code);

    [Theory]
    [InlineData("@click.option('--out', '-o', default='x')", "--out/-o=*(x)")]
    [InlineData("@click.option('--shout/--no-shout')", "--shout/--no-shout")]
    [InlineData("@click.option('--json', is_flag=True)", "--json")]
    [InlineData("@click.option('--kind', type=click.Choice(['a', 'b']))", "--kind=a|b")]
    [InlineData("@click.option('--x', hidden=True)", "--x=*!")]
    [InlineData("@common_options", "…")]
    [InlineData("@click.command(context_settings=dict(ignore_unknown_options=True))", "…")]
    public void Of_reads_options_of_click(string decorator, string flags) =>
        Facts.OfPython("import click\n\n@click.command()\n" + decorator + "\ndef main(): pass\n").Flags().Should().Be(flags);

    [Fact]
    public void Of_reads_help_texts_with_their_lines()
    {
        var facts = Facts.OfPython("""
            import argparse
            EPILOG = '''
            Exit codes:
              0 fine
            '''
            parser = argparse.ArgumentParser(
                description="Checks.",
                epilog=EPILOG)
            argparse.ArgumentParser(epilog=(
                "Exit codes:\n"
                "  3 odd\n"))
            """);

        facts.HelpTexts.Select(help => $"{help.Line}: {help.Text.Replace("\n", "/")}").Should().Equal("7: Checks.", "2: /Exit codes:/  0 fine/", "10: Exit codes:/  3 odd");
    }

    [Fact]
    public void Of_names_modules_that_are_not_those_of_Python() =>
        Facts.OfPython("import os, lib.paths as p\nfrom json import load\nfrom .near import x\nfrom far import y\n").Imports
            .Select(module => module.Name).Should().Equal("lib.paths", ".near", "far");

    [Fact]
    public void Of_gives_equal_facts_for_texts_that_differ_elsewhere() =>
        Facts.OfPython("import sys\nprint('a')\nsys.exit(2)\n").Should().Be(Facts.OfPython("import sys\nprint('b')\nsys.exit(2)\n"));
}
