using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace OpenLinux.Archives.Compression;

/// <summary>
/// Reads gzip (RFC 1952) as strictly as Docker does: every member's header, checksum and length, and nothing after the last.
/// .NET's GZipStream passes over what follows the members, and does not tell where they end.
/// </summary>
public sealed class GzipReader(Stream source) : ITarSource
{
    private const int HeaderChecksum = 2;
    private const int Extra = 4;
    private const int Name = 8;
    private const int Comment = 16;
    private const int Reserved = 0xe0;

    private readonly GzipInput input = new(source);
    private readonly Inflater inflater = new(noHeader: true);
    private readonly Crc32 crc = new();
    private uint length;
    private bool inMember;
    private bool anyMember;

    public long CompressedBytes => source.CanSeek ? source.Length : input.Offset;

    public int Read(byte[] buffer, int offset, int count)
    {
        while (true)
        {
            if (!inMember && !BeginMember())
            {
                return 0;
            }

            var read = Inflate(buffer, offset, count);
            if (read > 0)
            {
                crc.Update(new ArraySegment<byte>(buffer, offset, read));
                length += (uint)read;
                return read;
            }

            if (inflater.IsFinished)
            {
                EndMember();
            }
        }
    }

    private int Inflate(byte[] buffer, int offset, int count)
    {
        try
        {
            if (inflater.IsNeedingInput && !inflater.IsFinished)
            {
                if (!input.Fill())
                {
                    throw ArchiveException.Truncated($"the file ends after {input.Offset} bytes, within compressed data");
                }

                inflater.SetInput(input.Buffer, input.Position, input.Available);
                input.Consume(input.Available);
            }

            var read = inflater.Inflate(buffer, offset, count);
            return read > 0 || inflater.IsFinished || inflater.IsNeedingInput
                ? read
                : throw ArchiveException.Corrupt($"the compressed data before byte {input.Offset} makes no progress");
        }
        catch (Exception fault) when (fault is SharpZipBaseException or IndexOutOfRangeException or ArgumentException or ArithmeticException)
        {
            throw ArchiveException.Corrupt($"the compressed data before byte {input.Offset} is not valid deflate: {fault.Message}");
        }
    }

    private bool BeginMember()
    {
        if (!input.Fill())
        {
            return anyMember ? false : throw ArchiveException.Truncated("the file is empty");
        }

        var start = input.Offset;
        var kind = SignatureName.Of(input.Buffer.AsSpan(input.Position, input.Available));
        if (input.ReadByte("the gzip magic") != 0x1f || input.ReadByte("the gzip magic") != 0x8b)
        {
            throw ArchiveException.Corrupt(anyMember
                ? $"something other than gzip follows the compressed data at byte {start}"
                : $"the file is not gzip: it starts like {kind}");
        }

        ReadHeader();
        inflater.Reset();
        crc.Reset();
        length = 0;
        inMember = true;
        anyMember = true;
        return true;
    }

    private void ReadHeader()
    {
        const string Where = "the gzip header";
        if (input.ReadByte(Where) != 8)
        {
            throw ArchiveException.Corrupt("the gzip header names a compression other than deflate");
        }

        var flags = input.ReadByte(Where);
        if ((flags & Reserved) != 0)
        {
            throw ArchiveException.Corrupt("the gzip header has reserved flags set");
        }

        Skip(6, Where);
        if ((flags & Extra) != 0)
        {
            Skip(input.ReadByte(Where) | (input.ReadByte(Where) << 8), Where);
        }

        SkipText(flags & Name, Where);
        SkipText(flags & Comment, Where);
        Skip((flags & HeaderChecksum) != 0 ? 2 : 0, Where);
    }

    private void Skip(int count, string within)
    {
        for (; count > 0; count--)
        {
            input.ReadByte(within);
        }
    }

    private void SkipText(int flag, string within)
    {
        while (flag != 0 && input.ReadByte(within) != 0)
        {
        }
    }

    private void EndMember()
    {
        input.Consume(-inflater.RemainingInput);
        inMember = false;
        if (input.ReadUInt32("the gzip trailer") != (uint)crc.Value)
        {
            throw ArchiveException.Corrupt($"the gzip checksum (CRC-32) before byte {input.Offset} does not match the data");
        }

        if (input.ReadUInt32("the gzip trailer") != length)
        {
            throw ArchiveException.Corrupt($"the gzip length before byte {input.Offset} does not match the data");
        }
    }
}
