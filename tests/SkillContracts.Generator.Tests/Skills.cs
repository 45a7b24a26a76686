namespace SkillContracts.Generator.Tests;

/// <summary>Texts of skills.</summary>
internal static class Skills
{
    public const string Contract = """
        version: 1
        experiments:
          - name: loads a folder
            run: python3 scripts/load.py in
          - name: refuses two folders
            run: python3 scripts/load.py in in
            exit: 2
        """;

    public const string Script = """
        #!/usr/bin/env python3
        # Loads a folder.
        import sys
        sys.exit(2 if len(sys.argv) != 2 else 0)
        """;

    public static string Document(string name, string prose = "Loads.") => $"""
        ---
        name: {name}
        description: Loads a folder. Use for folders.
        ---

        {prose}

        | Exit code | Meaning |
        |---|---|
        | 0 | done |
        | 2 | usage error |
        """;

    /// <summary>A skill with a table, a contract and a script.</summary>
    public static (string Path, string Text)[] Whole(string folder, string name) =>
    [
        (folder + "/SKILL.md", Document(name)),
        (folder + "/evals/contract.yaml", Contract),
        (folder + "/scripts/load.py", Script),
    ];
}
