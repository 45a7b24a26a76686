using FluentAssertions;
using SkillContracts.Generator.Inputs;
using Xunit;

namespace SkillContracts.Generator.Tests.Inputs;

public class RepositoryPathTests
{
    [Theory]
    [InlineData("/repo/a/SKILL.md", "a/SKILL.md")]
    [InlineData("/repo/x/../a/./SKILL.md", "a/SKILL.md")]
    [InlineData("/repo2/SKILL.md", "../repo2/SKILL.md")]
    [InlineData("/SKILL.md", "../SKILL.md")]
    [InlineData("/repo", ".")]
    public void A_path_is_relative_to_the_root(string path, string relative) => RepositoryPath.Relative("/repo", path).Should().Be(relative);

    [Theory]
    [InlineData("a/SKILL.md", "/repo/a/SKILL.md")]
    [InlineData("../repo2/SKILL.md", "/repo2/SKILL.md")]
    public void A_relative_path_has_its_absolute_one(string relative, string path) => RepositoryPath.Absolute("/repo", relative).Should().Be(path);

    [Theory]
    [InlineData("a/b", "a")]
    [InlineData("a", ".")]
    [InlineData("../a", "..")]
    [InlineData(".", null)]
    [InlineData("..", null)]
    public void The_parent_is_the_folder_above(string path, string? parent) => RepositoryPath.Parent(path).Should().Be(parent);
}
