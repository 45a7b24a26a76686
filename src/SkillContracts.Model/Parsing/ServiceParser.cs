using System.Collections.Generic;
using System.Text.RegularExpressions;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Reads <c>services</c>: servers that run beside a command.</summary>
internal sealed class ServiceParser(YamlValues values)
{
    private static readonly string[] Keys = ["start", "ready", "timeout"];

    private static readonly Regex Name = new(@"^[a-z][a-z0-9-]{0,30}\z", RegexOptions.CultureInvariant);

    /// <summary>The servers.</summary>
    public EquatableArray<Service> Parse(YamlEntry? entry)
    {
        var found = new List<Service>();
        foreach (var item in (entry is null ? null : values.Map(entry, "a map from the server's name to start and ready"))?.Entries ?? [])
        {
            if (!Name.IsMatch(item.Key.Text))
            {
                values.Wrong("services", item.Key.Place, "names of lower-case letters, digits and '-'");
            }
            else if (values.Map(item, "a map with start and ready") is { } map)
            {
                values.RejectUnknownKeys(map, Keys);
                if (map.Find("start") is not { } start)
                {
                    values.Add(RuleTable.MissingKey, item.Key.Place, "start", "say which command runs the server in the foreground");
                }
                else if (values.Text(start) is { } command)
                {
                    found.Add(new Service(item.Key.Text, command, Ready(map.Find("ready")), map.Find("timeout") is { } limit ? values.Limit(limit) : TimeLimit.Default, item.Key.Place));
                }
            }
        }

        return found.ToEquatableArray();
    }

    /// <summary>A server without <c>ready</c> is ready when something listens at its port.</summary>
    private ReadyCheck Ready(YamlEntry? entry)
    {
        if (entry?.Value is null or YamlScalar { Text: "port" })
        {
            return new ReadyCheck(ReadyKind.Port, "");
        }

        var only = entry.Value is YamlMap { Entries.Count: 1 } map ? map.Entries[0] : null;
        var text = only?.Value is YamlScalar { IsNull: false } scalar ? scalar.Text : "";
        switch (only?.Key.Text)
        {
            case "file" when RelativePath.Fault(text) is null:
                return new ReadyCheck(ReadyKind.File, RelativePath.Normalize(text));
            case "text" when text.Length > 0:
                return new ReadyCheck(ReadyKind.Text, text);
            default:
                values.Wrong("ready", entry.Value.Place, "port, or one of { file: a path in the work folder } and { text: words of its output }");
                return new ReadyCheck(ReadyKind.Port, "");
        }
    }
}
