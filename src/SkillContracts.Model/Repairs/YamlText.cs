using System.Globalization;
using System.Text;

namespace SkillContracts.Model.Repairs;

/// <summary>Writes texts as YAML scalars.</summary>
internal static class YamlText
{
    /// <summary>Puts raw words in quotes that keep them as they are: double ones, or single ones where the words hold <c>"</c> or <c>\</c>.</summary>
    public static string Quote(string raw) =>
        raw.IndexOfAny(['"', '\\']) < 0 ? "\"" + raw + "\"" : "'" + raw.Replace("'", "''") + "'";

    /// <summary>Any text on one line.</summary>
    public static string OneLine(string text)
    {
        var result = new StringBuilder("\"", text.Length + 2);
        foreach (var character in text)
        {
            switch (character)
            {
                case '"' or '\\':
                    result.Append('\\').Append(character);
                    break;
                case '\n':
                    result.Append("\\n");
                    break;
                case < ' ' or '\u007f' or (>= '\u0080' and < '\u00a0') or '\u2028' or '\u2029' or '\ufeff':
                    result.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    result.Append(character);
                    break;
            }
        }

        return result.Append('"').ToString();
    }
}
