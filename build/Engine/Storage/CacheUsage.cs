using System.Globalization;
using System.Text;

namespace OpenLinux.Engine.Storage;

/// <summary>
/// How much the cache holds, as far as that is known without a look at every file: what was counted last, and what runs wrote since.
/// Two runs that end at once may forget what one of them wrote, so that it is counted anew after an hour. In <c>usage</c>: bytes, and when
/// they were counted (seconds since 1970).
/// </summary>
internal sealed class CacheUsage(CacheFolder cache)
{
    private const long LastingSeconds = 60 * 60;

    private string Place => Path.Combine(cache.Root, "usage");

    /// <summary>Adds what this process wrote to what is known.</summary>
    /// <returns>False where the cache may hold more than that, or nobody knows.</returns>
    public bool StaysWithin(long maxBytes, DateTimeOffset now)
    {
        if (Read() is not { } known
            || now.ToUnixTimeSeconds() - known.CountedAt is < 0 or > LastingSeconds
            || known.Bytes > maxBytes - cache.WrittenBytes)
        {
            return false;
        }

        Write(known.Bytes + cache.WrittenBytes, known.CountedAt);
        return true;
    }

    /// <summary>Notes what was counted, with all that this process wrote.</summary>
    public void Counted(long bytes, DateTimeOffset now) => Write(bytes, now.ToUnixTimeSeconds());

    private (long Bytes, long CountedAt)? Read()
    {
        try
        {
            return File.ReadAllText(Place).Split(' ') is [var bytes, var counted]
                && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
                && long.TryParse(counted, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    ? (known, seconds)
                    : null;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void Write(long bytes, long countedAt) =>
        cache.Write(Place, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes} {countedAt}")));
}
