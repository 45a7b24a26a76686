using System;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SkillContracts.Generator.Inputs;

/// <summary>What <c>build/SkillContracts.targets</c> tells the generator.</summary>
/// <param name="Root">The absolute folder that paths are relative to, without <c>/</c> at the end; empty when unknown.</param>
/// <param name="Folder">Where SKILL.md files were looked for.</param>
internal sealed record Settings(string Root, string Folder)
{
    public const string RootKey = "build_property._SkillContractsRootEscaped";
    public const string FolderKey = "build_property._SkillContractsFolderEscaped";

    public static Settings Read(AnalyzerConfigOptions options) =>
        new(RepositoryPath.WithSlashes(Unescape(options, RootKey)).TrimEnd('/'), Unescape(options, FolderKey));

    /// <summary>The targets escape the values, because compilers may take <c>#</c> and <c>;</c> for the start of a comment.</summary>
    private static string Unescape(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out var value) ? Uri.UnescapeDataString(value) : "";
}
