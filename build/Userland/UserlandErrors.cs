using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Userland;

/// <summary>What can fail between a component's folder and the sysroot.</summary>
public static class UserlandErrors
{
    public static readonly ErrorCode NothingToCompile = new("OL310", "a component has no C source");
    public static readonly ErrorCode SystemFilesMissing = new("OL311", "headers that this machine should have are missing");
    public static readonly ErrorCode PathConflict = new("OL312", "two components give the same path");
    public static readonly ErrorCode NoStartFiles = new("OL313", "a program cannot be linked without a C library");
}
