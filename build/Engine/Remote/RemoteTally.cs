using System.Globalization;

namespace OpenLinux.Engine.Remote;

/// <summary>What a build had of its remote cache, and what it gave.</summary>
internal sealed class RemoteTally
{
    private int results;
    private int blobs;
    private long bytes;
    private int given;
    private long bytesGiven;
    private int failed;

    public bool HasBrought => Volatile.Read(ref blobs) > 0;

    public void Found() => Interlocked.Increment(ref results);

    public void Brought(long size)
    {
        Interlocked.Increment(ref blobs);
        Interlocked.Add(ref bytes, size);
    }

    public void GaveBlob(long size) => Interlocked.Add(ref bytesGiven, size);

    public void Gave() => Interlocked.Increment(ref given);

    /// <summary>A result that did not make it there.</summary>
    public void Failed() => Interlocked.Increment(ref failed);

    /// <returns>For people; null where there is nothing to tell.</returns>
    public override string? ToString()
    {
        string?[] parts =
        [
            results + blobs == 0 ? null : $"{Count(results, "result")} and {Megabytes(bytes)} from it",
            given == 0 ? null : $"{Count(given, "result")} and {Megabytes(bytesGiven)} to it",
            failed == 0 ? null : $"{Count(failed, "result")} did not make it there",
        ];
        return parts.All(part => part is null) ? null : string.Join(", ", parts.OfType<string>());
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Megabytes(long size) => string.Create(CultureInfo.InvariantCulture, $"{size / 1e6:0.0} MB");
}
