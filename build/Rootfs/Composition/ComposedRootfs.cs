using OpenLinux.Engine.Content;

namespace OpenLinux.Rootfs.Composition;

/// <summary>A root filesystem and where each of its paths comes from.</summary>
/// <param name="Owners">By path relative to the root, the part that gives it: a component's name, "src/rootfs", or one of the two below.</param>
public sealed record ComposedRootfs(FileTree Tree, IReadOnlyDictionary<string, string> Owners)
{
    /// <summary>The owner of what the repository lays into the root: the folder it lies in.</summary>
    public const string RootfsFiles = "src/rootfs";

    /// <summary>The owner of what is made from the version alone.</summary>
    public const string Generated = "generated from the version";

    /// <summary>The owner of directories that the configuration asks for.</summary>
    public const string Configured = "rootfs.directories";

    /// <summary>This one with what a part gives on top of it; its paths must be new.</summary>
    public ComposedRootfs With(RootfsPart part) => new(
        Tree.WithTree("", part.Tree),
        Owners.Concat(part.Tree.Nodes.Keys.Select(path => KeyValuePair.Create(path, part.Component))).ToDictionary(StringComparer.Ordinal));
}

/// <summary>What one component puts into the root filesystem.</summary>
/// <param name="Component">Its name, as conflicts tell it: "busybox", "src/rootfs".</param>
/// <param name="Tree">Paths relative to the root.</param>
public sealed record RootfsPart(string Component, FileTree Tree)
{
    /// <summary>Modes of files that are meant as they are; others become 0644 or 0755.</summary>
    public IReadOnlyDictionary<string, int> Modes { get; init; } = new Dictionary<string, int>();
}
