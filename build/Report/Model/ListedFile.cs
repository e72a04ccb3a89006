using OpenLinux.Oci.Contents;

namespace OpenLinux.Report.Model;

/// <summary>A path of a root filesystem and whose it is.</summary>
/// <param name="Component">What vetting and Diff call its owner: a component, "src/rootfs", "rootfs.directories"; null where nobody knows.</param>
public sealed record ListedFile(ImageFile File, string? Component);
