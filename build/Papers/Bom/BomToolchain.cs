using OpenLinux.Engine.Provenance;

namespace OpenLinux.Papers.Bom;

/// <summary>The toolchain that made the programs, where it is pinned: that of a building machine is in the provenance alone.</summary>
/// <param name="Archives">For every system that it runs on: which of them built is not told, since the files are the same.</param>
public sealed record BomToolchain(string Name, string Version, IReadOnlyList<SourceMaterial> Archives)
{
    /// <summary>Whether a file's first step compiled it. What the repository or the build lay into the root was not compiled.</summary>
    public static bool Made(ComponentEntry entry, StepReference step) => step.Action is not null && entry.Kind != ComponentKind.Files;
}
