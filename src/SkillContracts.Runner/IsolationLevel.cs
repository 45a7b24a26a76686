namespace SkillContracts.Runner;

/// <summary>What keeps a run away from the rest of the machine. See docs/isolation.md.</summary>
public enum IsolationLevel
{
    /// <summary>A fresh folder, home and environment; what the run started is ended. It can still read and write all that its user can.</summary>
    Folder,

    /// <summary>Bubblewrap besides: no network, nothing writable but the work folder, the skill read-only, processes of its own.</summary>
    Sandbox,
}
