namespace SkillContracts.Model.Rules;

/// <summary>What must be known to judge a rule.</summary>
public enum RuleInput
{
    /// <summary>Texts and names of files: the build judges it too.</summary>
    Texts,

    /// <summary>The disk or git: modes of files, what is ignored. Only <c>check</c> judges it.</summary>
    Disk,

    /// <summary>All skills of a repository together: only <c>check</c> judges it.</summary>
    Repository,
}

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
/// <param name="Input">What must be known to judge it.</param>
public sealed record Rule(string Id, string Topic, RuleSeverity Severity, string Title, string Message, RuleInput Input = RuleInput.Texts)
{
    /// <summary>By the id alone: each problem is hashed, and the texts are long.</summary>
    public override int GetHashCode() => System.StringComparer.Ordinal.GetHashCode(Id);
}
