using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using FluentAssertions;
using SkillContracts.Model.Parsing;
using Xunit;

namespace SkillContracts.Model.Tests.Parsing;

public class ContractSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(Repository.Read("docs/contract.schema.json"))!;

    [Fact]
    public void Schema_knows_the_keys_of_the_parser_at_the_top() =>
        Keys(Schema).Should().BeEquivalentTo(Known(Skills.ParseContract("version: 1\nzzzzzzzzzzzzzzzz: 1\nexperiments: [{ name: a, run: x }]\n")));

    [Fact]
    public void Schema_knows_the_keys_of_the_parser_for_an_experiment() =>
        Keys(Schema["$defs"]!["experiment"]!).Should().BeEquivalentTo(Known(Skills.ParseExperiment("    zzzzzzzzzzzzzzzz: 1\n")));

    [Fact]
    public void Schema_knows_the_matchers_of_the_parser_for_a_stream() =>
        Keys(Schema["$defs"]!["streamMatcher"]!).Should().BeEquivalentTo(Known(Skills.ParseExperiment("    stdout: { zzzzzzzzzzzzzzzz: 1 }\n")));

    [Fact]
    public void Schema_knows_the_matchers_of_the_parser_for_a_file() =>
        Keys(Schema["$defs"]!["fileMatcher"]!).Should().BeEquivalentTo(Known(Skills.ParseExperiment("    files: { a: { zzzzzzzzzzzzzzzz: 1 } }\n")));

    [Fact]
    public void Schema_knows_the_keys_of_the_parser_for_a_workbook() =>
        Keys(Schema["$defs"]!["workbookMatcher"]!).Should().BeEquivalentTo(Known(Skills.ParseExperiment("    files: { a: { xlsx: { zzzzzzzzzzzzzzzz: 1 } } }\n")));

    [Fact]
    public void Schema_knows_the_keys_of_the_parser_for_a_sheet() =>
        Keys(Schema["$defs"]!["sheetMatcher"]!).Should().BeEquivalentTo(Known(Skills.ParseExperiment("    files: { a: { xlsx: { sheets: { s: { zzzzzzzzzzzzzzzz: 1 } } } } }\n")));

    [Theory]
    [InlineData("")]
    [InlineData("experiment")]
    [InlineData("streamMatcher")]
    [InlineData("fileMatcher")]
    [InlineData("workbookMatcher")]
    [InlineData("sheetMatcher")]
    [InlineData("step")]
    public void Schema_describes_every_key(string definition) => Properties(definition)
        .Where(property => Described(property.Value!) is null).Select(property => property.Key).Should().BeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("experiment")]
    [InlineData("streamMatcher")]
    [InlineData("fileMatcher")]
    [InlineData("workbookMatcher")]
    [InlineData("sheetMatcher")]
    [InlineData("step")]
    public void Schema_takes_no_other_keys(string definition) => Of(definition)["additionalProperties"]!.GetValue<bool>().Should().BeFalse();

    [Fact]
    public void Schema_has_a_target_for_every_reference() => References(Schema).Where(reference => Target(reference) is null).Should().BeEmpty();

    private static JsonNode Of(string definition) => definition.Length == 0 ? Schema : Schema["$defs"]![definition]!;

    private static JsonObject Properties(string definition) => Of(definition)["properties"]!.AsObject();

    private static IEnumerable<string> Keys(JsonNode schema) => schema["properties"]!.AsObject().Select(property => property.Key);

    private static string[] Known(ParsedSkill parsed) => parsed.Problems.Single().Arguments[1].Replace("known are ", "").Split(", ");

    private static string? Described(JsonNode schema) => (schema["description"] ?? Referenced(schema)?["description"])?.GetValue<string>();

    private static JsonNode? Referenced(JsonNode schema) => schema["$ref"] is { } reference ? Target(reference.GetValue<string>()) : null;

    private static JsonNode? Target(string reference) => reference.Split('/').Skip(1).Aggregate((JsonNode?)Schema, (node, name) => node?[name]);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => member.Key == "$ref" ? [member.Value!.GetValue<string>()] : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
