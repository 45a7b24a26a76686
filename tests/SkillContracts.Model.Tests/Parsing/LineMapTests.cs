using System;
using System.Collections.Generic;
using System.Linq;
using FluentAssertions;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public sealed class LineMapTests
{
    private static readonly string[] Pieces = ["---\n", "a: b\n", "\n", "\r\n", "\r", "# x\n", "- y\n  z\n", "```\n", "| a |\n|---|\n", "\u2028", "\u0085", "\0", "text", "> q\n", "\t"];

    [Fact]
    public void Places_are_those_of_the_text_whoever_found_the_lines()
    {
        for (var seed = 1; seed <= 2000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var start = random.Next(text.Length + 1);
            var map = new LineMap("SKILL.md", text);
            map.PlaceOf(random.Next(text.Length + 1));
            SkillDocument.Parse(map, start, new List<Problem>());
            for (var offset = 0; offset <= text.Length; offset++)
            {
                var before = text.Substring(0, offset);
                var place = map.PlaceOf(offset);
                (place.Line, place.Column).Should().Be((before.Count(character => character == '\n') + 1, offset - before.LastIndexOf('\n')), "seed {0}, offset {1}", seed, offset);
            }

            map.LineCount.Should().Be(text.Count(character => character == '\n') + 1, "seed {0}", seed);
        }
    }

    [Fact]
    public void Lines_can_be_asked_for_in_any_order()
    {
        var map = new LineMap("SKILL.md", "one\r\ntwo\n\nfour");
        map.Has(4).Should().BeTrue();
        map.Has(5).Should().BeFalse();
        new LineMap("SKILL.md", "one\n").Has(2).Should().BeTrue();
        new LineMap("SKILL.md", "one\r\ntwo").Line(1).Should().Be("one");
        map.Line(4).Should().Be("four");
        map.StartOf(3).Should().Be(9);
    }
}
