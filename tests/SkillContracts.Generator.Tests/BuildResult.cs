using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace SkillContracts.Generator.Tests;

/// <summary>What one run of the generator gave.</summary>
/// <param name="Run">The generator's own account.</param>
/// <param name="Compilation">With the generated files.</param>
/// <param name="Reported">The diagnostics that the compiler prints.</param>
internal sealed record BuildResult(GeneratorRunResult Run, Compilation Compilation, ImmutableArray<Diagnostic> Reported)
{
    private const string RepositoryFile = "SkillContracts.Repository.g.cs";

    /// <summary>Names of the files that are generated for skills, sorted.</summary>
    public IEnumerable<string> Files => Run.GeneratedSources.Select(file => file.HintName).Where(name => name != RepositoryFile).OrderBy(name => name);

    /// <summary>The text of the only skill's file.</summary>
    public string Text => Run.GeneratedSources.Single(file => file.HintName != RepositoryFile).SourceText.ToString();

    /// <summary>The text that belongs to all skills together; null when there is none.</summary>
    public string? RepositoryText => Run.GeneratedSources.Where(file => file.HintName == RepositoryFile).Select(file => file.SourceText.ToString()).SingleOrDefault();

    /// <summary>Why each output of the step is what it is, without repetition.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) => Outputs(step).Select(output => output.Reason).Distinct();

    /// <summary>Why each generated file and report is what it is.</summary>
    public IEnumerable<IncrementalStepRunReason> OutputReasons =>
        Run.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason).Distinct();

    /// <summary>The values of a step that this run had to make anew.</summary>
    public IEnumerable<object> Changed(string step) => Outputs(step)
        .Where(output => output.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New)
        .Select(output => output.Value);

    /// <summary>What the compiler says of generated text, from hidden hints up.</summary>
    public IEnumerable<string> CompilerFindings => Compilation.GetDiagnostics().Select(found => found.ToString());

    /// <summary>The diagnostics as MSBuild prints them.</summary>
    public IEnumerable<string> Printed => Reported.Select(found => found.ToString());

    private IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) => Run.TrackedSteps[step].SelectMany(run => run.Outputs);
}
