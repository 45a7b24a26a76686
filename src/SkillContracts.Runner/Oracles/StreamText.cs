using System;
using System.Text;
using System.Text.RegularExpressions;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner.Oracles;

/// <summary>Makes the text of an output stream that checks look at.</summary>
internal static partial class StreamText
{
    /// <summary>UTF-8, without terminal escapes, LF line ends.</summary>
    public static string Of(CapturedStream stream)
    {
        var text = Raw(stream);
        if (text.Contains('\e', StringComparison.Ordinal))
        {
            text = Escape().Replace(text, "");
        }

        return text;
    }

    /// <summary>UTF-8 with LF line ends.</summary>
    public static string Raw(CapturedStream stream) => Encoding.UTF8.GetString(stream.Bytes.Span).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>A text and its last line end are one in a contract.</summary>
    public static string WithoutLastLineEnd(string text) => text.EndsWith('\n') ? text[..^1] : text;

    /// <summary>CSI, OSC and two-character sequences of ECMA-48.</summary>
    [GeneratedRegex(@"\e(?:\[[0-?]*[ -/]*[@-~]|\][^\a\e]*(?:\a|\e\\)?|[ -/]*[0-~])")]
    private static partial Regex Escape();
}
