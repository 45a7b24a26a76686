using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SkillContracts.Generator.Tests.Build;

/// <summary>A project in a folder of its own that imports <c>build/</c> as shipped, for real MSBuild.</summary>
internal sealed class ScratchProject : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skillcontracts-").FullName;

    /// <summary>Where <c>SkillContracts.targets</c> lies.</summary>
    public static string ShippedPath { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../../../build"));

    /// <summary>The project's folder, relative to which files are named.</summary>
    public string ProjectPath => Path.Combine(_folder, "repo", "tests", "my tests");

    /// <summary>Makes an empty file; the path is relative to the folder <c>repo</c>.</summary>
    public ScratchProject With(string path)
    {
        var file = Path.Combine(_folder, "repo", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        return this;
    }

    /// <summary>Runs targets.</summary>
    /// <param name="content">What the project declares itself.</param>
    /// <param name="arguments">For <c>dotnet msbuild</c>.</param>
    public MSBuildRun Run(string content, params string[] arguments)
    {
        Directory.CreateDirectory(ProjectPath);
        var project = Path.Combine(ProjectPath, "scratch.proj");
        File.WriteAllText(project, $"""
            <Project>
              <Import Project="{ShippedPath}/SkillContracts.props" />
              <PropertyGroup><IntermediateOutputPath>obj/</IntermediateOutputPath></PropertyGroup>
              {content}
              <Target Name="CoreCompile" />
              <Target Name="VSTest" />
              <Import Project="{ShippedPath}/SkillContracts.targets" />
            </Project>
            """);
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = ProjectPath, RedirectStandardOutput = true };
        foreach (var argument in arguments.Prepend("-nologo").Prepend(project).Prepend("msbuild"))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new MSBuildRun(process.ExitCode, output, Path.Combine(_folder, "repo"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

/// <summary>How a run of MSBuild ended.</summary>
internal sealed record MSBuildRun(int ExitCode, string Output, string RepositoryPath)
{
    /// <summary>A property asked for beside others.</summary>
    public string Property(string name) => JsonDocument.Parse(Output).RootElement.GetProperty("Properties").GetProperty(name).GetString()!;

    /// <summary>Full paths of the additional files relative to the repository, sorted; without the generated list.</summary>
    public string[] AdditionalFiles => [.. JsonDocument.Parse(Output).RootElement.GetProperty("Items").GetProperty(nameof(AdditionalFiles)).EnumerateArray()
        .Select(item => Path.GetRelativePath(RepositoryPath, item.GetProperty("FullPath").GetString()!))
        .Where(path => !path.EndsWith("SkillContracts.files.txt", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];
}
