using System.IO;
using FluentAssertions;
using Xunit;

namespace SkillContracts.Runner.Tests;

public sealed class RepositoryTests
{
    [Fact]
    public void A_folder_outside_a_repository_is_not_taken_for_clean()
    {
        var folder = Directory.CreateTempSubdirectory("skill contracts test ").FullName;

        Repository.StateOf(folder).Should().Match<TreeState>(state => !state.IsClean && state.Unknown!.Contains("not in a git repository"));

        Directory.Delete(folder);
    }

    [Fact]
    public void A_folder_that_git_does_not_understand_is_not_taken_for_clean()
    {
        var folder = Directory.CreateTempSubdirectory("skill contracts test ").FullName;
        File.WriteAllText(Path.Combine(folder, ".git"), "nonsense");

        Repository.StateOf(folder).Should().Match<TreeState>(state => !state.IsClean && state.Unknown!.Contains("git status failed"));

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_worktree_whose_git_is_a_file_has_its_own_root()
    {
        var folder = Directory.CreateTempSubdirectory("skill contracts test ").FullName;
        var inner = Directory.CreateDirectory(Path.Combine(folder, "a/b")).FullName;
        File.WriteAllText(Path.Combine(folder, ".git"), "gitdir: elsewhere");

        Repository.RootOf(inner).Should().Be(folder);

        Directory.Delete(folder, recursive: true);
    }
}
