using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Threading.Tasks;
using SkillContracts.Package.Tests;
using SkillContracts.Tests.Shared;
using Xunit;
using IOPath = System.IO.Path;

[assembly: AssemblyFixture(typeof(Feed))]

namespace SkillContracts.Package.Tests;

/// <summary>Both packages with a version that was never seen before, packed once; a package folder and a place for repositories beside them.</summary>
/// <remarks>No test needs the network: third-party packages come from the folder where the restore of this solution left them.</remarks>
public sealed class Feed : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skill contracts packages ").FullName;

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow.Ticks}");

    /// <summary>Where the packages lie.</summary>
    public string Path => IOPath.Combine(_folder, "feed");

    /// <summary>Where the packages of this machine's user lie.</summary>
    public static string CachePath { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? IOPath.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The library's package, unpacked.</summary>
    public string PackagePath => IOPath.Combine(_folder, "unpacked");

    internal ProcessRun Packing { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(IOPath.Combine(_folder, "tmp"));
        File.WriteAllText(IOPath.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder}/packages" /></config>
              <packageSources><clear /><add key="packed" value="{Path}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="cache" value="{CachePath}" /></fallbackPackageFolders>
            </configuration>
            """);
        // The solution, as a maintainer would; but nothing of the tree is touched while others build it.
        Packing = await DotNet.Run(
            Snapshot.RepositoryPath,
            "pack", "SkillContracts.sln", "--output", Path, "--artifacts-path", IOPath.Combine(_folder, "artifacts"), "-p:Version=" + Version);
        Packing.OrThrow();
        ZipFile.ExtractToDirectory(IOPath.Combine(Path, $"SkillContracts.{Version}.nupkg"), PackagePath);
    }

    /// <summary>A new repository of a user; work folders of its experiments go away with the feed.</summary>
    internal UserRepository NewRepository(string name) => new(this, IOPath.Combine(_folder, name), IOPath.Combine(_folder, "tmp"));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
