namespace OpenLinux.Images.Archives;

/// <summary>A tar that is not compressed.</summary>
internal sealed class PlainReader(Stream source) : ITarSource
{
    public long CompressedBytes => source.CanSeek ? source.Length : source.Position;

    public int Read(byte[] buffer, int offset, int count) => source.Read(buffer, offset, count);
}
