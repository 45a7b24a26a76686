using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SkillContracts.Model.Code;

/// <summary>Collects the exit codes of a script.</summary>
internal sealed class ExitCodes
{
    private readonly List<ProducedCode> _codes = [];
    private readonly HashSet<(int Code, int Line)> _seen = [];
    private (int Line, string Why)? _unknown;

    /// <summary>Where the script catches its own exit; null when it does not.</summary>
    public int? CaughtAt { get; set; }

    public string? Unknown => _unknown is { } unknown ? "line " + unknown.Line.ToString(CultureInfo.InvariantCulture) + ": " + unknown.Why : null;

    public void Add(int code, int line, string text, bool isCertain = true)
    {
        if (_seen.Add((code, line)))
        {
            _codes.Add(new ProducedCode(code, line, Short(text), isCertain));
        }
    }

    /// <summary>One line of at most 60 characters.</summary>
    private static string Short(string text)
    {
        var cut = text.Length > 200 ? text.Substring(0, 200) : text;
        var line = string.Join(" ", cut.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 60 ? line : line.Substring(0, 59) + "…";
    }

    /// <summary>Keeps the first place.</summary>
    public void SetUnknown(int line, string why)
    {
        if (_unknown is not { } before || line < before.Line)
        {
            _unknown = (line, why);
        }
    }

    public EquatableArray<ProducedCode> ToArray() => _codes
        .Select(code => CaughtAt is null ? code : code with { IsCertain = false })
        .OrderBy(code => code.Line).ThenBy(code => code.Code)
        .ToEquatableArray();
}
