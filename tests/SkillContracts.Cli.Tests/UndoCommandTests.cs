using System.IO;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Cli.Tests;

public sealed class UndoCommandTests
{
    [Fact]
    public void It_removes_the_work_folders_and_the_links_to_them()
    {
        using var skill = TemporarySkill.Of("run: touch made");
        Tool.Run(skill.Root, "eval", "skills").ShouldEndWith(0);
        var work = new FileInfo(Path.Combine(skill.Root, "tmp/eval/tool/e1")).LinkTarget!;
        File.Exists(Path.Combine(work, "made")).Should().BeTrue();

        Tool.Run(skill.Root, "undo").ShouldEndWith(0);

        Directory.Exists(Path.Combine(skill.Root, "tmp/eval")).Should().BeFalse();
        Directory.Exists(Path.GetFullPath(Path.Combine(work, "../../.."))).Should().BeFalse();
    }

    [Fact]
    public void It_lists_other_changes_and_reverts_none()
    {
        using var skill = TemporarySkill.Of("run: 'true'").Write("kept.txt", "old").Committed().Write("kept.txt", "new").Write("created.txt", "");

        var end = Tool.Run(skill.Path, "undo").ShouldEndWith(0);

        end.Lines.Should().Equal(
            "tmp/eval and its work folders are gone", "changed otherwise, and left as they are:", "  skills/tool/kept.txt", "  skills/tool/created.txt");
        File.ReadAllText(Path.Combine(skill.Path, "kept.txt")).Should().Be("new");
        File.Exists(Path.Combine(skill.Path, "created.txt")).Should().BeTrue();
    }

    [Fact]
    public void A_second_time_there_is_nothing_to_do()
    {
        using var skill = TemporarySkill.Of("run: 'true'");
        Tool.Run(skill.Root, "eval", "skills");
        Tool.Run(skill.Root, "undo", ".").ShouldEndWith(0);

        Tool.Run(skill.Root, "undo", ".").ShouldEndWith(0);
    }

    [Theory]
    [InlineData("precious")]
    [InlineData("skillcontracts-abc/tool/e1/work")]
    public void A_link_to_a_folder_that_is_not_ours_is_named_and_kept_with_what_it_leads_to(string folder)
    {
        using var skill = TemporarySkill.Of("run: 'true'");
        Tool.Run(skill.Root, "eval", "skills");
        var precious = Directory.CreateDirectory(Path.Combine(skill.Root, folder)).FullName;
        File.WriteAllText(Path.Combine(precious, "file"), "precious");
        File.CreateSymbolicLink(Path.Combine(skill.Root, "tmp/eval/tool/e9"), precious);

        Tool.Run(skill.Root, "undo").ShouldEndWith(7).Stderr.Should().Contain("e9: it leads to").And.EndWith("no work folder of this tool; remove it by hand\n");
        Tool.Run(skill.Root, "undo").ShouldEndWith(7);

        File.ReadAllText(Path.Combine(precious, "file")).Should().Be("precious");
        Path.Exists(Path.Combine(skill.Root, "tmp/eval/tool/e9")).Should().BeTrue();
        File.Delete(Path.Combine(skill.Root, "tmp/eval/tool/e9"));
    }

    [Theory]
    [InlineData("tmp", "eval/tool/file")]
    [InlineData("tmp/eval", "tool/file")]
    public void A_link_in_place_of_the_folder_is_refused(string link, string file)
    {
        using var skill = TemporarySkill.Of("run: 'true'").Write($"../../elsewhere/{file}", "precious");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(skill.Root, link))!);
        File.CreateSymbolicLink(Path.Combine(skill.Root, link), Path.Combine(skill.Root, "elsewhere"));

        Tool.Run(skill.Root, "undo").ShouldEndWith(7).Stderr.Should().Contain("is not followed");

        File.ReadAllText(Path.Combine(skill.Root, "elsewhere", file)).Should().Be("precious");
    }
}
