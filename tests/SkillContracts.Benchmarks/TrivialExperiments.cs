using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using SkillContracts.Runner;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Benchmarks;

/// <summary>Trivial experiments (a script that prints to stderr and exits 2; exit and stderr judged) beside a bare loop over the same command.</summary>
internal static class TrivialExperiments
{
    public static void Measure(int rounds, int experiments)
    {
        var root = Directory.CreateTempSubdirectory("skillcontracts-benchmark-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, ".git"));
            var first = Path.Combine(root, "first");
            Directory.CreateDirectory(Path.Combine(first, ".git"));
            var script = Path.Combine(root, "list", "scripts", "fail.sh");
            Write(root, "list", "[scripts/fail.sh]", experiments);
            Write(root, "text", "bash scripts/fail.sh", experiments);
            Write(first, "list", "[scripts/fail.sh]", experiments);
            Write(root, "one", "[scripts/fail.sh]", 1);
            var bash = Programs.Find("bash") ?? throw new InvalidOperationException("bash is not on PATH");

            Console.WriteLine($"{experiments} experiments, median of {rounds} rounds, ms for each experiment; the measures take turns");
            var list = new Series("bare loop: bash fail.sh", () => Expect2(BareLoop.Run(bash, [script], experiments)), experiments);
            var text = new Series("bare loop: bash -c 'bash fail.sh'", () => Expect2(BareLoop.Run(bash, ["-c", $"bash {script}"], experiments)), experiments);
            var runList = new Series("SkillRunner, run as list", () => Run(root, "list"), experiments);
            var firstRun = new Series("SkillRunner, run as list, first run: folders are made", () => Run(first, "list"), experiments, () => WorkFolders.Remove(first));
            var runText = new Series("SkillRunner, run as text", () => Run(root, "text"), experiments);
            var runParallel = new Series($"SkillRunner, run as list, {Environment.ProcessorCount} at a time", () => Run(root, "list", jobs: Environment.ProcessorCount), experiments);
            var evalList = new Series("skillcontracts eval, run as list", () => Eval(root, "list"), experiments);
            var evalOne = new Series("skillcontracts eval, one experiment: start-up", () => Eval(root, "one"), 1);
            List<Series> all = [list, text, runText, firstRun, runList, runParallel, evalList, evalOne];
            var sandbox = Isolation.Of(IsolationChoice.Sandbox);
            Series? bubblewrap = null, runSandboxed = null, sandboxedParallel = null, bats = null;
            if (sandbox.IsObstacle)
            {
                Console.WriteLine($"not measured: sandbox: {sandbox.WhyNotSandbox}");
            }
            else
            {
                string[] command = [.. Bubblewrap(root), bash, "/repo/list/scripts/fail.sh"];
                bubblewrap = new Series("bare loop: the same bwrap, bash fail.sh", () => Expect2(BareLoop.Run(Programs.Find("bwrap")!, command, experiments)), experiments);
                runSandboxed = new Series("SkillRunner, sandbox, run as list", () => Run(root, "list", IsolationChoice.Sandbox), experiments);
                sandboxedParallel = new Series($"SkillRunner, sandbox, run as list, {Environment.ProcessorCount} at a time", () => Run(root, "list", IsolationChoice.Sandbox, Environment.ProcessorCount), experiments);
                all.AddRange([bubblewrap, runSandboxed, sandboxedParallel]);
            }

            if (Programs.Find("bats") is { } program)
            {
                WriteBats(root, script, experiments);
                bats = new Series("bats, the same cases", () => Start(program, Path.Combine(root, "cases.bats")), experiments);
                all.Add(bats);
            }
            else
            {
                Console.WriteLine("not measured: bats is not on PATH");
            }

            Series.MeasureAll(warmUps: 1, rounds, [.. all]);

            foreach (var series in all)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {series.Median,8:0.000}  {series.Name}"));
            }

            var perCase = ((evalList.Median * experiments) - evalOne.Median) / (experiments - 1);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"eval without start-up: {perCase:0.000} ms for each experiment, {perCase / list.Median:0.00} times the bare loop"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SkillRunner, list: {runList.Median / list.Median:0.00} times; text: {runText.Median / text.Median:0.00} times the bare loop of the same command"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"not the child's: {1 - (list.Median / runList.Median):0 %} of the time of an experiment; {Environment.ProcessorCount} at a time take {runParallel.Median / runList.Median:0.00} of it{(sandboxedParallel is null ? "" : $", in the sandbox {sandboxedParallel.Median / runSandboxed!.Median:0.00}")}"));
            if (bubblewrap is not null && runSandboxed is not null)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sandbox: {runSandboxed.Median / bubblewrap.Median:0.00} times bubblewrap alone; it adds {runSandboxed.Median - runList.Median:0.000} ms to an experiment, bubblewrap alone adds {bubblewrap.Median - list.Median:0.000} ms to the bare loop ({sandbox})"));
            }

            if (bats is not null)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bats takes {bats.Median / runList.Median:0.0} times as long as SkillRunner, {bats.Median / evalList.Median:0.0} times as long as eval{(runSandboxed is null ? "" : $", {bats.Median / runSandboxed.Median:0.0} times as long as the sandbox")}"));
            }
        }
        finally
        {
            WorkFolders.Remove(root);
            WorkFolders.Remove(Path.Combine(root, "first"));
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Write(string root, string name, string run, int count)
    {
        var folder = Path.Combine(root, name);
        Directory.CreateDirectory(Path.Combine(folder, "scripts"));
        Directory.CreateDirectory(Path.Combine(folder, "evals"));
        File.WriteAllText(Path.Combine(folder, "SKILL.md"), $"---\nname: {name}\ndescription: Fails.\n---\n\n| Exit code | Meaning |\n|---|---|\n| 2 | usage |\n");
        File.WriteAllText(Path.Combine(folder, "scripts", "fail.sh"), "echo usage >&2\nexit 2\n");
        var contract = new StringBuilder("version: 1\nexperiments:\n");
        for (var i = 0; i < count; i++)
        {
            contract.Append(CultureInfo.InvariantCulture, $"  - {{ name: e{i}, run: {run}, exit: 2, stderr: usage }}\n");
        }

        File.WriteAllText(Path.Combine(folder, "evals", "contract.yaml"), contract.ToString());
    }

    private static string[] Bubblewrap(string root)
    {
        var view = new SandboxView(WorkFolder.At(Directory.CreateDirectory(Path.Combine(root, "bubblewrap")).FullName), Path.Combine(root, "list"), root);
        return Encoding.UTF8.GetString(view.Options()).TrimEnd('\0').Split('\0');
    }

    private static void WriteBats(string root, string script, int count)
    {
        var cases = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            cases.Append(CultureInfo.InvariantCulture, $"@test \"e{i}\" {{\n  run bash {script}\n  [ \"$status\" -eq 2 ]\n  [ \"$output\" = usage ]\n}}\n");
        }

        File.WriteAllText(Path.Combine(root, "cases.bats"), cases.ToString());
    }

    private static void Expect2(int code)
    {
        if (code != 2)
        {
            throw new InvalidOperationException("the script must end with 2");
        }
    }

    private static void Run(string root, string name, IsolationChoice isolation = IsolationChoice.Folder, int jobs = 1)
    {
        var results = new SkillRunner(jobs, isolation).Start(LoadedSkill.Load(Path.Combine(root, name)), null, Console.Error.WriteLine, default).Select(task => task.GetAwaiter().GetResult()).ToList();
        if (results.Find(result => result.Verdict.Kind != VerdictKind.Pass) is { } other)
        {
            throw new InvalidOperationException(other.Verdict.Reason);
        }
    }

    private static void Eval(string root, string name) =>
        Start("dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "skillcontracts.dll"), "eval", "--isolation", "folder", "--jobs", "1", Path.Combine(root, name));

    private static void Start(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed");
        }
    }
}
