using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Cli;

/// <summary>States what a task needs by itself; what it depends on states its own.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(Needs needs) : Attribute
{
    public Needs Needs { get; } = needs;

    /// <summary>Whether it writes outputs, and so must be alone in this checkout.</summary>
    public bool Checkout { get; init; }
}
