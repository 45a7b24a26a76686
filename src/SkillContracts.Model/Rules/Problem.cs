using System;
using System.Globalization;
using System.Linq;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Model.Rules;

/// <summary>One finding of a rule at a place.</summary>
/// <param name="Rule">The rule that was broken.</param>
/// <param name="Place">Where.</param>
/// <param name="Arguments">The words that fill the rule's message.</param>
public sealed record Problem(Rule Rule, Place Place, EquatableArray<string> Arguments)
{
    /// <summary>The rule's own weight, or what <c>skillcontracts.yaml</c> says instead.</summary>
    public RuleSeverity Severity { get; init; } = Rule.Severity;

    /// <summary>Makes a problem.</summary>
    public static Problem Of(Rule rule, Place place, params string[] arguments) => new(rule, place, arguments.ToEquatableArray());

    /// <summary>Fault and cure in one line; control characters of the document are made visible.</summary>
    public string Message => string.Format(
        CultureInfo.InvariantCulture,
        Rule.Message,
        Arguments.Select(argument => (object)Visible.OneLine(argument)).ToArray());

    /// <summary>The form that MSBuild, terminals and editors know: <c>SKILL.md(14,3): error SKC1007: …</c>.</summary>
    public override string ToString()
    {
        var severity = Severity switch { RuleSeverity.Error => "error", RuleSeverity.Warning => "warning", _ => "info" };
        return FormattableString.Invariant($"{Visible.OneLine(Place.Path)}({Place.Line},{Place.Column}): {severity} {Rule.Id}: {Message}");
    }
}
