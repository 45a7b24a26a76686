using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Runner.Snapshots;

/// <summary>Hides what differs from run to run and from machine to machine: patterns of the contract, folders, times, GUIDs, durations.</summary>
internal sealed partial class Scrubber
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<string> _patterns;
    private readonly Regex _folders;
    private readonly Dictionary<string, string> _names;
    private readonly Dictionary<string, string> _guids = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes one for the snapshots of one run: a GUID has the same number in all of them.</summary>
    /// <param name="patterns">Regular expressions of the contract.</param>
    /// <param name="skill">The skill.</param>
    /// <param name="folder">The work folder.</param>
    public Scrubber(IReadOnlyList<string> patterns, LoadedSkill skill, WorkFolder folder)
    {
        _patterns = patterns;
        _names = Folders(skill, folder).SelectMany(pair => new[] { pair.Path, RealPath.Of(pair.Path) }.Select(path => (Path: path, pair.Name)))
            .Concat(InSandbox(skill))
            .Where(pair => pair.Path.Length > 1)
            .GroupBy(pair => pair.Path, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Name, StringComparer.Ordinal);

        // The longest first: the work folder lies in the temporary one.
        var alternatives = _names.Keys.OrderByDescending(path => path.Length).ThenBy(path => path, StringComparer.Ordinal).Select(Regex.Escape);
        _folders = new Regex($@"(?<![\w.\-])(?:{string.Join('|', alternatives)})(?![\w\-]|\.\w)", RegexOptions.CultureInvariant);
    }

    /// <summary>The text without what differs.</summary>
    /// <exception cref="RegexMatchTimeoutException">A pattern of the contract takes longer than 2 s.</exception>
    public string Scrub(string text)
    {
        foreach (var pattern in _patterns)
        {
            text = Regex.Replace(text, pattern, "[scrubbed]", RegexOptions.Multiline | RegexOptions.CultureInvariant, PatternLimit);
        }

        text = _folders.Replace(text, match => _names[match.Value]);
        text = Guid().Replace(text, match =>
        {
            if (!_guids.TryGetValue(match.Value, out var name))
            {
                _guids.Add(match.Value, name = string.Create(CultureInfo.InvariantCulture, $"guid_{_guids.Count + 1}"));
            }

            return name;
        });
        text = Time().Replace(text, "[time]");
        text = Date().Replace(text, match => IsAboutToday(match.Value) ? "[date]" : match.Value);
        text = Clock().Replace(text, "[time]");
        return Duration().Replace(text, "[duration]");
    }

    /// <summary>Another day is data: it is the same in every run. One more to each side, because a script may have another time zone.</summary>
    private static bool IsAboutToday(string date) => DateTime.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && Math.Abs((day - DateTime.UtcNow.Date).TotalDays) <= 1;

    private static IEnumerable<(string Path, string Name)> Folders(LoadedSkill skill, WorkFolder folder) =>
    [
        (folder.Work, "[work]"), (folder.Home, "[home]"), (folder.Temporary, "[tmp]"), (skill.Path, "[skill]"), (skill.Root, "[repo]"),
        (Path.TrimEndingDirectorySeparator(Path.GetTempPath()), "[tmp]"),
    ];

    /// <summary>The same folders by the names that a sandbox shows.</summary>
    private static IEnumerable<(string Path, string Name)> InSandbox(LoadedSkill skill) =>
    [
        ("/work", "[work]"), ("/home/user", "[home]"), ("/tmp", "[tmp]"),
        ("/repo/" + skill.Contract.Folder, "[skill]"), ("/repo", skill.Contract.Folder == "." ? "[skill]" : "[repo]"), ("/skills/" + Path.GetFileName(skill.Path), "[skill]"),
    ];

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b")]
    private static partial Regex Guid();

    /// <summary>ISO 8601 in its long and short forms, <c>date</c>, RFC 2822, and dates with a time behind.</summary>
    [GeneratedRegex(
        @"\b\d{4}[-/.]\d{2}[-/.]\d{2}(?:[Tt]|[ _-])\d{2}[:.-]\d{2}(?:[:.-]\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|GMT)\b|[ ]?[+-]\d{2}:?\d{2}\b)?"
        + @"|\b\d{8}[Tt_-]\d{4}(?:\d{2})?(?:[.,]\d{1,9})?Z?\b"
        + @"|\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? {1,2})?(?:\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} \d{4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} {1,2}\d{1,2}) \d{2}:\d{2}(?::\d{2})?(?: (?:[AP]M))?(?: (?:Z|[A-Z]{3,4}|[+-]\d{4})\b)?(?: \d{4}\b)?"
        + @"|\b\d{1,2}[/.]\d{1,2}[/.]\d{4},? \d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(@"\b\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])\b", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"\b\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b(?:\d{1,6}m ?)?\d{1,9}(?:[.,]\d{1,9})? ?(?:ns|us|µs|μs|ms|s|secs?|seconds?|milliseconds?)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
