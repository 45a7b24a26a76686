using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using SkillContracts.Runner;

namespace SkillContracts.Tests.Shared;

/// <summary>A skill in a repository of its own below the system's temporary folder; removed with everything that runs on it left.</summary>
internal sealed class TemporarySkill : IDisposable
{
    /// <summary>A SKILL.md that follows the specification and declares 0 and 2 of scripts/tool.sh.</summary>
    public const string Document = """
        ---
        name: tool
        description: Does what a test asks for. Use it in tests.
        ---

        # Tool

        ## Exit codes

        | Exit code | Meaning |
        |---|---|
        | 0 | done |
        | 2 | output exists |

        It never writes twice.
        """;

    public TemporarySkill(string contract, string document = Document, string name = "tool")
    {
        Root = Directory.CreateTempSubdirectory("skill contracts test ").FullName;
        Directory.CreateDirectory(System.IO.Path.Combine(Root, ".git"));
        Path = System.IO.Path.Combine(Root, "skills", name);
        Write("SKILL.md", document);
        Write("evals/contract.yaml", contract);
    }

    /// <summary>The repository's root.</summary>
    public string Root { get; }

    /// <summary>The skill's folder.</summary>
    public string Path { get; }

    /// <summary>A contract of one experiment named "it", from the lines of its keys.</summary>
    public static string Contract(string keys) =>
        "version: 1\nexperiments:\n  - name: it\n" + string.Concat(keys.Split('\n').Select(line => $"    {line}\n"));

    public static TemporarySkill Of(string keys, IsolationChoice isolation = IsolationChoice.Folder) => new(Contract(keys)) { Isolation = isolation };

    public TemporarySkill Write(string path, string text)
    {
        var full = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public LoadedSkill Load() => LoadedSkill.Load(Path);

    public IReadOnlyList<ExperimentResult> RunAll(int? jobs = null) => RunUntil(CancellationToken.None, jobs);

    /// <summary>The level of its runs: the folder, whatever the machine has, unless a test says otherwise.</summary>
    public IsolationChoice Isolation { get; init; } = IsolationChoice.Folder;

    public IReadOnlyList<ExperimentResult> RunUntil(CancellationToken cancellation, int? jobs = null) =>
        [.. new SkillRunner(jobs, Isolation).Start(Load(), null, _ => { }, cancellation).Select(task => task.GetAwaiter().GetResult())];

    /// <summary>Runs the only experiment.</summary>
    public ExperimentResult Run() => RunAll().Single();

    public void Dispose()
    {
        WorkFolders.Remove(Root);
        Directory.Delete(Root, recursive: true);
    }
}
