using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Rules;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserNameTests
{
    private const string Each = "    each: [{ format: json, out: o.json }]\n";

    [Theory]
    [InlineData("    run: convert $out --format $fromat", "Nothing fills '$fromat' here; did you mean '$format'?")]
    [InlineData("    run: convert $out --format \"${Format}\"", "Nothing fills '$Format' here; did you mean '$format'?")]
    [InlineData("    run: convert $out $format $input", "Nothing fills '$input' here; it is no column of 'each' (format, out), and nothing assigns it")]
    [InlineData("    run: convert $format ${out%.json}", "Nothing fills '$out' here; a column is filled as '$out' and nowhere else: for bash write 'x=$out' first")]
    [InlineData("    setup: touch $out; echo $OUT $format\n    run: convert", "Nothing fills '$OUT' here; did you mean '$out'?")]
    [InlineData("    run: convert $format\n    files: { $out: { has: $fomrat } }", "Nothing fills '$fomrat' here; did you mean '$format'?")]
    [InlineData("    run: [convert, $format, $Out]\n    files: { $out: exists }", "Nothing fills '$Out' here; did you mean '$out'?")]
    [InlineData("    steps: [{ run: convert $format }, { run: cmp $out $formt }]", "Nothing fills '$formt' here; did you mean '$format'?")]
    [InlineData("    run: |\n      cat > $out <<EOF\n      $formt, isn't it\n      EOF\n      convert $format", "Nothing fills '$formt' here; did you mean '$format'?")]
    [InlineData("    run: n=\"$(convert $formt 'a')\"; cat $format $out", "Nothing fills '$formt' here; did you mean '$format'?")]
    public void Parse_reports_a_misspelt_column(string keys, string message) => Messages(Each + keys).Should().Equal(message);

    [Theory]
    [InlineData("    run: cat $SKIL_DIR/a", "Nothing fills '$SKIL_DIR' here; did you mean '$SKILL_DIR'?")]
    [InlineData("    run: cat x\n    stdout: $SKILLDIR/a", "Nothing fills '$SKILLDIR' here; did you mean '$SKILL_DIR'?")]
    [InlineData("    run: cat $LIMTI\n    env: { LIMIT: '3' }", "Nothing fills '$LIMTI' here; did you mean '$LIMIT'?")]
    [InlineData("    services: { web: { start: serve $PORT } }\n    run: curl localhost:$WEBPORT", "Nothing fills '$WEBPORT' here; did you mean '$WEB_PORT'?")]
    public void Parse_reports_a_misspelt_name_without_each(string keys, string message) => Messages(keys).Should().Equal(message);

    [Theory]
    [InlineData("for f in a b; do echo $f; done")]
    [InlineData("while read -r line; do echo \"$line\"; done < in")]
    [InlineData("formats=1; echo $formats")]
    [InlineData("printf -v fromat x; echo $fromat")]
    [InlineData("declare -a outs; mapfile -t outs; echo ${outs[0]}")]
    [InlineData("while getopts a name; do echo $name; done")]
    [InlineData("echo ${fromat:-x} ${fromat-} ${fromat:?no} ${fromat+x}")]
    [InlineData("set -eu; echo $fromat")]
    [InlineData("set -o nounset; echo $fromat")]
    [InlineData(". ./lib.sh; echo $fromat")]
    [InlineData("source lib.sh; echo $fromat")]
    [InlineData("eval \"$(cat vars)\"; echo $fromat")]
    [InlineData("awk '{ print $Format, $fromat, $1, $NF }' in")]
    [InlineData("echo \\$fromat \"\\${fromat}\"")]
    [InlineData("echo x # not $fromat")]
    [InlineData("cat <<'EOF'\n        $fromat\n        EOF")]
    [InlineData("echo $HOME $PATH $RANDOM ${PIPESTATUS[0]} $BASH_SOURCE $? $$ $# $@ $1 $_ $SECONDS $LC_ALL $OUTPUT_FOLDER")]
    [InlineData("echo $(( $RANDOM % 2 )) $((n=1, n+1))")]
    [InlineData("echo 5$ \"$\" ${} $'a\\tb' $( echo )")]
    [InlineData("n=\"$(awk '{ print $total }' in)\"")]
    [InlineData("n=\"`awk '{ print $total }' in`\"")]
    [InlineData("n=\"$( (awk '{ print $total }' in) )\"")]
    [InlineData("x=\"$(printf %s \"it's\")\"; perl -ne 'print $line' in")]
    [InlineData("printf $'it\\'s'; perl -ne 'print $line' in")]
    [InlineData("(true;#don't\n        perl -ne 'print $line' in)")]
    [InlineData("cat > x <<EOF\n        I don't\n        EOF\n        perl -ne 'print $line' in")]
    [InlineData("cat > x << 'EOF'\n        echo $line\n        EOF")]
    [InlineData("n=$((1 << 2)); perl -ne 'print $line' in")]
    [InlineData("cat <<< \"it's\"; perl -ne 'print $line' in")]
    [InlineData("n=$(case a in a) echo \"$line\";; esac)")]
    [InlineData("{\t. ./lib.sh; }; echo $line")]
    [InlineData("export $(cat .env); echo $line")]
    [InlineData(": ${line:=1}; echo $line $$name")]
    public void Parse_leaves_what_bash_may_fill(string command) =>
        Messages(Each + $"    run: |\n        {command}\n        convert $format $out").Should().BeEmpty();

    [Theory]
    [InlineData("stdout: $a costs $US and $formation", "")]
    [InlineData("stdout: 'usage: tool $FORMAT $OUT'", "")]
    [InlineData("stdout: $path $PATH $home", "")]
    [InlineData("stdin: \"{{ $Values }}\"", "")]
    [InlineData("fixtures: { in.sh: 'formats=a; echo $formats' }", "")]
    [InlineData("fixtures: { in.php: '$formats = []; count($formats)' }", "")]
    [InlineData("stdin: |\n      first\n      $formats", "")]
    public void Parse_leaves_texts_that_may_be_meant_as_they_stand(string key, string none) =>
        Messages(Each + $"    run: convert $format $out\n    {key}").Should().Equal(none.Split('|', System.StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Parse_leaves_what_bash_sets_beside_a_column_of_nearly_that_name() =>
        Messages("    each: [{ path: a, home: b }]\n    run: ls $path $home $PATH $HOME").Should().BeEmpty();

    [Fact]
    public void Parse_takes_a_default_at_the_top_for_what_another_experiment_fills()
    {
        Skills.ParseContract("version: 1\nsetup: mkdir $folder\nexperiments:\n  - { name: $folder, each: [{ folder: a }], run: ls }\n  - { name: n$x, each: [{ x: '1' }], run: ls }\n", files: [])
            .Problems.Where(problem => problem.Rule.Id is "SKC3013" or "SKC3014").Should().BeEmpty();
    }

    [Theory]
    [InlineData("    run: convert $format", "Nothing uses the column 'out' of 'each'; write '$out' where its value belongs, in 'name' if it is a label, or drop it")]
    [InlineData("    run: convert $format\n    files: { '${out}': exists }", null)]
    [InlineData("    run: convert\n    fixtures: { in: '$format$out' }", null)]
    [InlineData("    services: { web: { start: 'serve $out' } }\n    run: convert '$format'", null)]
    [InlineData("    claim: the $out\n    steps: [{ run: a, stdin: $format }]", null)]
    public void Parse_reports_a_column_that_nothing_uses(string keys, string? message) => Messages(Each + keys).Should().Equal(message is null ? [] : new[] { message });

    [Fact]
    public void Parse_takes_a_column_in_the_name_for_a_label() =>
        Skills.ParseContract("version: 1\nexperiments:\n  - name: reads $what\n    each: [{ what: a }, { what: b }]\n    run: 'true'\n").Messages().Should().BeEmpty();

    [Fact]
    public void Parse_reports_each_name_once_at_its_text()
    {
        var parsed = Skills.ParseContract("version: 1\nexperiments:\n  - name: n\n    each: [{ format: a }, { format: b }]\n    run: echo $fromat $fromat $format\n");

        parsed.Problems.Where(problem => problem.Rule == RuleTable.UnknownName).Select(problem => problem.Place.Line).Should().Equal(5);
    }

    [Fact]
    public void Parse_reads_thousands_of_columns_and_names()
    {
        var names = Enumerable.Range(0, 5000).Select(number => $"column{number}");
        var keys = $"    each: [{{ {string.Join(", ", names.Select(name => name + "x: a"))} }}]\n    run: echo {string.Join(" ", names.Select(name => $"${name}yz"))}";

        Messages(keys).Should().HaveCount(10_000).And.OnlyContain(message => message.Length < 300);
    }

    private static string[] Messages(string keys) =>
        Skills.ParseContract("version: 1\nexperiments:\n  - name: n\n" + keys + "\n").Problems
            .Where(problem => problem.Rule == RuleTable.UnknownName || problem.Rule == RuleTable.UnusedColumn).Select(problem => problem.Message).ToArray();
}
