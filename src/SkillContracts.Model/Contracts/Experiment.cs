using System;
using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Model.Contracts;

/// <summary>Declared commands with inputs, a time limit and expectations. Source: an entry of <c>experiments</c> in contract.yaml.</summary>
/// <param name="Number">Its place in run order, from 1.</param>
/// <param name="Name">Its identity; unique in the contract.</param>
/// <param name="Place">Where the contract declares it.</param>
/// <param name="Claim">The sentence it shows to be true.</param>
/// <param name="Bucket">happy, flags, errors or invariants.</param>
/// <param name="Columns">The row of <c>each</c>: values for <c>$column</c> in shell texts. Other texts have them already.</param>
/// <param name="Fixtures">What the work folder holds before the run.</param>
/// <param name="Git">Whether the work folder is a git repository.</param>
/// <param name="Setup">Shell texts that prepare the work folder.</param>
/// <param name="Services">Servers that run beside each command.</param>
/// <param name="Steps">The commands under test, at least one; those of one experiment share the work folder.</param>
/// <param name="Changes">Globs of all paths that its steps together may create, change or remove; null when not judged, or judged by the only step.</param>
/// <param name="Requires">Tools, or shell texts that must end with 0.</param>
/// <param name="Without">Tools that the commands do not find on PATH.</param>
/// <param name="Fakes">Tools that are replaced by a shell text.</param>
/// <param name="TimeLimit">The longest that a command may run.</param>
/// <param name="Allowed">Checks of every run that are lifted.</param>
/// <param name="Snapshots">What is compared with a kept copy: <c>stdout</c>, <c>stderr</c>, <c>tree</c>, or globs of files.</param>
/// <param name="Scrubs">Patterns that are hidden in snapshots.</param>
/// <param name="Broken">Why it is known to fail; null when it should hold.</param>
/// <param name="FaultAt">Where an error stands that keeps it from being judged; null when there is none.</param>
public sealed record Experiment(
    int Number,
    string Name,
    Place Place,
    Quote? Claim,
    string Bucket,
    EquatableArray<Variable> Columns,
    EquatableArray<Fixture> Fixtures,
    GitFolder Git,
    EquatableArray<string> Setup,
    EquatableArray<Service> Services,
    EquatableArray<ExperimentStep> Steps,
    EquatableArray<string>? Changes,
    EquatableArray<string> Requires,
    EquatableArray<string> Without,
    EquatableArray<Variable> Fakes,
    TimeLimit TimeLimit,
    Allowances Allowed,
    EquatableArray<string> Snapshots,
    EquatableArray<string> Scrubs,
    string? Broken,
    Place? FaultAt)
{
    /// <summary>The steps that may end with one of these codes of a script.</summary>
    /// <param name="script">The script; null for commands of no known script.</param>
    /// <param name="codes">The codes.</param>
    public IEnumerable<ExperimentStep> StepsFor(string? script, ExitCodeSet codes) =>
        Steps.Where(step => step.Script == script && step.Expected.Exit.Overlaps(codes));
}

/// <summary>One command under test with what must be seen when it ends.</summary>
/// <param name="Place">Where the contract declares it.</param>
/// <param name="Run">The command.</param>
/// <param name="Script">The skill's script whose exit codes these are; null when unknown.</param>
/// <param name="Environment">Variables in addition to the runner's own.</param>
/// <param name="StandardInput">Text for the command; null is <c>/dev/null</c>.</param>
/// <param name="Expected">What must be seen.</param>
public sealed record ExperimentStep(
    Place Place,
    Command Run,
    string? Script,
    EquatableArray<Variable> Environment,
    string? StandardInput,
    Expectation Expected);

/// <summary>A server that a command needs. Source: an entry of <c>services</c> in contract.yaml.</summary>
/// <param name="Name">Lower-case letters, digits and <c>-</c>; its port is in <c>NAME_PORT</c>.</param>
/// <param name="Start">A shell text that runs the server in the foreground; its port is in <c>PORT</c>.</param>
/// <param name="Ready">What shows that it can be used.</param>
/// <param name="Limit">The longest that it may take to be ready.</param>
/// <param name="Place">Where the contract declares it.</param>
public sealed record Service(string Name, string Start, ReadyCheck Ready, TimeLimit Limit, Place Place);

/// <summary>What shows that a server can be used.</summary>
/// <param name="Kind">What is looked at.</param>
/// <param name="Text">The file, relative to the work folder, or the text of its output; empty for a port.</param>
public sealed record ReadyCheck(ReadyKind Kind, string Text);

/// <summary>What is looked at to see whether a server is ready.</summary>
public enum ReadyKind
{
    /// <summary>Something listens at its port.</summary>
    Port,

    /// <summary>A file exists.</summary>
    File,

    /// <summary>It has printed a text.</summary>
    Text,
}

/// <summary>Whether a work folder is a git repository.</summary>
public enum GitFolder
{
    /// <summary>It is none.</summary>
    None,

    /// <summary>It is one with the fixtures committed.</summary>
    Repository,

    /// <summary>It is one with a bare remote <c>origin</c> outside, where the fixtures are pushed.</summary>
    WithOrigin,
}

/// <summary>Checks that every run has and that an experiment lifts. Source: <c>allow</c> of contract.yaml.</summary>
[Flags]
public enum Allowances
{
    /// <summary>None is lifted.</summary>
    None = 0,

    /// <summary>An argument parser's usage error is the answer that is wanted.</summary>
    Usage = 1,

    /// <summary>A crash of the interpreter is the answer that is wanted.</summary>
    Crash = 2,

    /// <summary>The command needs the network.</summary>
    Network = 4,

    /// <summary>The command may change its skill's folder.</summary>
    Outside = 8,
}

/// <summary>A name with its text: an environment variable, or a column of <c>each</c>.</summary>
public sealed record Variable(string Name, string Value);

/// <summary>The command under test: a shell text for <c>bash -c</c>, or words that no shell sees.</summary>
/// <param name="Text">The shell text; null for words.</param>
/// <param name="Words">Program and arguments; empty for a shell text.</param>
public sealed record Command(string? Text, EquatableArray<string> Words);

/// <summary>A folder whose contents are copied into the work folder, or one file with its text.</summary>
/// <param name="Path">The folder, relative to the contract; or the file, relative to the work folder.</param>
/// <param name="Text">The file's text; null for a folder.</param>
/// <param name="Place">Where the contract names it.</param>
public sealed record Fixture(string Path, string? Text, Place Place);
