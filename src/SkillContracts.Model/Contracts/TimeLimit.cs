using System;
using System.Globalization;

namespace SkillContracts.Model.Contracts;

/// <summary>The longest an experiment may run before it is ended.</summary>
/// <remarks>Source: the <c>timeout</c> key of contract.yaml.</remarks>
public sealed record TimeLimit
{
    /// <summary>The limit of an experiment that declares none: 30 s.</summary>
    public static readonly TimeLimit Default = new(TimeSpan.FromSeconds(30));

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private TimeLimit(TimeSpan duration) => Duration = duration;

    /// <summary>The limit as a duration, from 1 ms to 1 h.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Reads a limit such as <c>500ms</c>, <c>30s</c> or <c>2m</c>.</summary>
    /// <param name="text">A whole number directly followed by <c>ms</c>, <c>s</c> or <c>m</c>.</param>
    /// <returns>Null when the text has another shape or lies outside 1 ms to 1 h.</returns>
    public static TimeLimit? TryParse(string text)
    {
        var digits = text.TrimEnd('m', 's');
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            return null;
        }

        TimeSpan? duration = text.Substring(digits.Length) switch
        {
            "ms" => TimeSpan.FromMilliseconds(amount),
            "s" => TimeSpan.FromSeconds(amount),
            "m" => TimeSpan.FromMinutes(amount),
            _ => null,
        };
        return duration is { } found && found > TimeSpan.Zero && found <= Longest ? new TimeLimit(found) : null;
    }

    /// <summary>Such as <c>30 s</c> or <c>0.5 s</c>.</summary>
    public override string ToString() => Duration.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
