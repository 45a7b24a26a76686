using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Code;
using Xunit;

namespace SkillContracts.Model.Tests.Code;

public class ScriptFactsShellTests
{
    [Theory]
    [InlineData("exit 3", "3")]
    [InlineData("exit \"3\"", "3")]
    [InlineData("exit -1", "255")]
    [InlineData("[ -f x ] || exit 4\nexit 0", "4 0")]
    [InlineData("if ! test -f x; then echo no; exit 5; fi\nexit 0", "5 0")]
    [InlineData("case x in\n  a) exit 6 ;;\nesac\nexit 0", "6 0")]
    [InlineData("rc=0\n[ -f x ] || rc=7\nexit $rc", "0 7")]
    [InlineData("rc=8\nexit \"${rc}\"", "8")]
    [InlineData("die() { echo \"$1\"; exit \"${2:-1}\"; }\n[ -f x ] || die no\n[ -f y ] || die no 9\nexit 0", "1 9 0")]
    [InlineData("fail() { local code=$1; exit \"$code\"; }\nfail 10\nexit 0", "10 0")]
    [InlineData("( exit 3 )\necho done", "3?")]
    [InlineData("main() {\n  [ -f x ] || return 11\n  return 0\n}\nmain \"$@\"", "11 0")]
    [InlineData("#!/bin/bash\nname=${1:?usage}\necho ok", "1")]
    [InlineData("#!/bin/sh\nname=${1:?usage}\necho ok", "2?")]
    [InlineData("echo 'exit 3' # exit 4\necho done", "")]
    [InlineData("cat <<EOF\nexit 3\nEOF\necho done", "")]
    [InlineData("cat <<-'EOF'\n\texit 3\n\tEOF\necho done", "")]
    [InlineData("x=$(foo; exit 3)\necho \"$x\"", "")]
    [InlineData("echo \"a $(echo \"exit 5\") b\"; exit 6", "6")]
    [InlineData("if [[ $x =~ ^(a|b)$ ]]; then exit 7; fi\nexit 0", "7 0")]
    [InlineData("args=(one two)\n(( x > 1 )) && exit 8\nexit 0", "8 0")]
    public void Of_reads_the_exits_of_a_shell(string text, string codes) => Facts.OfShell(text + "\n").Codes().Should().Be(codes);

    [Theory]
    [InlineData("exit $?")]
    [InlineData("exit")]
    [InlineData("rc=$?\nexit $rc")]
    [InlineData("exit $((a + b))")]
    [InlineData("exit \"$unset\"")]
    [InlineData("die() { exit \"$2\"; }\ndie no \"$code\"\nexit 0")]
    [InlineData("set -e\nexit 0")]
    [InlineData("set -euo pipefail\nexit 0")]
    [InlineData("set -o errexit\nexit 0")]
    [InlineData("source lib.sh\nexit 0")]
    [InlineData(". ./lib.sh\nexit 0")]
    [InlineData("trap 'rm x; exit 1' INT\nexit 0")]
    [InlineData("eval \"$code\"\nexit 0")]
    [InlineData("exec python3 other.py")]
    [InlineData("grep -q x file")]
    [InlineData("if true; then\n  exit 0\nfi")]
    public void Of_says_that_further_codes_are_possible(string text) => Facts.OfShell(text + "\n").CodesUnknown.Should().NotBeNull();

    [Theory]
    [InlineData("exec 2>/dev/null\nexit 0")]
    [InlineData("set -u\nexit 0")]
    [InlineData("echo done")]
    [InlineData("run() { grep x y; }\nrun\nexit 0")]
    public void Of_knows_all_codes(string text) => Facts.OfShell(text + "\n").CodesUnknown.Should().BeNull();

    [Theory]
    [InlineData("while [ $# -gt 0 ]; do\n  case \"$1\" in\n    -n|--name) name=$2; shift 2 ;;\n    --force) force=1; shift ;;\n    *) exit 2 ;;\n  esac\ndone", "-n/--name=* --force")]
    [InlineData("for arg in \"$@\"; do case $arg in --out=*) out=${arg#*=} ;; esac; done", "--out=*")]
    [InlineData("while getopts 'ab:h' opt; do case $opt in a) x=1 ;; esac; done", "-a -b=* -h")]
    [InlineData("while getopts \":t:B\" opt; do :; done", "-t=* -B")]
    [InlineData("if [ \"$1\" = \"--all\" ]; then all=1; fi", "--all …")]
    [InlineData("path=$1", "…")]
    [InlineData("case $1 in --x) ;; esac\nexec tool \"$@\"", "--x …")]
    [InlineData("run() { tool \"$@\"; }\ncase $1 in --x) run \"$@\" ;; esac", "--x …")]
    [InlineData("go() { run \"$@\"; }\nrun() { tool \"$@\"; }\ncase $1 in --x) go \"${@:2}\" ;; esac", "--x …")]
    [InlineData("log() { tee \"$@\"; }\ncase $1 in --x) log one ;; esac", "--x")]
    [InlineData("case $1 in --x) ;; *) rest+=(\"$1\") ;; esac", "--x …")]
    [InlineData("case $1 in --x) ;; esac\nsource lib.sh", "--x …")]
    [InlineData("opts=$(getopt -o x --long name -- \"$@\")\neval set -- \"$opts\"", "…")]
    [InlineData("echo hello", "")]
    [InlineData("greet() { echo \"$1\"; }\ngreet you", "")]
    public void Of_reads_the_flags_of_a_shell(string text, string flags) => Facts.OfShell(text + "\n").Flags().Should().Be(flags);

    [Theory]
    [InlineData("case $1 in --x) ;; esac", ArgumentParser.OwnCode)]
    [InlineData("for a in \"$@\"; do echo; done", ArgumentParser.OwnCode)]
    [InlineData("[ $# -eq 0 ] && exit 1", ArgumentParser.OwnCode)]
    [InlineData("echo $HOME", ArgumentParser.None)]
    public void Of_tells_whether_arguments_are_read(string text, ArgumentParser parser) => Facts.OfShell(text + "\n").Parser.Should().Be(parser);

    [Fact]
    public void Of_reads_usage_texts_of_here_documents() => Facts.OfShell("""
        usage() {
          cat >&2 <<EOF
        Usage: x.sh [--all]
        Exit codes: 0 fine
        EOF
          exit 2
        }
        cat > settings <<EOF
        usage: none
        EOF
        """).HelpTexts.Select(help => $"{help.Line}: {help.Text.Replace("\n", "/")}").Should().Equal("3: Usage: x.sh [--all]/Exit codes: 0 fine/");

    [Fact]
    public void Of_names_the_words_and_the_line() => Facts.OfShell("""
        #!/usr/bin/env bash
        die() {
          echo "$1" >&2
          exit "$2"
        }
        [ -f x ] ||
          die missing 66
        exit 0
        """).Codes.Select(code => $"{code.Line}: {code.Text}").Should().Equal("7: die missing 66", "8: exit 0");
}
