using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;

namespace OpenLinux.Userland.Sysroots;

/// <summary>What a component gives the sysroot, and where it comes from.</summary>
/// <param name="Version">Its own version; null where it has none but this project's.</param>
/// <param name="Materials">What it was built from, without the components that it was built against.</param>
/// <param name="Made">Its files by the step that made them; paths relative to the sysroot: usr/include/…, lib/…, bin/….</param>
public sealed record ComponentOutput(
    string Component, string? Version, IReadOnlyList<SourceMaterial> Materials, IReadOnlyList<MadeFiles> Made)
{
    /// <summary>All of them.</summary>
    public FileTree Files { get; } = Made is [var only]
        ? only.Files
        : Made.Aggregate(FileTree.Empty, (all, made) => all.WithTree("", made.Files));

    /// <summary>Modes that are stated; those of other files say no more than whether they can be run.</summary>
    public IReadOnlyDictionary<string, int> Modes { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether programs are linked with it: it gives archives or objects, not headers alone.</summary>
    public bool IsLinkable => Files.Nodes.Keys.Any(SysrootLibrary.IsLinkInput);
}

/// <summary>What of a sysroot a linker reads.</summary>
internal static class SysrootLibrary
{
    /// <param name="path">Relative to the sysroot.</param>
    public static bool IsLinkInput(string path) =>
        path.StartsWith("lib/", StringComparison.Ordinal)
        && (path.EndsWith(".a", StringComparison.Ordinal) || path.EndsWith(".o", StringComparison.Ordinal));
}
