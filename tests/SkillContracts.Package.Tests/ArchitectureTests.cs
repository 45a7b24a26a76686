using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using FluentAssertions;
using SkillContracts.Tests.Shared;
using Xunit;

namespace SkillContracts.Package.Tests;

/// <summary>Which project may know which; and versions stand in one place.</summary>
public sealed class ArchitectureTests
{
    /// <summary>A generator is an analyzer, never a library: the arrow with the star gives no reference.</summary>
    private static readonly string[] Arrows =
    [
        "Cli -> Runner",
        "Generator -> Model",
        "Runner -> Model",
        "SkillContracts -> Generator*",
        "SkillContracts -> Model",
        "SkillContracts -> Runner",
    ];

    [Fact]
    public void Projects_reference_each_other_as_designed() =>
        Projects("src").SelectMany(Arrow).Order(StringComparer.Ordinal).Should().Equal(Arrows);

    [Fact]
    public void No_project_states_a_version()
    {
        var own = from file in Projects("src", "tests", "samples")
                  from reference in Elements(file, "PackageReference")
                  where Value(reference, "Version") is not null || Value(reference, "VersionOverride") is not null
                  select $"{Path.GetFileName(file)}: {Value(reference, "Include")}";

        own.Should().BeEmpty();
    }

    [Fact]
    public void Every_package_has_a_central_version()
    {
        var central = Elements(Path.Combine(Snapshot.RepositoryPath, "Directory.Packages.props"), "PackageVersion").Select(version => Value(version, "Include"));
        var used = from file in Projects("src", "tests", "samples")
                   from reference in Elements(file, "PackageReference")
                   where Value(reference, "Include") is not (null or "SkillContracts")
                   select Value(reference, "Include");

        used.Distinct().Except(central).Should().BeEmpty();
    }

    private static IEnumerable<string> Projects(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Snapshot.RepositoryPath, folder), "*.csproj", SearchOption.AllDirectories));

    private static IEnumerable<string> Arrow(string file) => Elements(file, "ProjectReference").Select(reference =>
        $"{Short(file)} -> {Short(Resolve(file, Value(reference, "Include")!))}{(Value(reference, "ReferenceOutputAssembly") == "false" ? "*" : "")}");

    private static string Short(string file) => Path.GetFileNameWithoutExtension(file).Replace("SkillContracts.", "", StringComparison.Ordinal);

    /// <summary>A property of the same file in place of the path.</summary>
    private static string Resolve(string file, string path) =>
        path.StartsWith("$(", StringComparison.Ordinal) ? Elements(file, path[2..^1]).Single().Value : path;

    private static IEnumerable<XElement> Elements(string file, string name) => XDocument.Load(file).Descendants().Where(element => element.Name.LocalName == name);

    private static string? Value(XElement element, string name) =>
        element.Attribute(name)?.Value ?? element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}
