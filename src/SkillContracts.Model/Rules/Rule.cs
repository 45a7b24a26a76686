namespace SkillContracts.Model.Rules;

/// <summary>How much a problem weighs: an error turns <c>check</c> and the row <c>Specification</c> red.</summary>
public enum RuleSeverity
{
    /// <summary>Advice: nothing is wrong yet.</summary>
    Info,

    /// <summary>Probably wrong; nothing turns red.</summary>
    Warning,

    /// <summary>The document breaks the specification, or a claim cannot be run as declared.</summary>
    Error,
}

/// <summary>A numbered rule that documents are checked by; its page is <c>docs/rules/{Id}.md</c>.</summary>
/// <param name="Id"><c>SKC</c> and four digits; never reused.</param>
/// <param name="Topic">The group of rules it belongs to.</param>
/// <param name="Severity">Its weight.</param>
/// <param name="Title">The fault in a few words.</param>
/// <param name="Message">Fault and cure, with <c>{0}</c> … for the arguments of a problem.</param>
public sealed record Rule(string Id, string Topic, RuleSeverity Severity, string Title, string Message);
