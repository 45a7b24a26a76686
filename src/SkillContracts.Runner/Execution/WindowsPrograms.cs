using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SkillContracts.Runner.Execution;

/// <summary>Finds programs by the rules of Windows.</summary>
internal static class WindowsPrograms
{
    /// <summary>Those that CreateProcess starts; what else PATHEXT has is opened by another program.</summary>
    private static readonly string[] Extensions = [".com", ".exe", ".bat", ".cmd"];

    /// <summary>The absolute path of a program; null when it is not there.</summary>
    /// <param name="name">A name with or without extension, or a path.</param>
    /// <param name="searchPath">Folders with <c>;</c> between them.</param>
    public static string? Find(string name, string searchPath)
    {
        if (name.AsSpan().IndexOfAny('/', '\\', ':') >= 0)
        {
            return Path.IsPathFullyQualified(name) ? Candidates(name).FirstOrDefault(File.Exists) : null;
        }

        var found = searchPath.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Candidates(Path.Combine(folder, name))).Where(File.Exists);
        return name is not "bash" ? found.FirstOrDefault()
            : found.FirstOrDefault(path => !IsLinuxBash(path)) ?? GitBash();
    }

    /// <summary>The words that start Python: installers for Windows make no <c>python3.exe</c>, and the one of WindowsApps only opens a shop.</summary>
    public static IReadOnlyList<string> Python(string searchPath)
    {
        string[][] forms = [["python3"], ["python"], ["py", "-3"]];
        return forms.FirstOrDefault(form => Find(form[0], searchPath) is { } path && !IsIn(path, "WindowsApps")) ?? forms[0];
    }

    /// <summary>True for a batch file: cmd would read its arguments anew, and take some characters for commands.</summary>
    public static bool IsBatch(string program) => Path.GetExtension(program).ToLowerInvariant() is ".bat" or ".cmd";

    private static IEnumerable<string> Candidates(string path)
    {
        var full = Path.GetFullPath(path);
        return Extensions.Contains(Path.GetExtension(full), StringComparer.OrdinalIgnoreCase) ? [full] : Extensions.Select(extension => full + extension);
    }

    /// <summary>That of WSL runs on another system, with other paths and none of our variables, and out of the job.</summary>
    private static bool IsLinuxBash(string path) => IsIn(path, "System32") || IsIn(path, "Sysnative") || IsIn(path, "WindowsApps");

    private static bool IsIn(string path, string folder) =>
        string.Equals(Path.GetFileName(Path.GetDirectoryName(path)), folder, StringComparison.OrdinalIgnoreCase);

    private static string? GitBash() =>
        Environment.GetEnvironmentVariable("ProgramFiles") is { } folder && Path.Combine(folder, "Git", "bin", "bash.exe") is var bash && File.Exists(bash) ? bash : null;
}
