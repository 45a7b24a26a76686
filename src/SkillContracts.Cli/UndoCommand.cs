using System.IO;
using SkillContracts.Model;
using SkillContracts.Runner;

namespace SkillContracts.Cli;

/// <summary><c>undo</c>: removes what runs left; what else has changed is listed, never reverted.</summary>
internal static class UndoCommand
{
    public static ExitCode Run(string path, TextWriter output, TextWriter errors)
    {
        if (!Directory.Exists(path))
        {
            errors.WriteLine($"{SkillPaths.Shown(path)}: no such folder; name a folder of the repository");
            return ExitCode.SkillMissing;
        }

        var root = Repository.RootOf(path);
        var left = WorkFolders.Remove(root);
        foreach (var line in left)
        {
            errors.WriteLine($"{Visible.OneLine(line)}; remove it by hand");
        }

        output.WriteLine(left.Count == 0 ? "tmp/eval and its work folders are gone" : "tmp/eval stays: not all of it could be removed");
        var state = Repository.StateOf(root);
        if (state.Changes.Count > 0)
        {
            output.WriteLine("changed otherwise, and left as they are:");
        }

        foreach (var change in state.Changes)
        {
            output.WriteLine("  " + SkillPaths.Shown(change));
        }

        return left.Count == 0 ? ExitCode.Held : ExitCode.CleanUpFailed;
    }
}
