using System.Security.Cryptography;
using System.Text.Json;
using OpenLinux.Archives;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Json;
using OpenLinux.Oci.Layout;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci.Contents;

/// <summary>Reads the JSON documents of a store.</summary>
internal static class StoredDocuments
{
    /// <summary>What registries take of a manifest (OCI distribution specification 1.1, "Pushing Manifests").</summary>
    private const int MaximumBytes = 4 << 20;

    /// <exception cref="ArchiveException">A document is missing, damaged, or not what its specification says.</exception>
    public static StoredImage Select(this IImageStore store, string platform)
    {
        try
        {
            using var marker = store.Open(OciLayout.MarkerName);
            return ImageSelection.Select(marker is null ? DockerImages.Of(store) : LayoutImages.Of(store), platform);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw Damaged($"one of its documents is not what the OCI image specification says: {fault.Message}");
        }
    }

    /// <exception cref="ArchiveException">It is missing, or larger than any document.</exception>
    public static byte[] ReadDocument(this IImageStore store, string path)
    {
        using var stream = store.Open(path) ?? throw Damaged($"it holds no {path}");
        if (stream.Length > MaximumBytes)
        {
            throw Damaged($"{path} has {stream.Length} bytes, where {MaximumBytes} are allowed");
        }

        var document = new byte[stream.Length];
        stream.ReadExactly(document);
        return document;
    }

    /// <summary>The document that a descriptor points to (OCI image specification 1.1, descriptor.md).</summary>
    /// <exception cref="ArchiveException">It is missing, or not what the descriptor says.</exception>
    public static byte[] ReadBlob(this IImageStore store, JsonElement descriptor)
    {
        var path = PathOf(descriptor);
        var blob = store.ReadDocument(path);
        return path.EndsWith($"/{Convert.ToHexStringLower(SHA256.HashData(blob))}", StringComparison.Ordinal)
            ? blob
            : throw Damaged($"the SHA-256 of {path} is not its name");
    }

    /// <summary>Where a descriptor's blob lies. A digest becomes a path: what is none may lead anywhere.</summary>
    /// <exception cref="ArchiveException">Its digest is none of SHA-256.</exception>
    public static string PathOf(JsonElement descriptor)
    {
        var text = descriptor.Text("digest");
        return OciDigest.TryParse(text, out var digest)
            ? OciLayout.PathOf(digest)
            : throw Damaged($"\"{text}\" is no digest of SHA-256");
    }

    public static ArchiveException Damaged(string cause) => new(OciErrors.ImageDamaged, cause);
}
