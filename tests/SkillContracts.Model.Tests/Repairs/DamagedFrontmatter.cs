using System;
using System.Linq;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Profiles;
using SkillContracts.Model.Repairs;

namespace SkillContracts.Model.Tests.Repairs;

/// <summary>Frontmatters damaged at random; the same seed gives the same damage.</summary>
internal static class DamagedFrontmatter
{
    private const string Body = "---\n# Body\n\nUse when: this.\n";

    private static readonly string[] Texts =
    [
        "---\nname: demo\ndescription: Turns a into b: fast.\nversion: 1.0 # first\nlicense: MIT\nmetadata:\n  author: Ada\n  # more\n  tags: x, y\nallowed-tools: Read, Bash(git:*)\n",
        "---\nname: 'demo'\ndescription: >-\n  Turns a\n  into b.\nargument-hint: [a] [b]\nmetadata: {\"x\": {\"y\": 1}}\nallowed-tools:\n  - Read\n  - Grep\nmodel: opus\n",
        "---\nname: demo\ndescription: \"It's\n  so\"\nauthor: Ada\nnote: |\n  a: b\n  c\n\nhomepage: https://example.org # c\n",
    ];

    private static readonly string[] Pieces =
    [
        "---\n", "...\n", "\t", "\r", "\r\n", "\n", "\n\n", "\0", "\u0085", "\u2028", "\ufeff", "\ud800", "😀", "- ", ": ", " #", "#", "&a ", "*a ", "!t ", "? ", "| ", "> ", "|-\n",
        "[", "]", "{", "}", "\"", "'", "`", "\\", "%", "@", ",", "<<: ", "~", "null", "  ", "    ", "key: v\n", "name: x\n", "  sub: v\n", "- item\n", "metadata:\n", "version: 2\n", "a: b: c\n",
    ];

    /// <summary>Null when reading, judging and repairing do with the damaged text what they must; else the seed and what happened.</summary>
    public static string? FaultOf(int seed)
    {
        var random = new Random(seed);
        var text = Texts[random.Next(Texts.Length)];
        for (var i = random.Next(4); i >= 0; i--)
        {
            var at = random.Next(4, text.Length);
            var length = random.Next(3) == 0 ? Math.Min(random.Next(10), text.Length - at) : 0;
            text = text.Remove(at, length).Insert(at, Pieces[random.Next(Pieces.Length)]);
        }

        text = random.Next(6) == 0 ? (text + Body).Replace("\n", "\r\n") : text + Body;
        var document = new SourceFile("demo/SKILL.md", text);
        foreach (var profile in new[] { null, ClientProfile.Find("reference") })
        {
            if (FaultOf(document, profile) is { } fault)
            {
                return $"seed {seed}, profile {profile}: {fault}\n{text}";
            }
        }

        return null;
    }

    private static string? FaultOf(SourceFile document, ClientProfile? profile)
    {
        var before = Frontmatter.Read(document);
        var (text, repairs) = RepairFinder.RepairDocument(document, profile);
        var repaired = document with { Text = text };
        var after = Frontmatter.Read(repaired);
        var source = new SkillSource("demo", document, null, default, default, default);
        var lineCount = document.Text.Count(character => character == '\n') + 1;
        return RepairFinder.InDocument(repaired, profile).Any() ? "something is left to repair:\n" + text
            : document.Text[before.BodyStart..] != text[after.BodyStart..] ? "the body changed"
            : repairs.Count == 0 && text != document.Text ? "changed without a repair"
            : before.State == FrontmatterState.Whole && (before.Name, before.Description) != (after.Name, after.Description) ? "the meaning changed:\n" + text
            : before.State == FrontmatterState.Whole && Scalars(before) is var was && Scalars(after) is var now && was != now ? $"values changed: {was} / {now}"
            : before.Fields.Any(field => field.ValueSpan.Start < 0 || field.ValueSpan.End > document.Text.Length || document.Text.Substring(field.ValueSpan.Start, field.ValueSpan.Length) != field.Raw) ? "a span lies elsewhere"
            : ClientProfile.All.SelectMany(client => client.Judge(source).Reasons).FirstOrDefault(reason => reason.Place.Line < 1 || reason.Place.Line > lineCount || reason.Place.Column < 1) is { } outside ? $"{outside} lies outside"
            : null;
    }

    /// <summary>All values at the top and below metadata, without tools, whose form may change.</summary>
    private static string Scalars(Frontmatter frontmatter) => string.Join(";", frontmatter.Fields
        .Where(field => field.Key is not ("metadata" or "allowed-tools"))
        .Concat(frontmatter.Find("metadata")?.Value.Entries ?? default)
        .Select(field => field.Key + "=" + field.Value.Text)
        .Order(StringComparer.Ordinal));
}
