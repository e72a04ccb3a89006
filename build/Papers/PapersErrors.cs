using OpenLinux.Common.Errors;

namespace OpenLinux.Papers;

/// <summary>What can be wrong between a root filesystem and its papers.</summary>
public static class PapersErrors
{
    public static readonly ErrorCode Orphan = new("OL440", "a file of the root filesystem has no origin",
        "no component, no file of `src/rootfs` and no step gives it: someone put it into the cached tarball",
        "find out who can write to the cache; `--no-cache`");

    public static readonly ErrorCode NotAsBuilt = new("OL441", "the rootfs tarball does not hold what was built",
        "a file was changed or removed after it was built", "as OL440");

    public static readonly ErrorCode Unwritable = new("OL442", "a paper cannot be written",
        "permissions, or a folder in its place", "make it writable");
}
