namespace SkillContracts.Model.Contracts;

/// <summary>A declared command with inputs, a time limit and expectations. Source: an entry of <c>experiments</c> in contract.yaml.</summary>
/// <param name="Number">Its place in run order, from 1.</param>
/// <param name="Name">Its identity; unique in the contract.</param>
/// <param name="Place">Where the contract declares it.</param>
/// <param name="Claim">The sentence it shows to be true.</param>
/// <param name="Bucket">happy, flags, errors or invariants.</param>
/// <param name="Columns">The row of <c>each</c>: values for <c>$column</c> in shell texts. Other texts have them already.</param>
/// <param name="Fixtures">What the work folder holds before the run.</param>
/// <param name="Git">True when the work folder is a git repository with the fixtures committed.</param>
/// <param name="Setup">Shell texts that prepare the work folder.</param>
/// <param name="Run">The command under test.</param>
/// <param name="Script">The skill's script whose exit codes these are; null when unknown.</param>
/// <param name="Environment">Variables in addition to the runner's own.</param>
/// <param name="StandardInput">Text for the command; null is <c>/dev/null</c>.</param>
/// <param name="Requires">Tools, or shell texts that must end with 0.</param>
/// <param name="TimeLimit">The longest it may run.</param>
/// <param name="Expected">What must be seen.</param>
/// <param name="NotYet">Keys in use that this version reads but does not act on; with any, the experiment cannot be judged.</param>
/// <param name="FaultAt">Where an error stands that keeps it from being judged; null when there is none.</param>
public sealed record Experiment(
    int Number,
    string Name,
    Place Place,
    Quote? Claim,
    string Bucket,
    EquatableArray<Variable> Columns,
    EquatableArray<Fixture> Fixtures,
    bool Git,
    EquatableArray<string> Setup,
    Command Run,
    string? Script,
    EquatableArray<Variable> Environment,
    string? StandardInput,
    EquatableArray<string> Requires,
    TimeLimit TimeLimit,
    Expectation Expected,
    EquatableArray<string> NotYet,
    Place? FaultAt);

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
