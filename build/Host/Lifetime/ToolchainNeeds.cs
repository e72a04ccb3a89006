using OpenLinux.Configuration;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Lifetime;

/// <summary>Whether the machine must have a compiler: not where the toolchain is pinned.</summary>
internal static class ToolchainNeeds
{
    /// <returns>What targets need, with <see cref="Needs.Toolchain"/> where they compile with this machine's programs.</returns>
    public static Needs Of(Needs targets, ToolchainConfiguration toolchain) =>
        targets.HasFlag(Needs.Compile) && !toolchain.IsPinned ? targets | Needs.Toolchain : targets;
}
