using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Parsing;

/// <summary>Says what is wrong with broken YAML in words that tell the cure.</summary>
internal static class YamlFault
{
    private static readonly Regex KeyOfLine = new(@"^\s*(?:- +)*(?<key>[\w.-]+):\s", RegexOptions.CultureInvariant);

    private static readonly Regex TabIndented = new(@"^ *\t\s*\S", RegexOptions.CultureInvariant);

    public static Problem Describe(LineMap map, int at, string parserSays, Rule rule)
    {
        var place = map.PlaceOf(at);
        var line = map.Line(place.Line);
        if (TabIndentedLine(map, place.Line, parserSays) is { } tabbed)
        {
            return Problem.Of(rule, new(map.Path, tabbed, 1), "A tab indents this line; YAML takes spaces only");
        }

        return Problem.Of(rule, place, Known(line, place.Column, parserSays)
            ?? $"This is not YAML ({parserSays.Trim().TrimEnd('.')}); check quotes, brackets and indentation here");
    }

    private static string? Known(string line, int column, string parserSays)
    {
        var key = KeyOfLine.Match(line) is { Success: true } match ? match.Groups["key"].Value : null;
        var character = column <= line.Length ? line[column - 1] : '\n';
        return parserSays switch
        {
            _ when parserSays.Contains("escape") || parserSays.Contains("hexadecimal number") =>
                $"{(BrokenEscape(line, column) is { } escape ? $"'{escape}' is" : "A '\\' starts")} no escape in double quotes; put the value in single quotes, or double the '\\'",
            _ when parserSays.Contains("quoted scalar") =>
                "The quote that opens here is not closed, or a later line of it is not indented; close it",
            _ when parserSays.Contains("invalid mapping") && key is not null =>
                $"The value of '{key}' holds ': ' and is not quoted; put the value in quotes",
            _ when parserSays.Contains("expected key") && column > 1 && column <= line.Length && line.Substring(0, column - 1).TrimEnd().LastOrDefault() is '"' or '\'' =>
                "Text follows the closing quote; put the whole value into one pair of quotes",
            _ when parserSays.Contains("expected ','") && line.Contains("${") =>
                "The braces of '${…}' end the map or list around them; write $name, or put the value in quotes",
            _ when parserSays.Contains("expected ','") || parserSays.Contains("not well-formed") =>
                "A '[' or '{' is not closed before this place, or a ',' is missing; close it, or put the value in quotes",
            _ when parserSays.Contains("nested too deeply") =>
                "Values are nested too deeply here; at most 64 levels are read",
            _ when key is not null && "@`%*&|>?-,[]{}".Contains(character) =>
                $"The value of '{key}' starts with '{character}', which means something else in YAML; put the value in quotes",
            _ => null,
        };
    }

    /// <summary>The first backslash behind a column that starts none of YAML's short escapes, with the character behind it; see YAML 1.2, 5.7.</summary>
    private static string? BrokenEscape(string line, int column)
    {
        for (var i = line.IndexOf('\\', System.Math.Min(column - 1, line.Length)); i >= 0 && i + 1 < line.Length; i = line.IndexOf('\\', i + 2))
        {
            if ("0abt\tnvfe \"/\\N_LP".IndexOf(line[i + 1]) < 0)
            {
                return line.Substring(i, 2);
            }
        }

        return null;
    }

    /// <summary>The line beside the fault that a tab indents; the rest of the text is searched only when the parser itself speaks of a tab.</summary>
    private static int? TabIndentedLine(LineMap map, int at, string parserSays)
    {
        var last = parserSays.Contains(" tab ") ? map.LineCount : System.Math.Min(at + 1, map.LineCount);
        return Enumerable.Range(at, last - at + 1).Where(number => TabIndented.IsMatch(map.Line(number))).Select(number => (int?)number).FirstOrDefault();
    }
}
