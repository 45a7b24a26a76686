using System.Linq;

namespace SkillContracts.Model.Parsing;

/// <summary>Turns YAML nodes into values with types.</summary>
internal static class FieldValues
{
    public static EquatableArray<FrontmatterField> Of(YamlMap map, string text) =>
        map.Entries.Select(entry => Of(entry, text)).ToEquatableArray();

    private static FrontmatterField Of(YamlEntry entry, string text)
    {
        var span = SpanOf(entry.Value, text);
        return new FrontmatterField(
            entry.Key.Text,
            Of(entry.Value, text),
            text.Substring(span.Start, span.Length),
            SpanOf(entry.Key, text),
            span,
            entry.Key.Place,
            entry.Value.Place);
    }

    private static FieldValue Of(YamlNode node, string text) => node switch
    {
        YamlScalar scalar => new FieldValue(KindOf(scalar), scalar.Text, default, default),
        YamlList list => new FieldValue(FieldKind.List, "", list.Items.Select(item => Of(item, text)).ToEquatableArray(), default),
        _ => new FieldValue(FieldKind.Map, "", default, Of((YamlMap)node, text)),
    };

    /// <summary>Without the line ends that belong to a block scalar.</summary>
    private static TextSpan SpanOf(YamlNode node, string text)
    {
        var end = node.End;
        while (end > node.Start && text[end - 1] is '\n' or '\r')
        {
            end--;
        }

        return new TextSpan(node.Start, end - node.Start);
    }

    private static FieldKind KindOf(YamlScalar scalar) => scalar switch
    {
        { IsPlain: false } => FieldKind.Text,
        { IsNull: true } => FieldKind.Null,
        { Text: "true" or "True" or "TRUE" or "false" or "False" or "FALSE" } => FieldKind.Boolean,
        _ => IsNumber(scalar.Text) ? FieldKind.Number : FieldKind.Text,
    };

    /// <summary>The core schema's integers and decimal numbers; without octal, hexadecimal, infinity and NaN, which nobody writes here.</summary>
    private static bool IsNumber(string text)
    {
        var at = text[0] is '-' or '+' ? 1 : 0;
        var digitCount = SkipDigits(text, ref at);
        if (at < text.Length && text[at] == '.')
        {
            at++;
            digitCount += SkipDigits(text, ref at);
        }

        if (digitCount > 0 && at < text.Length && text[at] is 'e' or 'E')
        {
            at += at + 1 < text.Length && text[at + 1] is '-' or '+' ? 2 : 1;
            digitCount = SkipDigits(text, ref at);
        }

        return digitCount > 0 && at == text.Length;
    }

    private static int SkipDigits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is >= '0' and <= '9')
        {
            at++;
        }

        return at - start;
    }
}
