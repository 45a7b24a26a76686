using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SkillContracts.Runner.Execution;

/// <summary>The forms in which a program of Windows gets its arguments and its environment.</summary>
internal static class WindowsText
{
    /// <summary>One text that CommandLineToArgvW, and with it the C runtime, takes apart into the same words.</summary>
    /// <param name="program">Becomes the first word; it must not hold a quote, as no path does.</param>
    /// <param name="arguments">The others. NUL, which would end the text, is left out.</param>
    public static string CommandLine(string program, IEnumerable<string> arguments)
    {
        var line = new StringBuilder().Append('"').Append(program).Append('"');
        foreach (var argument in arguments)
        {
            Append(line.Append(' '), argument.Replace("\0", "", StringComparison.Ordinal));
        }

        return line.Append('\0').ToString();
    }

    /// <summary><c>NAME=value</c>, sorted as Windows wants it, each with a NUL behind, and one NUL more.</summary>
    public static string EnvironmentBlock(IReadOnlyDictionary<string, string> environment) => string.Concat(
        environment.OrderBy(variable => variable.Key, StringComparer.OrdinalIgnoreCase)
            .Select(variable => $"{variable.Key}={variable.Value}".Replace("\0", "", StringComparison.Ordinal) + '\0')
            .DefaultIfEmpty("\0")) + '\0';

    /// <summary>Backslashes count only before a quote: there each is doubled, and the quote gets one.</summary>
    private static void Append(StringBuilder line, string argument)
    {
        if (argument.Length > 0 && argument.AsSpan().IndexOfAny(" \t\n\v\"") < 0)
        {
            line.Append(argument);
            return;
        }

        line.Append('"');
        var backslashes = 0;
        foreach (var character in argument)
        {
            if (character == '"')
            {
                line.Append('\\', backslashes + 1);
            }

            backslashes = character == '\\' ? backslashes + 1 : 0;
            line.Append(character);
        }

        line.Append('\\', backslashes).Append('"');
    }
}
