using System.Linq;
using System.Text;
using SkillContracts.Model.Rules;

namespace SkillContracts.Model.Repairs;

/// <summary>A change of a file that takes a problem away and cannot change what the file means.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Title">What the change does, in a few words.</param>
/// <param name="Edits">Parts of one file, in order and without overlap. Everything else stays as it is.</param>
public sealed record Repair(Problem Problem, string Title, EquatableArray<TextEdit> Edits)
{
    /// <summary>The rule whose problem it takes away.</summary>
    public string RuleId => Problem.Rule.Id;

    /// <summary>Makes a repair.</summary>
    public static Repair Of(Problem problem, string title, params TextEdit[] edits) => new(problem, title, edits.ToEquatableArray());

    /// <summary>True for the problem that it takes away, whatever weight a setting gave it.</summary>
    public bool Fixes(Problem problem) => problem.Rule.Id == RuleId && problem.Place == Problem.Place;

    /// <summary>The text with all edits done.</summary>
    /// <param name="text">The text that the repair was made for.</param>
    public string Apply(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        var at = 0;
        foreach (var edit in Edits.OrderBy(edit => edit.Start))
        {
            result.Append(text, at, edit.Start - at).Append(edit.NewText);
            at = edit.Start + edit.Length;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
