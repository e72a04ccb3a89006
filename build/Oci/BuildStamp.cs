using System.Globalization;
using OpenLinux.Common.Text;

namespace OpenLinux.Oci;

/// <summary>What is known late: of which commit and time an image is. It enters labels and tags, never a file.</summary>
/// <param name="Revision">The commit's forty hexadecimal digits, or null outside a repository.</param>
/// <param name="IsDirty">Whether the work tree differs from that commit.</param>
/// <param name="Created">The commit's time, or what <c>SOURCE_DATE_EPOCH</c> says; never the clock, so that a second run changes nothing.</param>
public sealed record BuildStamp(string Version, string Architecture, string? Revision, bool IsDirty, DateTimeOffset Created)
{
    private const int ShortLength = 12;

    /// <summary>Twelve digits, and "-dirty" where the work tree differs; null outside a repository.</summary>
    public string? Commit => Revision is null ? null : Revision[..ShortLength] + (IsDirty ? "-dirty" : "");

    /// <summary>ISO 8601 basic format in UTC, which a tag can hold: "20250131T235959Z".</summary>
    public string Timestamp => Created.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339, as <c>org.opencontainers.image.created</c> wants it.</summary>
    public string CreatedRfc3339 => Rfc3339.Text(Created);
}
