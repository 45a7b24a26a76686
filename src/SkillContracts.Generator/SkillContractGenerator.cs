using System;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SkillContracts.Generator.Emit;
using SkillContracts.Generator.Inputs;
using SkillContracts.Generator.Reports;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;

namespace SkillContracts.Generator;

/// <summary>Writes one class of xunit v3 theories for each SKILL.md, and reports its problems.</summary>
/// <remarks>Every step turns values into values; which steps run again after which edit is tested.</remarks>
[Generator(LanguageNames.CSharp)]
internal sealed class SkillContractGenerator : IIncrementalGenerator
{
    private readonly Func<SkillSource, ParsedSkill> _parse;

    public SkillContractGenerator()
        : this(SkillParser.Parse)
    {
    }

    /// <summary>For tests: with another parser, such as one that throws.</summary>
    internal SkillContractGenerator(Func<SkillSource, ParsedSkill> parse) => _parse = parse;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var settings = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => Settings.Read(options.GlobalOptions))
            .WithTrackingName(Steps.Settings);
        var skills = Parse(context, settings);
        var naming = skills
            .Select(static (skill, _) => SkillIdentity.Of(skill.Contract))
            .Collect()
            .Select(static (all, _) => Naming.Of(all))
            .WithTrackingName(Steps.Names);
        var problems = skills
            .SelectMany(static (skill, _) => skill.Problems)
            .Combine(settings)
            .WithTrackingName(Steps.Problems);
        context.RegisterSourceOutput(problems, static (output, found) => output.ReportDiagnostic(found.Left.ToDiagnostic(found.Right)));
        context.RegisterSourceOutput(naming.Combine(settings), static (output, found) => Report(output, found.Left, found.Right));
        context.RegisterSourceOutput(HasRows(skills), static (output, hasRows) =>
        {
            if (hasRows is { } some)
            {
                var file = RepositoryClassWriter.Write(some);
                output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
            }
        });
        context.RegisterSourceOutput(Emit(skills, naming), static (output, file) =>
            output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));
    }

    private IncrementalValuesProvider<ParsedSkill> Parse(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<Settings> settings)
    {
        var parse = _parse;
        var texts = context.AdditionalTextsProvider
            .Combine(settings)
            .Select(static (input, cancellation) => SkillText.Read(input.Left, input.Right, cancellation))
            .WithTrackingName(Steps.Read)
            .Where(static text => text is not null)
            .Select(static (text, _) => text!);
        var named = texts.Where(static text => text.Kind == TextKind.Document);
        var second = named.Select(static (text, _) => text.File.Path).Collect().Select(static (paths, _) => SkillText.SecondDocuments(paths));
        var documents = named
            .Combine(second)
            .Where(static input => !input.Right.Contains(input.Left.File.Path))
            .Select(static (input, _) => input.Left);
        var folders = documents
            .Select(static (text, _) => RepositoryPath.Parent(text.File.Path)!)
            .WithTrackingName(Steps.Folders)
            .Collect();
        var owned = texts
            .Where(static text => text.Kind != TextKind.Document)
            .Collect()
            .Combine(folders)
            .Combine(settings)
            .Select(static (input, cancellation) => OwnedFiles.Divide(input.Left.Right, input.Left.Left, input.Right, cancellation))
            .WithTrackingName(Steps.Owned);
        return documents
            .Combine(owned)
            .Select(static (input, _) => ByFolder.Find(input.Right, static files => files.Folder, RepositoryPath.Parent(input.Left.File.Path)!)!.ToSource(input.Left.File))
            .WithTrackingName(Steps.Group)
            .Select((source, _) => GuardedParser.Parse(source, parse))
            .WithTrackingName(Steps.Parse);
    }

    /// <summary>Whether any skill has a claim that can be tried; null without skills.</summary>
    private static IncrementalValueProvider<bool?> HasRows(IncrementalValuesProvider<ParsedSkill> skills) => skills
        .Select(static (skill, _) => skill.Contract.Experiments.Count + skill.Contract.ExitCodeRows.Count > 0)
        .WithTrackingName(Steps.Rows)
        .Collect()
        .Select(static (all, _) => all.IsEmpty ? (bool?)null : all.Contains(true));

    private static IncrementalValuesProvider<GeneratedFile> Emit(
        IncrementalValuesProvider<ParsedSkill> skills, IncrementalValueProvider<Naming> naming) => skills
        .Select(static (skill, _) => TestRows.Of(skill.Contract))
        .WithTrackingName(Steps.Contracts)
        .Combine(naming)
        .Select(static (input, _) => TestClass.Of(input.Left, input.Right))
        .WithTrackingName(Steps.Classes)
        .Where(static test => test is not null)
        .Select(static (test, _) => TestClassWriter.Write(test!))
        .WithTrackingName(Steps.Emit);

    private static void Report(SourceProductionContext output, Naming naming, Settings settings)
    {
        if (naming.SkillCount == 0)
        {
            var nothing = Problem.Of(RuleTable.NoSkillFound, ProblemReport.Nowhere, settings.Folder);
            output.ReportDiagnostic(nothing.ToDiagnostic(settings));
        }

        foreach (var problem in naming.Problems)
        {
            output.ReportDiagnostic(problem.ToDiagnostic(settings));
        }
    }
}
