using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Text;
using OpenLinux.Archives.Tar;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Pieces;

/// <summary>Makes one piece of a compressed tar after the other: reads its files, and compresses them unless that was done before.</summary>
/// <param name="encoders">Those that nobody uses: there are as many as threads, and fewer than writers.</param>
internal sealed class PieceWriter(
    KeyValuePair<string, TreeNode>[] entries, long epoch, PieceCompression compression, ConcurrentBag<IPieceEncoder> encoders, BuiltinServices services)
{
    /// <summary>Raised with every change of what is kept of a piece.</summary>
    private const int NoteVersion = 2;

    /// <summary>CRC-32 of the piece; XXH128 of it and of what is before it in the same file.</summary>
    private const int NoteSize = sizeof(uint) + 16;

    private readonly ArrayBufferWriter<byte> key = new();
    private readonly List<(int Entry, int Start)> unverified = [];
    private byte[] buffer = new byte[compression.Window + compression.Size.Most + (4 * TarHeaderBlock.Size) + compression.Slack];
    private byte[] output = [];
    private int before;
    private int end;
    private Range data;

    /// <summary>Uncompressed.</summary>
    public ReadOnlyMemory<byte> Content => buffer.AsMemory(before, end - before);

    /// <summary>The content of a large file that is in the piece.</summary>
    public ReadOnlyMemory<byte> LargeFileData => buffer.AsMemory(data);

    public ReadOnlyMemory<byte> Compressed { get; private set; }

    /// <summary>The digest of <see cref="Compressed"/>, under which it lies in the store.</summary>
    public Digest Kept { get; private set; }

    /// <summary>Of <see cref="Content"/>.</summary>
    public uint Crc { get; private set; }

    public void Make(TarPiece piece, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        before = 0;
        end = 0;
        unverified.Clear();
        key.ResetWrittenCount();
        key.Write(Encoding.UTF8.GetBytes($"piece@{NoteVersion} {compression.Name} {piece.DataStart} {piece.DataLength}\n"));
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

        var name = Digest.Of(key.WrittenSpan);
        if (!TryRecall(name, cancellation))
        {
            Verify(cancellation);
            Crc = Crc32.HashToUInt32(Content.Span);
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
            unverified.Add((index, end));
            if (!services.Store.ReadUnverifiedAsync(content, buffer.AsMemory(end, size), cancellation).AsTask().GetAwaiter().GetResult())
            {
                Require(content, end, path, cancellation);
            }

            end += size;
            Pad(size);
        }
    }

    /// <summary>Holds each file against its digest, before anything is made of it and kept under that.</summary>
    private void Verify(CancellationToken cancellation)
    {
        foreach (var (entry, start) in unverified)
        {
            var (path, node) = entries[entry];
            var content = ((FileNode)node).Content;
            if (Digest.Of(buffer.AsSpan(start, (int)content.SizeBytes)) != content)
            {
                Require(content, start, path, cancellation);
            }
        }
    }

    private void Require(Digest content, int start, string path, CancellationToken cancellation) =>
        services.Store.RequireIntoAsync(content, buffer.AsMemory(start, (int)content.SizeBytes), path, cancellation).AsTask().GetAwaiter().GetResult();

    /// <summary>With the bytes before it, which the same file has.</summary>
    private void ReadPart(int index, long start, int length)
    {
        var (path, node) = entries[index];
        var content = ((FileNode)node).Content;
        key.Write(Encoding.UTF8.GetBytes(content.Hash));
        before = (int)Math.Min(start, compression.Window);
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
        var needed = end + count + TarHeaderBlock.Size + compression.Slack;
        if (needed > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(needed, buffer.Length + (buffer.Length / 4)));
        }
    }

    /// <summary>Only for the very bytes that were read: what is kept tells them by a hash that is quicker than their digests.</summary>
    private bool TryRecall(Digest name, CancellationToken cancellation)
    {
        var note = services.Memory.FindAsync(name, cancellation).AsTask().GetAwaiter().GetResult();
        if (note is not { Content: { } content, Text: { Length: NoteSize } text }
            || !text.Span[sizeof(uint)..].SequenceEqual(XxHash128.Hash(buffer.AsSpan(0, end))))
        {
            return false;
        }

        var size = (int)content.SizeBytes;
        MakeRoom(size);
        if (!services.Store.ReadIntoAsync(content, output.AsMemory(0, size), cancellation).AsTask().GetAwaiter().GetResult())
        {
            return false;
        }

        Compressed = output.AsMemory(0, size);
        Kept = content;
        Crc = BinaryPrimitives.ReadUInt32LittleEndian(text.Span);
        return true;
    }

    private void Compress()
    {
        var encoder = encoders.TryTake(out var idle) ? idle : compression.NewEncoder();
        var length = end - before;
        MakeRoom(compression.Bound(length));
        buffer.AsSpan(end, compression.Slack).Clear();
        Compressed = output.AsMemory(0, encoder.Encode(buffer, before, length, output));
        encoders.Add(encoder);
    }

    private void MakeRoom(int size)
    {
        if (output.Length < size)
        {
            output = new byte[Math.Max(size, compression.Bound(buffer.Length))];
        }
    }

    private void Keep(Digest name, CancellationToken cancellation)
    {
        var note = new byte[NoteSize];
        BinaryPrimitives.WriteUInt32LittleEndian(note, Crc);
        XxHash128.Hash(buffer.AsSpan(0, end), note.AsSpan(sizeof(uint)));
        Kept = services.Store.PutAsync(Compressed, cancellation).AsTask().GetAwaiter().GetResult();
        services.Memory.KeepAsync(name, new StepNote(note, Kept), cancellation).AsTask().GetAwaiter().GetResult();
    }
}
