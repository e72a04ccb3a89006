using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Content;

/// <summary>
/// The stat cache on disk: SHA-256 of the rest, a magic number with the format's version, the number of entries, then each entry's path
/// (length-prefixed UTF-8), size, mtime, ctime, inode, device (64 bits each, little endian) and SHA-256. Anything else reads as empty.
/// </summary>
internal static class StatCacheFile
{
    private const ulong Magic = 0x01_5441_5453_4c4f;

    public static ConcurrentDictionary<string, StatEntry> Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var isWhole = bytes.Length > SHA256.HashSizeInBytes
                && SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes));
            return isWhole ? Parse(bytes) : Empty();
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return Empty();
        }
    }

    public static void Write(string path, IEnumerable<KeyValuePair<string, StatEntry>> entries)
    {
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            var kept = entries.ToList();
            writer.Write(Magic);
            writer.Write(kept.Count);
            foreach (var (name, entry) in kept)
            {
                writer.Write(name);
                Write(writer, entry);
            }
        }

        var content = body.GetBuffer().AsMemory(0, (int)body.Length);
        AtomicFile.Write(path, file =>
        {
            file.Write(SHA256.HashData(content.Span));
            file.Write(content.Span);
        });
    }

    private static void Write(BinaryWriter writer, StatEntry entry)
    {
        writer.Write(entry.Stamp.Size);
        writer.Write(entry.Stamp.Modified);
        writer.Write(entry.Stamp.Changed);
        writer.Write(entry.Stamp.Inode);
        writer.Write(entry.Stamp.Device);
        writer.Write(Convert.FromHexString(entry.Content.Hash));
    }

    private static ConcurrentDictionary<string, StatEntry> Parse(byte[] bytes)
    {
        using var reader = new BinaryReader(
            new MemoryStream(bytes, SHA256.HashSizeInBytes, bytes.Length - SHA256.HashSizeInBytes), Encoding.UTF8);
        if (reader.ReadUInt64() != Magic)
        {
            return Empty();
        }

        var count = reader.ReadInt32();
        var entries = new ConcurrentDictionary<string, StatEntry>(Environment.ProcessorCount, count, StringComparer.Ordinal);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var index = 0; index < count; index++)
        {
            var name = reader.ReadString();
            var stamp = new FileStamp(
                reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64(), reader.ReadUInt64());
            reader.BaseStream.ReadExactly(hash);
            var digest = new Digest(Convert.ToHexStringLower(hash), stamp.Size);
            entries[name] = new StatEntry(stamp, digest, Trusted: true, Seen: false);
        }

        return entries;
    }

    private static ConcurrentDictionary<string, StatEntry> Empty() => new(StringComparer.Ordinal);
}
