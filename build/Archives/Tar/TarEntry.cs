namespace OpenLinux.Archives.Tar;

/// <summary>One member of a tar archive, names as they stand there.</summary>
/// <param name="Mode">Permission bits with setuid, setgid and sticky.</param>
/// <param name="SizeBytes">Length of the data that follows the header; 0 for what has none.</param>
/// <param name="LinkTarget">Of symlinks and hard links, else "".</param>
public sealed record TarEntry(string Path, TarEntryType Type, int Mode, long SizeBytes, string LinkTarget)
{
    /// <summary>Size of the file once unpacked; more than its data where it is sparse.</summary>
    public long UnpackedBytes { get; init; } = SizeBytes;

    public long Uid { get; init; }

    public long Gid { get; init; }

    /// <summary>When its content was modified, in whole seconds since 1970-01-01 UTC.</summary>
    public long Modified { get; init; }

    /// <summary>Whether the file runs with rights of its own: capabilities(7), "File capabilities".</summary>
    public bool HasCapabilities { get; init; }

    public bool IsFile => Type is TarEntryType.File or TarEntryType.OldFile or TarEntryType.ContiguousFile or TarEntryType.GnuSparse;
}
