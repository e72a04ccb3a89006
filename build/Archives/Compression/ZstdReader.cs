using SharpCompress.Common;
using SharpCompress.Compressors.ZStandard;

namespace OpenLinux.Archives.Compression;

/// <summary>Reads zstd frames (RFC 8878) to the end of the source.</summary>
internal sealed class ZstdReader(Stream source) : ITarSource, IDisposable
{
    private readonly DecompressionStream frames = new(source, leaveOpen: true);

    public long CompressedBytes => source.CanSeek ? source.Length : source.Position;

    public int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return frames.Read(buffer, offset, count);
        }
        catch (IncompleteArchiveException)
        {
            throw Archives.ArchiveException.Truncated("the file ends within compressed data");
        }
        catch (SharpCompressException fault)
        {
            throw Archives.ArchiveException.Corrupt($"the compressed data is not valid zstd: {fault.Message}");
        }
    }

    public void Dispose() => frames.Dispose();
}
