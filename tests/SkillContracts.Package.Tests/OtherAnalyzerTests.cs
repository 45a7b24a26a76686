using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Threading.Tasks;
using FluentAssertions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace SkillContracts.Package.Tests;

/// <summary>Another analyzer with a YamlDotNet of another version in the same compiler.</summary>
/// <remarks>
/// The compiler loads one assembly of a name, and of several it takes the highest version, whoever brought it. So a newer one must do for us:
/// here the one we were built with, under another version. One without the types that we use gives SKC9001, an error, and no green build without tests.
/// </remarks>
public sealed class OtherAnalyzerTests(Feed feed)
{
    private const string Generator = """
        using Microsoft.CodeAnalysis;

        [Generator(LanguageNames.CSharp)]
        public sealed class OtherGenerator : IIncrementalGenerator
        {
            public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
                context.CompilationProvider.Select((_, _) => typeof(YamlDotNet.Core.Mark).Assembly.GetName().ToString()),
                (output, name) => output.ReportDiagnostic(Diagnostic.Create(
                    new DiagnosticDescriptor("OTHER1", "Other", "read with {0}", "Other", DiagnosticSeverity.Warning, true), Location.None, name)));
        }
        """;

    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || name == "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Theory]
    [InlineData(13, "16.0.0.0")]
    [InlineData(99, "99.0.0.0")]
    public async Task Another_version_of_YamlDotNet_in_the_compiler_does_no_harm(ushort version, string loaded)
    {
        var repository = NewRepository("yaml-" + version);
        var yaml = Path.Combine(repository.Path, "other", "YamlDotNet.dll");
        CopyAsVersion(Path.Combine(feed.PackagePath, "analyzers/dotnet/cs/YamlDotNet.dll"), yaml, version);
        Compile(yaml, "Other.Generator", Generator, MetadataReference.CreateFromFile(yaml));

        var build = await repository.Build();
        var test = await repository.Test();

        build.Output.Should().Contain($"OTHER1: read with YamlDotNet, Version={loaded}").And.NotContain("SKC").And.NotContain("CS8785");
        test.Passed.Should().Contain("Skills.line_count.Experiment [counts the lines of two]");
    }

    [Fact]
    public async Task A_YamlDotNet_without_our_types_fails_the_build()
    {
        var repository = NewRepository("yaml-other");
        var yaml = Compile(Path.Combine(repository.Path, "other", "."), "YamlDotNet", """
            [assembly: System.Reflection.AssemblyVersion("99.0.0.0")]
            namespace YamlDotNet.Core { public struct Mark; }
            """);
        Compile(Path.Combine(repository.Path, "other", "."), "Other.Generator", Generator, yaml);

        var build = await repository.Build();

        build.ExitCode.Should().Be(1);
        build.Output.Should().Contain("error SKC9001: No tests were generated for 'skills/line-count/SKILL.md': TypeLoadException");
    }

    private UserRepository NewRepository(string name)
    {
        var repository = feed.NewRepository(name).WithSkills("tests/Fixtures/skills/line-count", "skills/line-count").WithRunner().WithProject("""
              <PropertyGroup><NoWarn>$(NoWarn);CS8033</NoWarn></PropertyGroup>
              <ItemGroup><Analyzer Include="../other/*.dll" /></ItemGroup>

            """);
        Directory.CreateDirectory(Path.Combine(repository.Path, "other"));
        return repository;
    }

    /// <summary>The same code with another number; the signature no longer fits, and no compiler looks.</summary>
    private static void CopyAsVersion(string source, string target, ushort major)
    {
        var bytes = File.ReadAllBytes(source);
        using var file = new PEReader(new MemoryStream(bytes));
        const int hashAlgorithm = 4;
        var row = file.PEHeaders.MetadataStartOffset + file.GetMetadataReader().GetTableMetadataOffset(TableIndex.Assembly);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(row + hashAlgorithm), major);
        File.WriteAllBytes(target, bytes);
    }

    /// <summary>Compiles a library beside a file.</summary>
    private static PortableExecutableReference Compile(string neighbour, string name, string text, params MetadataReference[] references)
    {
        var path = Path.Combine(Path.GetDirectoryName(neighbour)!, name + ".dll");
        var result = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(text)], [.. Platform, .. references], new(OutputKind.DynamicallyLinkedLibrary)).Emit(path);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Should().BeEmpty();
        return MetadataReference.CreateFromFile(path);
    }
}
