namespace OpenLinux.TestKit.Checkouts;

/// <summary>The blobs that a cache has on disk, and what they are.</summary>
internal static class CacheBlobs
{
    public static IEnumerable<string> In(string cache) => Directory.EnumerateFiles(Path.Combine(cache, "cas"), "*", SearchOption.AllDirectories);

    /// <summary>ELF, and relocatable.</summary>
    public static bool IsObject(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[18];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.StartsWith("\u007fELF"u8) && head[16] == 1;
    }
}
