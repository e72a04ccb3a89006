using OpenLinux.Configuration;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Toolchains;

/// <summary>The kernel's user-space headers as the pinned toolchain brings them.</summary>
public sealed class KernelHeaders(PinnedToolchain toolchain, FileTree files)
{
    /// <summary>For people and papers: "zig 0.16.0".</summary>
    public string Origin { get; } = $"{toolchain.Name} {toolchain.Version}";

    /// <param name="architecture">As <c>config/arch</c> names it.</param>
    /// <param name="folder">"linux", "asm", ….</param>
    /// <returns>That folder for an architecture, whose own files go before those of all; null where the toolchain has none.</returns>
    public FileTree? Of(string architecture, string folder)
    {
        if (!toolchain.KernelHeaders.TryGetValue(architecture, out var own))
        {
            return null;
        }

        var all = toolchain.KernelHeaders.GetValueOrDefault(PinnedToolchain.AnyArchitecture);
        var shared = all is null ? FileTree.Empty : files.Below($"{all}/{folder}");
        var merged = shared.WithTree("", files.Below($"{own}/{folder}"));
        return merged.Nodes.Count == 0 ? null : merged;
    }
}
