using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Userland;

/// <summary>What can fail between the configured components and the sysroot.</summary>
public static class UserlandErrors
{
    public static readonly ErrorCode ComponentMissing = new("OL121", "a configured component has no folder");
    public static readonly ErrorCode ComponentAmbiguous = new("OL122", "a component's name stands for two folders");
    public static readonly ErrorCode DependencyUnusable = new("OL123", "a component depends on something it cannot have");
    public static readonly ErrorCode SourceHashMismatch = new("OL211", "a source archive is not the pinned one");
    public static readonly ErrorCode SourceUnreachable = new("OL212", "a source archive cannot be had from any place");
    public static readonly ErrorCode ArchiveUnusable = new("OL213", "a source archive cannot be unpacked");
    public static readonly ErrorCode NothingToCompile = new("OL310", "a component has no C source");
    public static readonly ErrorCode SystemFilesMissing = new("OL311", "headers that this machine should have are missing");
    public static readonly ErrorCode PathConflict = new("OL312", "two components give the same path");
    public static readonly ErrorCode NoStartFiles = new("OL313", "a program cannot be linked without a C library");
}
