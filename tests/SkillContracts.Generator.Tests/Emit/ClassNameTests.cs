using FluentAssertions;
using SkillContracts.Generator.Emit;
using Xunit;

namespace SkillContracts.Generator.Tests.Emit;

public class ClassNameTests
{
    [Theory]
    [InlineData("csv-to-sqlite", "csv_to_sqlite")]
    [InlineData("CSV.To SQLite", "csv_to_sqlite")]
    [InlineData("3d-model", "_3d_model")]
    [InlineData("class", "_class")]
    [InlineData("record", "_record")]
    [InlineData("extension", "_extension")]
    [InlineData("dynamic", "_dynamic")]
    [InlineData("naïve", "na_ve")]
    [InlineData("日本", "skill_e3f9b550")]
    public void A_class_is_named_after_its_folder(string label, string name) =>
        ClassName.Wanted(new SkillIdentity("skills/" + label, label)).Should().Be(name);

    [Fact]
    public void Names_that_fold_to_one_have_a_hash_of_the_path()
    {
        var naming = Naming.Of([new("s/a_b", "a_b"), new("s/a-b", "a-b"), new("s/c", "c")]);

        naming.Names.Should().SatisfyRespectively(
            first => first.Should().Be(new ClassName("s/a-b", "a_b_" + StableHash.Of("s/a-b"))),
            second => second.Should().Be(new ClassName("s/a_b", "a_b_" + StableHash.Of("s/a_b"))),
            third => third.Should().Be(new ClassName("s/c", "c")));
    }

    [Fact]
    public void A_folder_that_is_named_like_a_hashed_name_collides()
    {
        var hashed = "x_" + StableHash.Of("a/x");

        var naming = Naming.Of([new("a/x", "x"), new("b/x", "x"), new("c/" + hashed, hashed)]);

        naming.Problems.Should().Contain(problem => problem.Rule.Id == "SKC9002");
        naming.Names.Should().ContainSingle().Which.Folder.Should().Be("b/x");
    }

    [Theory]
    [InlineData("", "811c9dc5")]
    [InlineData("foobar", "bf9cf968")]
    public void Hashes_are_those_of_the_published_test_vectors(string text, string hash) => StableHash.Of(text).Should().Be(hash);
}
