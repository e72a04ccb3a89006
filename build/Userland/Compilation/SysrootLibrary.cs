namespace OpenLinux.Userland.Compilation;

/// <summary>What of a sysroot a linker reads.</summary>
internal static class SysrootLibrary
{
    /// <param name="path">Relative to the sysroot.</param>
    public static bool IsLinkInput(string path) =>
        path.StartsWith("lib/", StringComparison.Ordinal)
        && (path.EndsWith(".a", StringComparison.Ordinal) || path.EndsWith(".o", StringComparison.Ordinal));
}
