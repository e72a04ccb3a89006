namespace OpenLinux.Images.Archives;

/// <summary>Stops within an entry too, which may be of any size.</summary>
internal sealed class CancellableSource(ITarSource source, CancellationToken cancellation) : ITarSource, IDisposable
{
    public long CompressedBytes => source.CompressedBytes;

    public int Read(byte[] buffer, int offset, int count)
    {
        cancellation.ThrowIfCancellationRequested();
        return source.Read(buffer, offset, count);
    }

    public void Dispose() => (source as IDisposable)?.Dispose();
}
