namespace SkillContracts.Generator.Emit;

/// <summary>One class to write.</summary>
/// <param name="Name">An identifier that no other class has, without regard to case.</param>
/// <param name="Rows">Its tests.</param>
internal sealed record TestClass(string Name, TestRows Rows)
{
    /// <summary>The name of the generated file.</summary>
    public string HintName => Name + ".g.cs";

    /// <summary>Null for a skill without a name; SKC9002 tells why.</summary>
    public static TestClass? Of(TestRows rows, Naming naming) =>
        ByFolder.Find(naming.Names, static name => name.Folder, rows.Folder) is { } found ? new TestClass(found.Name, rows) : null;
}
