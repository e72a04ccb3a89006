namespace OpenLinux.Images.Archives;

/// <summary>The bytes of a tar, whatever they are compressed with.</summary>
internal interface ITarSource
{
    /// <summary>Size of the whole file; where nobody knows it, of what was read.</summary>
    long CompressedBytes { get; }

    /// <returns>How many bytes were read; 0 at the end.</returns>
    /// <exception cref="ArchiveException">Truncated or corrupt.</exception>
    int Read(byte[] buffer, int offset, int count);
}
