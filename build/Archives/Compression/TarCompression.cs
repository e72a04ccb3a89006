namespace OpenLinux.Archives.Compression;

/// <summary>How a tar is compressed. Both write the same bytes on every machine.</summary>
public enum TarCompression
{
    /// <summary>RFC 1952; every tool reads it.</summary>
    Gzip,

    /// <summary>RFC 8878; smaller and faster to read, for Docker 23 and later, containerd, podman and registries.</summary>
    Zstd,
}
