using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SkillContracts.Generator.Inputs;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Rules;

namespace SkillContracts.Generator.Reports;

/// <summary>Turns problems into diagnostics. Faults of one skill warn; faults of the whole are errors that nothing switches off.</summary>
internal static class ProblemReport
{
    /// <summary>The place of a problem that lies in no file.</summary>
    public static readonly Place Nowhere = new("", 1, 1);

    public static Diagnostic ToDiagnostic(this Problem problem, Settings settings) =>
        Diagnostic.Create(Descriptor(problem.Rule), ToLocation(problem.Place, settings), problem.Message);

    private static DiagnosticDescriptor Descriptor(Rule rule)
    {
        var stopsBuild = rule.Topic == "Tool" && rule.Severity == RuleSeverity.Error;
        return new DiagnosticDescriptor(
            rule.Id,
            rule.Title,
            "{0}", // The message is ready, and may hold braces.
            rule.Topic,
            stopsBuild ? DiagnosticSeverity.Error : rule.Severity == RuleSeverity.Info ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            customTags: stopsBuild ? [WellKnownDiagnosticTags.NotConfigurable] : []);
    }

    private static Location ToLocation(Place place, Settings settings)
    {
        if (place.Path.Length == 0)
        {
            return Location.None;
        }

        var start = new LinePosition(place.Line - 1, place.Column - 1);
        return Location.Create(RepositoryPath.Absolute(settings.Root, place.Path), default, new LinePositionSpan(start, start));
    }
}
