namespace OpenLinux.Images.Archives;

/// <summary>A tar that is not compressed.</summary>
internal sealed class PlainReader(Stream source) : ITarSource
{
    public int Read(byte[] buffer, int offset, int count) => source.Read(buffer, offset, count);
}
