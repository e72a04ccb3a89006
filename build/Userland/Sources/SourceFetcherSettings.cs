using OpenLinux.Userland.Sources.Apt;
using OpenLinux.Userland.Sources.Npm;
using OpenLinux.Userland.Sources.Places;

namespace OpenLinux.Userland.Sources;

/// <param name="CacheFolder">The cache's root; downloads under way stand in its <c>partial</c>, archives put there by hand in its <c>sources</c>.</param>
public sealed record SourceFetcherSettings(string CacheFolder)
{
    /// <summary>The environment variable that names a folder of archives, for sites without network.</summary>
    public const string FolderVariable = "OPENLINUX_SOURCES";

    /// <summary>The value of <see cref="FolderVariable"/>; null where it is not set.</summary>
    public string? SourceFolder { get; init; }

    /// <summary>Whether nothing is fetched: what is not there ends the plan.</summary>
    public bool IsDry { get; init; }

    /// <summary>The checkout, which relative paths of recipes are relative to.</summary>
    public string Root { get; init; } = ".";

    /// <summary>Whose apt configuration leads to Debian's source packages.</summary>
    public AptMachine Apt { get; init; } = AptMachine.Default;

    /// <summary>Whose npm configuration leads to packages of its registry.</summary>
    public NpmMachine Npm { get; init; } = NpmMachine.Default;

    public DownloadPolicy Downloads { get; init; } = new();
}
