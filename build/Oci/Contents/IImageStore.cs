using OpenLinux.Archives;

namespace OpenLinux.Oci.Contents;

/// <summary>The documents and layers of stored images, by their paths in the layout's folder or in the archive.</summary>
internal interface IImageStore : IDisposable
{
    /// <returns>A stream that can seek, or null where there is none.</returns>
    Stream? Open(string path);
}

/// <summary>One image of a store.</summary>
/// <param name="Layers">Paths in the store, lowest first; as many as the configuration has diff_ids.</param>
internal sealed record StoredImage(ImageFields Config, IReadOnlyList<string> Layers)
{
    /// <exception cref="ArchiveException">The configuration lacks what an image must have, or is of other layers.</exception>
    public static StoredImage Of(ReadOnlyMemory<byte> config, IReadOnlyList<string> layers)
    {
        var fields = ConfigReader.Read(config);
        return fields.DiffIds!.Count == layers.Count
            ? new StoredImage(fields, layers)
            : throw StoredDocuments.Damaged($"it has {layers.Count} layers, where its configuration states {fields.DiffIds.Count}");
    }
}
