using System;
using System.Collections.Generic;
using System.Linq;
using SkillContracts.Model.Code;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Rules;
using SkillContracts.Model.Surface;

namespace SkillContracts.Model.Findings;

/// <summary>Compares documented commands with the parsers of the scripts that they start.</summary>
internal static class ExampleFindings
{
    public static void Judge(SkillSource source, SkillCode code, EquatableArray<ExampleCommand> examples, List<Problem> problems)
    {
        var lines = examples.Count == 0 ? [] : source.Document.Text.Split('\n');
        foreach (var example in examples)
        {
            if (code.Find(example.Script) is { } script && code.FlagsUnknown(example.Script) is null && !IsOfOtherSkill(source.Folder, example) && !IsInOtherFolder(source.Folder, example, lines))
            {
                JudgeWords(example, script.Facts, problems);
            }
        }
    }

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
            var line = i == example.Place.Line - 1 ? lines[i].Substring(0, Math.Min(lines[i].Length, Math.Max(0, example.Place.Column - 1))) : lines[i];
            if (line.TrimStart() is var command && command.StartsWith("cd ", StringComparison.Ordinal))
            {
                var target = command.Substring(3).Split(['&', ';', ' ', '#', '\r'], 2)[0].Trim('"', '\'').TrimEnd('/');
                var last = target.Substring(target.LastIndexOf('/') + 1);
                return last.Length > 0 && last.IndexOfAny(['$', '{', '<', '~', '.']) < 0 && last != "scripts" && last != folder.Substring(folder.LastIndexOf('/') + 1);
            }
        }

        return false;
    }

    private static void JudgeWords(ExampleCommand example, ScriptFacts facts, List<Problem> problems)
    {
        DeclaredFlag? before = null;
        foreach (var word in example.Arguments)
        {
            if (word.Text == "--")
            {
                return;
            }

            if (before is { TakesValue: true })
            {
                JudgeValue(before, word.Text, word, example, problems);
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

            var flag = KnownFlags.Find(facts, name);
            if (flag is null)
            {
                var isJoined = name[1] != '-' && name.Length > 2 && KnownFlags.Find(facts, name.Substring(0, 2)) is not null;
                if (!isJoined && !KnownFlags.IsBuiltIn(facts, name))
                {
                    problems.Add(Problem.Of(RuleTable.ExampleFlagUnknown, word.Place, name, example.Script, KnownFlags.Nearest(facts, name)));
                }
            }
            else if (equals > 0)
            {
                JudgeValue(flag, word.Text.Substring(equals + 1), word, example, problems);
            }
            else
            {
                before = flag;
            }
        }
    }

    /// <summary>A value in capitals is a placeholder unless the choices are in capitals, too.</summary>
    private static void JudgeValue(DeclaredFlag flag, string value, CommandWord word, ExampleCommand example, List<Problem> problems)
    {
        var isPlaceholder = !word.IsLiteral || value.Length == 0 || value.IndexOfAny(['|', '/', '$', '<', '{', '[']) >= 0
            || (!value.Any(char.IsLower) && value.Any(char.IsLetter) && flag.Choices.Any(choice => choice.Any(char.IsLower)));
        if (flag.Choices.Count > 0 && !isPlaceholder && !flag.Choices.Contains(value, StringComparer.Ordinal))
        {
            problems.Add(Problem.Of(RuleTable.ExampleValueRefused, word.Place, value, flag.Names[flag.Names.Count - 1], example.Script, string.Join(", ", flag.Choices)));
        }
    }

    private static bool IsName(string text) => text.Length > 1 && text[0] == '-' && (char.IsLetter(text[1]) || (text[1] == '-' && text.Length > 2))
        && text.All(character => char.IsLetterOrDigit(character) || character is '-' or '_');
}
