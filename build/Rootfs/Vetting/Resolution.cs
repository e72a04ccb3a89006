namespace OpenLinux.Rootfs.Vetting;

/// <summary>Where a path leads inside the root filesystem.</summary>
/// <param name="Chain">From the root to the node, both included; null where it leads nowhere.</param>
/// <param name="Fault">Why it leads nowhere, as in "which is not there"; else "".</param>
/// <param name="LeavesRoot">Whether a symlink on the way is absolute or climbs above the root: outside a chroot it leads elsewhere.</param>
internal readonly record struct Resolution(List<ArchiveNode>? Chain, string Fault, bool LeavesRoot)
{
    public ArchiveNode? Node => Chain?[^1];
}
