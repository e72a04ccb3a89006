namespace OpenLinux.Machine.Setup;

/// <summary>What may be done to a machine that lacks something: <c>--setup</c>.</summary>
public enum SetupPolicy
{
    /// <summary>Whatever is needed, without a question.</summary>
    Auto,

    /// <summary>What the person at the terminal agrees to.</summary>
    Ask,

    /// <summary>Nothing; say what is missing and stop.</summary>
    Never,
}
