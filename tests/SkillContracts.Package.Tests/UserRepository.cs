using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SkillContracts.Tests.Shared;
using IOPath = System.IO.Path;

namespace SkillContracts.Package.Tests;

/// <summary>A clone as a user would have it: skills, and one test project that references the package.</summary>
internal sealed class UserRepository
{
    private const string Runner = """{ "test": { "runner": "Microsoft.Testing.Platform" } }""";

    private readonly string _temporaryPath;
    private readonly Feed _feed;

    public UserRepository(Feed feed, string path, string temporaryPath)
    {
        (_feed, Path, _temporaryPath) = (feed, path, temporaryPath);
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Directory.CreateDirectory(IOPath.Combine(path, ".git", "objects"));
        Directory.CreateDirectory(IOPath.Combine(path, ".git", "refs"));
    }

    public string Path { get; }

    /// <summary>Copies a folder of this repository to <c>skills</c>.</summary>
    public UserRepository WithSkills(string source, string target = "skills")
    {
        var from = IOPath.Combine(Snapshot.RepositoryPath, source);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.Contains("__pycache__", StringComparison.Ordinal)))
        {
            var copy = IOPath.Combine(Path, target, IOPath.GetRelativePath(from, file));
            Directory.CreateDirectory(IOPath.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return this;
    }

    /// <summary>The test project of our samples, with versions.</summary>
    /// <param name="more">Put into the project.</param>
    public UserRepository WithProject(string more = "")
    {
        var project = File.ReadAllText(IOPath.Combine(Snapshot.RepositoryPath, "samples/tests/Samples.Tests.csproj"))
            .Replace("Include=\"SkillContracts\"", $"Include=\"SkillContracts\" Version=\"{_feed.Version}\"", StringComparison.Ordinal)
            .Replace("Include=\"xunit.v3\"", "Include=\"xunit.v3\" Version=\"3.2.2\"", StringComparison.Ordinal)
            .Replace("</Project>", more + "</Project>", StringComparison.Ordinal);
        return Write("tests/Samples.Tests.csproj", project);
    }

    public UserRepository WithRunner() => Write("global.json", Runner);

    public UserRepository Write(string path, string text)
    {
        var full = IOPath.Combine(Path, path);
        Directory.CreateDirectory(IOPath.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    /// <summary>Replaces words of a file, which must have them.</summary>
    public void Replace(string path, string words, string others)
    {
        var text = File.ReadAllText(IOPath.Combine(Path, path));
        if (!text.Contains(words, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{path} no longer has '{words}'");
        }

        Write(path, text.Replace(words, others, StringComparison.Ordinal));
    }

    public Task<ProcessRun> Build(params string[] arguments) => DotNet("build", ["tests", .. arguments]);

    /// <summary>Runs what was built.</summary>
    public async Task<TestRun> Test(params string[] arguments) => new(await Test([], arguments));

    /// <summary>As on a build server.</summary>
    public async Task<TestRun> TestOnServer() => new(await Test([("CI", "true")]));

    public Task<ProcessRun> DotNet(string verb, params string[] arguments) => Start("dotnet", [], [verb, .. arguments]);

    public Task<ProcessRun> Start(string program, (string, string)[] variables, params string[] arguments) =>
        Tests.DotNet.Start(program, Path, [("TMPDIR", _temporaryPath), .. variables], arguments);

    private Task<ProcessRun> Test((string, string)[] variables, params string[] arguments) =>
        Start("dotnet", variables, ["test", "--project", "tests", "--no-build", "--output", "Detailed", "--no-ansi", .. arguments]);
}
