using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Oracles;

/// <summary>Judges a JSON text by a shape: given members must agree, others are free.</summary>
internal static class JsonOracle
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128 };

    /// <summary>Null when the text has the shape.</summary>
    public static CheckFailure? Judge(string subject, string text, JsonCheck check, Func<string, string> fill)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Difference("$", check.Shape, document.RootElement, fill) is { } difference
                ? new CheckFailure(check.Place, $"{subject} of the JSON shape in {check.Place}", TextOracle.Show(text), difference)
                : null;
        }
        catch (JsonException exception)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
            return new CheckFailure(check.Place, $"{subject} to be JSON", TextOracle.Show(text), $"not JSON at {place}");
        }
    }

    private static string? Difference(string path, JsonShape shape, JsonElement value, Func<string, string> fill) => shape switch
    {
        JsonObject wanted when value.ValueKind == JsonValueKind.Object => wanted.Members
            .Select(member => value.TryGetProperty(member.Name, out var inner)
                ? Difference($"{path}.{member.Name}", member.Value, inner, fill)
                : $"{path} has no member '{member.Name}'")
            .FirstOrDefault(difference => difference is not null),
        JsonList wanted when value.ValueKind == JsonValueKind.Array => ListDifference(path, wanted, value, fill),
        JsonScalar wanted => Agrees(wanted, value, fill) ? null : Expected(path, wanted.IsString ? $"'{wanted.Text}'" : wanted.Text, value),
        JsonObject => Expected(path, "an object", value),
        _ => Expected(path, "a list", value),
    };

    /// <summary>Backtracks over <c>...</c> like a glob over <c>*</c>.</summary>
    private static string? ListDifference(string path, JsonList wanted, JsonElement value, Func<string, string> fill)
    {
        var got = value.EnumerateArray().ToArray();
        var (w, g, retryWanted, retryGot) = (0, 0, -1, -1);
        string? first = null;
        while (g < got.Length)
        {
            if (w < wanted.Items.Count && IsAnyItems(wanted.Items[w]))
            {
                (retryWanted, retryGot) = (++w, g);
                continue;
            }

            var difference = w < wanted.Items.Count
                ? Difference(string.Create(CultureInfo.InvariantCulture, $"{path}[{g}]"), wanted.Items[w], got[g], fill)
                : string.Create(CultureInfo.InvariantCulture, $"{path} has {got.Length} items, expected {wanted.Items.Count}");
            if (difference is null)
            {
                (w, g) = (w + 1, g + 1);
                continue;
            }

            first ??= difference;
            if (retryWanted < 0)
            {
                return first;
            }

            (w, g) = (retryWanted, ++retryGot);
        }

        while (w < wanted.Items.Count && IsAnyItems(wanted.Items[w]))
        {
            w++;
        }

        return w == wanted.Items.Count
            ? null
            : first ?? string.Create(CultureInfo.InvariantCulture, $"{path} has {got.Length} items, expected more");
    }

    private static bool IsAnyItems(JsonShape shape) => shape is JsonScalar { IsString: true, Text: "..." };

    private static bool Agrees(JsonScalar wanted, JsonElement value, Func<string, string> fill) => value.ValueKind switch
    {
        JsonValueKind.String => wanted.IsString && StringOf(value) is { } text && TextPattern.LineMatches(fill(wanted.Text), text),
        JsonValueKind.Number => !wanted.IsString && SameNumber(wanted.Text, value.GetRawText()),
        JsonValueKind.True => wanted is { IsString: false, Text: "true" },
        JsonValueKind.False => wanted is { IsString: false, Text: "false" },
        JsonValueKind.Null => wanted is { IsString: false, Text: "null" },
        _ => false,
    };

    /// <summary>Null for a string that is no Unicode text: half of a surrogate pair.</summary>
    private static string? StringOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>By value; with an exponent, or more digits than a decimal has, as doubles.</summary>
    private static bool SameNumber(string wanted, string got) => IsExact(wanted) && IsExact(got)
        ? decimal.Parse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture) == decimal.Parse(got, NumberStyles.Float, CultureInfo.InvariantCulture)
        : double.TryParse(wanted, CultureInfo.InvariantCulture, out var first) && double.TryParse(got, CultureInfo.InvariantCulture, out var second) && first.Equals(second);

    private static bool IsExact(string number) => number.Length <= 28 && !number.Contains('e', StringComparison.OrdinalIgnoreCase);

    private static string Expected(string path, string wanted, JsonElement value) =>
        $"{Visible.OneLine(path, 120)}: expected {Visible.OneLine(wanted, 120)}, got {Visible.OneLine(value.GetRawText(), 120)}";
}
