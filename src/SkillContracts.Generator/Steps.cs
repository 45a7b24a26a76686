namespace SkillContracts.Generator;

/// <summary>Names of the pipeline's steps; tests of caching ask for them.</summary>
internal static class Steps
{
    public const string Settings = nameof(Settings);
    public const string Read = nameof(Read);
    public const string Folders = nameof(Folders);
    public const string Owned = nameof(Owned);
    public const string Group = nameof(Group);
    public const string Parse = nameof(Parse);
    public const string Problems = nameof(Problems);
    public const string Contracts = nameof(Contracts);
    public const string Rows = nameof(Rows);
    public const string Names = nameof(Names);
    public const string Classes = nameof(Classes);
    public const string Emit = nameof(Emit);
}
