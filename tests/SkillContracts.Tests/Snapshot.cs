using System;
using System.IO;
using FluentAssertions;

namespace SkillContracts.Tests.Shared;

/// <summary>Text that a person has looked at: <c>Snapshots/NAME.verified.txt</c> beside the project. What differs is kept as <c>.received.txt</c>.</summary>
internal static class Snapshot
{
    /// <summary>The repository's root. Not from a caller's path, which a build server replaces.</summary>
    public static string RepositoryPath { get; } = FindRepository();

    public static void Verify(string project, string name, string text)
    {
        var folder = Path.Combine(RepositoryPath, "tests", project, "Snapshots");
        var verified = Path.Combine(folder, name + ".verified.txt");
        var received = Path.Combine(folder, name + ".received.txt");
        File.WriteAllText(received, text);
        text.Should().Be(File.Exists(verified) ? File.ReadAllText(verified) : "", $"a change is a decision: compare {received} with {verified}");
        File.Delete(received);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SkillContracts.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the repository");
        }

        return folder.FullName;
    }
}
