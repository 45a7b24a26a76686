using System;
using System.Globalization;
using System.Security.Cryptography;

namespace SkillContracts.Runner.Oracles;

/// <summary>A value as text; numbers agree by value, texts to the letter.</summary>
/// <param name="Text">Null for SQL NULL.</param>
/// <param name="IsNumber">True when SQLite holds a number.</param>
internal readonly record struct SqlValue(string? Text, bool IsNumber)
{
    private const int LongestBlob = 1024;

    public static SqlValue Of(object value) => value switch
    {
        DBNull => new SqlValue(null, false),
        long number => new SqlValue(number.ToString(CultureInfo.InvariantCulture), true),
        double number => new SqlValue(number.ToString("R", CultureInfo.InvariantCulture), true),
        byte[] { Length: > LongestBlob } bytes => new SqlValue(FormattableString.Invariant($"{bytes.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}"), false),
        byte[] bytes => new SqlValue("x'" + Convert.ToHexStringLower(bytes) + "'", false),
        _ => new SqlValue(value.ToString() ?? "", false),
    };

    /// <summary>Whether this is the value that the contract writes.</summary>
    public bool Agrees(string? wanted) => Text == wanted
        || (IsNumber && Text is not null && wanted is not null
            && !(IsInteger(Text) && IsInteger(wanted))
            && double.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out var one)
            && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var other)
            && one.Equals(other));

    /// <summary>Integers agree to the letter: a double cannot tell large ones apart.</summary>
    private static bool IsInteger(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
