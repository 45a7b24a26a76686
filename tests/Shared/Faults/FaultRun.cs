using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using SkillContracts.Runner;

namespace SkillContracts.Tests.Shared.Faults;

/// <summary>What one injected fault did.</summary>
/// <param name="Verdict">The run's verdict.</param>
/// <param name="Faults">What was not as it must be.</param>
/// <param name="Survivors">How many processes were left.</param>
/// <param name="Outside">How many files were left outside of the run's folders.</param>
/// <param name="PeakBytes">The most memory that this process had.</param>
internal sealed record FaultRun(VerdictKind Verdict, IReadOnlyList<string> Faults, int Survivors, int Outside, long PeakBytes)
{
    private const long MostMemory = 300_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const string NextRun = """
        run: |
          ls -A . | cat; ls -A "$HOME"; ls -A "$TMPDIR"; touch a "$HOME/b" "$TMPDIR/c"
        stdout: ""
        """;

    /// <summary>True where the fault can be injected at the level.</summary>
    public static bool Applies(Fault fault, IsolationChoice level) =>
        (level == IsolationChoice.Sandbox || !fault.SandboxOnly) && (fault.DiskSize == 0 || Environment.IsPrivilegedProcess);

    /// <summary>Injects a fault and looks at what it did; then a plain experiment runs in the same place.</summary>
    public static FaultRun Of(Fault fault, IsolationChoice level)
    {
        var marker = "scfault" + Guid.NewGuid().ToString("N");
        using var skill = new TemporarySkill(TemporarySkill.Contract(fault.Keys.Replace("MARKER", marker, StringComparison.Ordinal))) { Isolation = level };
        using var disk = fault.DiskSize > 0 ? new SmallDisk(fault.DiskSize) : null;
        Environment.SetEnvironmentVariable("SKILLCONTRACTS_FAULT_SECRET", "hunter2");
        ResetPeak();
        using var children = new Meanwhile(fault, marker);
        var result = skill.Run();
        children.Dispose();
        var peak = Peak();
        var folder = result.Observation is { } seen ? Path.GetDirectoryName(seen.WorkPath)! : "/none";
        var survivors = Shared.Faults.Survivors.Of(marker, folder, Patience).Select(line => "survived: " + line).ToList();
        var outside = WrittenOutside(marker, skill).Select(path => "written outside: " + path).ToList();
        var text = FailureText.Of(result, skill.Load(), "again");
        List<string> faults = [.. survivors, .. outside, .. Judge(fault, level, result, text)];
        if (peak > MostMemory)
        {
            faults.Add(FormattableString.Invariant($"{peak / 1_000_000} MB of memory"));
        }

        skill.Write("evals/contract.yaml", TemporarySkill.Contract(NextRun));
        if (fault.DiskSize == 0 && skill.Run() is { Verdict.Kind: not VerdictKind.Pass } next)
        {
            faults.Add("the next run is not clean: " + FailureText.Of(next, skill.Load(), ""));
        }

        return new FaultRun(result.Verdict.Kind, faults, survivors.Count, outside.Count, peak);
    }

    private static IEnumerable<string> Judge(Fault fault, IsolationChoice level, ExperimentResult result, string text)
    {
        if (!fault.VerdictsIn(level).Contains(result.Verdict.Kind))
        {
            yield return $"verdict {result.Verdict.Kind}: {text}";
        }
        else if (result.Verdict.Kind != VerdictKind.Pass && (result.Verdict.Reason.Length == 0 || !text.Contains(fault.Reason, StringComparison.Ordinal)))
        {
            yield return $"the reason lacks '{fault.Reason}': {text}";
        }

        if (Regex.IsMatch(text, @"[\x00-\x08\x0b-\x1f\x7f]|^::", RegexOptions.Multiline))
        {
            yield return "the report holds what acts on a terminal or a log";
        }
    }

    /// <summary>Files of this name may be in the run's folder alone, which the next run empties.</summary>
    private static IEnumerable<string> WrittenOutside(string marker, TemporarySkill skill)
    {
        string[] places =
        [
            "/", "/etc", "/usr", "/tmp", "/dev", "/dev/shm", Path.GetTempPath(), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), skill.Root, skill.Path,
            Path.GetDirectoryName(skill.Path)!,
        ];
        foreach (var path in places.Distinct().Select(place => Path.Combine(place, marker)).Where(Path.Exists))
        {
            File.Delete(path);
            yield return path;
        }

        if (File.ReadAllText("/proc/sys/kernel/core_pattern").Contains(marker, StringComparison.Ordinal))
        {
            yield return "/proc/sys/kernel/core_pattern";
        }

        if (Directory.EnumerateFileSystemEntries(Path.Combine(skill.Root, ".git")).Any())
        {
            yield return ".git";
        }
    }

    private static void ResetPeak()
    {
        GC.Collect();
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then the peak is that of all runs so far.
        }
    }

    private static long Peak() => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>Does what a fault does from outside, on a thread.</summary>
    private sealed class Meanwhile : IDisposable
    {
        private readonly Thread? _thread;

        public Meanwhile(Fault fault, string marker)
        {
            _thread = fault.Meanwhile is { } action ? new Thread(() => action(marker)) : null;
            _thread?.Start();
        }

        public void Dispose() => _thread?.Join();
    }

    /// <summary>A small file system as the temporary folder of this process.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly string? _before = Environment.GetEnvironmentVariable("TMPDIR");
        private readonly string _path = Directory.CreateTempSubdirectory("skillcontracts-fault-disk-").FullName;

        public SmallDisk(int bytes)
        {
            Start("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={bytes}"), "tmpfs", _path);
            Environment.SetEnvironmentVariable("TMPDIR", _path);
        }

        public void Dispose()
        {
            Environment.SetEnvironmentVariable("TMPDIR", _before);
            Start("umount", "-l", _path);
            Directory.Delete(_path);
        }

        private static void Start(string program, params string[] arguments)
        {
            using var process = Process.Start(program, arguments);
            process.WaitForExit();
        }
    }
}
