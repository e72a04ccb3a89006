using OpenLinux.Engine.Content;

namespace OpenLinux.Images.Rootfs;

/// <summary>What one component puts into the root filesystem.</summary>
/// <param name="Component">Its name, as conflicts tell it: "busybox", "src/rootfs".</param>
/// <param name="Tree">Paths relative to the root.</param>
public sealed record RootfsPart(string Component, FileTree Tree);
