namespace OpenLinux.Host;

/// <summary>What a task needs of the machine before it starts.</summary>
[Flags]
public enum Needs
{
    Nothing = 0,

    /// <summary>The cross toolchain, make and kernel headers.</summary>
    Compiler = 1,

    /// <summary>A Docker client and a daemon that answers.</summary>
    Docker = 2,

    /// <summary>To be alone in this checkout: it writes outputs.</summary>
    Checkout = 4,
}
