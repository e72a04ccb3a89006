using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using OpenLinux.Archives.Compression.Deflate;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Tar;

/// <summary>Makes one piece of a compressed tar after the other: reads its files, and compresses them unless that was done before.</summary>
internal sealed class PieceWriter(KeyValuePair<string, TreeNode>[] entries, long epoch, BuiltinServices services)
{
    private readonly ArrayBufferWriter<byte> key = new();
    private readonly byte[] kept = new byte[sizeof(uint)];
    private byte[] buffer = new byte[DeflateEncoder.Window + TarPiece.Most + (4 * TarHeaderBlock.Size) + DeflateEncoder.Slack];
    private byte[] output = [];
    private DeflateEncoder? encoder;
    private int before;
    private int end;
    private Range data;

    /// <summary>Uncompressed.</summary>
    public ReadOnlyMemory<byte> Content => buffer.AsMemory(before, end - before);

    /// <summary>The content of a large file that is in the piece.</summary>
    public ReadOnlyMemory<byte> LargeFileData => buffer.AsMemory(data);

    public ReadOnlyMemory<byte> Compressed { get; private set; }

    /// <summary>Of <see cref="Content"/>.</summary>
    public uint Crc { get; private set; }

    public void Make(TarPiece piece, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        before = 0;
        end = 0;
        key.ResetWrittenCount();
        key.Write(Encoding.UTF8.GetBytes($"deflate@{DeflateEncoder.Version} {piece.DataStart} {piece.DataLength}\n"));
        if (piece.DataLength is { } length)
        {
            ReadPart(piece.First, piece.DataStart, length);
        }
        else
        {
            for (var index = piece.First; index < piece.First + piece.Count; index++)
            {
                ReadWhole(index, cancellation);
            }
        }

        Crc = System.IO.Hashing.Crc32.HashToUInt32(Content.Span);
        var name = Digest.Of(key.WrittenSpan);
        if (!TryRecall(name, cancellation))
        {
            Compress();
            Keep(name, cancellation);
        }
    }

    private void ReadWhole(int index, CancellationToken cancellation)
    {
        var (path, node) = entries[index];
        Append(TarEntries.Header(path, node, epoch));
        if (node is FileNode { Content: var content })
        {
            key.Write(Encoding.UTF8.GetBytes(content.Hash));
            var size = (int)content.SizeBytes;
            Reserve(size);
            var read = services.Store.RequireIntoAsync(content, buffer.AsMemory(end, size), path, cancellation);
            read.AsTask().GetAwaiter().GetResult();
            end += size;
            Pad(size);
        }
    }

    /// <summary>With the bytes before it, which the same file has.</summary>
    private void ReadPart(int index, long start, int length)
    {
        var (path, node) = entries[index];
        var content = ((FileNode)node).Content;
        key.Write(Encoding.UTF8.GetBytes(content.Hash));
        before = (int)Math.Min(start, DeflateEncoder.Window);
        end = before;
        if (start == 0)
        {
            Append(TarEntries.Header(path, node, epoch));
        }

        Reserve(length);
        using var file = services.Store.OpenAsync(content).AsTask().GetAwaiter().GetResult() ?? throw new MissingBlobException(content, path);
        file.Position = start - before;
        if (file.ReadAtLeast(buffer.AsSpan(0, before), before, throwOnEndOfStream: false) < before
            || file.ReadAtLeast(buffer.AsSpan(end, length), length, throwOnEndOfStream: false) < length)
        {
            throw new MissingBlobException(content, path);
        }

        data = end..(end + length);
        end += length;
        if (start + length == content.SizeBytes)
        {
            Pad(content.SizeBytes);
        }
    }

    private void Append(byte[] header)
    {
        key.Write(header);
        Reserve(header.Length);
        header.CopyTo(buffer, end);
        end += header.Length;
    }

    private void Pad(long size)
    {
        var padding = TarHeaderBlock.Padding(size);
        Reserve(padding);
        buffer.AsSpan(end, padding).Clear();
        end += padding;
    }

    private void Reserve(int count)
    {
        var needed = end + count + TarHeaderBlock.Size + DeflateEncoder.Slack;
        if (needed > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(needed, buffer.Length + (buffer.Length / 4)));
        }
    }

    /// <summary>Only for the very bytes that were read: their checksum was kept as well.</summary>
    private bool TryRecall(Digest name, CancellationToken cancellation)
    {
        var note = services.Memory.FindAsync(name, cancellation).AsTask().GetAwaiter().GetResult();
        if (note is not { Content: { } content, Text.Length: sizeof(uint) } || BinaryPrimitives.ReadUInt32LittleEndian(note.Text.Span) != Crc)
        {
            return false;
        }

        var bytes = services.Store.ReadAsync(content, cancellation).AsTask().GetAwaiter().GetResult();
        Compressed = bytes;
        return bytes is not null;
    }

    private void Compress()
    {
        encoder ??= new DeflateEncoder();
        var length = end - before;
        if (output.Length < DeflateEncoder.Bound(length))
        {
            output = new byte[DeflateEncoder.Bound(length)];
        }

        buffer.AsSpan(end, DeflateEncoder.Slack).Clear();
        Compressed = output.AsMemory(0, encoder.Encode(buffer, before, length, output));
    }

    private void Keep(Digest name, CancellationToken cancellation)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(kept, Crc);
        var content = services.Store.PutAsync(Compressed, cancellation).AsTask().GetAwaiter().GetResult();
        services.Memory.KeepAsync(name, new StepNote(kept, content), cancellation).AsTask().GetAwaiter().GetResult();
    }
}
