using System.Linq;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class SkillParserMutationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(2000)]
    [InlineData(3000)]
    public void Parse_never_throws_and_stays_within_the_file_for_damaged_texts(int firstSeed)
    {
        var fault = Enumerable.Range(firstSeed, 1000).Select(Mutations.FaultOf).FirstOrDefault(found => found is not null);

        fault.Should().BeNull();
    }
}
