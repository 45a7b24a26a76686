using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Code;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using SkillContracts.Model.Surface;

namespace SkillContracts.Model.Findings;

/// <summary>Compares documented commands with the parsers of the scripts that they start.</summary>
internal sealed class ExampleFindings(SkillSource source, SkillCode code)
{
    /// <summary>So much in front of a command may be a change of the folder.</summary>
    private const int LongestChange = 500;

    private readonly Lazy<string[]> _lines = new(() => source.Document.Text.Split('\n'));

    public void Judge(EquatableArray<ExampleCommand> examples, List<Problem> problems)
    {
        var counts = new Dictionary<(string Rule, string Script), int>();
        foreach (var example in examples.Where(example => WhyNotJudged(example) is null))
        {
            foreach (var problem in Faults(example))
            {
                counts.TryGetValue((problem.Rule.Id, example.Script), out var count);
                counts[(problem.Rule.Id, example.Script)] = count + 1;
                if (count < FlagFindings.MostFindings)
                {
                    problems.Add(problem);
                }
            }
        }
    }

    /// <summary>Why nothing can be said of a command; null when its words are compared.</summary>
    public string? WhyNotJudged(ExampleCommand example) =>
        code.Find(example.Script) is null ? "the script is not there"
        : code.FlagsUnknown(example.Script) is { } unknown ? unknown
        : IsOfOtherSkill(source.Folder, example) ? "it may be a script of another skill"
        : IsInOtherFolder(source.Folder, example, _lines.Value) ? "it runs in another folder"
        : null;

    /// <summary>A path such as <c>.claude/skills/other/scripts/x.py</c> may end like a script of this skill.</summary>
    private static bool IsOfOtherSkill(string folder, ExampleCommand example)
    {
        var name = example.Script.Substring(example.Script.LastIndexOf('/') + 1);
        var end = example.Text.IndexOf(name, StringComparison.Ordinal);
        var start = end <= 0 ? 0 : example.Text.LastIndexOfAny([' ', '"', '\'', '\n'], end - 1) + 1;
        var path = end <= 0 ? "" : example.Text.Substring(start, end - start);
        var before = (path + name).EndsWith(example.Script, StringComparison.Ordinal) ? (path + name).Substring(0, path.Length + name.Length - example.Script.Length) : path;
        var folders = before.Split('/').Where(part => part.Length > 0 && part is not ("." or "..")).ToList();
        return folders.Count > 0
            && folders[folders.Count - 1] is var last
            && last.IndexOfAny(['$', '{', '<', '~']) < 0
            && last != folder.Substring(folder.LastIndexOf('/') + 1);
    }

    /// <summary>A <c>cd</c> to another folder, on the line or above it in its block, makes a bare name one of that folder.</summary>
    private static bool IsInOtherFolder(string folder, ExampleCommand example, string[] lines)
    {
        for (var i = Math.Min(example.Place.Line, lines.Length) - 1; i >= 0 && example.Place.Line - i < 30 && !lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal); i--)
        {
            var line = i == example.Place.Line - 1 ? lines[i].Substring(0, Math.Min(Math.Min(lines[i].Length, LongestChange), Math.Max(0, example.Place.Column - 1))) : lines[i];
            if (line.TrimStart() is var command && command.StartsWith("cd ", StringComparison.Ordinal))
            {
                var target = command.Substring(3).Split(['&', ';', ' ', '#', '\r'], 2)[0].Trim('"', '\'').TrimEnd('/');
                var last = target.Substring(target.LastIndexOf('/') + 1);
                return last.Length > 0 && last.IndexOfAny(['$', '{', '<', '~', '.']) < 0 && last != "scripts" && last != folder.Substring(folder.LastIndexOf('/') + 1);
            }
        }

        return false;
    }

    /// <summary>What is wrong with a command that is judged.</summary>
    public IEnumerable<Problem> Faults(ExampleCommand example)
    {
        var known = code.FlagsOf(example.Script);
        DeclaredFlag? before = null;
        foreach (var word in example.Arguments)
        {
            if (word.Text == "--")
            {
                yield break;
            }

            if (before is { TakesValue: true })
            {
                if (IsRefused(before, word.Text, word))
                {
                    yield return Refused(before, word.Text, word, example);
                }

                before = null;
                continue;
            }

            before = null;
            var equals = word.Text.IndexOf('=');
            var name = equals > 0 ? word.Text.Substring(0, equals) : word.Text;
            if (!IsName(name) || (equals < 0 && !word.IsLiteral))
            {
                continue;
            }

            var flag = known.Find(name);
            if (flag is null)
            {
                var isJoined = name[1] != '-' && name.Length > 2 && known.Find(name.Substring(0, 2)) is not null;
                if (!isJoined && !known.IsBuiltIn(name))
                {
                    yield return Problem.Of(RuleTable.ExampleFlagUnknown, word.Place, name, example.Script, known.Nearest(name));
                }
            }
            else if (equals < 0)
            {
                before = flag;
            }
            else if (word.Text.Substring(equals + 1) is var value && IsRefused(flag, value, word))
            {
                yield return Refused(flag, value, word, example);
            }
        }
    }

    private static Problem Refused(DeclaredFlag flag, string value, CommandWord word, ExampleCommand example) =>
        Problem.Of(RuleTable.ExampleValueRefused, word.Place, value, flag.Names[flag.Names.Count - 1], example.Script, string.Join(", ", flag.Choices));

    /// <summary>A value in capitals is a placeholder unless the choices are in capitals, too.</summary>
    private static bool IsRefused(DeclaredFlag flag, string value, CommandWord word)
    {
        var isPlaceholder = !word.IsLiteral || value.Length == 0 || value.IndexOfAny(['|', '/', '$', '<', '{', '[']) >= 0
            || (!value.Any(char.IsLower) && value.Any(char.IsLetter) && flag.Choices.Any(choice => choice.Any(char.IsLower)));
        return flag.Choices.Count > 0 && !isPlaceholder && !flag.Choices.Contains(value, StringComparer.Ordinal);
    }

    private static bool IsName(string text) => text.Length > 1 && text[0] == '-' && (char.IsLetter(text[1]) || (text[1] == '-' && text.Length > 2))
        && text.All(character => char.IsLetterOrDigit(character) || character is '-' or '_');
}
