using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Profiles;

/// <summary>The part of a document that a client takes for its frontmatter, read as YAML.</summary>
/// <param name="Yaml">The part.</param>
/// <param name="Fields">Null when it is no map; empty when it holds nothing.</param>
/// <param name="Fault">Why it is no YAML, or the first repeated key; null when it is fine.</param>
internal sealed record ClientYaml(TextSpan Yaml, EquatableArray<FrontmatterField>? Fields, Problem? Fault)
{
    private static readonly YamlReader.Rules Rules = new(RuleTable.BrokenFrontmatter, RuleTable.DuplicateField, Feature: null, Cut: null);

    public static ClientYaml Read(LineMap map, TextSpan yaml)
    {
        var problems = new List<Problem>();
        var node = YamlReader.Read(map, yaml.Start, yaml.End, Rules, problems);
        EquatableArray<FrontmatterField>? fields = node switch
        {
            YamlMap whole => FieldValues.Of(whole, map.Text),
            null when problems.Count == 0 => EquatableArray<FrontmatterField>.Empty,
            _ => null,
        };
        return new ClientYaml(yaml, fields, problems.FirstOrDefault());
    }

    public FrontmatterField? Find(string key) => Fields?.FirstOrDefault(field => field.Key == key);
}
