using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;

namespace SkillContracts.Runner.Execution;

/// <summary>Finds programs by name, and the interpreter of a script.</summary>
internal static class Programs
{
    /// <summary>The caller's PATH without relative entries: in a work folder those would name the script's own files.</summary>
    public static string SearchPath { get; } = string.Join(Path.PathSeparator, (Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(Path.IsPathFullyQualified));

    /// <summary>What to say where there is no bash.</summary>
    public static (string Fault, string Cure) BashMissing { get; } = ("bash is not on PATH", OperatingSystem.IsWindows()
        ? "install Git for Windows, or give the command as a list: 'run: [python, scripts/x.py]'"
        : "install it");

    private static readonly ConcurrentDictionary<string, string> Found = new(StringComparer.Ordinal);

    /// <summary>The absolute path of a program on <see cref="SearchPath"/>; null when it is not there or not executable.</summary>
    /// <param name="name">A name to look up, or an absolute path.</param>
    public static string? Find(string name)
    {
        if (Found.TryGetValue(name, out var known))
        {
            return known;
        }

        return Find(name, SearchPath) is { } found ? Found.GetOrAdd(name, found) : null;
    }

    /// <summary>The absolute path of a program; null when it is not there or not executable.</summary>
    /// <param name="name">A name to look up, or an absolute path.</param>
    /// <param name="searchPath">Folders with <c>:</c> between them, on Windows <c>;</c>.</param>
    public static string? Find(string name, string searchPath) => OperatingSystem.IsWindows() ? WindowsPrograms.Find(name, searchPath)
        : name.Contains('/', StringComparison.Ordinal)
        ? (IsExecutable(name) ? name : null)
        : searchPath.Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(IsExecutable);

    /// <summary>The words that start a script: by its extension, else by its shebang. Most published scripts lack the executable bit.</summary>
    /// <returns>Empty when it must be started directly.</returns>
    public static IReadOnlyList<string> InterpreterOf(string script) => Path.GetExtension(script).ToLowerInvariant() switch
    {
        ".py" => OperatingSystem.IsWindows() ? WindowsPrograms.Python(SearchPath) : ["python3"],
        ".sh" or ".bash" => ["bash"],
        ".js" or ".mjs" or ".cjs" => ["node"],
        ".rb" => ["ruby"],
        ".pl" => ["perl"],
        ".php" => ["php"],
        ".ps1" => ["pwsh", "-File"],
        _ => Shebang(script),
    };

    private static string[] Shebang(string script)
    {
        using var reader = new StreamReader(script);
        var buffer = new char[256];
        var line = new string(buffer, 0, reader.ReadBlock(buffer)).Split('\n')[0].TrimEnd('\r');
        if (!line.StartsWith("#!", StringComparison.Ordinal))
        {
            return [];
        }

        var words = line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var skipped = words.Length > 0 && Path.GetFileName(words[0]) == "env" ? (words.ElementAtOrDefault(1) == "-S" ? 2 : 1) : 0;
        words = words[skipped..];
        if (OperatingSystem.IsWindows() && words.Length > 0)
        {
            words[0] = Path.GetFileName(words[0]);
        }

        return words;
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsExecutable(string path)
    {
        const UnixFileMode anyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (File.GetUnixFileMode(path) & anyExecute) != 0;
    }
}
