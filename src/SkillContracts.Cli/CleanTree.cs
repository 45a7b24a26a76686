using System.IO;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Runner;

namespace SkillContracts.Cli;

/// <summary>Says whether the working tree is clean. "Cannot tell" is never taken for clean.</summary>
internal static class CleanTree
{
    private const int MostPaths = 20;

    public static bool Report(string path, TextWriter output, TextWriter errors)
    {
        var state = Repository.StateOf(path);
        if (state.IsClean)
        {
            output.WriteLine("working tree: clean");
            return true;
        }

        if (state.Unknown is { } why)
        {
            errors.WriteLine($"{SkillPaths.Shown(path)}: cannot tell whether the working tree is clean: {Visible.OneLine(why)}; run it in a git repository with git installed");
            return false;
        }

        errors.WriteLine($"{SkillPaths.Shown(path)}: the working tree is not clean ({state.Changes.Count} paths); commit or stash them");
        foreach (var change in state.Changes.Take(MostPaths))
        {
            errors.WriteLine("  " + SkillPaths.Shown(change));
        }

        return false;
    }
}
