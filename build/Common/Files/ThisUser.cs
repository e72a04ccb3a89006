using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace OpenLinux.Common.Files;

/// <summary>The user that this process runs as (credentials(7)).</summary>
[UnsupportedOSPlatform("windows")]
public static partial class ThisUser
{
    /// <summary>By whom files are made and opened.</summary>
    public static uint Effective => GetEffective();

    public static uint Real => GetReal();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffective();

    [LibraryImport("libc", EntryPoint = "getuid")]
    private static partial uint GetReal();
}
