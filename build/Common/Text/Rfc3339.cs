using System.Globalization;

namespace OpenLinux.Common.Text;

/// <summary>Times as RFC 3339 has them.</summary>
public static class Rfc3339
{
    /// <summary>In UTC, to the second: "2025-01-31T23:59:59Z".</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
