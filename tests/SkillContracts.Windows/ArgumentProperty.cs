using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Windows;

/// <summary>A program receives the arguments, and has the variables, that it was given.</summary>
internal static class ArgumentProperty
{
    private const string Units = "\\\\\\\"\"\" \tab%^&|<>()!'`;,=*?~$@{}[]#-/äß€漢\u00a0\n";

    private static readonly string[] Emoji = ["\U0001f600", ""];

    /// <summary>Tries random arguments and variables.</summary>
    /// <param name="count">How many processes get 40 arguments each.</param>
    /// <param name="seed">The start of the random numbers.</param>
    /// <returns>0 when all arrived, else 1.</returns>
    public static int Try(int count, int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < count; round++)
        {
            string[] arguments = [.. Enumerable.Range(0, 40).Select(_ => Word(random))];
            if (Run(["args", .. arguments], []) is var end && Expected(arguments) != Text(end))
            {
                Console.WriteLine($"round {round}: given\n{Expected(arguments)}arrived\n{Text(end)}{Encoding.UTF8.GetString(end.Stderr.Bytes.Span)}");
                return 1;
            }

            var variables = Enumerable.Range(0, 20).ToDictionary(index => $"{"zaYB_"[index % 5]}{index}", _ => Word(random).Replace("\n", "", StringComparison.Ordinal) + "x", StringComparer.Ordinal);
            var lines = Text(Run(["env"], variables)).Split('\n');
            if (variables.FirstOrDefault(variable => !lines.Contains($"{variable.Key}={variable.Value}", StringComparer.Ordinal)) is { Key: { } lost })
            {
                Console.WriteLine($"round {round}: the variable {lost}={variables[lost]} did not arrive in\n{string.Join('\n', lines)}");
                return 1;
            }
        }

        Console.WriteLine($"{count * 40} arguments and {count * 20} variables arrived");
        return 0;
    }

    private static ChildEnd Run(IReadOnlyList<string> arguments, Dictionary<string, string> environment) => ChildProcess.Run(
        new ChildStart(Environment.ProcessPath!, arguments, environment, Path.GetTempPath(), null, TimeSpan.FromMinutes(1)), CancellationToken.None);

    private static string Word(Random random) => Emoji[random.Next(4) / 3 ^ 1] + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Units[random.Next(Units.Length)]));

    private static string Expected(IEnumerable<string> words) => string.Concat(words.Select(word => string.Join(' ', word.Select(unit => $"{(int)unit:x}")) + "\n"));

    private static string Text(ChildEnd end) => Encoding.UTF8.GetString(end.Stdout.Bytes.Span).Replace("\r\n", "\n", StringComparison.Ordinal);
}
