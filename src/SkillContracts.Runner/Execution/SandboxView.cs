using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace SkillContracts.Runner.Execution;

/// <summary>What a script in the sandbox sees of the disk: neutral paths, the same on every machine.</summary>
internal sealed class SandboxView
{
    private const string Work = "/work";
    private const string Home = "/home/user";
    private const string Temporary = "/tmp";
    private const string Repository = "/repo";

    private readonly (string Outside, string Inside)[] _written;
    private readonly string _skillSource;
    private readonly string _skillTarget;

    /// <param name="folder">The experiment's folder.</param>
    /// <param name="skillPath">The skill's folder.</param>
    /// <param name="root">The repository's root.</param>
    public SandboxView(WorkFolder folder, string skillPath, string root)
    {
        (_skillSource, _skillTarget) = ShowsRepository(skillPath, root) ? (root, Repository) : (skillPath, "/skills/" + Path.GetFileName(skillPath));
        _written = [(folder.Work, Work), (folder.Home, Home), (folder.Temporary, Temporary), (folder.Tools, "/tools"), (folder.Origin, "/origin.git")];
    }

    /// <summary>A real path as the script sees it; one that is not among what it is shown stays as it is.</summary>
    public string Inside(string path)
    {
        foreach (var (outside, inside) in _written.Append((_skillSource, _skillTarget)))
        {
            if (RealPath.IsBelow(path, outside))
            {
                return inside + path[outside.Length..];
            }
        }

        return path;
    }

    /// <summary>The options of bubblewrap, each with NUL behind it.</summary>
    public byte[] Options()
    {
        var options = new List<string>(32);
        foreach (var (outside, inside) in _written.Where(path => Directory.Exists(path.Outside)))
        {
            options.AddRange(["--bind", outside, inside]);
        }

        options.AddRange(["--ro-bind", _skillSource, _skillTarget]);
        if (_skillTarget == Repository)
        {
            HideGit(options);
        }

        options.AddRange(["--remount-ro", "/", "--chdir", Work]);
        return [.. SandboxMounts.Options, .. Encoding.UTF8.GetBytes(string.Join('\0', options) + "\0")];
    }

    /// <summary>Git's folder may hold a token (actions/checkout leaves one in its config), and no run needs it.</summary>
    private void HideGit(List<string> options)
    {
        var git = Path.Combine(_skillSource, ".git");
        if (Directory.Exists(git))
        {
            options.AddRange(["--tmpfs", Repository + "/.git", "--remount-ro", Repository + "/.git"]);
        }
        else
        {
            options.AddRange(["--ro-bind", "/dev/null", Repository + "/.git"]);
        }
    }

    /// <summary>The whole repository, so that files beside the skill are found; not where it is a home with everything in it.</summary>
    private static bool ShowsRepository(string skillPath, string root) =>
        RealPath.IsBelow(skillPath, root) && Path.Exists(Path.Combine(root, ".git")) && new FileInfo(Path.Combine(root, ".git")).LinkTarget is null && !SandboxMounts.HoldsHome(root);
}
