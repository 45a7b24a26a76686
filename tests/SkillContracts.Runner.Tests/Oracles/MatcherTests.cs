using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Oracles;

/// <summary>Each matcher is seen to hold and to fail.</summary>
public sealed class MatcherTests
{
    private const string TwoLines = "run: printf 'wrote 3 rows\\ndone\\n'\n";
    private const string Json = "run: echo '{\"a\":{\"n\":1.0,\"s\":\"x-1\"},\"l\":[1,2,3],\"t\":true,\"z\":null}'\n";
    private const string Database = "run: sqlite3 o.db \"create table t(id integer, name text, w real); insert into t values (1,'007',2.5),(2,null,3)\"\nrequires: [sqlite3]\n";

    [Theory]
    [InlineData(TwoLines + "stdout: |\n  wrote 3 rows\n  done")]
    [InlineData(TwoLines + "stdout: |\n  wrote [..] rows\n  done")]
    [InlineData(TwoLines + "stdout: |\n  ...\n  done")]
    [InlineData(TwoLines + "stdout: |\n  wrote 3 rows\n  ...")]
    [InlineData(TwoLines + "stdout: |\n  ...\n  wrote 3 rows\n  ...\n  done\n  ...")]
    [InlineData(TwoLines + "stdout: { is: \"wrote 3 rows\\ndone\\n\" }")]
    [InlineData(TwoLines + "stdout: { has: [3 rows, done], lacks: [error], matches: ['^wrote \\d+ rows$', '^done$'] }")]
    [InlineData("run: \"true\"\nstdout: \"\"")]
    [InlineData("run: printf '\\033[31mred\\033[0m\\033]0;title\\007'\nstdout: red")]
    [InlineData("run: echo 001\nstdout: 001")]
    [InlineData(Json + "stdout: { json: { a: { n: 1, s: 'x-[..]' }, l: [1, 2, 3], t: true, z: null } }")]
    [InlineData(Json + "stdout: { json: { l: [\"...\", 3] } }")]
    [InlineData(Json + "stdout: { json: { l: [1, \"...\"] } }")]
    [InlineData(Json + "stdout: { json: { l: [\"...\", 2, \"...\"] } }")]
    [InlineData("run: printf a > o.txt\nfiles: { o.txt: { is: a }, other.txt: absent, o.*: exists }\nchanges: [o.txt]")]
    [InlineData("run: mkdir out && touch out/a out/b\nfiles: { 'out/*': { is: \"\" }, out: exists }\nchanges: [out]")]
    [InlineData("run: mkdir -p a/b && touch a/b/c.csv\nchanges: ['**/*.csv']")]
    [InlineData("fixtures: { in: x }\nrun: cp in copy && mv copy in\nchanges: []")]
    [InlineData(Database + "files: { o.db: { sql: { select count(*) from t: 2, 'select id, name, w from t': [[1, '007', 2.5], [2, null, 3]], select id from t: [1, 2] } } }")]
    [InlineData(Database + "files: { o.db: { sql: { select * from t where id > 9: [] } } }")]
    [InlineData("run: mkdir -p a/b && touch a/b/c d\nchanges: ['**']")]
    [InlineData("run: mkdir -p a/b && touch a/b/c a/d\nchanges: ['a/**']")]
    [InlineData("run: mkdir -p a/b/x && touch a/b/x/c.txt x.txt\nchanges: ['**/x/**', 'x.txt']")]
    [InlineData("run: printf 'a\\n\\n'\nstdout: \"a\\n\\n\"")]
    [InlineData("run: printf 'done\\n'\nstdout: { has: \"done\\n\" }")]
    [InlineData("run: printf '\\357\\273\\277{}' > o.json\nfiles: { o.json: { json: {} } }")]
    [InlineData("run: printf '\\033[31mred'\nstdout: { has: \"\\e[31m\" }")]
    [InlineData("run: printf a > o.sh && chmod 750 o.sh\nfiles: { o.sh: { mode: 750 } }")]
    [InlineData("run: printf a > o.sh && chmod 4755 o.sh\nfiles: { o.sh: { mode: 4755 } }")]
    [InlineData("run: printf a > o.sh && chmod +x o.sh\nfiles: { o.sh: { mode: +x } }")]
    [InlineData("run: printf a > o.sh\nfiles: { o.sh: { mode: -x, is: a } }")]
    [InlineData("run: printf 'a\\n\\303\\244\\n' > o.txt\nfiles: { o.txt: { encoding: utf-8, eol: lf } }")]
    [InlineData("run: printf 'a\\r\\nb' > o.txt\nfiles: { o.txt: { encoding: ascii, eol: crlf } }")]
    [InlineData("run: printf '\\357\\273\\277a' > o.txt\nfiles: { o.txt: { encoding: utf-8-bom, eol: lf } }")]
    [InlineData("run: printf '\\377\\376a\\0\\r\\0\\n\\0' > o.txt\nfiles: { o.txt: { encoding: utf-16le, eol: crlf } }")]
    [InlineData("run: printf '\\376\\377\\0a\\377\\375' > o.txt\nfiles: { o.txt: { encoding: utf-16be } }")]
    [InlineData("run: exit 4\nexit: [3, 4]")]
    [InlineData("run: exit 4\nexit: 3-5")]
    [InlineData("run: exit 4\nexit: nonzero")]
    public void A_check_that_holds_passes(string keys) => Verdict(keys).Should().Be(VerdictKind.Pass);

    [Theory]
    [InlineData(TwoLines + "stdout: wrote 3 rows")]
    [InlineData(TwoLines + "stdout: |\n  wrote [..] columns\n  done")]
    [InlineData(TwoLines + "stdout: |\n  ...\n  rows\n  ...")]
    [InlineData(TwoLines + "stdout: |\n  done\n  wrote 3 rows")]
    [InlineData(TwoLines + "stdout: |\n  wrote 3 rows\n  done\n  more")]
    [InlineData(TwoLines + "stdout: \"\"")]
    [InlineData(TwoLines + "stdout: { has: [done, missing] }")]
    [InlineData(TwoLines + "stdout: { lacks: done }")]
    [InlineData(TwoLines + "stdout: { matches: ^rows }")]
    [InlineData(TwoLines + "stdout: { json: {} }")]
    [InlineData(TwoLines + "stderr: done")]
    [InlineData(Json + "stdout: { json: { a: { n: 2 } } }")]
    [InlineData(Json + "stdout: { json: { a: { n: '1' } } }")]
    [InlineData(Json + "stdout: { json: { a: { missing: 1 } } }")]
    [InlineData(Json + "stdout: { json: { l: [1, 2] } }")]
    [InlineData(Json + "stdout: { json: { l: [1, 2, 3, 4] } }")]
    [InlineData(Json + "stdout: { json: { l: [\"...\", 4] } }")]
    [InlineData(Json + "stdout: { json: { t: 'true' } }")]
    [InlineData(Json + "stdout: { json: { z: false } }")]
    [InlineData("run: printf a > o.txt\nfiles: { o.txt: { is: b } }")]
    [InlineData("run: printf 'a\\r\\n' > o.txt\nfiles: { o.txt: { is: a } }")]
    [InlineData("run: touch o.txt\nfiles: { o.txt: absent }")]
    [InlineData("run: touch o.txt\nfiles: { p.txt: exists }")]
    [InlineData("run: touch o.txt\nfiles: { 'p.*': { has: x } }")]
    [InlineData("run: touch o.txt\nchanges: []")]
    [InlineData("run: touch o.txt p.txt\nchanges: [o.txt]")]
    [InlineData("run: mkdir empty\nchanges: []")]
    [InlineData("fixtures: { in: x }\nrun: echo y > in\nchanges: [out]")]
    [InlineData("fixtures: { in: x }\nrun: rm in\nchanges: []")]
    [InlineData("fixtures: { in: x }\nrun: chmod 600 in\nchanges: []")]
    [InlineData("fixtures: { in: x }\nrun: printf y > in && touch -d 2000-01-01 in\nchanges: []")]
    [InlineData(Database + "files: { o.db: { sql: { select count(*) from t: 3 } } }")]
    [InlineData(Database + "files: { o.db: { sql: { select name from t where id = 1: 7 } } }")]
    [InlineData(Database + "files: { o.db: { sql: { select id from t: [2, 1] } } }")]
    [InlineData(Database + "files: { o.db: { sql: { select nothing from t: 1 } } }")]
    [InlineData(Database + "files: { o.db: { sql: { select name from t where id = 2: 'NULL ' } } }")]
    [InlineData("run: echo no database > o.db\nfiles: { o.db: { sql: { select 1: 1 } } }")]
    [InlineData("run: ln -s /etc/passwd o.txt\nfiles: { o.txt: { has: root } }")]
    [InlineData("run: mkfifo o.txt\nfiles: { o.txt: { has: x } }")]
    [InlineData("run: printf '\\033[31mred'\nstdout: { lacks: \"\\e[31m\" }")]
    [InlineData("run: printf '\\033[31mred'\nstdout: { matches: '^\\x1b\\[32m' }")]
    [InlineData("run: printf 'a\\n\\n'\nstdout: a")]
    [InlineData("run: printf '\\n\\n'\nstdout: \"\"")]
    [InlineData("run: mkdir -p sub/.git && touch sub/.git/x\nchanges: []")]
    [InlineData("fixtures: { d/f: x }\nrun: chmod 777 d\nchanges: []")]
    [InlineData("fixtures: { d/f: x }\nrun: rm -r d\nchanges: []")]
    [InlineData("run: touch \"$(printf 'a%.0s' $(seq 200))\"\nchanges: ['*a*a*a*a*a*a*a*a*a*a*a*a*a*b']")]
    [InlineData("run: echo '{\"n\":1e-40}'\nstdout: { json: { n: 0 } }")]
    [InlineData("run: printf '{\"s\":\"\\\\ud800\"}'\nstdout: { json: { s: x } }")]
    [InlineData(Database + "files: { o.db: { sql: { select 9007199254740993: 9007199254740992 } } }")]
    [InlineData(Database + "files: { o.db: { sql: { select id from t where id = $id: 1 } } }")]
    [InlineData(Database + "files: { o.db: { sql: { select name from t where id = 2: 'NULL' } } }")]
    [InlineData(Database + "files: { o.db: { sql: { \"select 'NULL'\": null } } }")]
    [InlineData("run: printf a > o.sh && chmod 750 o.sh\nfiles: { o.sh: { mode: 755 } }")]
    [InlineData("run: printf a > o.sh && chmod 2755 o.sh\nfiles: { o.sh: { mode: 755 } }")]
    [InlineData("run: printf a > o.sh\nfiles: { o.sh: { mode: +x } }")]
    [InlineData("run: printf a > o.sh && chmod +x o.sh\nfiles: { o.sh: { mode: -x } }")]
    [InlineData("run: printf 'a\\344b' > o.txt\nfiles: { o.txt: { encoding: utf-8 } }")]
    [InlineData("run: printf '\\357\\273\\277a' > o.txt\nfiles: { o.txt: { encoding: utf-8 } }")]
    [InlineData("run: printf '\\357\\273\\277a' > o.txt\nfiles: { o.txt: { encoding: ascii } }")]
    [InlineData("run: printf a > o.txt\nfiles: { o.txt: { encoding: utf-8-bom } }")]
    [InlineData("run: printf '\\303\\244' > o.txt\nfiles: { o.txt: { encoding: ascii } }")]
    [InlineData("run: printf '\\377\\376a' > o.txt\nfiles: { o.txt: { encoding: utf-16le } }")]
    [InlineData("run: printf '\\376\\377\\330\\0\\0a' > o.txt\nfiles: { o.txt: { encoding: utf-16be } }")]
    [InlineData("run: printf '\\376\\377\\0a' > o.txt\nfiles: { o.txt: { encoding: utf-16le } }")]
    [InlineData("run: printf 'a\\nb\\r\\n' > o.txt\nfiles: { o.txt: { eol: lf } }")]
    [InlineData("run: printf 'a\\r\\nb\\n' > o.txt\nfiles: { o.txt: { eol: crlf } }")]
    [InlineData("run: printf 'a\\rb\\n' > o.txt\nfiles: { o.txt: { eol: lf } }")]
    [InlineData("run: mkdir o.txt\nfiles: { o.txt: { mode: 755 } }")]
    [InlineData("run: exit 1\nexit: 2")]
    [InlineData("run: \"true\"\nexit: nonzero")]
    [InlineData("run: printf 'printed\\n'; exit 3")]
    public void A_check_that_does_not_hold_fails(string keys) => Verdict(keys).Should().Be(VerdictKind.Fail);

    [Theory]
    [InlineData("run: printf 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'\nstdout: { matches: '^(a+)+$' }")]
    [InlineData(Database + "files: { o.db: { sql: { 'with recursive c(n) as (select 1 union all select n+1 from c) select count(*) from c': 1 } } }")]
    [InlineData("run: \"true\"\nstdout: { hass: x }")]
    [InlineData("run: \"true\"\nstdrr: x")]
    [InlineData("run: \"true\"\nexit: three")]
    [InlineData("run: \"true\"\nstdout: { matches: '(' }")]
    [InlineData("run: { a: b }")]
    [InlineData("run: \"true\"\nstdout: { has: '' }")]
    [InlineData("run: python3 scripts/typo.py\nexit: 2")]
    [InlineData("run: node scripts/typo.mjs\nexit: 1")]
    [InlineData("run: bash scripts/typo.sh\nexit: nonzero")]
    [InlineData("run: ./typo.sh\nexit: nonzero")]
    [InlineData("run: [bin/none]\nexit: 1")]
    public void A_check_that_cannot_be_made_is_inconclusive(string keys) => Verdict(keys).Should().Be(VerdictKind.Inconclusive);

    [Theory]
    [InlineData("run: printf 'a\\nb\\r\\n' > o.txt\nfiles: { o.txt: { eol: lf } }", "expected 'o.txt' with line ends lf; got crlf at the end of line 2")]
    [InlineData("run: printf 'a\\344b' > o.txt\nfiles: { o.txt: { encoding: utf-8 } }", "expected 'o.txt' in utf-8; got byte 2, 0xe4, which is not utf-8")]
    [InlineData("run: printf '\\357\\273\\277a' > o.txt\nfiles: { o.txt: { encoding: utf-8 } }", "got the byte-order mark of utf-8-bom")]
    [InlineData("run: printf a > o.sh && chmod 750 o.sh\nfiles: { o.sh: { mode: 755 } }", "expected 'o.sh' with mode 755; got mode 750")]
    [InlineData("run: echo '{\"a\":[1,2,{\"b\":3}]}'\nstdout: { json: { a: [1, 2, { b: 4 }] } }", "first difference: $.a[2].b: expected 4, got 3")]
    [InlineData("run: echo '{\"a\":{}}'\nstdout: { json: { a: { b: null } } }", "first difference: $.a has no member 'b'")]
    [InlineData("run: echo '{\"a\":null}'\nstdout: { json: { a: 1 } }", "first difference: $.a: expected 1, got null")]
    [InlineData("run: echo '{\"a\":[1,2]}'\nstdout: { json: { a: [1] } }", "$.a has 2 items, expected 1")]
    [InlineData("run: printf 'a\\nb\\nc\\n'\nstdout: \"a\\nx\\nc\"", "first difference: line 2: expected 'x', got 'b'")]
    [InlineData("run: echo abc\nstdout: { has: x }", "expected stdout to have 'x'; got 'abc'")]
    [InlineData("run: printf 'a\\nbad\\n'\nstdout: { lacks: bad }", "expected stdout without 'bad'; got it in line 2: 'bad'")]
    [InlineData("run: echo abc\nstdout: { matches: ^b }", "expected stdout to match /^b/; got 'abc'")]
    [InlineData(Database + "files: { o.db: { sql: { select id from t: [1, 3] } } }", "first difference: row 2: expected [3], got [2]")]
    public void A_failure_says_what_was_expected_and_where_it_differs(string keys, string words)
    {
        using var skill = TemporarySkill.Of(keys);

        skill.Run().Verdict.Reason.Should().Contain(words);
    }

    [Fact]
    public void A_path_in_a_pattern_stands_for_itself()
    {
        using var skill = new TemporarySkill(TemporarySkill.Contract("run: echo \"$SKILL_DIR/x\"\nstdout: { matches: '^$SKILL_DIR/x$' }"), name: "c++");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Fact]
    public void Rows_that_still_lie_in_a_write_ahead_log_are_read_and_the_database_stays_as_it_is()
    {
        const string python = "import sqlite3,os; c=sqlite3.connect('o.db'); c.execute('pragma journal_mode=wal'); c.execute('pragma wal_autocheckpoint=0'); c.execute('create table t(a)'); c.execute('insert into t values (1)'); c.commit(); os._exit(0)";
        using var skill = TemporarySkill.Of($"run: python3 -c \"{python}\"\nrequires: [python3]\nfiles: {{ o.db: {{ sql: {{ select count(*) from t: 1 }} }} }}");

        var result = skill.Run();

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
        new FileInfo(Path.Combine(result.Observation!.WorkPath, "o.db-wal")).Length.Should().BePositive();
    }

    [Theory]
    [InlineData("run: mkfifo o.db-wal && printf x > o.db\nfiles: { o.db: { sql: { select 1: 1 } } }")]
    [InlineData("run: mkfifo ../stdout && echo x && exit 1")]
    [InlineData("run: mkdir ../stdout && echo x && exit 1")]
    public void A_pipe_or_folder_in_the_place_of_a_file_does_not_hang_or_break_the_run(string keys) =>
        Verdict(keys).Should().Be(VerdictKind.Fail);

    [Fact]
    public void A_query_cannot_reach_another_database()
    {
        using var skill = TemporarySkill.Of("run: sqlite3 o.db 'create table t(a)'\nrequires: [sqlite3]\nfiles: { o.db: { sql: { \"attach 'made.db' as m\": [] } } }");

        skill.Run().Verdict.Kind.Should().Be(VerdictKind.Fail);
    }

    [Fact]
    public void A_change_of_the_skills_own_folder_fails_whatever_else_holds()
    {
        using var skill = TemporarySkill.Of("run: echo x > \"$SKILL_DIR/cache\"");

        skill.Run().Verdict.Should().Match<Verdict>(verdict => verdict.Kind == VerdictKind.Fail && verdict.Reason.Contains("created cache"));
    }

    [Fact]
    public void A_later_experiment_is_not_blamed_for_an_earlier_change_of_the_skill()
    {
        using var skill = new TemporarySkill("version: 1\nexperiments:\n  - { name: a, run: 'echo x > \"$SKILL_DIR/cache\"' }\n  - { name: b, run: 'true' }\n");

        var kinds = System.Linq.Enumerable.Select(skill.RunAll(jobs: 1), result => result.Verdict.Kind);

        kinds.Should().Equal(VerdictKind.Fail, VerdictKind.Pass);
    }

    private static VerdictKind Verdict(string keys)
    {
        using var skill = TemporarySkill.Of(keys);
        return skill.Run().Verdict.Kind;
    }
}
