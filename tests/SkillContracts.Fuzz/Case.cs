using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.InteropServices;
using SkillContracts.Model;
using SkillContracts.Model.Code;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Findings;
using SkillContracts.Model.Parsing;
using SkillContracts.Model.Profiles;
using SkillContracts.Model.Repairs;

namespace SkillContracts.Fuzz;

/// <summary>One damaged skill and all that is read of it.</summary>
internal sealed class Case
{
    /// <summary>Of the processor: other programs on the machine are not our hang.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly SkillSource _source;
    private TimeSpan _longest;
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _starts = new(StringComparer.Ordinal);

    private Case(string document, string contract, IReadOnlyList<(string Path, string Text)> scripts)
    {
        _texts["demo/SKILL.md"] = document;
        _texts["demo/evals/contract.yaml"] = contract;
        foreach (var (path, text) in scripts)
        {
            _texts["demo/" + path] = text;
        }

        _source = new SkillSource(
            "demo",
            new SourceFile("demo/SKILL.md", document),
            new SourceFile("demo/evals/contract.yaml", contract),
            scripts.Select(script => Timed(() => ScriptText.Read("demo/" + script.Path, script.Text))).ToEquatableArray(),
            Texts.Files.Concat(scripts.Select(script => script.Path)).ToEquatableArray(),
            Texts.Fixtures.ToEquatableArray());
    }

    /// <summary>Null when everything is as it must be; else the fault and the document.</summary>
    /// <param name="seed">The same seed gives the same skill.</param>
    /// <param name="documents">What damage starts from.</param>
    public static string? FaultOf(int seed, IReadOnlyList<string> documents)
    {
        try
        {
            var fault = Judge(seed, documents, out var document, out var took);
            for (var i = 0; fault is null && took > Longest && i < 2; i++)
            {
                fault = Judge(seed, documents, out document, out took); // Another program may have had the processor.
            }

            fault ??= took > Longest ? $"took {took.TotalSeconds:0.0} s" : null;
            return fault is null ? null : $"seed {seed}: {fault}\n--- SKILL.md, the first 2,000 characters\n{document[..Math.Min(document.Length, 2000)]}";
        }
        catch (Exception exception)
        {
            return $"seed {seed}: {exception}";
        }
    }

    /// <summary>No single call of the product may hang.</summary>
    private T Timed<T>(Func<T> call)
    {
        var start = ThreadTime();
        var result = call();
        var took = ThreadTime() - start;
        _longest = took > _longest ? took : _longest;
        return result;
    }

    private static TimeSpan ThreadTime()
    {
        const int threadClock = 3; // CLOCK_THREAD_CPUTIME_ID
        return OperatingSystem.IsLinux() && clock_gettime(threadClock, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100)
            : Stopwatch.GetElapsedTime(0);
    }

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    private static string? Judge(int seed, IReadOnlyList<string> documents, out string document, out TimeSpan took)
    {
        var random = new Random(seed);
        var kind = random.Next(1000);
        var original = documents[random.Next(documents.Count)];
        document = kind < 5 ? Damage.Bomb(original, random) : kind < 100 ? Damage.Noise(random) : Damage.Of(original, random);
        var contract = Damage.Of(Texts.Contracts[random.Next(Texts.Contracts.Length)], random);
        var scripts = Texts.Scripts.Select(script => (script.Path, kind is >= 5 and < 10 ? Damage.Bomb(script.Text, random) : Damage.Of(script.Text, random))).ToList();
        var one = new Case(document, contract, scripts);
        var fault = one.Fault();
        took = one._longest;
        return fault;
    }

    private string? Fault()
    {
        var parsed = Timed(() => SkillParser.Parse(_source));
        var claims = Timed(() => StaticClaim.Of(_source, parsed));
        var places = parsed.Problems.Select(problem => problem.Place)
            .Concat(parsed.Contract.ExitCodes.Select(claim => claim.Place))
            .Concat(parsed.Surface.Flags.Select(flag => flag.Place))
            .Concat(parsed.Surface.Examples.SelectMany(example => example.Arguments.Select(word => word.Place).Append(example.Place)))
            .Concat(parsed.Surface.References.Select(reference => reference.Place))
            .Concat(parsed.Surface.Inputs.Concat(parsed.Surface.Outputs).Select(extension => extension.Place))
            .Concat(parsed.Suppressions.Select(suppression => suppression.Place))
            .Concat(claims.Select(claim => claim.Place))
            .Concat(ClientProfile.All.SelectMany(profile => Timed(() => profile.Judge(_source)).Reasons.Select(reason => reason.Place)))
            .Concat(_source.Scripts.SelectMany(script => LinesOf(script.Facts).Select(line => new Place(script.Path, line, 1))));
        return places.FirstOrDefault(place => !IsInside(place)) is { } outside ? $"{outside},{outside.Column} lies outside"
            : parsed.Problems.FirstOrDefault(problem => problem.ToString().Any(character => character is '\n' or '\r')) is { } broken ? $"a message of more than one line: {broken.Rule.Id}"
            : new[] { null, ClientProfile.Find("reference"), ClientProfile.Find("api") }.Select(RepairFault).FirstOrDefault(fault => fault is not null);
    }

    private static IEnumerable<int> LinesOf(ScriptFacts facts) =>
        facts.Codes.Select(code => code.Line).Concat(facts.Flags.Select(flag => flag.Line)).Concat(facts.HelpTexts.Select(help => help.Line));

    private string? RepairFault(ClientProfile? profile)
    {
        var (text, repairs) = Timed(() => RepairFinder.RepairDocument(_source.Document, profile));
        if (repairs.Count == 0)
        {
            return text == _source.Document.Text ? null : "a document was changed without a repair";
        }

        var repaired = _source.Document with { Text = text };
        var (again, more) = RepairFinder.RepairDocument(repaired, profile);
        var problems = SkillParser.Parse(_source with { Document = repaired }).Problems;
        return more.Count > 0 || again != text ? $"the repair of {repairs[^1].RuleId} does not settle"
            : RepairFinder.Fixable(problems, repaired, profile).FirstOrDefault(problem => problem.Place.Path == repaired.Path) is { } left ? $"{left.Rule.Id} is left after repairs"
            : null;
    }

    private bool IsInside(Place place)
    {
        if (!_texts.TryGetValue(place.Path, out var text) || place.Line < 1 || place.Column < 1)
        {
            return false;
        }

        if (!_starts.TryGetValue(place.Path, out var starts))
        {
            starts = [0, .. Enumerable.Range(0, text.Length).Where(index => text[index] == '\n').Select(index => index + 1)];
            _starts[place.Path] = starts;
        }

        if (place.Line > starts.Count)
        {
            return false;
        }

        var start = starts[place.Line - 1];
        var end = place.Line < starts.Count ? starts[place.Line] - 1 : text.Length;
        return place.Column <= end - start + 1;
    }
}
