using System;
using SkillContracts.Runner;

namespace SkillContracts;

/// <summary>Watches the repository during a whole test run. Generated code makes it a fixture of the test assembly.</summary>
public sealed class RepositoryFixture : IDisposable
{
    private readonly RepositoryWatch? _watch = AppContext.GetData("SkillContracts.Root") is string root ? new RepositoryWatch(root) : null;

    /// <summary>Looks at the repository again.</summary>
    /// <exception cref="InvalidOperationException">An experiment changed it; the message has a line for each path.</exception>
    public void Dispose()
    {
        if (_watch?.Touched() is { Count: > 0 } touched)
        {
            throw new InvalidOperationException(string.Join("\n", touched));
        }
    }
}
