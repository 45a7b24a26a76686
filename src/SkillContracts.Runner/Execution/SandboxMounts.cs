using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace SkillContracts.Runner.Execution;

/// <summary>What every sandbox of this process has: the namespaces, the system's folders and the tools on PATH, all read-only.</summary>
internal static class SandboxMounts
{
    /// <summary>The system's folders; of another Linux only those that it has.</summary>
    private static readonly string[] SystemFolders =
    [
        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt", "/nix", "/snap", "/gnu",
        "/var/lib/texmf", "/var/lib/gems", "/var/lib/ghostscript",
    ];

    /// <summary>Root owns these, so that root without a capability could still read them.</summary>
    private static readonly string[] Secrets =
    [
        "/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-", "/etc/sudoers", "/etc/sudoers.d", "/etc/ssh", "/etc/ssl/private", "/etc/security/opasswd",
        "/etc/krb5.keytab", "/etc/docker", "/etc/kubernetes", "/etc/NetworkManager", "/etc/wireguard",
    ];

    /// <summary>Root without a capability may still write here, and /proc/sys/kernel/core_pattern names a program that the kernel starts outside.</summary>
    private static readonly string[] KernelSettings = ["/proc/sys", "/proc/fs", "/proc/acpi", "/proc/scsi", "/proc/mtrr", "/proc/driver"];

    /// <summary>Folders right below a home that belong to one tool and hold no secrets.</summary>
    private static readonly string[] ToolFolders =
    [
        ".pyenv", ".rbenv", ".nodenv", ".goenv", ".jenv", ".phpenv", ".plenv", ".tfenv", ".asdf", ".nvm", ".fnm", ".volta", ".bun", ".deno", ".sdkman", ".conda", ".rye", ".pixi",
        ".juliaup", ".ghcup", ".opam", ".linuxbrew", ".dotnet", ".npm-global", ".yarn",
    ];

    private static readonly string[] Libraries = ["lib", "lib64", "libexec"];

    private const int MostLinks = 2000;

    private static readonly string OwnHome = Path.TrimEndingDirectorySeparator(Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : "/root");

    private static readonly Lazy<byte[]> Made = new(() => Encoding.UTF8.GetBytes(string.Concat(All().Select(option => option + "\0"))));

    /// <summary>The options of bubblewrap, each with NUL behind it.</summary>
    public static ReadOnlySpan<byte> Options => Made.Value;

    /// <summary>True for the user's home and the folders above it.</summary>
    public static bool HoldsHome(string folder) => folder == "/" || IsHome(folder) || RealPath.IsBelow(OwnHome, folder);

    private static List<string> All()
    {
        // Not --unshare-all, which goes without a user namespace where there can be none.
        List<string> options =
        [
            "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
            "--hostname", "sandbox", "--die-with-parent", "--cap-drop", "ALL",
            "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/dev/shm", "--remount-ro", "/dev",
        ];
        foreach (var settings in KernelSettings.Where(Path.Exists))
        {
            options.AddRange(["--ro-bind", settings, settings]);
        }

        foreach (var folder in SystemFolders)
        {
            options.AddRange(new FileInfo(folder).LinkTarget is { } target ? ["--symlink", target, folder] : Directory.Exists(folder) ? ["--ro-bind", folder, folder] : []);
        }

        foreach (var secret in Environment.IsPrivilegedProcess ? Secrets.Where(Path.Exists) : [])
        {
            options.AddRange(Directory.Exists(secret) ? ["--tmpfs", secret, "--remount-ro", secret] : ["--ro-bind", "/dev/null", secret]);
        }

        options.AddRange(["--symlink", "../tmp", "/var/tmp"]);
        foreach (var tools in Tools())
        {
            options.AddRange(["--ro-bind", tools, tools]);
        }

        return options;
    }

    /// <summary>The folders of PATH outside the system's, with what belongs to them and where their links lead.</summary>
    private static List<string> Tools()
    {
        var found = new List<string>();
        foreach (var entry in Programs.SearchPath.Split(':').Select(entry => Path.TrimEndingDirectorySeparator(Path.GetFullPath(entry))).Distinct(StringComparer.Ordinal))
        {
            Add(entry, found);
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static void Add(string entry, List<string> found)
    {
        if (!Directory.Exists(entry) || IsShown(entry, found) || HoldsHome(entry))
        {
            return;
        }

        var shown = FoldersOf(entry).Where(Directory.Exists).ToList();
        found.RemoveAll(earlier => shown.Exists(folder => RealPath.IsBelow(earlier, folder)));
        found.AddRange(shown);
        foreach (var target in LinkTargets(entry).Where(target => !IsShown(target, found)))
        {
            if (Path.GetFileName(Path.GetDirectoryName(target)) is "bin")
            {
                Add(Path.GetDirectoryName(target)!, found);
            }
            else
            {
                found.Add(target);
            }
        }
    }

    private static bool IsShown(string path, List<string> found) =>
        SystemFolders.Any(folder => RealPath.IsBelow(path, folder)) || found.Exists(folder => RealPath.IsBelow(path, folder));

    /// <summary>A folder <c>bin</c> needs what lies beside it.</summary>
    private static IEnumerable<string> FoldersOf(string entry)
    {
        var prefix = Path.GetDirectoryName(entry)!;
        var hasPrefix = Path.GetFileName(entry) is "bin" or "sbin" or "shims" or "tools" && Path.GetDirectoryName(prefix) is not (null or "/") && !HoldsHome(prefix);
        if (!hasPrefix)
        {
            return [entry];
        }

        var isOneTool = !IsHome(Path.GetDirectoryName(prefix)!)
            || ToolFolders.Contains(Path.GetFileName(prefix), StringComparer.Ordinal)
            || File.Exists(Path.Combine(prefix, "pyvenv.cfg"))
            || Directory.Exists(Path.Combine(prefix, "conda-meta"));
        return isOneTool ? [prefix] : [entry, .. Libraries.Select(name => Path.Combine(prefix, name))];
    }

    private static bool IsHome(string folder) => folder == OwnHome || folder == "/root" || Path.GetDirectoryName(folder) == "/home";

    /// <summary>The files outside that links in a folder lead to.</summary>
    private static IEnumerable<string> LinkTargets(string folder)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(file => file.LinkTarget is not null).Take(MostLinks))
        {
            string target;
            try
            {
                target = RealPath.Of(file.FullName);
            }
            catch (IOException)
            {
                continue;
            }

            if (File.Exists(target))
            {
                yield return target;
            }
        }
    }
}
