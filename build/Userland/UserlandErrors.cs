using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Userland;

/// <summary>What can fail between the configured components and the sysroot.</summary>
public static class UserlandErrors
{
    public static readonly ErrorCode ComponentMissing = new("OL201", "a configured component has no folder");
    public static readonly ErrorCode ComponentAmbiguous = new("OL202", "a component's name stands for two folders");
    public static readonly ErrorCode DependencyUnusable = new("OL203", "a component depends on something it cannot have");
    public static readonly ErrorCode SourceHashMismatch = new("OL211", "a source archive is not the pinned one");
    public static readonly ErrorCode SourceUnreachable = new("OL212", "a source archive cannot be had from any place");
    public static readonly ErrorCode ArchiveUnusable = new("OL213", "a source archive cannot be unpacked");
}
