using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using SkillContracts.Model;
using SkillContracts.Model.Code;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Findings;
using SkillContracts.Model.Surface;
using SkillContracts.Runner;

namespace SkillContracts.Cli;

/// <summary>The skill model as one JSON object, <c>formatVersion</c> 1. Paths are relative to the repository's root.</summary>
internal sealed class SkillModelJson
{
    private readonly Utf8JsonWriter _json;

    private SkillModelJson(Utf8JsonWriter json) => _json = json;

    public static void Write(LoadedSkill skill, EquatableArray<StaticClaim> claims, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            new SkillModelJson(json).Write(skill, claims);
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private void Write(LoadedSkill skill, EquatableArray<StaticClaim> claims)
    {
        var (contract, surface) = (skill.Contract, skill.Parsed.Surface);
        _json.WriteStartObject();
        _json.WriteNumber("formatVersion", 1);
        _json.WriteString("skill", contract.Folder);
        _json.WriteString("name", contract.Name);
        _json.WriteString("description", contract.Description);
        Each("triggers", surface.Triggers, trigger =>
        {
            _json.WriteString("text", trigger.Text);
            Write(trigger.Place);
        });
        Each("inputs", surface.Inputs, Extension);
        Each("outputs", surface.Outputs, Extension);
        Each("scripts", skill.Source.Scripts, Script);
        Each("exitCodes", contract.ExitCodes, ExitCode);
        Each("flags", surface.Flags, Flag);
        Each("examples", surface.Examples, Example);
        _json.WriteStartObject("body");
        _json.WriteNumber("lines", surface.Body.LineCount);
        _json.WriteNumber("tokens", surface.Body.TokenCount);
        _json.WriteString("tier", surface.Body.Tier);
        _json.WriteEndObject();
        Each("files", skill.Source.Files.Where(file => file != "SKILL.md").Order(StringComparer.Ordinal), file =>
        {
            _json.WriteString("path", file);
            Each("namedBy", surface.References.Where(reference => reference.Path == file), reference => Write(reference.Place));
        });
        Each("references", surface.References, reference =>
        {
            _json.WriteString("path", reference.Path);
            _json.WriteString("kind", Word(reference.Kind));
            Write(reference.Place);
        });
        Each("claims", claims, claim =>
        {
            _json.WriteString("kind", claim.Kind);
            _json.WriteString("subject", claim.Subject);
            _json.WriteString("verdict", DiscoverCommand.Word(claim.Verdict));
            _json.WriteString("reason", claim.Reason);
            Write(claim.Place);
        });
        Each("experiments", contract.Experiments, experiment =>
        {
            _json.WriteString("name", experiment.Name);
            _json.WriteString("script", experiment.Steps[0].Script);
        });
        _json.WriteEndObject();
    }

    private void Extension(DocumentedExtension extension)
    {
        _json.WriteString("extension", extension.Extension);
        Write(extension.Place);
    }

    private void Script(ScriptText script)
    {
        _json.WriteString("path", script.Path);
        _json.WriteString("language", Word(script.Facts.Language));
        _json.WriteString("argumentParser", Word(script.Facts.Parser));
        Each("exitCodes", script.Facts.Codes, code =>
        {
            _json.WriteNumber("code", code.Code);
            _json.WriteNumber("line", code.Line);
            _json.WriteString("text", code.Text);
        });
        _json.WriteString("exitCodesUnknown", script.Facts.CodesUnknown);
        Each("flags", script.Facts.Flags, flag =>
        {
            Texts("names", flag.Names);
            Texts("choices", flag.Choices);
            _json.WriteString("default", flag.Default);
            _json.WriteNumber("line", flag.Line);
        });
        _json.WriteString("flagsUnknown", script.Facts.FlagsUnknown);
    }

    private void ExitCode(ExitCodeClaim claim)
    {
        _json.WriteString("codes", claim.Codes.ToString());
        _json.WriteString("meaning", claim.Meaning);
        _json.WriteString("script", claim.Script);
        _json.WriteString("confidence", Word(claim.Confidence));
        _json.WriteString("form", Word(claim.Form));
        _json.WriteString("text", claim.Sentence);
        Write(claim.Place);
    }

    private void Flag(DocumentedFlag flag)
    {
        Texts("names", flag.Names);
        Texts("values", flag.Values);
        _json.WriteString("default", flag.Default);
        _json.WriteString("meaning", flag.Meaning);
        _json.WriteString("script", flag.Script);
        _json.WriteString("form", Word(flag.Form));
        Write(flag.Place);
    }

    private void Example(ExampleCommand example)
    {
        _json.WriteString("command", example.Text);
        _json.WriteString("script", example.Script);
        _json.WriteString("language", example.Language);
        _json.WriteString("interpreter", example.Interpreter);
        Texts("placeholders", example.Arguments.Where(word => !word.IsLiteral).Select(word => word.Text));
        Write(example.Place);
    }

    private void Each<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var item in items)
        {
            _json.WriteStartObject();
            write(item);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Texts(string name, IEnumerable<string> texts)
    {
        _json.WriteStartArray(name);
        foreach (var text in texts)
        {
            _json.WriteStringValue(text);
        }

        _json.WriteEndArray();
    }

    private void Write(Place place)
    {
        _json.WriteString("file", place.Path);
        _json.WriteNumber("line", place.Line);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
