using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>
/// Results by the key of *all* that an action was given, kept in one file between runs: where nothing at all has changed, a run looks no
/// headers up and reads no entry of the cache. It only saves the reading: an answer counts while the entry that it was read from is
/// unchanged. The file: SHA-256 of the rest, a magic number with the format's version, the number of entries, then each entry's full key,
/// key, stamp, runs since it was last used, and <c>ActionResult</c>. Anything else reads as empty.
/// </summary>
internal sealed class ResultMemo(string path, IActionCache cache)
{
    private const ulong Magic = 0x01_4f4d_454d_4c4f;

    /// <summary>Runs that an entry is kept without use, where there are more than a few: other architectures, branches gone back and forth.</summary>
    private const byte MostIdleRuns = 8;

    /// <summary>About 2 MiB, read in a millisecond or two.</summary>
    private const int Few = 4096;

    private readonly Lazy<ConcurrentDictionary<Digest, Entry>> entries = new(() => Read(path));
    private volatile bool isChanged;

    /// <param name="Content">Of the <c>ActionResult</c>.</param>
    private sealed record Entry(Digest Key, EntryStamp Stamp, byte IdleRuns, byte[] Content);

    /// <param name="full">The key of the action with all of its inputs.</param>
    /// <returns>The key that its result has, and that result; null where it is unknown, or no longer holds.</returns>
    public async ValueTask<(Digest Key, Reapi.ActionResult Result)?> FindAsync(Digest full, CancellationToken cancellation)
    {
        if (!entries.Value.TryGetValue(full, out var entry) || cache.StampOf(entry.Key) != entry.Stamp)
        {
            return null;
        }

        var result = Reapi.ActionResult.Parser.ParseFrom(entry.Content);
        if (!await cache.IsCompleteAsync(result, cancellation))
        {
            return null;
        }

        if (entry.IdleRuns > 0)
        {
            entries.Value[full] = entry with { IdleRuns = 0 };
        }

        return (entry.Key, result);
    }

    public void Add(Digest full, Digest key, Reapi.ActionResult result)
    {
        if (cache.StampOf(key) is { } stamp)
        {
            entries.Value[full] = new Entry(key, stamp, IdleRuns: 0, result.ToByteArray());
            isChanged = true;
        }
    }

    /// <summary>Remembers a result that is known under one digest under another one as well.</summary>
    public void AddAgain(Digest known, Digest given)
    {
        if (entries.Value.TryGetValue(known, out var entry))
        {
            entries.Value[given] = entry with { IdleRuns = 0 };
            isChanged = true;
        }
    }

    /// <summary>Writes what changed, by temp + rename. That it cannot be written costs time in the next run and nothing else.</summary>
    public void Save()
    {
        if (!isChanged)
        {
            return;
        }

        try
        {
            Write();
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            // The next run looks its results up one by one.
        }
    }

    private void Write()
    {
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            var kept = entries.Value.Where(entry => entry.Value.IdleRuns <= MostIdleRuns || entries.Value.Count <= Few).ToList();
            writer.Write(Magic);
            writer.Write(kept.Count);
            foreach (var (full, entry) in kept)
            {
                DigestRecord.Write(writer, full);
                DigestRecord.Write(writer, entry.Key);
                writer.Write(entry.Stamp.Size);
                writer.Write(entry.Stamp.Modified);
                writer.Write(entry.Stamp.Inode);
                writer.Write(entry.IdleRuns);
                writer.Write(entry.Content.Length);
                writer.Write(entry.Content);
            }
        }

        var content = body.GetBuffer().AsMemory(0, (int)body.Length);
        AtomicFile.Write(path, file =>
        {
            file.Write(SHA256.HashData(content.Span));
            file.Write(content.Span);
        });
    }

    private static ConcurrentDictionary<Digest, Entry> Read(string path)
    {
        try
        {
            var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
            return bytes.Length > SHA256.HashSizeInBytes
                && SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes))
                ? Parse(bytes)
                : [];
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return [];
        }
    }

    private static ConcurrentDictionary<Digest, Entry> Parse(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, SHA256.HashSizeInBytes, bytes.Length - SHA256.HashSizeInBytes));
        if (reader.ReadUInt64() != Magic)
        {
            return [];
        }

        var count = reader.ReadInt32();
        var entries = new ConcurrentDictionary<Digest, Entry>(Environment.ProcessorCount, count);
        for (var index = 0; index < count; index++)
        {
            var full = DigestRecord.Read(reader);
            var key = DigestRecord.Read(reader);
            var stamp = new EntryStamp(reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64());
            var idle = reader.ReadByte();
            entries[full] = new Entry(key, stamp, (byte)Math.Min(idle + 1, byte.MaxValue), reader.ReadBytes(reader.ReadInt32()));
        }

        return entries;
    }
}
