using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using FluentAssertions;
using SkillContracts.Runner.Mutation;
using SkillContracts.Runner.Tests.Oracles;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests;

/// <summary>What is made wrong in an experiment that passed, and which checks notice.</summary>
public sealed class MutationTests
{
    private const string Database = "run: sqlite3 o.db \"create table t(a, b); insert into t values (1, 'x'), (2, 'y'); create table empty(a)\"";

    [Theory]
    [InlineData("run: echo a", "-Nothing +ExitCode -LastLine")]
    [InlineData("run: echo a\nstdout: a", "+Nothing +ExitCode +LastLine")]
    [InlineData("run: echo a; echo b\nstdout: { has: a }", "+Nothing +ExitCode -LastLine")]
    [InlineData("run: echo a; echo b >&2\nstderr: b", "+Nothing +ExitCode -LastLine +LastLine")]
    [InlineData("run: 'true'\nchanges: []", "-Nothing +ExitCode")]
    [InlineData("run: exit 2\nexit: [2, 3]", "+Nothing -ExitCode")]
    [InlineData("run: exit 255\nexit: [254, 255]", "+Nothing -ExitCode")]
    [InlineData("run: kill -KILL $$\nexit: 137", "+Nothing +ExitCode")]
    [InlineData("run: echo abcd > x\nchanges: [x]", "-Nothing +ExitCode -HalfFile")]
    [InlineData("run: echo abcd > x\nfiles: { x: exists }", "+Nothing +ExitCode -HalfFile")]
    [InlineData("run: echo abcd > x\nfiles: { x: { is: abcd } }", "+Nothing +ExitCode +HalfFile")]
    [InlineData("run: echo abcd > x\nfiles: { '*': { matches: d$ } }", "+Nothing +ExitCode +HalfFile")]
    [InlineData("run: touch empty; mkdir d; ln -s d l; mkfifo p\nfiles: { empty: exists }", "+Nothing +ExitCode")]
    [InlineData("run: rm x\nfixtures: { x: a }\nfiles: { x: absent }", "+Nothing +ExitCode")]
    [InlineData("run: printf 'id,n\\n1,\"a\\nb\"\\n\\n' > x.csv\nfiles: { x.csv: { sql: { SELECT max(n) > '' FROM x: 1 } } }", "+Nothing +ExitCode +HalfFile +LostRow")]
    [InlineData("run: printf 'id\\tn\\r\\n1\\ta\\r\\n2\\tb' > x.tsv\nfiles: { x.tsv: { sql: { SELECT n FROM x WHERE id = 1: a } } }", "+Nothing +ExitCode +HalfFile -LostRow")]
    [InlineData("run: printf 'id,n\\n' > x.csv\nfiles: { x.csv: { has: 'id,n' } }", "+Nothing +ExitCode +HalfFile")]
    [InlineData(Database + "\nfiles: { o.db: exists }", "+Nothing +ExitCode -HalfFile -LostRow")]
    [InlineData(Database + "\nfiles: { o.db: { sql: { SELECT b FROM t WHERE a = 1: x } } }", "+Nothing +ExitCode +HalfFile -LostRow")]
    [InlineData(Database + "\nfiles: { o.db: { sql: { SELECT count(*) FROM t: 2 } } }", "+Nothing +ExitCode +HalfFile +LostRow")]
    [InlineData("run: sqlite3 o.db \"create table t(a, b, primary key (a, b)) without rowid; insert into t values (1, 2), (1, 3)\"\nfiles: { o.db: { sql: { SELECT count(*) FROM t: 2 } } }", "+Nothing +ExitCode +HalfFile +LostRow")]
    [InlineData("run: sqlite3 o.db \"create table t(a); insert into t values (1); create trigger r before delete on t begin select raise(abort, 'no'); end\"\nfiles: { o.db: { sql: { SELECT count(*) FROM t: 1 } } }", "+Nothing +ExitCode +HalfFile +LostRow")]
    [InlineData("run: sqlite3 o.db \"create table t(a primary key); create table u(t references t on delete cascade); insert into t values (1); insert into u values (1)\"\nfiles: { o.db: { sql: { SELECT count(*) FROM u: 1 } } }", "+Nothing +ExitCode +HalfFile -LostRow +LostRow")]
    public void Every_kind_is_noticed_by_a_check_that_looks_at_it_and_by_no_other(string keys, string mutants)
    {
        using var skill = TemporarySkill.Of(keys);

        Told(skill).Should().Be(mutants);
    }

    [Fact]
    public void A_database_that_still_writes_its_log_loses_a_row_too_and_gets_all_of_its_files_back()
    {
        const string write = "import os, sqlite3; d = sqlite3.connect('o.db'); d.executescript('pragma journal_mode=wal; create table t(a); insert into t values (1), (2)'); d.commit(); os._exit(0)";
        using var noticed = TemporarySkill.Of($"run: python3 -c \"{write}\"\nfiles: {{ o.db: {{ sql: {{ SELECT count(*) FROM t: 2 }} }} }}");
        using var unnoticed = TemporarySkill.Of($"run: python3 -c \"{write}\"\nfiles: {{ o.db: {{ sql: {{ SELECT min(a) FROM t: 1 }} }} }}");

        Told(noticed).Should().Be("+Nothing +ExitCode +HalfFile +LostRow");
        Told(unnoticed).Should().EndWith("-LostRow");
        File.Exists(Path.Combine(unnoticed.Run().Observation!.WorkPath, "o.db-wal")).Should().BeTrue();
    }

    [Theory]
    [InlineData("SELECT count(*) FROM owner: 2", "+Nothing +ExitCode +HalfFile +LostRow -LostRow")]
    [InlineData("SELECT name FROM owner WHERE id = 1: Ada", "+Nothing +ExitCode +HalfFile -LostRow -LostRow")]
    public void A_sheet_loses_its_last_row(string query, string mutants)
    {
        using var skill = TemporarySkill.Of($"run: cp \"$SKILL_DIR/made.xlsx\" o.xlsx\nfiles: {{ o.xlsx: {{ sql: {{ {query} }} }} }}");
        File.WriteAllBytes(Path.Combine(skill.Path, "made.xlsx"), Workbooks.Bytes(workbook =>
        {
            foreach (var (name, rows) in new[] { ("owner", 2), ("item", 3), ("empty", 0) })
            {
                var sheet = workbook.AddWorksheet(name);
                sheet.Cell("A1").SetValue("id");
                sheet.Cell("B1").SetValue("name");
                for (var row = 1; row <= rows; row++)
                {
                    sheet.Cell(row + 1, 1).SetValue(row);
                    sheet.Cell(row + 1, 2).SetValue("Ada");
                }
            }
        }));

        Told(skill).Should().Be(mutants);
    }

    [Theory]
    [InlineData("stdout", "run: echo a; echo b", "a\nb\n", "+Nothing +ExitCode +LastLine")]
    [InlineData("stderr", "run: echo a; echo b >&2", "b\n", "+Nothing +ExitCode -LastLine +LastLine")]
    [InlineData("x", "run: echo ab > x", "ab\n", "+Nothing +ExitCode +HalfFile")]
    [InlineData("tree", "run: echo ab > x", "x\n", "+Nothing +ExitCode -HalfFile")]
    public void A_snapshot_notices_and_none_is_received(string what, string run, string kept, string mutants)
    {
        using var skill = TemporarySkill.Of($"{run}\nsnapshot: [{what}]").Write($"evals/snapshots/it.{what}.verified.txt", kept);

        Told(skill).Should().Be(mutants);
        Directory.GetFiles(Path.Combine(skill.Path, "evals/snapshots")).Should().ContainSingle();
    }

    [Fact]
    public void Each_step_is_made_wrong_and_judged_in_the_state_that_it_left()
    {
        using var skill = TemporarySkill.Of("steps:\n  - { run: echo one > x, files: { x: { is: one } } }\n  - { run: echo two > x; echo three > y, files: { x: { is: two } } }\n  - { run: rm y; cat x, stdout: two }\nfiles: { x: { is: two } }");

        var mutants = Run(skill).Mutants!;

        Told(mutants).Should().Be("+Nothing +Nothing +Nothing +ExitCode +HalfFile +ExitCode -HalfFile +ExitCode +LastLine");
        mutants.Single(mutant => mutant.IsNoticed == false).Should().Match<Mutant>(mutant => mutant.Change == "in step 2, 'y' cut to its first half" && mutant.Place.Line == 6);
    }

    [Fact]
    public void A_file_of_an_early_step_is_judged_by_what_the_last_one_and_the_experiment_expect()
    {
        using var by = TemporarySkill.Of("steps: [{ run: echo abcd > x }, { run: 'true' }]\nfiles: { x: { is: abcd } }");
        using var kept = TemporarySkill.Of("steps: [{ run: echo abcd > x }, { run: 'true' }]\nsnapshot: [x]").Write("evals/snapshots/it.x.verified.txt", "abcd\n");
        using var never = TemporarySkill.Of("steps: [{ run: echo abcd > x }, { run: echo efgh > x }]\nfiles: { x: { is: efgh } }");

        Told(by).Should().Be("+Nothing -Nothing +ExitCode +HalfFile +ExitCode");
        Told(kept).Should().Be("+Nothing -Nothing +ExitCode +HalfFile +ExitCode");
        Told(never).Should().Be("-Nothing +Nothing +ExitCode -HalfFile +ExitCode");
    }

    [Theory]
    [InlineData("steps: [{ run: printf 'id\\n1\\n2\\n' > a.csv }, { run: cp a.csv b.csv }, { run: cmp a.csv b.csv && echo same, stdout: same }]\nfiles: { b.csv: { sql: { SELECT count(*) FROM b: 2 } } }", "+Nothing +Nothing +Nothing +ExitCode +HalfFile +LostRow +ExitCode +HalfFile +LostRow +ExitCode +LastLine")]
    [InlineData("steps: [{ run: echo abcd > a }, { run: echo abcd > b, changes: [b] }, { run: cmp a b && echo same, stdout: same }]", "+Nothing +Nothing +Nothing +ExitCode +HalfFile +ExitCode +HalfFile +ExitCode +LastLine")]
    [InlineData("steps: [{ run: echo abcd > a }, { run: rm a; echo done, stdout: done, changes: [a] }]", "-Nothing +Nothing +ExitCode -HalfFile +ExitCode +LastLine")]
    [InlineData("steps: [{ run: echo abcd > a }, { run: test -s a && rm a && echo done, stdout: done, changes: [a] }]", "+Nothing +Nothing +ExitCode -HalfFile +ExitCode +LastLine")]
    [InlineData("steps: [{ run: echo abcd > a; ln a \"$HOME/a\" }, { run: cat \"$HOME/a\"; cat a >&2, stdout: abcd }]", "+Nothing +Nothing +ExitCode -HalfFile +ExitCode +LastLine -LastLine")]
    public void What_only_a_later_command_looks_at_is_tried_with_it(string keys, string mutants)
    {
        using var skill = TemporarySkill.Of(keys);

        Told(skill).Should().Be(mutants);
    }

    [Theory]
    [InlineData("x\\n", "")]
    [InlineData("\\n", "")]
    [InlineData("\\r\\n", "")]
    [InlineData("x\\r\\n", "")]
    [InlineData("x", " +HalfFile")]
    [InlineData("xy\\n", " +HalfFile")]
    public void A_file_that_would_lose_its_last_line_end_only_is_not_halved(string text, string mutants)
    {
        using var skill = TemporarySkill.Of($"run: printf '{text}' > a\nfiles: {{ a: {{ is: \"{text.Replace("\\\\", "\\")}\" }} }}");

        Told(skill).Should().Be("+Nothing +ExitCode" + mutants);
    }

    [Fact]
    public void Replaced_by_nothing_the_command_finds_fixtures_and_setup_and_later_steps_run()
    {
        using var skill = TemporarySkill.Of("fixtures: { a: in }\nsetup: echo made > b\ngit: true\nsteps:\n  - run: 'true'\n  - { run: cat a b; git log --format=%s, stdout: \"inmade\\nfixtures\" }");

        Told(skill).Should().Be("-Nothing +Nothing +ExitCode +ExitCode +LastLine");
    }

    [Fact]
    public void A_run_that_cannot_be_judged_is_neither_noticed_nor_unnoticed()
    {
        using var skill = TemporarySkill.Of("steps: [{ run: \"printf '#!/bin/sh\\\\necho hi\\\\n' > go; chmod +x go\" }, { run: [./go], stdout: hi }]");

        Told(skill).Should().StartWith("?Nothing +Nothing");
    }

    [Theory]
    [InlineData("run: exit 1")]
    [InlineData("run: 'true'\nrequires: [no-such-tool]")]
    [InlineData("run: exit 1\nbroken: issue 12")]
    public void What_does_not_pass_is_reported_as_ever_and_not_made_wrong(string keys)
    {
        using var skill = TemporarySkill.Of(keys);

        var result = Run(skill);

        result.Mutants.Should().BeNull();
        result.Verdict.Should().BeEquivalentTo(skill.Run().Verdict);
    }

    [Fact]
    public void Without_the_wish_nothing_is_made_wrong()
    {
        using var skill = TemporarySkill.Of("run: 'true'");

        skill.Run().Mutants.Should().BeNull();
    }

    [Fact]
    public void All_files_are_afterwards_what_the_command_left_with_mode_times_and_other_names()
    {
        using var skill = TemporarySkill.Of("run: |\n  printf 'id\\n1\\n2\\n' > a.csv; chmod 640 a.csv; touch -d 2001-02-03T04:05:06 a.csv; ln a.csv b.csv\n  printf 'binary\\0\\377' > c; chmod 400 c\nfiles: { a.csv: exists }");

        var work = Run(skill).Observation!.WorkPath;

        File.ReadAllText(Path.Combine(work, "a.csv")).Should().Be("id\n1\n2\n");
        File.GetUnixFileMode(Path.Combine(work, "a.csv")).Should().Be((UnixFileMode)Convert.ToInt32("640", 8));
        File.GetLastWriteTimeUtc(Path.Combine(work, "a.csv")).Should().Be(new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        File.AppendAllText(Path.Combine(work, "b.csv"), "3\n");
        File.ReadAllText(Path.Combine(work, "a.csv")).Should().EndWith("3\n", "they are still one file");
        File.ReadAllBytes(Path.Combine(work, "c")).Should().Equal([.. "binary\0"u8, 255]);
        File.GetUnixFileMode(Path.Combine(work, "c")).Should().Be(UnixFileMode.UserRead);
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(work)!).Select(Path.GetFileName).Should().NotContain(["idle", "aside"]);
    }

    [Fact]
    public void A_file_comes_back_although_judging_throws()
    {
        using var skill = TemporarySkill.Of("run: echo abcd > x");
        var observation = skill.Run().Observation!;
        var file = Path.Combine(observation.WorkPath, "x");
        var alteration = Alterations.Of(observation).OfType<FileAlteration>().Single();
        string? seen = null;

        var act = () => alteration.Judge([observation], 0, _ =>
        {
            seen = File.ReadAllText(file);
            throw new InvalidOperationException();
        });

        act.Should().Throw<InvalidOperationException>();
        seen.Should().Be("ab");
        File.ReadAllText(file).Should().Be("abcd\n");
    }

    [Fact]
    public void The_next_step_does_not_see_what_was_made_wrong()
    {
        using var skill = TemporarySkill.Of("steps:\n  - { run: printf 'id\\n1\\n2\\n' > a.csv }\n  - { run: cat a.csv; ls -A .., stdout: { has: \"id\\n1\\n2\\n\", lacks: [aside, idle] }, changes: [] }");

        var result = Run(skill);

        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
    }

    [Fact]
    public void A_link_in_the_place_of_the_folder_for_trials_is_not_followed()
    {
        using var skill = TemporarySkill.Of("run: mkdir -p \"$TMPDIR/victim\"; touch \"$TMPDIR/victim/kept\"; ln -s \"$TMPDIR/victim\" ../idle; ln -s \"$TMPDIR/victim\" ../aside; echo abcd > x\nallow: [outside]");

        var result = Run(skill);

        result.Mutants.Should().NotBeNull(result.Verdict.Reason);
        var folder = result.Observation!.Folder;
        File.Exists(Path.Combine(folder.Temporary, "victim/kept")).Should().BeTrue();
    }

    [Fact]
    public void At_most_twenty_files_of_a_step_are_made_wrong()
    {
        using var skill = TemporarySkill.Of("run: for i in $(seq 30); do echo abcd > $i; done");

        Run(skill).Mutants!.Count(mutant => mutant.Kind == MutantKind.HalfFile).Should().Be(20);
    }

    [Fact]
    public void The_sandbox_gives_the_same_mutants()
    {
        const string keys = "steps: [{ run: echo abcd > x }, { run: cat x; pwd, stdout: { has: abcd } }]";
        using var open = TemporarySkill.Of(keys);
        using var closed = TemporarySkill.Of(keys, IsolationChoice.Sandbox);

        Told(closed).Should().Be(Told(open)).And.Be("+Nothing +Nothing +ExitCode +HalfFile +ExitCode -LastLine");
    }

    [Fact]
    public void A_stand_in_is_there_when_another_step_does_nothing()
    {
        using var skill = TemporarySkill.Of("fake: { mail: echo sent }\nsteps: [{ run: mail, stdout: sent }, { run: mail, stdout: sent }]");

        Told(skill).Should().Be("+Nothing +Nothing +ExitCode +LastLine +ExitCode +LastLine");
    }

    [Theory]
    [InlineData("run: echo done 3 rows", "judge stdout, such as 'stdout: { has: \"done 3 rows\" }'")]
    [InlineData("run: echo '}'", "judge all of stdout, or keep it with 'snapshot: [stdout]'")]
    [InlineData("run: touch x y.json; echo a > y.json", "add 'files: { y.json: { json: … } }'")]
    [InlineData("run: rm x\nfixtures: { x: a }", "add 'files: { x: absent }'")]
    [InlineData("run: echo more >> 'x y'\nfixtures: { x y: a }", "add 'files: { \"x y\": { is: … } }'")]
    [InlineData("run: 'true'", "let the command print what it has found, and judge stdout")]
    public void The_cure_names_what_the_command_did(string keys, string cure)
    {
        using var skill = TemporarySkill.Of(keys);

        Run(skill).Mutants![0].Cure.Should().StartWith(cure);
    }

    [Theory]
    [InlineData(Database, "files: { o.db: { sql: { SELECT count(*) FROM t: 2 } } }")]
    [InlineData("run: printf 'a,b\\n1,2\\n' > 'x y.csv'", "files: { \"x y.csv\": { sql: { SELECT count(*) FROM \"x y\": 1 } } }")]
    [InlineData("run: cp \"$SKILL_DIR/made.xlsx\" o.xlsx", "files: { o.xlsx: { xlsx: { sheets: { owner: { rows: 3 }, item: { rows: 4 } } } } }")]
    public void The_cure_for_a_lost_row_holds_and_notices_it(string keys, string cure)
    {
        using var weak = TemporarySkill.Of(keys);
        using var strong = TemporarySkill.Of($"{keys}\n{cure}");
        File.WriteAllBytes(Path.Combine(weak.Path, "made.xlsx"), Workbooks.Sample);
        File.WriteAllBytes(Path.Combine(strong.Path, "made.xlsx"), Workbooks.Sample);

        var mutants = Run(weak).Mutants!;

        mutants.First(mutant => mutant.Kind == MutantKind.LostRow).Should().Match<Mutant>(mutant => mutant.IsNoticed == false && mutant.Cure == $"add '{cure}'");
        var result = Run(strong);
        result.Verdict.Kind.Should().Be(VerdictKind.Pass, result.Verdict.Reason);
        result.Mutants!.First(mutant => mutant.Kind == MutantKind.LostRow).IsNoticed.Should().BeTrue();
    }

    private static string Told(TemporarySkill skill) => Told(Run(skill).Mutants!);

    private static string Told(IEnumerable<Mutant> mutants) =>
        string.Join(' ', mutants.Select(mutant => (mutant.IsNoticed switch { true => "+", false => "-", null => "?" }) + mutant.Kind));

    private static ExperimentResult Run(TemporarySkill skill)
    {
        var result = new SkillRunner(2, skill.Isolation, mutate: true).Start(skill.Load(), null, _ => { }, CancellationToken.None).Single().GetAwaiter().GetResult();
        result.Verdict.Reason.Should().NotContain("the tool failed").And.NotContain("the run failed");
        return result;
    }
}
