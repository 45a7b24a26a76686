using System;
using System.Linq;
using SkillContracts.Model.Code;

namespace SkillContracts.Model.Findings;

/// <summary>Looks flags up as the parser of a script would.</summary>
internal static class KnownFlags
{
    /// <summary>The declaration of a flag, also by the unambiguous start of its name where the parser takes that; null when there is none.</summary>
    public static DeclaredFlag? Find(ScriptFacts facts, string name) =>
        facts.Flags.FirstOrDefault(flag => flag.Names.Contains(name, StringComparer.Ordinal))
        ?? (facts.Parser == ArgumentParser.Argparse && name.Length > 3 && name.StartsWith("--", StringComparison.Ordinal)
            ? facts.Flags.FirstOrDefault(flag => flag.Names.Any(other => other.StartsWith(name, StringComparison.Ordinal)))
            : null);

    /// <summary>True for flags that the parser adds by itself.</summary>
    public static bool IsBuiltIn(ScriptFacts facts, string name) =>
        facts.Parser is not (ArgumentParser.OwnCode or ArgumentParser.None or ArgumentParser.ParseArgs) && (name is "--help" or "-h" || (name == "--version" && facts.Parser == ArgumentParser.Click));

    /// <summary>What to say of the flags that there are: a similar one first, else some.</summary>
    public static string Nearest(ScriptFacts facts, string name)
    {
        var names = facts.Flags.Where(flag => !flag.IsHidden).Select(flag => flag.Names.OrderByDescending(one => one.Length).First()).Distinct().ToList();
        if (names.Count == 0)
        {
            return "no flags";
        }

        var start = name.Substring(0, Math.Min(5, name.Length));
        var similar = names.Where(other => other.StartsWith(start, StringComparison.Ordinal) || other.EndsWith(name.TrimStart('-'), StringComparison.Ordinal)).ToList();
        var shown = similar.Concat(names).Distinct().Take(8).ToList();
        return string.Join(", ", shown) + (names.Count > shown.Count ? ", …" : "");
    }
}
