using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FluentAssertions;
using SkillContracts.Runner.Oracles.Tables;
using Xunit;

namespace SkillContracts.Runner.Tests.Oracles.Tables;

/// <summary>What is written by the rules is read as it was; and nothing is read for ever.</summary>
public sealed class CsvReaderTests
{
    private const string Alphabet = "ab1,\"\n\r\t \0ä";

    [Theory]
    [InlineData(1, ',')]
    [InlineData(2, ',')]
    [InlineData(3, '\t')]
    public void What_was_written_is_read(int seed, char delimiter)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var rows = Rows(random);
            var lineEnd = new[] { "\n", "\r\n", "\r" }[random.Next(3)];
            var text = string.Concat(rows.Select(row => string.Join(delimiter, row.Select(field => Written(field, random))) + lineEnd));

            Read(text, delimiter).Rows.Should().BeEquivalentTo(rows, options => options.WithStrictOrdering(), text);
        }
    }

    [Theory]
    [InlineData(4, ',')]
    [InlineData(5, '\t')]
    public void Any_text_gives_records_or_a_fault_with_its_line(int seed, char delimiter)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            var (rows, fault) = Read(text, delimiter);

            rows.Sum(row => row.Sum(field => field.Length)).Should().BeLessThanOrEqualTo(text.Length, text);
            (fault ?? "line 1: ").Should().MatchRegex("^line [0-9]+: ");
        }
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_fill_memory() =>
        Read("a\n\"" + new string('x', 3 * 1024 * 1024), ',').Fault.Should().Be("line 2: a field of more than 1 MiB");

    private static (List<List<string>> Rows, string? Fault) Read(string text, char delimiter)
    {
        var reader = new CsvReader(new StringReader(text), delimiter);
        var rows = new List<List<string>>();
        while (reader.Read() is { } fields)
        {
            rows.Add([.. fields.Select(field => field.Text)]);
        }

        return (rows, reader.Fault);
    }

    private static List<List<string>> Rows(Random random) =>
        [.. Enumerable.Range(0, random.Next(5)).Select(_ => Enumerable.Range(0, 1 + random.Next(4))
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Alphabet[random.Next(Alphabet.Length)]))).ToList())];

    /// <summary>In quotes where it must be, and sometimes where it need not.</summary>
    private static string Written(string field, Random random) =>
        field.AsSpan().ContainsAny("\",\n\r\t") || random.Next(3) == 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
