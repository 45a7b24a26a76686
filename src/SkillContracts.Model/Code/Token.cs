namespace SkillContracts.Model.Code;

/// <summary>What a token is.</summary>
internal enum TokenKind : byte
{
    Name,
    Number,
    Text,
    Operator,
    LineEnd,
}

/// <summary>A word, literal or operator of a script, by its place in the text.</summary>
/// <param name="kind">What it is.</param>
/// <param name="start">In UTF-16 units from 0.</param>
/// <param name="end">Behind its last character.</param>
/// <param name="line">Where it starts, from 1.</param>
internal readonly struct Token(TokenKind kind, int start, int end, int line)
{
    public TokenKind Kind => kind;

    public int Start => start;

    public int End => end;

    public int Line => line;
}
