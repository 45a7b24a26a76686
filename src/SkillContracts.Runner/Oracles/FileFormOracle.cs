using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Unicode;
using SkillContracts.Model.Contracts;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner.Oracles;

/// <summary>Judges a file by its permissions, its encoding and its line ends.</summary>
internal static class FileFormOracle
{
    private const UnixFileMode Permissions = (UnixFileMode)0xfff;

    /// <summary>True for a check that this oracle makes on the bytes.</summary>
    public static bool NeedsBytes(Check check) => check is EncodingCheck or LineEndCheck;

    /// <summary>The checks of permissions that do not hold.</summary>
    public static IEnumerable<CheckFailure> JudgeMode(string path, string full, IEnumerable<ModeCheck> checks)
    {
        foreach (var check in checks)
        {
            var mode = FileKind.Of(full).Mode & Permissions;
            var holds = check.Mode switch
            {
                "+x" => mode.HasFlag(UnixFileMode.UserExecute),
                "-x" => !mode.HasFlag(UnixFileMode.UserExecute),
                _ => mode == (UnixFileMode)Convert.ToInt32(check.Mode, 8),
            };
            if (!holds)
            {
                yield return new CheckFailure(check.Place, $"'{path}' with mode {check.Mode}", "mode " + Convert.ToString((int)mode, 8).PadLeft(3, '0'));
            }
        }
    }

    /// <summary>The checks of encoding and line ends that do not hold.</summary>
    public static IEnumerable<CheckFailure> JudgeBytes(string path, byte[] bytes, IEnumerable<Check> checks) => checks.Select(check => check switch
    {
        EncodingCheck wanted => JudgeEncoding(path, bytes, wanted),
        LineEndCheck wanted => JudgeLineEnds(path, bytes, wanted),
        _ => null,
    }).OfType<CheckFailure>();

    private static CheckFailure? JudgeEncoding(string path, byte[] bytes, EncodingCheck check)
    {
        var (mark, name) = MarkOf(bytes);
        var wanted = check.Encoding;
        if (wanted == "ascii" ? mark.Length > 0 : name != wanted)
        {
            return new CheckFailure(check.Place, $"'{path}' in {wanted}", mark.Length > 0 ? $"the byte-order mark of {name}" : "no byte-order mark");
        }

        var valid = wanted switch
        {
            "ascii" => bytes.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)0x7f) is var at && at < 0 ? bytes.Length : at,
            "utf-8" or "utf-8-bom" => ValidUtf8(bytes),
            _ => ValidUtf16(bytes, wanted == "utf-16be"),
        };
        return valid == bytes.Length
            ? null
            : new CheckFailure(check.Place, $"'{path}' in {wanted}", string.Create(CultureInfo.InvariantCulture, $"byte {valid + 1}, 0x{bytes[valid]:x2}, which is not {wanted}"));
    }

    private static (byte[] Mark, string Name) MarkOf(byte[] bytes) =>
        bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? ([0xef, 0xbb, 0xbf], "utf-8-bom")
        : bytes is [0xff, 0xfe, ..] ? ([0xff, 0xfe], "utf-16le")
        : bytes is [0xfe, 0xff, ..] ? ([0xfe, 0xff], "utf-16be")
        : ([], "utf-8");

    private static int ValidUtf8(byte[] bytes)
    {
        var rest = bytes.AsSpan();
        if (Utf8.IsValid(rest))
        {
            return bytes.Length;
        }

        while (Rune.DecodeFromUtf8(rest, out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            rest = rest[length..];
        }

        return bytes.Length - rest.Length;
    }

    private static int ValidUtf16(byte[] bytes, bool isBigEndian)
    {
        var text = (isBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes, 0, bytes.Length & ~1);
        if (bytes.Length % 2 != 0)
        {
            return bytes.Length - 1;
        }

        // The decoder puts U+FFFD in the place of half a pair; the file may hold one itself.
        var at = text.IndexOf('\ufffd', StringComparison.Ordinal);
        var isOwn = at >= 0 && (isBigEndian ? bytes[2 * at] == 0xff && bytes[(2 * at) + 1] == 0xfd : bytes[2 * at] == 0xfd && bytes[(2 * at) + 1] == 0xff);
        return at < 0 || isOwn ? bytes.Length : 2 * at;
    }

    private static CheckFailure? JudgeLineEnds(string path, byte[] bytes, LineEndCheck check)
    {
        var text = MarkOf(bytes).Name switch
        {
            "utf-16le" => Encoding.Unicode.GetString(bytes),
            "utf-16be" => Encoding.BigEndianUnicode.GetString(bytes),
            _ => Encoding.Latin1.GetString(bytes),
        };
        var line = 1;
        for (var at = text.AsSpan().IndexOfAny('\r', '\n'); at >= 0; line++)
        {
            var found = text[at] == '\n' ? "lf" : at + 1 < text.Length && text[at + 1] == '\n' ? "crlf" : "cr";
            if (found != check.LineEnd)
            {
                return new CheckFailure(check.Place, $"'{path}' with line ends {check.LineEnd}", string.Create(CultureInfo.InvariantCulture, $"{found} at the end of line {line}"));
            }

            var next = at + (found == "crlf" ? 2 : 1);
            var step = text.AsSpan(next).IndexOfAny('\r', '\n');
            at = step < 0 ? -1 : next + step;
        }

        return null;
    }
}
