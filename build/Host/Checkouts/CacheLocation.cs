namespace OpenLinux.Host.Checkouts;

/// <summary>Where the cache that all checkouts share lies (XDG Base Directory Specification).</summary>
internal static class CacheLocation
{
    /// <param name="given">What <c>--cache-dir</c> says, or null.</param>
    public static string Of(string? given) => given is not null ? Path.GetFullPath(given) : Path.Combine(Base(), "openlinux");

    private static string Base()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given && Path.IsPathRooted(given))
        {
            return given;
        }

        return OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
    }
}
