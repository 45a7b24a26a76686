using System.Linq;
using System.Text;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Runner.Tests.Oracles;

/// <summary>Queries over CSV, TSV and folders of them.</summary>
public sealed class TableMatcherTests
{
    [Theory]
    [InlineData("id,name\n1,Ada\n2,Bob\n", "select count(*) from o: 2")]
    [InlineData("id,name\n1,Ada\n", "select name from data: Ada")]
    [InlineData("x\n1\n2.5\n-3e2\n", "select sum(x) from o: -296.5")]
    [InlineData("x\n9\n10\n", "select max(x) from o: 10")]
    [InlineData("zip,n\n007,1\n10,2\n", "select zip from o where n = 1: '007'")]
    [InlineData("zip\n007\n10\n", "select sum(zip) from o: 17")]
    [InlineData("id\n123456789012345678901234567890\n", "select id from o: 123456789012345678901234567890")]
    [InlineData("id\n123456789012345678901234567890\n", "select typeof(id) from o: text")]
    [InlineData("x\n1.50\n", "select x from o: 1.5")]
    [InlineData("a,b\n,\"\"\n", "\"select a is null, b = '' from o\": [[1, 1]]")]
    [InlineData("\"a\"\"b\",c\n\"x,y\",\"one\ntwo\"\n", "'select \"a\"\"b\", c from o': [[\"x,y\", \"one\\ntwo\"]]")]
    [InlineData("\ufeffid\r\n1\r\n2\r\n", "select group_concat(id) from o: \"1,2\"")]
    [InlineData("id,name\n1,Ada", "select name from o: Ada")]
    [InlineData("id,name\n\n1,Ada\n\n", "select count(*) from o: 1")]
    [InlineData("id,\n1,2\n", "select column_2 from o: 2")]
    [InlineData("id\n\n1\n", "select count(*) from o: 2")]
    [InlineData("select,a b\n1,2\n", "'select \"select\", \"a b\" from o': [[1, 2]]")]
    public void A_CSV_file_answers(string file, string answer) =>
        Judge("o.csv", file, $"sql: {{ {answer} }}").Should().StartWith("Pass");

    [Theory]
    [InlineData("id,name\n1,Ada\n", "got 1")]
    [InlineData("id,name\n1,Ada\n2\n", "line 3 has 1 values, the header has 2")]
    [InlineData("id,name\n\"1\n\",Ada\n2,b,c\n", "line 4 has 3 values, the header has 2")]
    [InlineData("id,name\n1,\"Ada\n", "line 2: a quote that is never closed")]
    [InlineData("id,name\n1,\"Ada\"x\n", "line 2: text behind a closing quote")]
    [InlineData("id,name\n1,A\"da\n", "line 2: a quote inside a field that is not in quotes")]
    [InlineData("id,ID\n1,2\n", "two columns are named 'id'")]
    [InlineData("", "no header row: the file is empty")]
    public void A_CSV_file_that_gives_another_answer_fails(string file, string words) =>
        Judge("o.csv", file, "sql: { select count(*) from o: 9 }").Should().StartWith("Fail").And.Contain(words);

    [Fact]
    public void A_CSV_file_that_is_not_UTF_8_fails() =>
        Workbooks.Judge("o.csv", [.. "a\n"u8, 0xe4, 0x0a], "sql: { select count(*) from o: 1 }").Should().StartWith("Fail").And.Contain("it is not UTF-8");

    [Fact]
    public void A_CSV_file_in_UTF_16_with_a_mark_is_read() =>
        Workbooks.Judge("o.csv", [0xff, 0xfe, .. Encoding.Unicode.GetBytes("a\nä\n")], "sql: { select a from o: ä }").Should().StartWith("Pass");

    [Fact]
    public void Quotes_within_a_field_of_TSV_stand_for_themselves() =>
        Judge("o.tsv", "a\tb\n5\" pipe\t\"x\ty\"\n", "sql: { 'select a, b from o': [['5\" pipe', \"x\\ty\"]] }").Should().StartWith("Pass");

    [Theory]
    [InlineData("select count(*) from item where owner_id not in (select id from owner)", "0", "Pass")]
    [InlineData("select count(*) from item where owner_id not in (select id from owner)", "1", "Fail")]
    [InlineData("select count(*) from missing", "1", "Fail")]
    public void A_folder_of_CSV_files_answers_like_a_database(string query, string value, string kind)
    {
        using var skill = TemporarySkill.Of($"fixtures: {{ out/owner.csv: \"id\\n1\\n\", out/item.tsv: \"id\\towner_id\\n5\\t1\\n\", out/notes.txt: x }}\nrun: 'true'\nfiles: {{ out: {{ sql: {{ {query}: {value} }} }} }}");

        Workbooks.Told(skill).Should().StartWith(kind);
    }

    [Theory]
    [InlineData("out/a.csv: \"x\\n\", out/A.csv: \"x\\n\"", "'true'", "select count(*) from missing", "'a.csv': another file makes a table of this name")]
    [InlineData("out/a.csv: \"x\\n\", out/b.csv: \"x\\n1,2\\n\"", "'true'", "select count(*) from b", "'b.csv': line 2 has 2 values")]
    [InlineData("out/a.csv: \"x\\n\"", "ln -s /etc/passwd out/b.csv", "select count(*) from b", "'b.csv' is a link to '/etc/passwd', outside the work folder")]
    [InlineData("out/a.csv: \"x\\n\"", "mkfifo out/b.csv", "select count(*) from b", "'b.csv' is something that is not a regular file")]
    [InlineData("out/a.txt: x", "'true'", "select 1", "no .csv or .tsv file in it")]
    [InlineData("out/sqlite_a.csv: \"x\\n\"", "'true'", "select 1", "object name reserved for internal use: sqlite_a")]
    public void A_file_of_a_folder_that_is_no_table_is_named(string fixtures, string run, string query, string words)
    {
        using var skill = TemporarySkill.Of($"fixtures: {{ {fixtures} }}\nrun: {run}\nfiles: {{ out: {{ sql: {{ {query}: 7 }} }} }}");

        Workbooks.Told(skill).Should().StartWith("Fail").And.Contain(words);
    }

    [Fact]
    public void A_query_cannot_change_the_table_for_the_next()
    {
        Judge("o.csv", "a\n1\n", "sql: { delete from o: [], select count(*) from o: 1 }").Should().StartWith("Pass");
    }

    [Fact]
    public void A_table_that_is_too_large_is_inconclusive() =>
        Judge("o.csv", "a\n" + string.Concat(Enumerable.Repeat("1\n", 1_000_001)), "sql: { select 1: 1 }")
            .Should().StartWith("Inconclusive").And.Contain("more than 1,000,000 values");

    private static string Judge(string name, string file, string checks) => Workbooks.Judge(name, Encoding.UTF8.GetBytes(file), checks);
}
