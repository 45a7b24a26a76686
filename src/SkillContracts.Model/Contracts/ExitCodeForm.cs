namespace SkillContracts.Model.Contracts;

/// <summary>How a document writes an exit code.</summary>
public enum ExitCodeForm
{
    /// <summary>A row of a table with a column of codes.</summary>
    Table,

    /// <summary>A row of a table with one script each and its codes packed into a cell: <c>0=ok, 1=error</c>.</summary>
    ScriptTable,

    /// <summary>A cell below a header that is a code: <c>Exit 0</c>, <c>Exit 2</c>, <c>Other</c>.</summary>
    Matrix,

    /// <summary>An item of a list that starts with a code, or a code with its definition on the next line.</summary>
    Bullet,

    /// <summary>One of several codes in a sentence: "Exit codes: 0 = ok, 2 = usage".</summary>
    InlineList,

    /// <summary>A line or part of a list of codes inside a fenced block.</summary>
    FencedList,

    /// <summary>A comment inside a fenced block: <c>cmd  # exit 1 on regression</c>.</summary>
    FenceComment,

    /// <summary>A test of <c>$?</c> inside a fenced block, or the comment beside it.</summary>
    StatusTest,

    /// <summary>A sentence such as "exits with 2 when the output exists".</summary>
    Prose,

    /// <summary>A sentence that tells no number: "exits non-zero on findings".</summary>
    NonZeroProse,

    /// <summary>The leading comment or docstring of a script.</summary>
    ScriptHeader,

    /// <summary>A text inside a script that users see: epilog, usage.</summary>
    ScriptHelp,
}
