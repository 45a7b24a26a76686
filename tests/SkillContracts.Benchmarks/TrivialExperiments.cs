using System;
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
            var evalList = new Series("skillcontracts eval, run as list", () => Eval(root, "list"), experiments);
            var evalOne = new Series("skillcontracts eval, one experiment: start-up", () => Eval(root, "one"), 1);
            Series[] all = [list, text, runText, firstRun, runList, evalList, evalOne];
            Series.MeasureAll(rounds, all);

            foreach (var series in all)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {series.Median,8:0.000}  {series.Name}"));
            }

            var perCase = ((evalList.Median * experiments) - evalOne.Median) / (experiments - 1);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"eval without start-up: {perCase:0.000} ms for each experiment, {perCase / list.Median:0.00} times the bare loop"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SkillRunner, list: {runList.Median / list.Median:0.00} times; text: {runText.Median / text.Median:0.00} times the bare loop of the same command"));
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

    private static void Expect2(int code)
    {
        if (code != 2)
        {
            throw new InvalidOperationException("the script must end with 2");
        }
    }

    private static void Run(string root, string name)
    {
        var results = new SkillRunner(jobs: 1).Start(LoadedSkill.Load(Path.Combine(root, name)), null, Console.Error.WriteLine, default).Select(task => task.GetAwaiter().GetResult()).ToList();
        if (results.Find(result => result.Verdict.Kind != VerdictKind.Pass) is { } other)
        {
            throw new InvalidOperationException(other.Verdict.Reason);
        }
    }

    private static void Eval(string root, string name)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "skillcontracts.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", tool, "eval", Path.Combine(root, name)]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("eval failed");
        }
    }
}
