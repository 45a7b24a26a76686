using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Generator.Tests;

/// <summary>A repository below <c>/repo</c> that is built again after each edit, by the same driver.</summary>
internal sealed class Repository
{
    public const string Root = "/repo";

    private const string Program = """
        namespace SkillContracts
        {
            public static class SkillRows
            {
                public static global::System.Collections.Generic.IReadOnlyCollection<global::Xunit.TheoryDataRow<string, string>> Of(
                    string skill, params string[] names) => global::System.Array.ConvertAll(names, name => new global::Xunit.TheoryDataRow<string, string>(skill, name));
            }

            public static class SkillClaims
            {
                public static global::System.Threading.Tasks.Task Experiment(string skill, string name) => global::System.Threading.Tasks.Task.CompletedTask;
                public static global::System.Threading.Tasks.Task ExitCode(string skill, string row) => global::System.Threading.Tasks.Task.CompletedTask;
                public static global::System.Threading.Tasks.Task Specification(string skill) => global::System.Threading.Tasks.Task.CompletedTask;
                public static void NothingToTry() { }
            }
            public sealed class RepositoryFixture { }
        }
        """;

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("xunit.", StringComparison.Ordinal) || name == "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path))];

    private readonly Dictionary<string, AdditionalText> _texts = [];
    private GeneratorDriver _driver;
    private Compilation _compilation;

    public Repository(params (string Path, string Text)[] files)
        : this(SkillParser.Parse, files)
    {
    }

    public Repository(Func<SkillSource, ParsedSkill> parse, params (string Path, string Text)[] files)
    {
        _compilation = CSharpCompilation.Create(
            "Tests", [CSharpSyntaxTree.ParseText(Program)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999));
        _driver = CSharpGeneratorDriver.Create(
            [new SkillContractGenerator(parse).AsSourceGenerator()],
            optionsProvider: new BuildProperties(Root),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        foreach (var (path, text) in files)
        {
            Write(path, text);
        }
    }

    public void Write(string path, string text) => Write(path, SourceText.From(text, new UTF8Encoding(false)));

    public void Write(string path, SourceText text)
    {
        var added = new MemoryText(Root + "/" + path, text);
        _driver = _texts.TryGetValue(path, out var old)
            ? _driver.ReplaceAdditionalText(old, added)
            : _driver.AddAdditionalTexts([added]);
        _texts[path] = added;
    }

    public void Delete(string path)
    {
        _driver = _driver.RemoveAdditionalTexts([_texts[path]]);
        _texts.Remove(path);
    }

    public void AddClass(string name) => _compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText($"internal static class {name};"));

    public void Suppress(string id) => _compilation = _compilation.WithOptions(_compilation.Options.WithSpecificDiagnosticOptions(
        _compilation.Options.SpecificDiagnosticOptions.SetItem(id, ReportDiagnostic.Suppress)));

    public BuildResult Build()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out var output, out var reported);
        return new BuildResult(_driver.GetRunResult().Results.Single(), output, reported);
    }

    private sealed class MemoryText(string path, SourceText text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(System.Threading.CancellationToken cancellationToken = default) => text;
    }
}
