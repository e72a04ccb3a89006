using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;

namespace OpenLinux.Archives;

/// <summary>An archive that cannot be read on.</summary>
/// <param name="cause">May quote names as they stand in the archive.</param>
public sealed class ArchiveException(ErrorCode code, string cause) : Exception(PrintableText.Of(cause))
{
    public ErrorCode Code { get; } = code;

    public static ArchiveException Truncated(string cause) => new(ArchiveErrors.TarballTruncated, cause);

    public static ArchiveException Corrupt(string cause) => new(ArchiveErrors.TarballCorrupt, cause);

    public static ArchiveException TooLarge(string cause) => new(ArchiveErrors.LimitExceeded, cause);
}
