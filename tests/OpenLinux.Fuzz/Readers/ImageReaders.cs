using System.Text;
using OpenLinux.Docker.Client;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Contents;

namespace OpenLinux.Fuzz.Readers;

internal static class ImageReaders
{
    /// <summary>An image layout, or what docker save writes: each document stands behind a line "%% PATH"; "@2" is the digest of the third.</summary>
    public static void Stored(byte[] input)
    {
        using var store = new Documents(Encoding.UTF8.GetString(input));
        store.Select("linux/amd64");
    }

    /// <summary>What Docker's client says of an image, and of a row of its list.</summary>
    public static void Inspected(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        try
        {
            ImageJson.ParseRow(text);
        }
        catch (Exception fault) when (fault is FormatException or System.Text.Json.JsonException or InvalidOperationException)
        {
            // It may be the other.
        }

        ImageJson.ParseInspection(text);
    }

    private sealed class Documents : IImageStore
    {
        private const string Blobs = "blobs/sha256/";

        private readonly Dictionary<string, byte[]> files = [];

        /// <summary>From the last to the first, as each may name those after it.</summary>
        public Documents(string text)
        {
            var parts = text.Split("%% ", StringSplitOptions.RemoveEmptyEntries);
            var digests = new string[parts.Length];
            for (var index = parts.Length - 1; index >= 0; index--)
            {
                var end = parts[index].IndexOf('\n', StringComparison.Ordinal);
                var content = end < 0 ? "" : parts[index][(end + 1)..];
                for (var later = index + 1; later < Math.Min(parts.Length, index + 6); later++)
                {
                    content = content.Replace($"@{later}", $"sha256:{digests[later]}", StringComparison.Ordinal);
                }

                var bytes = Encoding.UTF8.GetBytes(content);
                digests[index] = Digest.Of(bytes).Hash;
                files[end < 0 ? parts[index] : parts[index][..end]] = bytes;
                files[Blobs + digests[index]] = bytes;
            }
        }

        public Stream? Open(string path) => files.TryGetValue(path, out var content) ? new MemoryStream(content) : null;

        public void Dispose()
        {
        }
    }
}
