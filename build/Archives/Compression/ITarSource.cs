namespace OpenLinux.Archives.Compression;

/// <summary>The bytes of a tar, whatever they are compressed with.</summary>
public interface ITarSource
{
    /// <summary>Size of the whole file; where nobody knows it, of what was read.</summary>
    long CompressedBytes { get; }

    /// <returns>How many bytes were read; 0 at the end.</returns>
    /// <exception cref="ArchiveException">Truncated or corrupt.</exception>
    int Read(byte[] buffer, int offset, int count);
}

/// <summary>A tar that is not compressed.</summary>
public sealed class PlainReader(Stream source) : ITarSource
{
    public long CompressedBytes => source.CanSeek ? source.Length : source.Position;

    public int Read(byte[] buffer, int offset, int count) => source.Read(buffer, offset, count);
}

/// <summary>Stops within an entry too, which may be of any size.</summary>
public sealed class CancellableSource(ITarSource source, CancellationToken cancellation) : ITarSource, IDisposable
{
    public long CompressedBytes => source.CompressedBytes;

    public int Read(byte[] buffer, int offset, int count)
    {
        cancellation.ThrowIfCancellationRequested();
        return source.Read(buffer, offset, count);
    }

    public void Dispose() => (source as IDisposable)?.Dispose();
}
