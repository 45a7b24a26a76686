using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Execution;

/// <summary>The fresh folder of one experiment, and what lies beside it.</summary>
internal sealed class WorkFolder
{
    private const UnixFileMode FreshMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const string IdleName = "idle";
    private const string FreshName = "fresh";

    private static readonly string[] KeptNames = ["work", "home", "tmp", "stdout", "stderr"];

    private readonly string _base;

    private WorkFolder(string path, string? link)
    {
        _base = path;
        Link = link;
        Work = Path.Combine(path, "work");
        Home = Path.Combine(path, "home");
        Temporary = Path.Combine(path, "tmp");
        Tools = Path.Combine(path, "tools");
        Origin = Path.Combine(path, "origin.git");
    }

    /// <summary>The current folder of the command.</summary>
    public string Work { get; }

    public string Home { get; }

    public string Temporary { get; }

    /// <summary>For stand-ins and links to tools; made when it is needed.</summary>
    public string Tools { get; }

    /// <summary>For the bare remote of the work folder; made when it is needed.</summary>
    public string Origin { get; }

    /// <summary>The link below <c>tmp/eval</c>; null when none could be made.</summary>
    public string? Link { get; }

    /// <summary>Makes an empty one. The folder that an earlier run left at the link is emptied and used again: making folders is slow.</summary>
    /// <param name="run">Where a new one is made.</param>
    /// <param name="links">Where the link is; null for none.</param>
    /// <param name="skillPath">The skill's folder.</param>
    /// <param name="number">The experiment's number.</param>
    public static WorkFolder Create(Lazy<RunFolder> run, string? links, string skillPath, int number)
    {
        var name = FormattableString.Invariant($"e{number}");
        var link = links is null ? null : Path.Combine(links, name);
        if (link is not null && RunFolder.FindOwn(link) is { } earlier)
        {
            Watchdog.Watch(Path.GetDirectoryName(earlier)!);
            return new WorkFolder(earlier, link).Empty();
        }

        var parent = Path.Combine(run.Value.Path, RunFolder.NameFor(skillPath));
        Watchdog.Watch(parent);
        var work = new WorkFolder(Path.Combine(parent, name), link).Empty();
        if (link is not null)
        {
            EvalFolder.Link(link, work.Work);
        }

        return work;
    }

    /// <summary>Makes an empty one in a folder that is there.</summary>
    public static WorkFolder At(string path) => new WorkFolder(path, null).Empty();

    /// <summary>Makes another one for the same experiment, within this one: who looks after this folder looks after it, too.</summary>
    public WorkFolder MakeIdle() => At(MakeBeside(IdleName));

    /// <summary>Makes another one that is kept beside this one, to try the experiment again by hand.</summary>
    public WorkFolder MakeFresh() => At(MakeBeside(FreshName));

    /// <summary>Removes the other one.</summary>
    public void RemoveIdle() => RemoveBeside(IdleName);

    /// <summary>Makes an empty folder beside the work folder; whatever a script put in its place is removed, and nothing is followed.</summary>
    public string MakeBeside(string name)
    {
        RemoveBeside(name);
        return Directory.CreateDirectory(Path.Combine(_base, name)).FullName;
    }

    /// <summary>Removes a folder beside the work folder.</summary>
    public void RemoveBeside(string name)
    {
        var path = Path.Combine(_base, name);
        Remove(path, FileKind.Of(path));
    }

    /// <summary>Fills it.</summary>
    /// <param name="fixtures">Folders and files.</param>
    /// <param name="contractPath">The folder that fixture folders are relative to.</param>
    /// <param name="skillPath">Links may lead to files below it, too.</param>
    /// <returns>What is wrong with a fixture; null when all is there.</returns>
    public PrerequisiteFault? AddFixtures(EquatableArray<Fixture> fixtures, string contractPath, string skillPath)
    {
        foreach (var fixture in fixtures)
        {
            var fault = fixture.Text is { } text ? AddFile(fixture, text) : AddFolder(fixture, contractPath, skillPath);
            if (fault is not null)
            {
                return new PrerequisiteFault(fixture.Place, fault.Value.Fault, fault.Value.Cure);
            }
        }

        return null;
    }

    /// <summary>Keeps an output stream for people; an empty one leaves no file.</summary>
    public void Keep(string name, CapturedStream stream)
    {
        var path = Path.Combine(_base, name);
        var kind = FileKind.Of(path);
        if (kind.Exists && (stream.Length == 0 || !kind.IsRegular || kind.LinkCount > 1))
        {
            Remove(path, kind);
        }

        if (stream.Length == 0)
        {
            return;
        }

        // Written over, not truncated first: some file systems then allocate at once.
        using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write);
        RandomAccess.Write(file, stream.Bytes.Span, 0);
        RandomAccess.SetLength(file, stream.Bytes.Length);
    }

    /// <summary>What lies beside the work folder, as a command would name it.</summary>
    public IReadOnlyList<string> Beside() => [.. Directory.EnumerateFileSystemEntries(_base)
        .Select(entry => Path.GetFileName(entry)).Where(name => !KeptNames.Contains(name, StringComparer.Ordinal)).Order(StringComparer.Ordinal).Select(name => "../" + name)];

    /// <summary>Writes standard input beside the work folder; that of an earlier step is replaced.</summary>
    public string WriteInput(string text, string name = "stdin")
    {
        var path = Path.Combine(_base, name);
        Remove(path, FileKind.Of(path));
        using var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew));
        writer.Write(text);
        return path;
    }

    /// <summary>Whatever scripts of an earlier run put here is removed; nothing is followed.</summary>
    private WorkFolder Empty()
    {
        Directory.CreateDirectory(_base);
        foreach (var entry in Directory.EnumerateFileSystemEntries(_base).Where(entry => !KeptNames.Contains(Path.GetFileName(entry))))
        {
            Remove(entry, FileKind.Of(entry));
        }

        foreach (var folder in new[] { Work, Home, Temporary })
        {
            var kind = FileKind.Of(folder);
            if (kind.IsFolder && kind.Mode == FreshMode && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                continue;
            }

            Remove(folder, kind);
            Directory.CreateDirectory(folder);
        }

        return this;
    }

    private static void Remove(string path, FileKind kind)
    {
        if (kind.IsFolder)
        {
            RunFolder.Delete(path);
        }
        else if (kind.Exists)
        {
            File.Delete(path);
        }
    }

    private (string Fault, string Cure)? AddFile(Fixture fixture, string text)
    {
        if (!TryInside(fixture.Path, out var path))
        {
            return ($"the fixture '{fixture.Path}' lies outside the work folder", "name a path below it, without '..'");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (FileKind.Of(path) is { Exists: true, IsRegular: false })
        {
            return ($"the fixture '{fixture.Path}' is another thing in an earlier fixture", "give it another path");
        }

        File.WriteAllText(path, text);
        if (text.StartsWith("#!", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        return null;
    }

    private (string Fault, string Cure)? AddFolder(Fixture fixture, string contractPath, string skillPath)
    {
        var source = Path.GetFullPath(Path.Combine(contractPath, fixture.Path));
        if (!RealPath.IsBelow(source, Path.GetFullPath(contractPath)))
        {
            return ($"the fixture '{fixture.Path}' lies outside the contract's folder", "name a folder below it, without '..'");
        }

        if (!Directory.Exists(source))
        {
            return ($"the fixture folder '{fixture.Path}' does not exist", "create it beside the contract, or correct its path");
        }

        if (FixtureFolder.LinkFault(source, [contractPath, skillPath]) is { } fault)
        {
            return ($"the fixture '{fixture.Path}' {fault}", "put the files themselves in its place");
        }

        FixtureFolder.Copy(source, Work);
        return null;
    }

    private bool TryInside(string relative, out string path)
    {
        path = Path.GetFullPath(Path.Combine(Work, relative));
        return RealPath.IsBelow(path, Work) && RealPath.IsBelow(RealPath.Of(Path.GetDirectoryName(path)!), RealPath.Of(Work));
    }
}

/// <summary>Why an experiment could not be tried.</summary>
/// <param name="Place">Where the contract asks for what is missing.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Cure">What to do.</param>
internal sealed record PrerequisiteFault(Place Place, string Fault, string Cure);
