using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Images.Archives;

/// <summary>An archive that cannot be read on.</summary>
/// <param name="cause">May quote names as they stand in the archive.</param>
internal sealed class ArchiveException(ErrorCode code, string cause) : Exception(PrintableText.Of(cause))
{
    public ErrorCode Code { get; } = code;

    public static ArchiveException Truncated(string cause) => new(ImagesErrors.TarballTruncated, cause);

    public static ArchiveException Corrupt(string cause) => new(ImagesErrors.TarballCorrupt, cause);

    public static ArchiveException TooLarge(string cause) => new(ImagesErrors.LimitExceeded, cause);
}
