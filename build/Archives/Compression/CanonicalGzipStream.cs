using System.Buffers.Binary;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;
using OpenLinux.Common.Files;

namespace OpenLinux.Archives.Compression;

/// <summary>
/// Writes one gzip member (RFC 1952) whose bytes depend on the content alone: no name, no time, fixed system. The deflate is
/// SharpZipLib's, all managed integer code, and so the same on every processor; .NET's own runs zlib-ng, whose match
/// finder depends on the CPU's vector instructions and on the runtime's version.
/// </summary>
public sealed class CanonicalGzipStream(Stream target) : WriteOnlyStream
{
    public const int Level = Deflater.BEST_COMPRESSION;

    /// <summary>Magic, deflate, no flags, no time, "maximum compression", system unknown.</summary>
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];

    private readonly Deflater deflater = new(Level, noZlibHeaderOrFooter: true);
    private readonly Crc32 crc = new();
    private readonly byte[] buffer = new byte[64 * 1024];
    private uint length;
    private bool started;
    private bool finished;

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (count == 0)
        {
            return;
        }

        Start();
        crc.Update(new ArraySegment<byte>(buffer, offset, count));
        length += (uint)count;
        deflater.SetInput(buffer, offset, count);
        Drain();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var copy = buffer.ToArray();
        Write(copy, 0, copy.Length);
    }

    /// <summary>Writes the rest and the trailer; the target stays open.</summary>
    public void Finish()
    {
        if (finished)
        {
            return;
        }

        finished = true;
        Start();
        deflater.Finish();
        Drain();
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, (uint)crc.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], length);
        target.Write(trailer);
    }

    public override void Flush() => target.Flush();

    private void Start()
    {
        if (!started)
        {
            started = true;
            target.Write(Header);
        }
    }

    private void Drain()
    {
        int count;
        while ((count = deflater.Deflate(buffer)) > 0)
        {
            target.Write(buffer, 0, count);
        }
    }
}
