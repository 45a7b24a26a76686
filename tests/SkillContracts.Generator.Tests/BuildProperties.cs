using System;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SkillContracts.Generator.Inputs;

namespace SkillContracts.Generator.Tests;

/// <summary>What the compiler sees of <c>build/SkillContracts.targets</c>.</summary>
internal sealed class BuildProperties(string root) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions => new Options(root);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options(string root) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key is Settings.RootKey or Settings.FolderKey ? Uri.EscapeDataString(root + "/") : null;
            return value is not null;
        }
    }
}
