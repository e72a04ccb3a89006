namespace OpenLinux.Machine.Prerequisites;

/// <summary>What someone is about to do, and so what the machine must have.</summary>
[Flags]
public enum Needs
{
    None = 0,

    /// <summary>Compile C for some architecture, upstream build systems included.</summary>
    Compile = 1,

    /// <summary>Talk to a Docker engine.</summary>
    Docker = 2,

    /// <summary>Run programs of another architecture; nice to have.</summary>
    RunForeign = 4,

    /// <summary>Run the project's own tests.</summary>
    Test = 8,
}
