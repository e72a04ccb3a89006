namespace OpenLinux.Engine.Sandboxes;

/// <summary>What keeps steps from what they have not declared.</summary>
public enum SandboxMode
{
    /// <summary>The best that this machine has.</summary>
    Auto,

    /// <summary>Landlock, Linux 5.13 and later: needs no privileges.</summary>
    Landlock,

    /// <summary>A root of mounts in a user namespace: what is not declared is not even seen.</summary>
    Namespaces,

    None,
}
