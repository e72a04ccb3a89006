using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Papers;

/// <summary>What can be wrong between a root filesystem and its papers.</summary>
public static class PapersErrors
{
    public static readonly ErrorCode Orphan = new("OL440", "a file of the root filesystem has no origin");
    public static readonly ErrorCode NotAsBuilt = new("OL441", "the rootfs tarball does not hold what was built");
    public static readonly ErrorCode Unwritable = new("OL442", "a paper cannot be written");
}
