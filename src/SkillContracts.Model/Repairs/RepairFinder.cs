using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Code;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Profiles;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Repairs;

/// <summary>Finds the problems that can be repaired without changing what the skill means. Reads no files and never throws.</summary>
public static class RepairFinder
{
    /// <summary>A frontmatter over this length is left alone: 32 Ki UTF-16 units.</summary>
    public const int LongestFrontmatter = 32 * 1024;

    /// <summary>A frontmatter with more problems is left alone: 200. Each repair is looked at by reading it again.</summary>
    public const int MostProblems = 200;

    /// <summary>The repairs of a document's frontmatter, each for the text as it is now: apply one, then ask again.</summary>
    /// <param name="document">SKILL.md.</param>
    /// <param name="profile">A portable profile allows to change what only some clients read; null or another one does not.</param>
    public static IEnumerable<Repair> InDocument(SourceFile document, ClientProfile? profile) => Wanted(document, profile, null);

    /// <summary>Repairs a document until there is nothing left that can be repaired.</summary>
    /// <param name="document">SKILL.md.</param>
    /// <param name="profile">As above.</param>
    /// <param name="isWanted">False for a problem that shall stay; null wants all.</param>
    /// <returns>The new text, and the repairs in order; each is made for the text that the one before left.</returns>
    public static (string Text, IReadOnlyList<Repair> Repairs) RepairDocument(SourceFile document, ClientProfile? profile, Func<Problem, bool>? isWanted = null)
    {
        var done = new List<Repair>();
        while (done.Count < 2 * MostProblems && Wanted(document, profile, isWanted).FirstOrDefault() is { } next)
        {
            done.Add(next);
            document = document with { Text = next.Apply(document.Text) };
        }

        return (document.Text, done);
    }

    /// <summary>Puts LF for each CR LF of a script.</summary>
    /// <param name="problem">SKC5008 of the script.</param>
    /// <param name="text">The script's whole text.</param>
    /// <returns>Null for another problem, or when the script's own lines end with LF.</returns>
    public static Repair? InScript(Problem problem, string text)
    {
        if (problem.Rule.Id != RuleTable.CarriageReturns.Id || !ScriptText.EndsLinesWithCrLf(text))
        {
            return null;
        }

        var edits = new List<TextEdit>();
        for (var at = text.IndexOf("\r\n", StringComparison.Ordinal); at >= 0; at = text.IndexOf("\r\n", at + 2, StringComparison.Ordinal))
        {
            edits.Add(new TextEdit(problem.Place.Path, at, 1, ""));
        }

        return new Repair(problem, "LF at the end of lines", edits.ToEquatableArray());
    }

    /// <summary>Those of a skill's problems that <c>check --fix</c> would repair.</summary>
    /// <param name="problems">Problems of the skill.</param>
    /// <param name="document">Its SKILL.md.</param>
    /// <param name="profile">As above.</param>
    public static IEnumerable<Problem> Fixable(IEnumerable<Problem> problems, SourceFile document, ClientProfile? profile)
    {
        var repairs = new Lazy<List<Repair>>(() => InDocument(document, profile).ToList());
        return problems.Where(problem => problem.Rule.Id == RuleTable.CarriageReturns.Id
            || (problem.Place.Path == document.Path && problem.Rule.Topic == "Frontmatter" && repairs.Value.Any(repair => repair.Fixes(problem))));
    }

    private static IEnumerable<Repair> Wanted(SourceFile document, ClientProfile? profile, Func<Problem, bool>? isWanted)
    {
        if (document.Form == SourceForm.TooLarge || document.InvalidAt is not null)
        {
            return [];
        }

        var map = new LineMap(document.Path, document.Text);
        var problems = new List<Problem>();
        var frontmatter = Frontmatter.Parse(map, folder: null, problems);
        return frontmatter.Yaml.Length > LongestFrontmatter || problems.Count > MostProblems
            ? []
            : problems
                .Where(problem => (isWanted?.Invoke(problem) ?? true) && !IsRepeated(problem, problems))
                .Select(problem => Of(problem, map, frontmatter, profile is { IsPortable: true }))
                .OfType<Repair>()
                .Where(repair => KeepsMeaning(repair, map, frontmatter));
    }

    /// <summary>Where a key stands twice, nobody knows which value to move.</summary>
    private static bool IsRepeated(Problem problem, List<Problem> problems) =>
        problem.Rule.Id == RuleTable.UnknownField.Id && problems.Exists(other => other.Rule.Id == RuleTable.DuplicateField.Id && other.Arguments[0] == problem.Arguments[0]);

    private static Repair? Of(Problem problem, LineMap map, Frontmatter frontmatter, bool isPortable) => problem.Rule.Id switch
    {
        "SKC1003" when frontmatter.State == FrontmatterState.Broken => QuoteRepair.Of(problem, map, frontmatter),
        "SKC1011" => MetadataRepair.Of(problem, map, frontmatter, isPortable),
        "SKC1018" or "SKC1020" when isPortable => ToolsRepair.Of(problem, map, frontmatter),
        "SKC1021" or "SKC1022" => TypeRepair(problem, map, frontmatter),
        _ => null,
    };

    /// <summary>The last look: it is YAML afterwards, and every field says the same, at the top or below <c>metadata</c>.</summary>
    private static bool KeepsMeaning(Repair repair, LineMap map, Frontmatter before)
    {
        var after = Frontmatter.Parse(new LineMap(map.Path, repair.Apply(map.Text)), []);
        return before.State == FrontmatterState.Broken
            || (after.State == FrontmatterState.Whole && Said(before, repair).SequenceEqual(Said(after, repair), StringComparer.Ordinal));
    }

    /// <summary>Keys and texts; tools only change their form.</summary>
    private static IOrderedEnumerable<string> Said(Frontmatter frontmatter, Repair repair) => frontmatter.Fields
        .Where(field => field.Value.Kind != FieldKind.Map || field.Key != "metadata")
        .Concat(frontmatter.Find("metadata")?.Value.Entries ?? default)
        .Where(field => field.Value.Kind != FieldKind.Null || field.Key != "metadata")
        .Where(field => field.Key != "allowed-tools" || repair.RuleId is not ("SKC1018" or "SKC1020"))
        .Select(field => field.Key + ": " + TextOf(field.Value))
        .OrderBy(said => said, StringComparer.Ordinal);

    private static string TextOf(FieldValue value) => value.Kind switch
    {
        FieldKind.List => "[" + string.Join(", ", value.Items.Select(TextOf)) + "]",
        FieldKind.Map => "{" + string.Join(", ", value.Entries.Select(entry => entry.Key + ": " + TextOf(entry.Value))) + "}",
        _ => value.Text,
    };

    /// <summary>What an anchor, a tag or an alias says would become a part of the text.</summary>
    private static Repair? TypeRepair(Problem problem, LineMap map, Frontmatter frontmatter)
    {
        var fields = frontmatter.Fields.Concat(frontmatter.Find("metadata")?.Value.Entries ?? default);
        return fields.FirstOrDefault(field => field.ValuePlace == problem.Place) is { Raw: var raw } field && raw.IndexOfAny(['&', '!', '*']) != 0
            ? Repair.Of(problem, "Quotes around the value", new TextEdit(map.Path, field.ValueSpan.Start, field.ValueSpan.Length, YamlText.Quote(field.Raw)))
            : null;
    }

    /// <summary>The field whose key or value stands at a place.</summary>
    internal static FrontmatterField? FieldAt(Frontmatter frontmatter, Place place) =>
        frontmatter.Fields.FirstOrDefault(field => field.KeyPlace == place || field.ValuePlace == place);
}
