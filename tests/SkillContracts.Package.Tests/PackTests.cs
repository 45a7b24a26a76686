using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Package.Tests;

/// <summary>What <c>dotnet pack</c> of the solution makes.</summary>
public sealed class PackTests(Feed feed)
{
    [Fact]
    public void The_solution_packs_these_two_packages() =>
        Directory.GetFiles(feed.Path).Select(Path.GetFileName).Should().BeEquivalentTo($"SkillContracts.{feed.Version}.nupkg", $"SkillContracts.Cli.{feed.Version}.nupkg");

    [Fact]
    public void Packing_warns_of_nothing() => feed.Packing.Output.Should().NotContain("warning");

    [Theory]
    [InlineData("SkillContracts")]
    [InlineData("SkillContracts.Cli")]
    public void The_package_holds_what_was_verified(string id)
    {
        using var package = ZipFile.OpenRead(PathOf(id));
        var entries = package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("package/", StringComparison.Ordinal) && !name.StartsWith("_rels/", StringComparison.Ordinal) && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal);

        Snapshot.Verify("SkillContracts.Package.Tests", id, string.Concat(entries.Select(name => name + "\n")));
    }

    [Fact]
    public void The_library_depends_on_the_packages_that_it_references() =>
        Metadata("SkillContracts").Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value)
            .Should().BeEquivalentTo("DocumentFormat.OpenXml", "Markdig", "Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.provider.e_sqlite3", "System.IO.Packaging", "xunit.v3.assert", "xunit.v3.extensibility.core", "YamlDotNet");

    [Theory]
    [InlineData("SkillContracts")]
    [InlineData("SkillContracts.Cli")]
    public void The_package_has_its_licence_and_a_readme(string id)
    {
        var metadata = Metadata(id).Root!.Elements().Single().Elements().ToLookup(element => element.Name.LocalName, element => element.Value);

        metadata["id"].Should().Equal(id);
        metadata["license"].Should().Equal("MIT");
        metadata["readme"].Should().Equal("README.md");
    }

    private string PathOf(string id) => Path.Combine(feed.Path, $"{id}.{feed.Version}.nupkg");

    private XDocument Metadata(string id)
    {
        using var package = ZipFile.OpenRead(PathOf(id));
        using var text = package.GetEntry(id + ".nuspec")!.Open();
        return XDocument.Load(text);
    }
}
